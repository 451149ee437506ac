from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.report import EvalReport, check_gates
from assistant.evaluation.rows.asking import AskedRow, ask_rows, open_assistant
from assistant.evaluation.rows.report import report_rows
from assistant.evaluation.rows.rowset import Conversation, Message, RowSet
from assistant.evaluation.rows.sample import compare, draw, write_sample
from assistant.service import Assistant
from assistant.settings import Settings

DAY = "2022-06-20"
MAIL = "我们资产负债率71.5%，第四批小巨人的负债率这一条过得去吗"
TURN = "省里呢"


def row_set(shown: bool, *, status: str = "answered") -> RowSet:
    mail = {"id": "m", "kind": "mail", "as_of": DAY, "text": MAIL, "status": status, "tier": "little_giant", "round": 4}
    told = {"profile": {"debt_ratio": 71.5}, "conditions": {"debt_ratio": "fail"}, "must": ["71.5%", "70%"]}
    first = {"text": "第四批小巨人企业什么时候上传材料", "status": "answered", "must": ["6月28日"]}
    second = {"text": TURN, "status": "answered", "must": ["7月12日"]}
    talk = {"id": "t", "kind": "conversation", "as_of": DAY, "turns": [first, second]}
    question = mail | {"id": "q", "kind": "question", "text": "小巨人资产负债率要求多少", "status": "answered", "must": ["75%"]}
    return RowSet(
        "dev",
        "题",
        shown,
        (Message.model_validate(mail | told),),
        (Message.model_validate(question),),
        (Conversation.model_validate(talk),),
    )


def no_progress(step: str, done: int, total: int) -> None: ...


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant.open(Settings(data_dir=data_dir, database_url="sqlite://"))


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> list[AskedRow]:
    return list(ask_rows(row_set(shown=True), assistant, no_progress))


def test_turns_go_on_with_their_conversation_and_the_rest_stand_alone(asked: list[AskedRow]) -> None:
    ids = {each.exchange.id: each.answer["conversation_id"] for each in asked}
    assert ids["m"] is None and ids["q"] is None
    assert ids["t/1"] and ids["t/1"] == ids["t/2"]
    assert "7月12日" in asked[-1].answer["answer"]
    assert asked[0].answer["mentions"]


def test_conversations_of_a_measurement_are_not_kept() -> None:
    assert open_assistant().settings.database == "sqlite://"


class Crashing:
    settings = Settings()

    def ask(self, request: Any) -> Any:
        logging.getLogger("x").warning(request.question)
        raise RuntimeError(request.question)


@pytest.mark.parametrize("shown", [True, False])
def test_a_crash_is_one_miss_and_no_log_holds_words_of_a_set_that_is_not_shown(shown: bool, caplog: pytest.LogCaptureFixture) -> None:
    found = list(ask_rows(row_set(shown), Crashing(), no_progress))  # type: ignore[arg-type]
    assert [each.answer["status"] for each in found] == ["error"] * 4
    assert (MAIL in caplog.text) is shown


def test_input_that_is_refused_is_an_error_like_any_other(assistant: Assistant) -> None:
    blank = Message.model_validate({"id": "m", "kind": "mail", "as_of": DAY, "text": " ", "status": "error"})
    (found,) = ask_rows(RowSet("x", "题", True, (blank,)), assistant, no_progress)
    assert found.answer["status"] == "error"


def test_the_report_of_a_shown_set_has_table_meanings_texts_and_gates(asked: list[AskedRow], tmp_path: Path) -> None:
    table = report_rows(row_set(shown=True), asked, tmp_path)
    figures = {line.part: line.figures for line in table.lines}
    assert (figures["mails"]["right"], figures["questions"]["right"], figures["turns"]["right"]) == (1, 0, 1)
    shown = str(EvalReport({"machine": "m"}, (table,), gates=check_gates([table])))
    assert "该说的没说 75%" in shown and "小巨人资产负债率要求多少" in shown
    assert "误判数：" in shown and "达到：dev 全部 误判数 0 不高于 0" in shown and "未达到：dev 单问 全对 0.000 不低于 0.8" in shown
    written = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["right"] for line in written] == [True, False, True, True]
    assert written[1]["text"] and written[1]["answer"]["answer"] and written[1]["misses"] == ["must 75%"]


def test_of_a_set_that_is_not_shown_ids_and_kinds_are_all_there_is(asked: list[AskedRow], tmp_path: Path) -> None:
    table = report_rows(row_set(shown=False), asked, tmp_path)
    report = EvalReport({"machine": "m"}, (table,))
    assert "q：该说的没说" in table.remarks
    written = (tmp_path / "rows.jsonl").read_text(encoding="utf-8")
    assert json.loads(written.splitlines()[1]) == {"id": "q", "part": "questions", "right": False, "kinds": ["must"]}
    for words in ("负债率", "省里", "75%", "71.5", "6月28日"):
        assert words not in written + str(report) + json.dumps(report.to_json(), ensure_ascii=False)


def test_a_sample_is_written_judged_and_compared(asked: list[AskedRow], tmp_path: Path) -> None:
    assert write_sample(asked, tmp_path) == 4
    sample = tmp_path / "sample.jsonl"
    lines = [json.loads(line) for line in sample.read_text(encoding="utf-8").splitlines()]
    assert [line["right"] for line in lines] == [None] * 4
    assert lines[0]["text"] == MAIL and "71.5%" in lines[0]["answer"]["answer"]
    assert lines[0]["expected"]["conditions"] == {"debt_ratio": "fail"}
    marked = [line | {"right": right} for line, right in zip(lines, (True, True, False, None), strict=True)]
    sample.write_text("\n".join(json.dumps(line) for line in marked), encoding="utf-8")
    found = compare(sample)
    assert (found.judged, found.stricter_program, found.stricter_person, found.open) == (3, ("q",), ("t/1",), ("t/2",))


def test_a_drawn_conversation_is_answered_whole(assistant: Assistant) -> None:
    everything = draw(row_set(shown=True), 3, seed=1)
    assert [each.exchange.id for each in ask_rows(everything, assistant, no_progress)] == ["m", "q", "t/1", "t/2"]
