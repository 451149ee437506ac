"""A real server in its own process, a real index, a real Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 240
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """A running service: its address and where its data lies."""

    url: str
    data_dir: Path
    process: subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data_dir: Path, root_path: str = "", port: int | None = None, *, gradio: bool = False) -> Iterator[Server]:
    """`python app.py` on a port, by default a free one, until the block is left; without Gradio it starts sooner."""
    port = port or free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith("ZJTX_")}
    env |= {"ZJTX_DATA_DIR": str(data_dir), "ZJTX_ROOT_PATH": root_path, "ZJTX_GRADIO": str(gradio), "OMP_WAIT_POLICY": "passive"}
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(port)]
    process = subprocess.Popen(command, cwd=data_dir, env=env, start_new_session=True)
    url = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(f"{url}api/v1/healthz", process)
        yield Server(url, data_dir, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def server(data_dir: Path) -> Iterator[Server]:
    with serving(data_dir, gradio=True) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium: run tools/system.sh, or install the package chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page, with what it asked of other hosts and what went wrong on it."""

    page: Page
    outside: list[str]
    errors: list[str]

    def ask(self, question: str) -> None:
        """Type a question, send it by Enter and wait for its answer."""
        before = self.page.locator(".reply").count()
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('.reply').length > n && !document.querySelector('[aria-busy=true]')",
            arg=before,
            timeout=120_000,
        )

    @property
    def answer(self) -> str:
        return self.page.locator(".reply").last.inner_text()


Open = Callable[..., Visit]


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Open]:
    """Opens the chat, by default at 1280 px; every request to another host is refused and noted."""
    contexts: list[BrowserContext] = []

    def open_page(
        url: str | None = None, *, width: int = 1280, height: int = 860, dark: bool = False, **options: object
    ) -> Visit:
        address = url or server.url
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        visit = Visit(page, [], [])
        host = address.split("/")[2]

        def guard(route: Route) -> None:
            if route.request.url.split("/")[2] == host:
                route.continue_()
            else:
                visit.outside.append(route.request.url)
                route.abort()

        context.route(lambda url: url.startswith(("http:", "https:", "ws:", "wss:")), guard)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (visit.errors.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.wait_for_selector("#question", timeout=60_000)
        return visit

    yield open_page
    for context in contexts:
        context.close()
