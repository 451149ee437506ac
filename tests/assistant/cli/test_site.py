"""`zjtx site`: a folder is written, looked over and shown, with the lines to paste."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.main import app
from assistant.errors import NewSiteError, UnknownSiteError
from assistant.settings import settings


@pytest.fixture(autouse=True)
def _sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ZJTX_SITES_DIR", str(tmp_path))
    monkeypatch.setenv("ZJTX_PUBLIC_URL", "https://zjtx.example.gov.cn")
    settings.cache_clear()
    yield
    settings.cache_clear()


def _run(*call: str) -> Result:
    return CliRunner().invoke(app, ["site", *call])


def test_a_new_site_is_written_sound_and_shown(tmp_path: Path) -> None:
    made = _run("new", "zhejiang", "--province", "浙江省", "--origin", "https://www.example.gov.cn", "--phone", "0571-1")
    assert made.exit_code == 0, made.output
    (script,) = [line for line in made.stdout.splitlines() if line.startswith("<script")]
    assert 'src="https://zjtx.example.gov.cn/embed.js" data-site="zhejiang"' in script
    checked = _run("check", "zhejiang")
    assert checked.exit_code == 0 and "没有发现问题" in checked.stdout
    shown = _run("show", "zhejiang")
    assert script in shown.stdout and "https://www.example.gov.cn" in shown.stdout and "每天 20000" in shown.stdout
    assert json.loads(_run("show", "zhejiang", "--json").stdout)["phone"] == "0571-1"


def test_a_slip_ends_with_2_and_says_where(tmp_path: Path) -> None:
    _run("new", "zhejiang", "--province", "浙江省")
    file = tmp_path / "zhejiang" / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("enabled: true", "enabled: 开"), "utf-8")
    found = _run("check", "zhejiang")
    assert found.exit_code == 2 and "enabled：只能是 true 或 false" in found.stderr


def test_without_an_origin_it_says_that_nobody_may_embed_it_yet() -> None:
    made = _run("new", "zhejiang", "--province", "浙江省")
    assert "还没有写哪些网页可以嵌入" in made.stderr


def test_names_that_are_taken_or_unknown_are_errors() -> None:
    _run("new", "zhejiang", "--province", "浙江省")
    assert isinstance(_run("new", "zhejiang", "--province", "浙江省").exception, NewSiteError)
    assert isinstance(_run("check", "nowhere").exception, UnknownSiteError)
    assert isinstance(_run("show", "nowhere").exception, UnknownSiteError)
