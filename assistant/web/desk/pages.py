"""How the desk's pages are drawn: templates, headers, and what an error looks like. Words in `texts/`, in both languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.clock import SHANGHAI
from assistant.models import Lang
from assistant.web.appearance import appearance_of, remember_language
from corpus.messages import Messages
from corpus.yamlfile import load_yaml

TO_SIGN_IN: Final = "desk/sign-in"
_FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


@lru_cache(maxsize=1)
def words() -> Messages:
    """The desk's sentences.

    Raises:
        ValueError: two files have one key.
    """
    found: dict[str, dict[str, str] | str] = {}
    for path in sorted((_FOLDER / "texts").glob("*.yaml")):
        said = load_yaml(path)
        if twice := found.keys() & said.keys():
            raise ValueError(f"{path.name}: {sorted(twice)}")
        found |= said
    return Messages(found)


@lru_cache(maxsize=2)
def texts_in(lang: Lang) -> SimpleNamespace:
    """Every sentence in a language, by its key, for the templates."""
    return SimpleNamespace(**{key: words()(key, lang) for key in words().keys})


def said(request: Request, key: str, **values: object) -> str:
    """A sentence in the reader's language."""
    return words()(key, appearance_of(request).lang, **values)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one.

    Args:
        values: what the template speaks of, beside the words and the way back to the root.
    """
    look, root = appearance_of(request), root_of(request)
    other = "zh" if look.lang == "en" else "en"
    place = f"{request.url.path.removeprefix(root).lstrip('/')}?{request.url.include_query_params(lang=other).query}"
    html = _templates().get_template(template).render(t=texts_in(look.lang), root=root, look=look, in_other_language=place, **values)
    response = HTMLResponse(html, status, HEADERS)
    remember_language(request, response, look.lang)
    return response


def refusal(request: Request, key: str, status: int, detail: str = "") -> Response:
    """What went wrong and what to do: as a page, or as the part that a script asked for."""
    template = "refused_part.html" if "hx-request" in request.headers else "refused.html"
    return page(request, template, status, title=said(request, f"{key}_title"), detail=detail or said(request, f"{key}_detail"))


def turned(request: Request, path: str) -> Response:
    """Sends the browser to a page of ours, given from the root without its slash."""
    return RedirectResponse(f"{root_of(request)}/{path}", 303, {"Cache-Control": "no-store"})


def root_of(request: Request) -> str:
    """Where a proxy shows the service; empty where it is the root."""
    return str(request.scope.get("root_path", "")).rstrip("/")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["local"] = lambda moment, shape: moment.astimezone(SHANGHAI).strftime(shape)
    return environment
