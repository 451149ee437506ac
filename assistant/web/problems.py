"""Errors as RFC 9457 problem documents: one shape for every route, the stream included."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import LaterError, RequestError
from corpus.errors import ZjtxError
from corpus.messages import Messages

E = TypeVar("E", bound=ZjtxError)

MEDIA_TYPE = "application/problem+json"
_TITLED = frozenset({400, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 501, 503})


class Problem(BaseModel):
    """What an error answers.

    Attributes:
        type: names the kind of error for programs.
        detail: what happened and what to do, in Chinese.
        field: path of the part of the request at fault.
    """

    type: str = Field(examples=["urn:zjtx:problem:missing-field"])
    title: str = Field(examples=["请求内容有误"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["缺少“question”，请补上。"])
    field: str | None = Field(None, examples=["question"])


def problem_of(error: ZjtxError) -> Problem:
    """The problem document of one of our errors.

    >>> problem_of(RequestError("empty", "question")).type
    'urn:zjtx:problem:empty'
    """
    if isinstance(error, RequestError):
        name = error.key.replace("_", "-")
    else:
        words = re.findall(r"[A-Z][a-z0-9]*", type(error).__name__.removesuffix("Error"))
        name = "-".join(words).lower()
    return _problem(name, error.http_status, error.message, error.field)


def unexpected() -> Problem:
    """The problem document of an error that nobody foresaw; the log has it, the reader doesn't."""
    return _problem("internal", 500, _texts()("internal"))


def http_problem(status: int) -> Problem:
    """The problem document of an HTTP status of the framework's own, such as an address that isn't there."""
    key = f"http_{status}"
    name = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return _problem(name, status, _texts()(key if key in _texts() else "http_other"))


def respond(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """An HTTP response that carries `problem`."""
    body = json.dumps(as_json(problem), ensure_ascii=False).encode()
    return Response(body, problem.status, headers, MEDIA_TYPE)


def with_delay(error: LaterError) -> tuple[Problem, Mapping[str, str]]:
    """The problem document of something to be asked again later, and the header that says when."""
    return problem_of(error), {"Retry-After": str(error.retry_after)}


async def run_or_refuse(app: ASGIApp, scope: Scope, receive: Receive, send: Send, kind: type[E], refusal: Callable[[E], Response]) -> None:
    """Run an application; an error of `kind` that comes before anything is sent is answered by its refusal."""
    started = False

    async def noted(message: Message) -> None:
        nonlocal started
        started = True
        await send(message)

    try:
        await app(scope, receive, noted)
    except kind as error:
        if started:
            raise
        await refusal(error)(scope, receive, send)


def title(status: int) -> str:
    """The title of all problems of an HTTP status."""
    return _texts()(f"title_{status}" if status in _TITLED else "title_other")


def as_json(problem: Problem) -> dict[str, Any]:
    return problem.model_dump(exclude_none=True)


def install(app: FastAPI) -> None:
    """Make every error that a route of `app` can end in a problem document."""

    async def ours(_request: Request, error: Exception) -> Response:
        assert isinstance(error, ZjtxError)
        return respond(*with_delay(error)) if isinstance(error, LaterError) else respond(problem_of(error))

    async def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return respond(http_problem(error.status_code), error.headers)

    async def validation(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        field = ".".join(str(part) for part in error.errors()[0]["loc"][1:])
        return respond(problem_of(RequestError("invalid", field, name=field)))

    app.add_exception_handler(ZjtxError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, validation)


def _problem(name: str, status: int, detail: str, field: str | None = None) -> Problem:
    kind = f"urn:zjtx:problem:{name}"
    return Problem(type=kind, title=title(status), status=status, detail=detail, field=field)


def _texts() -> Messages:
    return Messages.of(Path(__file__).with_name("problems.yaml"))
