"""The pages on a slow line (1.6 Mbps, 150 ms): requests, bytes and seconds until a question can be asked."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.service import Assistant
from assistant.settings import settings
from bench.texts import texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BITS_A_SECOND = 1_600_000
LATENCY_MS = 150
PAGES = {"/": "#question", "/check": "[data-path]", "/embed/default": "[data-zjtx] textarea", "/gradio": "textarea"}
"""Each page with what is there once it can be used."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class PageLoad:
    """What one page cost, nothing of it being kept from before."""

    path: str
    requests: int
    kilobytes: float
    usable_s: float


def measure(assistant: Assistant) -> list[PageLoad]:
    """Load each page once in a fresh browser; empty where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        return []
    with _served(assistant) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        loads = [_load(browser, address, path, wanted) for path, wanted in PAGES.items()]
        browser.close()
    return loads


def as_lines(loads: list[PageLoad]) -> str:
    """The loads as a table."""
    rows = [f"| {load.path} | {load.requests} | {load.kilobytes:.0f} | {load.usable_s:.1f} |" for load in loads]
    return "\n".join([texts()("pages_head"), "|---|---|---|---|", *rows])


def _load(browser: Browser, address: str, path: str, wanted: str) -> PageLoad:
    page = browser.new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": BITS_A_SECOND / 8, "uploadThroughput": BITS_A_SECOND / 8},
    )
    received: list[float] = []
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    started = time.perf_counter()
    page.goto(address + path, wait_until="commit")
    page.wait_for_selector(wanted, state="visible")
    usable = time.perf_counter() - started
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)
    page.context.close()
    return PageLoad(path, len(received), sum(received) / 1024, usable)


@contextmanager
def _served(assistant: Assistant) -> Iterator[str]:
    import uvicorn

    from assistant.web.app import create_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(assistant, settings()), port=port, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
