"""`/docs`: every route with its fields, errors and requests that can be tried."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.web.pages import templates
from assistant.web.reference.operations import operations
from corpus.messages import Messages

FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
router = APIRouter(include_in_schema=False)


@router.get("/docs")
def page(request: Request) -> Response:
    """The description of the interface as a page."""
    document = request.app.openapi()
    base = str(request.base_url).rstrip("/")
    html = templates(FOLDER).get_template("page.html").render(
        t=Messages.of(FOLDER / "texts.yaml"),
        title=document["info"]["title"],
        says=document["info"]["description"],
        version=document["info"]["version"],
        operations=operations(document, base),
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})
