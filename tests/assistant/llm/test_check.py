"""What a model can is found by trying it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.llm.check import look
from assistant.llm.errors import ModelFault
from assistant.llm.ways import Shape
from assistant.settings import Settings
from tests.assistant.llm.scripted_server import Play, answer, error, message, serving

SENTENCE = "专精特新中小企业是具有专业化、精细化、特色化、新颖化特征的企业。"
READ = '{"revenue": 7200, "rd_expense": 450}'


def is_json(body: dict[str, Any]) -> bool:
    return any("revenue" in each["content"] for each in body["messages"])


def able(body: dict[str, Any]) -> Play:
    return answer(body, READ if is_json(body) else SENTENCE)


def words_alone(body: dict[str, Any]) -> Play:
    """No `response_format`, no stream, English, a figure read wrong."""
    if body.get("response_format") or body.get("stream"):
        return error(400, said="unsupported")
    return Play([message('{"revenue": 72, "rd_expense": 450}' if is_json(body) else "A specialised enterprise.", usage=False)])


def talker(body: dict[str, Any]) -> Play:
    return answer(body, SENTENCE)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (able, (True, True, True, (Shape.JSON_SCHEMA, Shape.JSON_OBJECT, Shape.IN_WORDS), True)),
        (words_alone, (False, False, False, (Shape.IN_WORDS,), False)),
        (talker, (True, False, True, (), False)),
    ],
)
def test_what_it_can(warm: None, settings_for: Callable[..., Settings], script: Callable[[dict[str, Any]], Play], found: tuple[Any, ...]) -> None:
    with serving(script) as server:
        report = look(settings_for(server.url))
    assert report.answers
    assert (report.streams, report.counts_tokens, report.chinese, report.structured, report.right) == found
    assert report.first_seconds is not None and report.whole_seconds is not None
    assert 0 <= report.first_seconds <= report.whole_seconds < 3


@pytest.mark.parametrize(
    ("play", "fault"),
    [
        (error(500), ModelFault.DOWN),
        (Play([30.0]), ModelFault.SLOW),
        (Play([b"<html>"], type="text/html"), ModelFault.MALFORMED),
        (error(413), ModelFault.TOO_LONG),
    ],
)
def test_why_it_does_not_answer(warm: None, settings_for: Callable[..., Settings], play: Play, fault: ModelFault) -> None:
    from assistant.cli.texts import texts

    with serving(lambda body: play) as server:
        report = look(settings_for(server.url))
    assert not report.answers and report.fault is fault
    assert f"llm_{fault.value}" in texts()
