"""What `deploy/` ships fits together, and every row of the table in `docs/scale.md` is a test."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import yaml
from dotenv import dotenv_values

from assistant.settings import Settings
from bench.serving import free_port
from tools.cluster.nginx import Nginx

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
ROWS = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"))
_NAMES = {f"ZJTX_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(("file", "test"), ROWS, ids=[test for _, test in ROWS])
def test_every_row_of_the_table_is_a_test(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8")


def test_every_test_of_a_part_taken_away_is_a_row() -> None:
    taken = re.findall(r"^def (test_\w+)", (ROOT / "tests" / "cluster" / "test_parts_taken_away.py").read_text(encoding="utf-8"), re.MULTILINE)
    together = {"test_all_of_it_together", "test_an_address_has_one_count_on_all_machines", "test_an_answer_comes_piece_by_piece_through_nginx"}
    assert set(taken) - together <= {test for _, test in ROWS}


def test_the_environment_sets_what_there_is() -> None:
    found = dotenv_values(DEPLOY / "zjtx.env")
    assert set(found) <= _NAMES
    present = Settings(_env_file=DEPLOY / "zjtx.env")
    assert present.workers == 2 and present.trusted_proxies and not present.gradio


def test_the_unit_names_secrets_and_settings_that_there_are() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    text = (DEPLOY / "systemd" / "zjtx.service").read_text(encoding="utf-8")
    unit.read_string(text)
    assert unit["Service"]["KillMode"] == "mixed" and int(unit["Service"]["TimeoutStopSec"]) > 15
    named = re.findall(r"^(?:Environment|LoadCredential)=(\w+)", text, re.MULTILINE)
    assert len(named) == 4 and {name.upper() for name in named} <= _NAMES


def test_compose_names_files_settings_and_secrets_that_there_are() -> None:
    here = DEPLOY / "compose"
    assert (here / COMPOSE["services"]["first"]["build"]["context"] / COMPOSE["services"]["first"]["build"]["dockerfile"]).is_file()
    for service in COMPOSE["services"].values():
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
        assert {name for name in service.get("environment", {}) if name.startswith("ZJTX_")} <= _NAMES
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (here / source).is_file()
    assert {name.upper() for name in COMPOSE["secrets"] if name.startswith("zjtx")} <= _NAMES


def test_nginx_passes_to_every_machine_of_compose() -> None:
    servers = re.findall(r"^server (\w+):7860 ", (DEPLOY / "compose" / "zjtx-servers.conf").read_text(encoding="utf-8"), re.MULTILINE)
    assert servers == [name for name, service in COMPOSE["services"].items() if "build" in service]


def test_the_image_copies_what_there_is() -> None:
    for line in re.findall(r"^COPY (.+) \S+$", (DEPLOY / "compose" / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split()), line


@contextmanager
def _nginx(folder: Path, *machines: int) -> Iterator[str]:
    folder.chmod(0o755)  # its workers are somebody else
    nginx = Nginx(free_port(), folder)
    nginx.start(machines)
    try:
        yield f"http://127.0.0.1:{nginx.port}"
    finally:
        nginx.stop()


@contextmanager
def _machine(version: str) -> Iterator[tuple[int, list[str]]]:
    """A machine that has the bundle of one version only; its port, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path.endswith(version) else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, asked
        server.shutdown()


def test_programs_are_told_in_their_own_format_that_no_machine_answers(tmp_path: Path) -> None:
    with _nginx(tmp_path, free_port()) as url:
        told = httpx.post(f"{url}/api/v1/ask", json={"question": "你好"})
    assert (told.status_code, told.headers["content-type"], told.headers["retry-after"]) == (502, "application/problem+json", "5")
    assert told.json()["detail"] == "服务正在重新启动，请稍后再试。"


def test_pages_of_both_versions_get_their_bundles_while_machines_are_exchanged(tmp_path: Path) -> None:
    with _machine("old.js") as (old, _), _machine("new.js") as (new, asked), _nginx(tmp_path, old, new) as url:
        found = [httpx.get(f"{url}/ui/bundle/chat-{version}.js").status_code for version in ("old", "new") * 4]
        other = [httpx.get(f"{url}/nothing").status_code for _ in range(4)]
    assert found == [200] * 8 and other == [404] * 4
    assert asked.count("/nothing") == 2, "anything else is asked of one machine"
