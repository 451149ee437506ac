"""The routes of the chat page: the page itself, with or without scripts, and the calls of its script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, StreamingResponse
from pydantic import BaseModel

from assistant.errors import SwitchedOffError
from assistant.models import Lang
from assistant.models import Request as DayRequest
from assistant.requests import parse_as, parse_query, read_object
from assistant.sites import SiteWords
from assistant.web.api import Service
from assistant.web.appearance import appearance_of, remember_language
from assistant.web.assets import asset, sent
from assistant.web.chat.config import page_config, page_texts
from assistant.web.chat.plain import Form, PlainTurn, carried, read_form
from assistant.web.chat.transcript import TranscriptBody, write_transcript
from assistant.web.embed.hosts import Caller, whom_to_ask
from assistant.web.limits import read_body, read_json_body
from assistant.web.pages import templates
from assistant.web.replies import Reply
from assistant.web.static_files import STATIC
from assistant.web.turns import ProfileChange, Turn, Turns, TurnState
from corpus.errors import ZjtxError

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
_LINES: Final = "application/x-ndjson; charset=utf-8"
_FILES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
_STREAM: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

router = APIRouter(include_in_schema=False)
B = TypeVar("B", bound=BaseModel)


class PageQuery(DayRequest):
    """What the page's address may carry: a question to open with, and the day and site it is asked for."""

    q: str | None = None


@router.api_route("/", methods=["GET", "HEAD"])
def page(request: Request) -> Response:
    """The empty page. What its address carries and can't be used is left out, and the page says so."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name in PageQuery.model_fields and value]
    service = _service(request)
    try:
        query = parse_query(PageQuery, pairs, service.settings)
        site = service.assistant.sites.find(query.site)
    except ZjtxError as error:
        return _page(request, Form(), [], notice=error.message)
    form = Form(asked=query.q or "", as_of=query.as_of.isoformat() if query.as_of else None, site=query.site)
    lang = appearance_of(request).lang
    off = SwitchedOffError(whom_to_ask(site, lang), lang).message if service.hosts.is_off(site) else ""
    return _page(request, form, [], notice=off)


@router.post("/")
async def ask_plainly(request: Request) -> Response:
    """The page with the answer to what its form sent."""
    service = _service(request)
    return await run_in_threadpool(_answered, request, await read_body(request, service.settings.max_request_bytes))


def _answered(request: Request, body: bytes) -> Response:
    form = read_form(body, _service(request).assistant.store)
    lang = appearance_of(request).lang
    turn = Turn(turn="plain", question=form.asked, conversation_id=form.conversation_id, as_of=form.as_of, site=form.site, language=lang)
    try:
        reply = _turns(request).reply(turn)
    except ZjtxError as error:
        return _page(request, form, [*form.earlier, PlainTurn(question=form.asked, message=error.message)])
    said = PlainTurn.answered(form.asked, reply, len(form.earlier))
    going_on = Form(conversation_id=reply.answer.conversation_id, as_of=form.as_of, site=form.site)
    return _page(request, going_on, [*form.earlier, said], reply)


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon, where browsers look for it unasked."""
    return FileResponse(STATIC / "icon.png", media_type="image/png")


@router.get("/robots.txt")
def robots() -> Response:
    """What searching machines are to leave alone."""
    return PlainTextResponse("User-agent: *\nDisallow: /trace/\nDisallow: /shared/\nDisallow: /chat/\nDisallow: /gradio\n")


@router.post("/chat/turn")
async def ask(request: Request) -> Response:
    """The states of one turn as they come, a JSON object a line."""
    turn = await _body(request, Turn)
    return StreamingResponse(_lines(_turns(request).ask(turn)), media_type=_LINES, headers=_STREAM)


@router.post("/chat/profile")
async def set_profile(request: Request) -> Response:
    """Give a conversation another profile."""
    change = await _body(request, ProfileChange)
    return JSONResponse(await run_in_threadpool(_turns(request).set_profile, change))


@router.post("/chat/export")
async def export(request: Request) -> Response:
    """The conversation as a file."""
    body = await _body(request, TranscriptBody)
    operator = _service(request).assistant.sites.find(body.site).words.operator
    content = await run_in_threadpool(write_transcript, body, operator.en if body.lang == "en" else operator.zh)
    headers = {"Content-Disposition": f'attachment; filename="conversation.{body.kind}"', "Cache-Control": "no-store"}
    return Response(content, 200, headers, _FILES[body.kind])


@router.get("/chat/trace/{id}")
def trace(request: Request, id: str) -> Response:
    """How an answer came about, in brief."""
    return JSONResponse(_turns(request).trace(id, appearance_of(request).lang), headers={"Cache-Control": "no-store"})


def _lines(states: Iterator[TurnState]) -> Iterator[bytes]:
    for state in states:
        yield state.model_dump_json(exclude_none=True).encode() + b"\n"


def _page(request: Request, form: Form, turns: list[PlainTurn], reply: Reply | None = None, notice: str = "") -> Response:
    look = appearance_of(request)
    site = _service(request).assistant.sites.find(form.site).words
    html = templates(Path(__file__).parent).get_template("page.html").render(
        t=SimpleNamespace(**page_texts(look.lang)),
        lang=look.lang,
        look=look,
        site=_in(site, look.lang),
        script=asset("chat.js").href,
        styles=asset("chat.css").href,
        form=form,
        turns=turns,
        carried=carried(turns, _service(request).assistant.store),
        notice=notice,
        kept_days=_service(request).settings.conversation_days,
        config=_config(request, form, look.lang, site, turns, reply),
    )
    response = sent(request, html.encode(), "text/html; charset=utf-8", _HEADERS)
    remember_language(request, response, look.lang)
    return response


def _config(request: Request, form: Form, lang: Lang, site: SiteWords, turns: list[PlainTurn], reply: Reply | None) -> dict[str, Any]:
    """What the script needs; beside it the question to open with, or the turn that the form has asked before the script was there."""
    day = date.fromisoformat(form.as_of) if form.as_of else None
    posted = {"question": turns[-1].question, "reply": reply.model_dump(mode="json")} if reply else None
    config = page_config(_service(request), lang, form.site, site, day)
    return {**config, "ask": "" if turns else form.asked, "posted": posted}


def _in(site: SiteWords, lang: Lang) -> dict[str, Any]:
    """A site's words in one language."""
    def said(value: Any) -> Any:
        return value.en if lang == "en" else value.zh

    examples = [{"kind": str(example.kind), "text": said(example)} for example in site.examples]
    return {"operator": said(site.operator), "title": said(site.title), "welcome": said(site.welcome), "examples": examples}


async def _body(request: Request, model: type[B]) -> B:
    settings = _service(request).settings
    return parse_as(model, read_object(await read_json_body(request, settings.max_request_bytes)), settings)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _turns(request: Request) -> Turns:
    service = _service(request)
    caller = Caller.of(request)
    return Turns(service.assistant, service.settings, service.metrics.answer, lambda asked: service.hosts.admit(caller, asked))

__all__ = ["router"]
