"""A host's page on another origin, with the widget on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page

FOLDER: Final = Path(__file__).with_name("host")
KEY: Final = "pk_browser_0123456789"
TRUSTED: Final = "; require-trusted-types-for 'script'; trusted-types 'none'"


@dataclass
class Host:
    """A web server of somebody else's; what it puts on its page can be changed between two visits.

    Attributes:
        assistant: the origin that its policy lets the page load a script from and talk to.
    """

    url: str
    assistant: str = ""
    script: str = ""
    hostile: bool = True
    policy: str = ""
    seen: list[str] = field(default_factory=list)

    def puts(self, assistant: str, **data: Any) -> None:
        """The script tag of a site, with its attributes."""
        said = " ".join(f'data-{name}="{value}"' for name, value in data.items())
        self.assistant = assistant.rstrip("/")
        self.script = f'<script src="{self.assistant}/embed.js" {said} async></script>'

    def frames(self, assistant: str, site: str) -> None:
        """The page for an iframe."""
        self.assistant = assistant.rstrip("/")
        self.script = f'<iframe src="{self.assistant}/embed/{site}" title="助手" width="380" height="600"></iframe>'

    @property
    def content_policy(self) -> str:
        own = f"script-src {self.assistant}; connect-src {self.assistant}; frame-src {self.assistant}"
        return f"default-src 'none'; style-src 'self'; {own}; img-src 'none'; base-uri 'none'{self.policy}"


@contextmanager
def hosting() -> Iterator[Host]:
    """Serve a host's page on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path == "/host.css":
                body, kind = ((FOLDER / "host.css").read_bytes() if host.hostile else b""), "text/css"
            elif urlsplit(self.path).path == "/":
                page = (FOLDER / "page.html").read_text("utf-8").replace("{script}", host.script)
                body, kind = page.encode(), "text/html; charset=utf-8"
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", host.content_policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            host.seen.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host = Host(f"http://localhost:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()


@dataclass
class Guest:
    """A visitor of a host's page."""

    page: Page
    errors: list[str]

    @classmethod
    def of(cls, browser: Browser, url: str, *, width: int = 1280, height: int = 800, **options: Any) -> Guest:
        """Open the host's page in a context of its own."""
        context: BrowserContext = browser.new_context(viewport={"width": width, "height": height}, **options)
        guest = cls(context.new_page(), [])
        guest.page.on("pageerror", lambda error: guest.errors.append(str(error)))
        guest.page.on("console", lambda said: guest.errors.append(said.text) if said.type == "error" else None)
        guest.page.goto(url)
        return guest

    @property
    def opener(self) -> Locator:
        return self.page.locator("[data-zjtx] .opener")

    @property
    def panel(self) -> Locator:
        return self.page.locator("[data-zjtx] .panel")

    @property
    def input(self) -> Locator:
        return self.panel.locator("textarea")

    def open(self) -> None:
        """Press the button and wait for the welcome, or for why there is none."""
        self.opener.click()
        self.panel.locator(".welcome, .failed, .turn").first.wait_for()

    def ask(self, question: str) -> None:
        """Type a question, send it by Enter and wait for what comes of it."""
        before = self.panel.locator(".turn .reply").count()
        self.input.fill(question)
        self.input.press("Enter")
        self.panel.locator(".turn .reply").nth(before).wait_for(timeout=120_000)

    @property
    def words(self) -> str:
        """The last answer's text, folded parts too."""
        return self.panel.locator(".reply").last.evaluate("each => [...each.querySelectorAll('.words')].map(one => one.textContent).join('\\n')")

    def focused(self) -> str:
        """What has the focus within the widget, by its class or tag; empty where it is not in the widget."""
        found = self.page.evaluate(
            "() => { const one = document.querySelector('[data-zjtx]')?.shadowRoot.activeElement;"
            " return one ? one.className || one.tagName.toLowerCase() : '' }"
        )
        return str(found)

    def leave(self) -> None:
        self.page.context.close()
