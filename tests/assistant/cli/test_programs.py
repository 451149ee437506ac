"""`zjtx trace`: the way of an answer as text and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.errors import UnknownTraceError
from assistant.models import AskRequest
from assistant.service import Assistant


@pytest.fixture
def trace_id(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of an answer that the command finds."""
    monkeypatch.setattr("assistant.service.default_settings", lambda: assistant.settings)
    answer = assistant.ask(AskRequest(question="我司去年营收8600万，资产负债率72%，能报第四批小巨人吗？", as_of=date(2022, 6, 20)))
    return answer.trace_id


def test_a_trace_is_told_in_words(trace_id: str) -> None:
    told = CliRunner().invoke(app, ["trace", trace_id]).stdout
    for words in ("【8600万〔事实：2021年营业收入〕】", "批次：第四批（消息里写明）", "全部条件（采用）", "读消息", "毫秒"):
        assert words in told
    english = CliRunner().invoke(app, ["trace", trace_id, "--lang", "en"]).stdout
    assert "fact: Revenue 2021" in english and "named in the message" in english


def test_a_trace_is_given_as_data(trace_id: str, assistant: Assistant) -> None:
    given = json.loads(CliRunner().invoke(app, ["trace", trace_id, "--json"]).stdout)
    assert given == assistant.trace(trace_id).model_dump(mode="json")


def test_an_unknown_id_is_bad_input(trace_id: str) -> None:
    result = CliRunner().invoke(app, ["trace", trace_id[::-1]])
    assert isinstance(result.exception, UnknownTraceError)
    assert result.exception.exit_code == 2
