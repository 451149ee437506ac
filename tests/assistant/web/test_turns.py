from __future__ import annotations

import json

import pytest

from assistant.models import Answer, AskRequest
from assistant.requests import parse_as
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.web.turns import Turns
from corpus.errors import ZjtxError

QUESTION = "第四批小巨人网上申报材料什么时候上传"


@pytest.fixture
def answered() -> list[Answer]:
    return []


@pytest.fixture
def turns(assistant: Assistant, settings: Settings, answered: list[Answer]) -> Turns:
    return Turns(assistant, settings, assistant.store.feedback, answered.append)


def test_the_page_gets_the_assistants_own_answer(turns: Turns, assistant: Assistant, answered: list[Answer]) -> None:
    working, done = turns.ask({"turn": "1", "question": QUESTION})
    assert (working["state"], done["state"]) == ("working", "done")
    own = assistant.ask(AskRequest(question=QUESTION))
    shown = done["reply"]["answer"]
    assert (shown["answer"], shown["status"]) == (own.answer, own.status)
    assert shown["citations"] == json.loads(own.model_dump_json())["citations"]
    assert [answer.trace_id for answer in answered] == [shown["trace_id"]]
    assert len(turns.trace(shown["trace_id"]) or []) > 2


def test_a_conversation_goes_on_and_one_that_ran_out_starts_anew(turns: Turns) -> None:
    first = list(turns.ask({"turn": "1", "question": "我们资产负债率62%"}))[-1]["reply"]
    conversation_id = first["answer"]["conversation_id"]
    again = {"turn": "2", "question": "什么时候截止", "conversation_id": conversation_id}
    second = list(turns.ask(again))[-1]["reply"]
    assert second["answer"]["profile"] == {"debt_ratio": 62}
    assert not second["restarted"]
    gone = list(turns.ask({**again, "conversation_id": "gone"}))[-1]["reply"]
    assert gone["restarted"]
    assert gone["answer"]["profile"] == {}


@pytest.mark.parametrize("question", ["", " \n", "问" * 10_000, "a\x00b"])
def test_bad_input_is_refused_in_the_words_of_the_interface(
    turns: Turns, settings: Settings, question: str, answered: list[Answer]
) -> None:
    failed = list(turns.ask({"turn": "1", "question": question}))[-1]
    with pytest.raises(ZjtxError) as raised:
        parse_as(AskRequest, {"question": question}, settings)
    assert (failed["state"], failed["message"]) == ("failed", raised.value.message)
    assert answered == []


@pytest.mark.parametrize("data", [None, [], {}, {"turn": "1"}, {"turn": 1, "question": "a"}, {"x": 1}])
def test_what_is_no_turn_fails_politely(turns: Turns, data: object) -> None:
    (failed,) = turns.ask(data)
    assert failed["state"] == "failed"


def test_feedback_from_the_page_is_kept(assistant: Assistant, settings: Settings) -> None:
    store = Store(Settings(database_url="sqlite://"))
    turns = Turns(assistant, settings, store.feedback)
    assert turns.feedback({"trace_id": "t", "question": QUESTION, "liked": False, "reason": "不准"})
    assert not turns.feedback({"trace_id": "t"})
    assert [(word.trace_id, word.liked, word.reason) for word in store.feedback.all()] == [("t", False, "不准")]
