"""The routes of shared conversations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import NotOursError
from assistant.models import Lang
from assistant.rendering.text import in_words
from assistant.requests import parse_as, read_object
from assistant.store import Share
from assistant.web.api import Service
from assistant.web.appearance import appearance_of
from assistant.web.assets import asset, sent
from assistant.web.chat.config import page_texts
from assistant.web.limits import read_json_body
from assistant.web.markup import to_html
from assistant.web.pages import templates
from assistant.web.replies import PageCitation, page_citation
from assistant.web.said import SaidTurn, sealed_words
from corpus.library import Library
from corpus.messages import Messages

FOLDER: Final = Path(__file__).parent
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

router = APIRouter(include_in_schema=False)
B = TypeVar("B", bound=BaseModel)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    conversation_id: str = Field(max_length=64)


class SealedTurn(SaidTurn):
    """A turn with the seal that its answer came with."""

    seal: str = Field(max_length=128)


class ShareBody(_Body):
    """What is to be shared, and for how many days."""

    turns: list[SealedTurn] = Field(min_length=1, max_length=200)
    days: int = Field(ge=1, le=366)
    lang: Lang = "zh"
    site: str | None = None


class EndBody(_Body):
    """The conversation whose link is to end."""


@dataclass(frozen=True)
class _TurnView:
    question: str
    html: Markup
    lang: str
    anchor: str
    citations: list[PageCitation]
    below: str


@router.post("/chat/share")
async def share(request: Request) -> Response:
    """A link to a conversation as it now is."""
    body = await _body(request, ShareBody)
    made = await run_in_threadpool(_share, _service(request), body)
    return JSONResponse({"id": made.id, "until": made.until.isoformat()}, headers={"Cache-Control": "no-store"})


def _share(service: Service, body: ShareBody) -> Share:
    shares = service.assistant.store.shares
    service.assistant.sites.find(body.site)
    for turn in body.turns:
        if not shares.is_sealed(sealed_words(turn.question, turn.answer, turn.as_of, turn.label, turn.citations), turn.seal):
            raise NotOursError
    turns = [turn.model_dump(mode="json", exclude={"seal"}) for turn in body.turns]
    return shares.make(body.conversation_id, turns, lang=body.lang, days=body.days, site=body.site)


@router.post("/chat/unshare")
async def unshare(request: Request) -> Response:
    """End the link of a conversation."""
    body = await _body(request, EndBody)
    await run_in_threadpool(_service(request).assistant.store.shares.end, body.conversation_id)
    return Response(status_code=204)


@router.get("/shared/{id}")
def page(request: Request, id: str) -> Response:
    """The conversation to read; for a link that has ended the error page says so."""
    service = _service(request)
    found = service.assistant.store.shares.load(id)
    library = service.assistant.library(found.site)
    html = templates(FOLDER).get_template("page.html").render(
        t=Messages.of(FOLDER / "texts.yaml"),
        chat=page_texts(found.lang),
        lang=found.lang,
        look=appearance_of(request),
        styles=asset("shared.css").href,
        words=service.assistant.sites.find(found.site).words,
        site=found.site,
        until=_day(found.until, found.lang),
        turns=[_view(SaidTurn.model_validate(turn), number, found.lang, library) for number, turn in enumerate(found.turns)],
    )
    return sent(request, html.encode(), "text/html; charset=utf-8", _HEADERS)


def _view(turn: SaidTurn, number: int, lang: Lang, library: Library) -> _TurnView:
    anchor, texts = f"c{number}-", page_texts(lang)
    html = Markup(to_html(turn.answer, {each.mark for each in turn.citations}, anchor))
    told = [texts["as_of"].format(date=in_words(turn.as_of, lang)), texts.get(f"label_{turn.label}", "")]
    citations = [page_citation(each, library, lang) for each in turn.citations]
    return _TurnView(turn.question, html, "en" if lang == "en" else "zh-CN", anchor, citations, "　".join(filter(None, told)))


def _day(moment: datetime, lang: Lang) -> str:
    return in_words(moment.astimezone(_SHANGHAI).date(), lang)


async def _body(request: Request, model: type[B]) -> B:
    settings = _service(request).settings
    data: dict[str, Any] = read_object(await read_json_body(request, settings.max_request_bytes))
    return parse_as(model, data, settings)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


__all__ = ["router"]
