"""How the desk's pages are drawn: templates, headers, and what an error looks like. Words in `texts.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.web.appearance import appearance_of
from corpus.messages import Messages
from corpus.yamlfile import load_yaml

TO_SIGN_IN: Final = "desk/sign-in"
_FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


def words() -> Messages:
    """The desk's sentences."""
    return Messages.of(_FOLDER / "texts.yaml")


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one.

    Args:
        values: what the template speaks of, beside the words and the way back to the root.
    """
    texts = SimpleNamespace(**load_yaml(_FOLDER / "texts.yaml"))
    look = appearance_of(request)
    html = _templates().get_template(template).render(t=texts, root=root_of(request), look=look, **values)
    return HTMLResponse(html, status, HEADERS)


def refusal(request: Request, key: str, status: int, detail: str = "") -> Response:
    """What went wrong and what to do: as a page, or as the part that a script asked for."""
    template = "refused_part.html" if "hx-request" in request.headers else "refused.html"
    return page(request, template, status, title=words()(f"{key}_title"), detail=detail or words()(f"{key}_detail"))


def turned(request: Request, path: str) -> Response:
    """Sends the browser to a page of ours, given from the root without its slash."""
    return RedirectResponse(f"{root_of(request)}/{path}", 303, {"Cache-Control": "no-store"})


def root_of(request: Request) -> str:
    """Where a proxy shows the service; empty where it is the root."""
    return str(request.scope.get("root_path", "")).rstrip("/")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
