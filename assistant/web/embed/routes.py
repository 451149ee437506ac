"""`/embed.js` for a page of anybody's, and `/embed/{site}` for an iframe."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from assistant.models import Lang
from assistant.sites import Site
from assistant.web.api import Serving
from assistant.web.embed.script import FOLDER, script
from assistant.web.pages import templates
from corpus.messages import Messages

router = APIRouter(include_in_schema=False)
_TYPE: Final = "text/javascript; charset=utf-8"
_FOR_ALL: Final = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Encoding",
}


@router.get("/embed.js")
def embed_script(request: Request) -> Response:
    """The script; a browser that has it is told so."""
    made = script()
    headers = {**_FOR_ALL, "ETag": made.tag}
    if request.headers.get("if-none-match", "").removeprefix("W/") == made.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(made.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=_TYPE)
    return Response(made.plain, headers=headers, media_type=_TYPE)


@router.get("/embed/{name}")
def embed_page(
    name: str,
    service: Serving,
    lang: Annotated[Lang, Query()] = "zh",
    accent: Annotated[str, Query(pattern="^#?[0-9a-fA-F]{3,6}$")] = "",
    q: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    """A page that pages of the site's origins may frame. It asks like the script, with the site's key."""
    site = service.assistant.sites.find(name)
    says = site.says
    html = templates(FOLDER).get_template("page.html").render(
        t=Messages.of(FOLDER / "texts.yaml"),
        says=says,
        name=name,
        key=says.site_key if site.speaks_for_itself else None,
        lang=lang,
        accent=accent,
        question=q,
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _policy(site), "Referrer-Policy": "no-referrer"})


def _policy(site: Site) -> str:
    """Only what is our own loads, and only pages of the site's origins may frame it."""
    listed = site.says.allowed_origins if site.speaks_for_itself else ()
    framing = " ".join(["'self'", *listed])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {framing}"
    )
