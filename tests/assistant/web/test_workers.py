"""Several workers on one socket: what one has kept the others know, one that ends is replaced, and they stop as one does."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from assistant.logging import configure_logging
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.workers import Workers
from bench.serving import Served, serving

ROOT = Path(__file__).parents[3]
WAIT = 60.0


@pytest.fixture(scope="module")
def served(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("workers"), assistant.settings.index_path, workers=2, limit_session=0) as server:
        _until(lambda: _figure(server, "zjtx_workers") == 2)
        yield server


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)


def _figure(served: Served, name: str) -> float:
    """The sum of a figure over its labels."""
    text = httpx.get(f"{served.url}/metrics").text
    return sum(float(value) for value in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", text, re.MULTILINE))


def _workers(served: Served) -> list[int]:
    parent = psutil.Process(served.process.pid)
    return [child.pid for child in parent.children() if "spawn_main" in " ".join(child.cmdline())]


def _ask(served: Served, question: str, conversation: str, who: httpx.Client) -> dict[str, object]:
    body = {"question": question, "conversation_id": conversation, "as_of": "2022-06-20"}
    return dict(who.post(f"{served.url}/api/v1/ask", json=body, timeout=60).raise_for_status().json())


def test_a_conversation_goes_on_whichever_worker_hears_it_and_all_are_counted(served: Served) -> None:
    before = _figure(served, "zjtx_answers_total")
    with httpx.Client(limits=httpx.Limits(max_keepalive_connections=0)) as who:  # every turn by a connection of its own
        talk = str(_ask(served, "我们是江南轴承厂，职工80人", "new", who)["conversation_id"])
        for revenue in range(9000, 9011):
            said = _ask(served, f"2021年营收{revenue}万元", talk, who)
    profile = said["profile"]
    assert isinstance(profile, dict) and (profile["employees"], profile["revenue"]["2021"]) == (80, 9010)
    assert _figure(served, "zjtx_answers_total") == before + 12


def test_the_page_without_scripts_carries_its_turns_from_worker_to_worker(served: Served) -> None:
    turns, page = 6, ""
    with httpx.Client(limits=httpx.Limits(max_keepalive_connections=0)) as who:
        for turn in range(turns):
            hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
            page = who.post(served.url, data={**hidden, "question": f"第{turn + 4}批什么时候上传材料"}, timeout=60).text
    assert all(f"第{turn + 4}批什么时候上传材料" in page for turn in range(turns))


def test_a_worker_that_is_killed_is_replaced_and_the_other_answers_meanwhile(served: Served) -> None:
    first, second = _workers(served)
    os.kill(first, signal.SIGKILL)
    with httpx.Client() as who:
        for _ in range(3):
            assert _ask(served, "资产负债率多少以内", "new", who)["status"] == "answered"
    _until(lambda: _figure(served, "zjtx_workers") == 2)
    after = _workers(served)
    assert second in after and first not in after and len(after) == 2


IMPATIENT = "from assistant.web import workers; workers.SILENT_SECONDS = 6.0; from assistant.cli import main; main()"


def test_a_worker_that_hangs_is_replaced_and_workers_whose_parent_is_gone_stop(assistant: Assistant, tmp_path: Path) -> None:
    with serving(tmp_path, assistant.settings.index_path, program=("-c", IMPATIENT), workers=2) as server:
        _until(lambda: _figure(server, "zjtx_workers") == 2)
        first, second = _workers(server)
        os.kill(first, signal.SIGSTOP)
        with httpx.Client() as who:
            assert _ask(server, "资产负债率多少以内", "new", who)["status"] == "answered"
        _until(lambda: not psutil.pid_exists(first) and len(_workers(server)) == 2 and _figure(server, "zjtx_workers") == 2)
        workers = [psutil.Process(pid) for pid in _workers(server)]
        assert second in [worker.pid for worker in workers]
        server.end(signal.SIGKILL)
        gone, alive = psutil.wait_procs(workers, timeout=30)
    assert len(gone) == 2 and not alive


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///{folder}/none/x.sqlite3"])
def test_without_a_database_in_common_they_do_not_start(tmp_path: Path, url: str) -> None:
    (tmp_path / "none").write_text("no folder")
    environment = {**os.environ, "ZJTX_DATA_DIR": str(tmp_path), "ZJTX_DATABASE_URL": url.format(folder=tmp_path)}
    command = [sys.executable, "-m", "assistant", "serve", "--workers", "2", "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2 and "ZJTX_DATABASE_URL" in done.stderr


def test_what_no_worker_can_start_with_ends_the_service_and_says_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging()  # to where this test listens
    before = signal.getsignal(signal.SIGTERM)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = Settings(data_dir=tmp_path, site="nowhere", workers=2, _env_file=None)
        assert Workers(settings, listener, lambda: None).run() == 2
    said = capfd.readouterr().err
    assert "nowhere" in said and "Traceback" not in said
    assert signal.getsignal(signal.SIGTERM) is before and "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_what_one_has_begun_is_finished_when_all_stop(served: Served) -> None:
    """The last one: the server is gone after it."""
    workers = _workers(served)
    body = {"question": "小巨人要哪些条件", "as_of": "2022-06-20"}
    with httpx.Client() as who, who.stream("POST", f"{served.url}/api/v1/ask/stream", json=body, timeout=60) as answer:
        served.process.send_signal(signal.SIGTERM)
        said = answer.read().decode()
    assert "event: answer" in said
    assert served.process.wait(timeout=30) == 0
    assert not any(psutil.pid_exists(worker) for worker in workers)
