"""A web editor's job, on a screen and on a phone: docs/embedding.md followed word for word, on a host of another origin under a strict policy."""

from __future__ import annotations

import json
import re
import shlex
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.settings import settings
from tests.browser.conftest import ROOT, Server
from tests.browser.embedding import Guest, Host, hosting
from tests.browser.looks import LOOKS, look

GUIDE: Final = (ROOT / "docs" / "embedding.md").read_text("utf-8").split("## In English")[0]
NAME: Final = "zhejiang"
TAKEN_UP: Final = 15


def _block(language: str, start: str) -> str:
    """The first block of the guide that begins so."""
    return next(found for found in re.findall(rf"```{language}\n(.*?)\n```", GUIDE, re.DOTALL) if found.startswith(start))


def _zjtx(data_dir: Path, *words: str) -> str:
    """What a command prints."""
    settings.cache_clear()
    done = CliRunner().invoke(app, words, env={"ZJTX_DATA_DIR": str(data_dir)})
    settings.cache_clear()
    assert done.exit_code == 0, done.output
    return done.stdout


@dataclass
class Editor:
    """What she has on her desk: her page, the site's file, and what the command printed."""

    host: Host
    server: Server
    file: Path
    printed: str

    @property
    def script(self) -> str:
        return next(line for line in self.printed.splitlines() if line.startswith("<script"))

    @property
    def frame(self) -> str:
        return next(line for line in self.printed.splitlines() if line.startswith("<iframe"))

    def pastes(self, line: str, **data: str) -> None:
        """Put a line on the page, with attributes of the guide's table added or changed."""
        for name, value in data.items():
            assert f"| `data-{name}` |" in GUIDE
            line = re.sub(rf' data-{name}="[^"]*"', "", line).replace(" async>", f' data-{name}="{value}" async>')
        self.host.script = line

    def changes(self, old: str, new: str, name: str, value: object) -> None:
        """Change the site's file, and wait until it is taken up."""
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")
        self.waits(name, value)

    def waits(self, name: str, value: object) -> None:
        """The few seconds that the guide speaks of, until the running service says so."""
        end = time.monotonic() + TAKEN_UP
        while time.monotonic() < end:
            with suppress(urllib.error.HTTPError), urllib.request.urlopen(f"{self.server.url}api/v1/sites/{NAME}") as answer:
                if json.load(answer).get(name) == value:
                    return
            time.sleep(0.2)
        raise AssertionError("the change was not taken up")


@pytest.fixture(scope="module")
def editor(server: Server) -> Iterator[Editor]:
    """The guide's second step: the site is written, for the page of a host on another origin."""
    with hosting() as host:
        address = server.url.rstrip("/")
        command = _block("bash", "zjtx site new").replace("https://www.example.gov.cn", host.url).replace("https://zjtx.example.gov.cn", address)
        printed = _zjtx(server.data_dir, *shlex.split(command)[1:])
        policy = _block("text", "script-src").replace("https://zjtx.example.gov.cn", address)
        assert policy in printed
        host.assistant = address
        assert policy in host.content_policy
        found = Editor(host, server, server.data_dir / "sites" / NAME / "site.yaml", printed)
        found.waits("phone", "0571-12345678")
        yield found


def _fits(printed: str, shown: str) -> bool:
    """Whether a line is the guide's but for the address and the key."""
    return re.sub(r'https?://[^/"]+|pk_[\w-]+', "", printed) == re.sub(r'https?://[^/"]+|pk_[\w…-]+', "", shown)


def test_the_lines_are_those_of_the_guide(editor: Editor) -> None:
    assert _fits(editor.script, _block("html", "<script src"))
    assert _fits(editor.frame, _block("html", "<iframe"))
    assert _zjtx(editor.server.data_dir, "site", "check", NAME).startswith("没有发现问题")
    shown = _zjtx(editor.server.data_dir, "site", "show", NAME, "--url", editor.host.assistant)
    assert editor.script in shown and "0571-12345678" in shown


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_from_nothing_to_an_answer_and_what_is_told_when_it_goes_wrong(editor: Editor, browser: Browser, width: int, dark: bool) -> None:
    guests: list[Guest] = []

    def visit() -> Guest:
        guests.append(Guest.of(browser, editor.host.url, width=width, height=844, color_scheme="dark" if dark else "light"))
        return guests[-1]

    editor.host.hostile = False
    editor.pastes(editor.script)
    guest = visit()
    guest.open()
    look(guest.page, "editor-1-open")
    guest.ask("小巨人资产负债率不能超过多少")
    assert "75%" in guest.words
    guest.panel.locator(".mark").first.click()
    expect(guest.panel.locator(".source")).to_contain_text("资产负债率不超过75%")
    look(guest.page, "editor-2-answer")
    assert guest.errors == []

    editor.pastes(editor.script, accent="#8c1b1b", position="left", lang="en")
    guest = visit()
    assert guest.opener.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(140, 27, 27)"
    box = guest.opener.bounding_box()
    assert box is not None and box["x"] == 16
    guest.open()
    expect(guest.panel.locator("h1")).to_have_text("Little Giant Application Assistant")
    guest.ask("What is the debt ratio limit?")
    assert "75%" in guest.words
    guest.page.route(f"{editor.server.url}**", lambda route: route.abort("connectionrefused"))
    guest.ask("And the limit of 2022?")
    expect(guest.panel.locator(".failed[data-kind=down]")).to_contain_text("connection was lost")
    look(guest.page, "editor-3-own-look")

    editor.pastes(editor.script, key="pk_another_0123456789")
    guest = visit()
    guest.open()
    expect(guest.panel.locator(".failed[data-kind=key]")).to_contain_text("名称或密钥不对")
    look(guest.page, "editor-4-wrong-key")

    editor.pastes(editor.script)
    own, editor.host.url = editor.host.url, editor.host.url.replace("localhost", "host.localhost")
    guest = visit()
    editor.host.url = own
    guest.open()
    expect(guest.panel.locator(".failed[data-kind=refused]")).to_contain_text("还没有获准")
    look(guest.page, "editor-5-not-listed")

    editor.pastes(editor.frame)
    guest = visit()
    frame = guest.page.frame_locator("iframe")
    frame.locator("textarea").fill("小巨人资产负债率不能超过多少")
    frame.locator("textarea").press("Enter")
    expect(frame.locator(".words").first).to_contain_text("75%", timeout=60_000)
    look(guest.page, "editor-6-frame")
    for each in guests:
        each.leave()


def test_what_she_changes_in_the_file_holds_within_seconds(editor: Editor, browser: Browser) -> None:
    editor.pastes(editor.script)
    editor.changes("0571-12345678", "0571-87654321", "phone", "0571-87654321")
    editor.changes("enabled: true", "enabled: false", "enabled", False)
    guest = Guest.of(browser, editor.host.url)
    guest.open()
    failure = guest.panel.locator(".failed[data-kind=paused]")
    expect(failure).to_contain_text("本服务暂停，请稍后再来。")
    editor.changes("enabled: false", "enabled: true", "enabled", True)
    failure.get_by_role("button").click()
    guest.panel.locator(".welcome").wait_for()
    guest.page.route(f"{editor.server.url}**", lambda route: route.abort("connectionrefused"))
    guest.ask("小巨人有效期几年")
    expect(guest.panel.locator(".failed .phone")).to_have_text("0571-87654321")
    guest.leave()
