"""The HTTP interface: the same requests, answers and citations as the commands and the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from assistant.models import (
    Answer,
    AskRequest,
    CalendarRequest,
    CheckRequest,
    ClauseRequest,
    DeadlinesRequest,
    ExtractRequest,
    FeedbackRequest,
    MaterialsRequest,
    SearchRequest,
    SearchResult,
    VerifyRequest,
)
from assistant.models import Request as DayRequest
from assistant.operations import deadlines as find_deadlines
from assistant.operations import perform
from assistant.ratelimits import RateCounter
from assistant.requests import parse_as, parse_query, read_object
from assistant.settings import Settings
from assistant.store import Feedback
from assistant.trace import Trace
from assistant.web import openapi, problems
from assistant.web.documents import (
    ClauseDetail,
    DocumentList,
    list_documents,
    show_clause,
    show_document,
)
from assistant.web.embed.hosts import Caller, Hosts
from assistant.web.embed.site_view import SiteView, site_view
from assistant.web.limits import read_json_body
from assistant.web.metrics import MEDIA_TYPE as METRICS_TYPE
from assistant.web.metrics import Metrics
from assistant.web.readiness import missing
from assistant.web.streaming import Begun
from assistant.web.views import DocumentView
from corpus.errors import ZjtxError

if TYPE_CHECKING:
    from assistant.service import Assistant

PREFIX: Final = "/api/v1"
CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
_PIECE = re.compile(r".{1,24}", re.DOTALL)

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Service:
    """What the routes work with."""

    assistant: Assistant
    settings: Settings
    metrics: Metrics
    hosts: Hosts
    counter: RateCounter

    def ask(self, request: AskRequest, heard: Callable[[str], None] | None = None) -> Answer:
        """Answer a question and count the answer; `heard` is told its text as it is settled."""
        answer = self.assistant.ask(request, heard)
        self.metrics.answer(answer)
        return answer


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(_service)]


def _body(model: type[M]) -> Callable[..., Awaitable[M]]:
    """A dependency that reads the request's body as `model`, by the rules all faces share."""

    async def read(request: Request, service: Serving) -> M:
        data = await read_json_body(request, service.settings.max_request_bytes)
        asked = parse_as(model, read_object(data), service.settings)
        if not isinstance(asked, DayRequest):
            return asked
        return await run_in_threadpool(service.hosts.admit, Caller.of(request), asked)

    return read


def _query(model: type[M]) -> Callable[..., M]:
    """A dependency that reads the address's parameters as `model`."""

    def read(request: Request, service: Serving) -> M:
        asked = parse_query(model, request.query_params.multi_items(), service.settings)
        return service.hosts.admit(Caller.of(request), asked, counts=False) if isinstance(asked, DayRequest) else asked

    return read


router = APIRouter(prefix=PREFIX)
health = APIRouter()
"""The probes again, where operators look for them."""


@router.post("/ask", **openapi.route("ask", body=AskRequest, answer=Answer, errors=(404, 409, 501, 503)))
def ask(request: Annotated[AskRequest, Depends(_body(AskRequest))], service: Serving) -> Response:
    return JSONResponse(service.ask(request).model_dump(mode="json"))


def _begun(request: Annotated[AskRequest, Depends(_body(AskRequest))], service: Serving) -> Begun:
    """The answer once its first piece is there: an error before it still has its HTTP status."""
    return Begun(lambda heard: service.ask(request, heard))


@router.post(
    "/ask/stream",
    response_class=EventSourceResponse,
    **openapi.route("ask_stream", body=AskRequest, errors=(404, 409, 501, 503)),
)
def ask_stream(begun: Annotated[Begun, Depends(_begun)]) -> Iterator[ServerSentEvent]:
    try:
        for said in begun.pieces():
            if isinstance(said, Answer):
                yield _event("answer", said.model_dump(mode="json"))
            else:
                yield from (_event("delta", {"text": piece}) for piece in _PIECE.findall(said))
    except ZjtxError as error:
        yield _event("problem", problems.as_json(problems.problem_of(error)))


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=json.dumps(data, ensure_ascii=False))


@router.post("/check", **openapi.route("check", body=CheckRequest, errors=(501,)))
def check(request: Annotated[CheckRequest, Depends(_body(CheckRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.post("/search", **openapi.route("search", body=SearchRequest, answer=SearchResult, errors=(501, 503)))
def search(request: Annotated[SearchRequest, Depends(_body(SearchRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.post("/extract", **openapi.route("extract", body=ExtractRequest, errors=(501,)))
def extract(request: Annotated[ExtractRequest, Depends(_body(ExtractRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.post("/verify", **openapi.route("verify", body=VerifyRequest, errors=(404, 501)))
def verify(request: Annotated[VerifyRequest, Depends(_body(VerifyRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.get("/materials", **openapi.route("materials", query=MaterialsRequest, errors=(422, 501)))
def materials(request: Annotated[MaterialsRequest, Depends(_query(MaterialsRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.get("/deadlines", **openapi.route("deadlines", query=DeadlinesRequest, errors=(422, 501)))
def deadlines(request: Annotated[DeadlinesRequest, Depends(_query(DeadlinesRequest))], service: Serving) -> Response:
    return JSONResponse(perform(service.assistant, request))


@router.get(
    "/deadlines.ics",
    response_class=Response,
    **openapi.route("deadlines_ics", query=CalendarRequest, errors=(422, 501)),
)
def calendar(request: Annotated[CalendarRequest, Depends(_query(CalendarRequest))], service: Serving) -> Response:
    from assistant.duties.ics import to_ics

    headers = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
    return Response(to_ics(find_deadlines(service.assistant, request)), 200, headers, CALENDAR_TYPE)


@router.get("/documents", **openapi.route("documents", query=DayRequest, answer=DocumentList, errors=(422, 501)))
def documents(request: Annotated[DayRequest, Depends(_query(DayRequest))], service: Serving) -> Response:
    found = list_documents(service.assistant.library(request.site), request.as_of)
    return JSONResponse(found.model_dump(mode="json"))


@router.get(
    "/documents/{id}",
    **openapi.route("document", query=DayRequest, answer=DocumentView, errors=(404, 422, 501)),
)
def document(id: str, request: Annotated[DayRequest, Depends(_query(DayRequest))], service: Serving) -> Response:
    found = show_document(service.assistant.library(request.site), id, request.as_of)
    return JSONResponse(found.model_dump(mode="json"))


@router.get(
    "/clauses/{id:path}",
    **openapi.route("clause", query=ClauseRequest, answer=ClauseDetail, errors=(404, 422, 501)),
)
def clause(id: str, request: Annotated[ClauseRequest, Depends(_query(ClauseRequest))], service: Serving) -> Response:
    found = show_clause(service.assistant.library(request.site), id, request)
    return JSONResponse(found.model_dump(mode="json"))


@router.get("/trace/{id}", **openapi.route("trace", answer=Trace, errors=(404, 422, 503)))
def trace(id: str, service: Serving) -> Response:
    found = service.assistant.trace(id)
    return JSONResponse(found.model_dump(mode="json"), headers={"Cache-Control": "no-store"})


@router.post("/feedback", status_code=204, **openapi.route("feedback", body=FeedbackRequest, errors=(404, 503)))
def feedback(request: Annotated[FeedbackRequest, Depends(_body(FeedbackRequest))], service: Serving) -> Response:
    word = Feedback(request.trace_id, request.question, request.liked, request.reason)
    service.assistant.store.feedback.record(word)
    return Response(status_code=204)


@router.get("/sites/{name}", **openapi.route("site", answer=SiteView, errors=(403, 404, 422, 503)))
def site(name: str, request: Request, service: Serving) -> Response:
    found = service.hosts.site_of(Caller.of(request), name)
    view = site_view(found, service.settings, off=service.hosts.is_off(found))
    return JSONResponse(view.model_dump(mode="json"), headers={"Cache-Control": "no-store"})


@health.get("/healthz", include_in_schema=False)
@router.get("/healthz", **openapi.route("healthz"))
async def healthz() -> Response:  # on the loop itself: it answers while every thread waits for the database
    return JSONResponse({"status": "ok"})


@health.get("/readyz", include_in_schema=False)
@router.get("/readyz", **openapi.route("readyz", errors=(503,)))
def readyz(service: Serving) -> Response:
    service.assistant.ready()
    faults = [
        {"site": fault.site, "problem": fault.problem.message, "last_sound_copy_in_use": fault.serving}
        for fault in service.assistant.sites.faults()
    ]
    lacking = [{"part": each.part, "problem": each.problem} for each in missing(service.assistant, service.counter)]
    return JSONResponse({"status": "ready", **({"sites": faults} if faults else {}), **({"missing": lacking} if lacking else {})})


@health.get("/metrics", include_in_schema=False)
@router.get("/metrics", response_class=Response, **openapi.route("metrics"))
def metrics(service: Serving) -> Response:
    return Response(service.metrics.text(), media_type=METRICS_TYPE)


class _NoSuchRoute:
    """Ends what is left under `/api/`, so that it isn't taken for a page: 405 where only the method is wrong."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed: set[str] = set()
        for route in router.routes:
            if route.matches(scope)[0] is Match.PARTIAL:
                allowed |= getattr(route, "methods", None) or set()
        error = problems.http_problem(405 if allowed else 404)
        headers = {"Allow": ", ".join(sorted(allowed))} if allowed else None
        await problems.respond(error, headers)(scope, receive, send)


def add_api(app: FastAPI, service: Service) -> None:
    """Put the interface on `app`. Pages are mounted after it."""
    app.state.service = service
    app.include_router(router)
    app.include_router(health)
    app.router.routes.append(Route("/api/{rest:path}", _NoSuchRoute(), include_in_schema=False))
    problems.install(app)
    openapi.describe(app)


__all__ = ["PREFIX", "Service", "add_api"]
