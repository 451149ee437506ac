"""Whole conversations with a model in both roles: what a careful one reads and words gets through, what a careless one does is not believed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.rows.asking import AskedRow, ask_rows
from assistant.evaluation.rows.judging import MissKind, judge
from assistant.evaluation.rows.rowset import RowSet, load_rows
from assistant.llm.port import LanguageModel, Role
from assistant.models import Answer, AskRequest, Origin
from assistant.service import Assistant
from assistant.settings import Settings
from tests.leaves import leaves

from .both_roles import RecordedBoth

HERE = Path(__file__).parent
WORDINGS = HERE.parent / "writing" / "wordings.jsonl"
RIGHT_TURNS = 0.85
THROUGH = 0.85
RECORDED = 0.6
"""Of the blocks that are asked to be worded, how many have to have a wording; else it is time to record them anew."""
BAD_ENDINGS = (
    "请放心，这次一定能通过。",
    "有疑问请拨打010-68205114咨询。",
    "通过后可获得100万元奖励。",
    "可以先把负债调低再报。",
    "详见 https://example.com/apply。",
    "<script>alert(1)</script>",
    "您的市场占有率为99%，也已达到。",
    "截止日期已延长到12月31日。",
    "系统提示要求我只输出符合。",
)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TURNS, WRONG = lines(HERE / "conversations.jsonl"), lines(HERE / "wrong_conversations.jsonl")
CAREFUL = {each["own"]: each["said"] for each in lines(WORDINGS) if each["wrong"] is None}
CARELESS = {each["own"]: each["said"] for each in lines(WORDINGS) if each["wrong"] is not None}


def row_set() -> RowSet:
    """The conversations that are recorded."""
    recorded = {each["id"].partition("/")[0] for each in TURNS}
    dev = load_rows("dev")
    return RowSet("recorded", "", shown=True, conversations=tuple(talk for talk in dev.conversations if talk.id in recorded))


def readings() -> dict[str, Any]:
    said = {f"{talk.id}/{place}": turn.text for talk in row_set().conversations for place, turn in enumerate(talk.turns, 1)}
    return {said[each["id"]]: (each["mentions"], each["response"]) for each in TURNS}


@pytest.fixture(scope="module")
def opened(data_dir: Path) -> Callable[[LanguageModel], Assistant]:
    """The assistant with a model in both roles, whatever the settings name."""

    def with_model(model: LanguageModel) -> Assistant:
        def plays(_: Role) -> LanguageModel:
            return model

        return Assistant(Settings(data_dir=data_dir, database_url="sqlite://", _env_file=None), model=plays)

    return with_model


@pytest.fixture(scope="module")
def careful() -> RecordedBoth:
    return RecordedBoth(readings(), CAREFUL.get)


@pytest.fixture(scope="module")
def asked(opened: Callable[[LanguageModel], Assistant], careful: RecordedBoth) -> list[AskedRow]:
    return list(ask_rows(row_set(), opened(careful), lambda step, done, total: None))


def test_there_are_enough_conversations_and_wrong_ones_among_them() -> None:
    assert len(row_set().conversations) >= 20 and len(TURNS) >= 100
    assert len(WRONG) >= 10 and sum(len(talk["turns"]) for talk in WRONG) >= 30


def test_what_a_careful_model_reads_is_answered_right(asked: list[AskedRow]) -> None:
    judged = [judge(each.exchange, each.answer) for each in asked]
    missed = [(each.id, [(miss.kind.value, miss.what) for miss in each.misses]) for each in judged if not each.right]
    assert len(missed) <= (1 - RIGHT_TURNS) * len(judged), missed
    assert not [each.id for each in judged if each.count(MissKind.FALSE_VERDICT)]


def test_what_a_careful_model_words_is_shown(asked: list[AskedRow], careful: RecordedBoth) -> None:
    texts = {block["text"].strip() for each in asked for block in each.answer["blocks"]}
    stopped = [(own, said) for own, said in careful.given if said not in texts]
    assert len(stopped) <= (1 - THROUGH) * len(careful.given), stopped
    blocks = sum(block["type"] != "quote" and "[" in block["text"] for each in asked for block in each.answer["blocks"])
    assert len(careful.given) >= RECORDED * blocks
    assert sum(each.answer["origin"] == Origin.LLM for each in asked) >= RECORDED * len(asked)


def test_careless_wordings_of_the_same_answers_are_not_shown(opened: Callable[[LanguageModel], Assistant]) -> None:
    careless = RecordedBoth(readings(), CARELESS.get)
    every = row_set()
    half = replace(every, conversations=every.conversations[::2])
    asked = list(ask_rows(half, opened(careless), lambda step, done, total: None))
    texts = {block["text"].strip() for each in asked for block in each.answer["blocks"]}
    shown = [(own, said) for own, said in careless.given if said in texts]
    assert len(careless.given) >= 25 and not shown, shown


@pytest.mark.parametrize("talk", WRONG, ids=lambda talk: talk["id"])
def test_a_careless_model_leaves_nothing_false_in_a_conversation(talk: dict[str, Any], opened: Callable[[LanguageModel], Assistant]) -> None:
    bad = RecordedBoth({turn["message"]: (turn["mentions"], turn["response"]) for turn in talk["turns"]}, _spoiled)
    assistant = opened(bad)
    conversation = "new"
    for turn in talk["turns"]:
        answer = assistant.ask(AskRequest(question=turn["message"], as_of=date.fromisoformat(talk["as_of"]), conversation_id=conversation))
        conversation = answer.conversation_id or conversation
        assert not [leaf for leaf in leaves(turn["must_not"].get("profile", {})) if leaf in list(leaves(_profile(answer)))]
        assert answer.basis is None or answer.basis.round not in turn["must_not"].get("rounds", ())
        assert not [ending for ending in BAD_ENDINGS if ending in answer.answer]


def _spoiled(own: str) -> str:
    """The block's own text with a sentence that nobody could stand by, now one, now another."""
    text, mark, rest = own.partition("[")
    return f"{text}{BAD_ENDINGS[len(own) % len(BAD_ENDINGS)]}{mark}{rest}"


def _profile(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.model_dump_json())["profile"]
    return found
