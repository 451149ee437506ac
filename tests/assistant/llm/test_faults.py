"""Whatever an endpoint does, the call ends in time, in a text or a `ModelError` that tells neither the key nor the message."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clock import now
from assistant.llm.chat import open_chat
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.faults import RefusedError, failure_of
from assistant.llm.port import ModelRequest
from assistant.settings import Settings
from tests.assistant.llm.conftest import Opened
from tests.assistant.llm.scripted_server import Play, answer, endlessly, error, event, events, message, serving
from tests.assistant.llm.test_chat import ASKED, GOOD, JSON, SSE, TEXT

Plays = Callable[[dict[str, Any]], Play]
SECRET = "sk-very-secret-0042"
WHOLE = 2.0
"""Seconds that `settings_for` allows."""

FAULTS: dict[str, tuple[Plays, ModelFault]] = {
    "500": (lambda body: error(500), ModelFault.DOWN),
    "502 of a proxy": (lambda body: Play([b"<html>Bad Gateway</html>"], status=502, type="text/html"), ModelFault.DOWN),
    "429": (lambda body: error(429, headers={"Retry-After": "1"}), ModelFault.DOWN),
    "401": (lambda body: error(401, "invalid_api_key", said=f"wrong: {SECRET}"), ModelFault.DOWN),
    "404 for good": (lambda body: error(404, "model_not_found"), ModelFault.DOWN),
    "400 for good": (lambda body: error(400), ModelFault.DOWN),
    "redirected": (lambda body: Play([], status=307, headers={"Location": "http://127.0.0.1:9/v1"}), ModelFault.DOWN),
    "too long": (lambda body: error(400, "context_length_exceeded", said="maximum context length is 4096"), ModelFault.TOO_LONG),
    "413": (lambda body: error(413), ModelFault.TOO_LONG),
    "silent": (lambda body: Play([30.0]), ModelFault.SLOW),
    "silent after its heads": (lambda body: Play([b": hello\n\n", 30.0], type=SSE), ModelFault.SLOW),
    "comments for ever": (lambda body: Play(endlessly(b": ping\n\n"), type=SSE), ModelFault.SLOW),
    "silent in the middle": (lambda body: Play([event(delta={"content": "好"}), 30.0], type=SSE), ModelFault.SLOW),
    "slowly for ever": (lambda body: Play(endlessly(event(delta={"content": "好"})), type=SSE), ModelFault.SLOW),
    "fast for ever": (lambda body: Play(endlessly(event(delta={"content": "好[" * 500}), 0), type=SSE), ModelFault.MALFORMED),
    "an endless line": (lambda body: Play(endlessly(b"data: " + b"x" * 65536, 0), type=SSE), ModelFault.MALFORMED),
    "an endless body": (lambda body: Play(endlessly(b"{" * 65536, 0)), ModelFault.MALFORMED),
    "empty thoughts for ever": (lambda body: Play(endlessly(event(delta={"reasoning_content": "想"})), type=SSE), ModelFault.SLOW),
    "cut midway": (lambda body: Play(events(["可", "以"], finish=None, usage=False, done=False), type=SSE), ModelFault.DOWN),
    "reset midway": (lambda body: Play(events(["可", "以"], finish=None, done=False), type=SSE, cut=True), ModelFault.DOWN),
    "reset at once": (lambda body: Play([], cut=True, headers={"Content-Length": "99"}), ModelFault.DOWN),
    "stopped at its limit": (lambda body: answer(body, "可以", finish="length"), ModelFault.MALFORMED),
    "filtered": (lambda body: answer(body, "可以", finish="content_filter"), ModelFault.MALFORMED),
    "garbage": (lambda body: Play([b"\x00\xff\xfe garbage \x80"]), ModelFault.MALFORMED),
    "garbage in a stream": (lambda body: Play([b"data: \xff\xfe{]\n\n"], type=SSE), ModelFault.MALFORMED),
    "nothing": (lambda body: Play([]), ModelFault.MALFORMED),
    "HTML": (lambda body: Play([b"<!doctype html><title>Login</title>"], type="text/html"), ModelFault.MALFORMED),
    "compressed": (lambda body: Play([b"\x1f\x8b"], headers={"Content-Encoding": "gzip"}), ModelFault.MALFORMED),
    "an error with 200": (lambda body: Play([b'{"error": {"message": "overloaded", "code": "overloaded"}}']), ModelFault.DOWN),
    "an error in a stream": (lambda body: Play([b'data: {"error": {"message": "busy", "code": "busy_now"}}\n\n'], type=SSE), ModelFault.DOWN),
    "no choices": (lambda body: Play([b'{"choices": null}']), ModelFault.MALFORMED),
    "empty choices": (lambda body: Play([b'{"choices": []}']), ModelFault.MALFORMED),
    "JSON of another kind": (lambda body: Play([b'[1, 2, "three"]']), ModelFault.MALFORMED),
    "no content": (lambda body: Play([message(None)]), ModelFault.MALFORMED),
    "thoughts alone": (lambda body: answer(body, "<think>想了又想"), ModelFault.MALFORMED),
    "empty": (lambda body: answer(body, " \n"), ModelFault.MALFORMED),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("request_", [TEXT, JSON], ids=["text", "json"])
def test_every_fault_ends_in_time(scripted: Opened, name: str, request_: ModelRequest) -> None:
    script, fault = FAULTS[name]
    model, _ = scripted(script, llm_api_key=SECRET)
    for ask in (model.complete, lambda request: list(model.stream(request))):
        started = time.monotonic()
        with pytest.raises(ModelError) as raised:
            ask(request_)
        assert time.monotonic() - started < WHOLE + 1
        assert raised.value.fault is fault, raised.value.detail
        assert type(raised.value) is ModelError
        told = f"{raised.value} {raised.value.detail} {raised.value.__cause__} {raised.value.__context__ if not raised.value.__suppress_context__ else ''}"
        assert SECRET not in told and ASKED[1].content not in told


@pytest.mark.parametrize(
    "text",
    [
        '{"year": "2024", "words": "营收"}',
        '{"year": 2024}',
        '{"year": 2024, "words": "营收", "more": 1}',
        "[]",
        "我不能回答。",
        '{"year": 20',
        '{"year": 2024, "words": "营',
        f"{GOOD} 或者 {GOOD.replace('2024', '2023')}",
        '{"year": 2024, "year": 2023, "words": "营收"}',
        '{"year": NaN, "words": "营收"}',
        "{" * 3000,
        '{"a":' * 3000,
        "[" * 20000,
    ],
)
def test_json_that_does_not_fit_is_no_answer(scripted: Opened, text: str) -> None:
    model, _ = scripted(lambda body: answer(body, text, size=500))
    for ask in (model.complete, lambda request: list(model.stream(request))):
        with pytest.raises(ModelError) as raised:
            ask(JSON)
        assert raised.value.fault is ModelFault.MALFORMED


def test_an_endpoint_that_is_not_there(settings_for: Callable[..., Settings]) -> None:
    model = open_chat(settings_for("http://127.0.0.1:9/v1"))
    with pytest.raises(ModelError) as raised:
        model.complete(TEXT)
    assert raised.value.fault is ModelFault.DOWN and raised.value.passing


@pytest.mark.parametrize("part", [b": ping\n\n", event(delta={"content": "好"})])
def test_a_call_that_is_given_up_is_hung_up(scripted: Opened, part: bytes) -> None:
    model, server = scripted(lambda body: Play(endlessly(part), type=SSE))
    with pytest.raises(ModelError):
        model.complete(TEXT)
    assert server.left.wait(5)


def test_a_stream_that_nobody_reads_on_is_hung_up(scripted: Opened) -> None:
    model, server = scripted(lambda body: Play(endlessly(event(delta={"content": "好"})), type=SSE))
    pieces = model.stream(TEXT)
    assert next(pieces) == "好"
    pieces.close()  # type: ignore[attr-defined]
    assert server.left.wait(5)


@pytest.fixture(scope="module")
def noisy(warm: None) -> Any:
    """One model before a server that sends what is put into `server.script`."""
    with serving(lambda body: Play([])) as server:
        fields = {"llm_provider": "openai", "llm_base_url": server.url, "llm_model": "m", "llm_first_seconds": 1, "llm_seconds": 2}
        yield open_chat(Settings(_env_file=None, **fields)), server


@settings(max_examples=25)
@given(
    body=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: b"data: " + text.encode() + b"\n\n"),
    status=st.sampled_from([200, 200, 200, 204, 302, 400, 418, 500]),
    kind=st.sampled_from([SSE, "application/json", "text/plain", ""]),
)
def test_any_bytes_end_in_a_model_error(noisy: Any, body: bytes, status: int, kind: str) -> None:
    model, server = noisy
    server.script = lambda _: Play([body], status=status, type=kind)
    with pytest.raises(ModelError):
        model.complete(JSON)


class _Response:
    def __init__(self, retry_after: str) -> None:
        self.status_code, self.headers = 429, {"retry-after": retry_after}


class _LibraryError(Exception):
    def __init__(self, response: _Response) -> None:
        self.response = response


@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("", None), ("soon", None), ("-3", None), ("9" * 400, None)])
def test_how_long_to_leave_it_alone(said: str, seconds: float | None) -> None:
    failure = failure_of(_LibraryError(_Response(said)))
    assert (failure.passing, failure.retry_after) == (True, seconds)


def test_a_date_to_come_back_at() -> None:
    seconds = failure_of(_LibraryError(_Response(format_datetime(now() + timedelta(seconds=60))))).retry_after
    assert seconds is not None and 55 < seconds < 61


def test_what_a_library_can_not_do_is_refused() -> None:
    assert isinstance(failure_of(NotImplementedError("json_schema")), RefusedError)
