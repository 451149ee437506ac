"""Language, colours and type size as the reader left them: the page's script keeps them in cookies, the server draws by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from assistant.models import Lang

_YEAR: Final = 31_536_000
_LANGUAGE: Final = "zjtx_language"


@dataclass(frozen=True)
class Appearance:
    """How a page is to look.

    Attributes:
        theme: light or dark; empty where the reader's system decides.
    """

    lang: Lang
    theme: str
    large: bool


def appearance_of(request: Request) -> Appearance:
    """What the address asks for, else what the reader chose before."""
    asked = request.query_params.get("lang") or request.cookies.get(_LANGUAGE)
    theme = request.cookies.get("zjtx_theme", "")
    return Appearance(
        lang="en" if asked == "en" else "zh",
        theme=theme if theme in ("light", "dark") else "",
        large=request.cookies.get("zjtx_large") == "true",
    )


def remember_language(request: Request, response: Response, lang: Lang) -> None:
    """Keep the language that an address asked for."""
    if "lang" in request.query_params:
        path = request.scope.get("root_path") or "/"
        response.set_cookie(_LANGUAGE, lang, max_age=_YEAR, path=path, samesite="lax")
