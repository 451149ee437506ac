"""A case made of an answer: the message masked, the turns before it, what should have come; and run from then on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.errors import RequestError, UnknownTraceError
from assistant.evaluation.command import run_eval
from assistant.evaluation.errors import BadCaseError, CaseTextError, UnknownSetError
from assistant.evaluation.rows.adding import add_case
from assistant.evaluation.rows.rowset import load_cases
from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Feedback
from corpus.errors import UnknownClauseError

Say = Callable[..., Answer]
ANSWERED = {"status": ["answered"]}


@pytest.fixture
def own(assistant: Assistant, tmp_path: Path) -> Iterator[Assistant]:
    """An assistant with a data folder of its own, and the index of all tests."""
    settings = assistant.settings
    mine = Assistant.open(Settings(data_dir=tmp_path, index_dir=settings.index_path, database_url=None, _env_file=None))
    yield mine
    mine.store.close()


@pytest.fixture
def say(own: Assistant) -> Say:
    def run(question: str, **fields: object) -> Answer:
        return own.ask(AskRequest(question=question, as_of=date(2022, 6, 20), **fields))

    return run


def test_a_question_becomes_a_row(own: Assistant, say: Say) -> None:
    answer = say("小巨人的资产负债率要求多少？")
    added = add_case(own, answer.trace_id, {**ANSWERED, "must": [["70%"]], "clauses": [["measures-2022-63/annex-3/2"]]})
    assert added.warnings == ()
    rows = load_cases(own.settings.cases_path)
    (row,) = rows.questions
    assert (row.text, row.as_of, row.must) == ("小巨人的资产负债率要求多少？", date(2022, 6, 20), (("70%",),))
    assert answer.trace_id not in added.path.read_text("utf-8")


def test_whose_a_message_is_does_not_reach_the_set(own: Assistant, say: Say) -> None:
    answer = say("我司资产负债率72%，第四批小巨人行不行？请回电13800138000")
    own.store.feedback.record(Feedback(answer.trace_id, "我司资产负债率72%，第四批小巨人行不行？请回电13800138000", False))
    added = add_case(own, answer.trace_id, ANSWERED)
    assert "13800138000" not in added.path.read_text("utf-8")
    assert added.row["text"].endswith("请回电***********")
    assert added.row["kind"] == "mail"
    assert any("隐去" in warning for warning in added.warnings)


def test_a_message_not_kept_whole_has_to_be_given(own: Assistant, say: Say) -> None:
    answer = say("王总您好呀。天气真好。我司去年营收8600万。能报小巨人吗？")
    if own.trace(answer.trace_id).message is None:
        with pytest.raises(CaseTextError) as raised:
            add_case(own, answer.trace_id, ANSWERED)
        assert raised.value.field == "text"
    added = add_case(own, answer.trace_id, ANSWERED, text="我司去年营收8600万，电话0571-88888888。能报小巨人吗？")
    assert "88888888" not in added.row["text"]


def test_a_turn_brings_the_turns_before_it(own: Assistant, say: Say) -> None:
    first = say("我司资产负债率72%，第四批小巨人行不行？", conversation_id="new")
    second = say("那专精特新呢？", conversation_id=first.conversation_id)
    say("有效期几年？", conversation_id=first.conversation_id)
    added = add_case(own, second.trace_id, {**ANSWERED, "tier": "specialized"})
    (talk,) = load_cases(own.settings.cases_path).conversations
    assert [turn.text for turn in talk.turns] == ["我司资产负债率72%，第四批小巨人行不行？", "那专精特新呢？"]
    assert talk.turns[0].status == (first.status,)
    assert added.row["kind"] == "conversation"
    alone = add_case_alone(own, first.trace_id)
    assert alone["text"] == "我司资产负债率72%，第四批小巨人行不行？"


def add_case_alone(own: Assistant, trace_id: str) -> dict[str, object]:
    return add_case(own, trace_id, ANSWERED, alone=True).row


def test_what_the_request_set_is_said_to_be_left_out(own: Assistant, say: Say) -> None:
    added = add_case(own, say("资产负债率要求多少？", tier="specialized", profile={"employees": 3}).trace_id, ANSWERED)
    assert any("tier" in warning and "profile" in warning for warning in added.warnings)


def test_what_does_not_fit_is_refused_and_nothing_is_written(own: Assistant, say: Say) -> None:
    answer = say("小巨人的资产负债率要求多少？")
    with pytest.raises(UnknownTraceError):
        add_case(own, "0" * 32, ANSWERED)
    with pytest.raises(RequestError) as raised:
        add_case(own, answer.trace_id, {"status": ["good"]})
    assert "not_in_corpus" in raised.value.message
    with pytest.raises(RequestError):
        add_case(own, answer.trace_id, {**ANSWERED, "whole": "maybe"})
    with pytest.raises(UnknownClauseError):
        add_case(own, answer.trace_id, {**ANSWERED, "clauses": [["measures-2022-63/annex-99"]]})
    with pytest.raises(UnknownSetError):
        load_cases(own.settings.cases_path)
    add_case(own, answer.trace_id, ANSWERED)
    with pytest.raises(BadCaseError):
        add_case(own, answer.trace_id, ANSWERED)


def test_the_command_writes_and_the_evaluation_runs_the_cases(own: Assistant, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant import settings as settings_module

    monkeypatch.setattr(settings_module, "settings", lambda: own.settings)
    monkeypatch.setattr("assistant.service.default_settings", lambda: own.settings)
    monkeypatch.setattr("assistant.evaluation.rows.asking.settings", lambda: own.settings)
    right, wrong = say("小巨人的资产负债率要求多少？"), say("第四批小巨人网上什么时候上传？")
    calls = [
        ["eval", "add", right.trace_id, "--expect-status", "answered", "--must", "75%|70%", "--must-not", "80%", "--clause", "measures-2022-63/annex-3/2"],
        ["eval", "add", wrong.trace_id, "--expect-status", "refused", "--must", "没有这样的话", "--note", "试一试", "--json"],
    ]
    for call in calls:
        result = CliRunner().invoke(app, call)
        assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["note"] == "试一试"
    report = run_eval(["cases"], out_dir=tmp_path / "runs")
    (table,) = report.tables
    assert table.lines[-1].figures["questions"] == 2.0
    assert table.lines[-1].figures["right"] == 0.5
    assert any("没有这样的话" in remark for remark in table.remarks)


def test_conditions_are_named_with_their_verdict() -> None:
    result = CliRunner().invoke(app, ["eval", "add", "0" * 32, "--expect-status", "answered", "--condition", "debt_ratio"])
    assert "debt_ratio=fail" in str(getattr(result.exception, "message", ""))
