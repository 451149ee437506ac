from __future__ import annotations

import pytest

from assistant.models import Answer, AskRequest
from assistant.requests import parse_as
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.turns import ProfileChange, Turn, Turns
from corpus.errors import ZjtxError

QUESTION = "第四批小巨人网上申报材料什么时候上传"


@pytest.fixture
def answered() -> list[Answer]:
    return []


@pytest.fixture
def turns(assistant: Assistant, settings: Settings, answered: list[Answer]) -> Turns:
    return Turns(assistant, settings, answered.append)


def test_the_page_gets_the_assistants_own_answer(turns: Turns, assistant: Assistant, answered: list[Answer]) -> None:
    states = list(turns.ask(Turn(turn="1", question=QUESTION)))
    assert [state.state for state in (states[0], states[-1])] == ["working", "done"]
    own = assistant.ask(AskRequest(question=QUESTION))
    assert states[-1].reply is not None
    shown = states[-1].reply.answer
    assert (shown.answer, shown.status, shown.citations) == (own.answer, own.status, own.citations)
    assert "".join(state.text or "" for state in states) == own.answer
    assert [answer.trace_id for answer in answered] == [shown.trace_id]
    assert len(turns.trace(shown.trace_id)) > 2


def test_a_conversation_goes_on_and_one_that_ran_out_starts_anew(turns: Turns) -> None:
    first = turns.reply(Turn(turn="1", question="我们资产负债率62%"))
    again = Turn(turn="2", question="什么时候截止", conversation_id=first.answer.conversation_id)
    second = turns.reply(again)
    assert second.answer.profile == {"debt_ratio": 62}
    assert not second.restarted
    gone = turns.reply(again.model_copy(update={"conversation_id": "gone"}))
    assert gone.restarted
    assert gone.answer.profile == {}


def test_tier_day_and_what_to_forget_go_along(turns: Turns) -> None:
    first = turns.reply(Turn(turn="1", question="我们资产负债率62%，能报吗", tier="specialized", as_of="2024-05-01"))
    assert first.answer.basis is not None
    assert first.answer.basis.tier == "specialized"
    assert first.answer.as_of.isoformat() == "2024-05-01"
    forgotten = Turn(turn="2", question="什么时候截止", conversation_id=first.answer.conversation_id, forget=("profile",))
    assert turns.reply(forgotten).answer.profile == {}


@pytest.mark.parametrize("question", ["", " \n", "问" * 10_000, "a\x00b"])
def test_bad_input_is_refused_in_the_words_of_the_interface(
    turns: Turns, settings: Settings, question: str, answered: list[Answer]
) -> None:
    failed = list(turns.ask(Turn(turn="1", question=question)))[-1]
    with pytest.raises(ZjtxError) as raised:
        parse_as(AskRequest, {"question": question}, settings)
    assert (failed.state, failed.message) == ("failed", raised.value.message)
    assert answered == []


def test_the_profile_of_a_conversation_is_replaced_as_a_whole(turns: Turns) -> None:
    mine = turns.reply(Turn(turn="1", question="我们资产负债率62%")).answer.conversation_id
    assert mine is not None
    assert turns.set_profile(ProfileChange(conversation_id=mine, profile={})) == {}
    assert turns.reply(Turn(turn="2", question="什么时候截止", conversation_id=mine)).answer.profile == {}
    with pytest.raises(ZjtxError):
        turns.set_profile(ProfileChange(conversation_id=mine, profile={"height": 1}))


def test_why_a_turn_failed_is_named_for_programs_and_told_to_people(turns: Turns) -> None:
    last = list(turns.ask(Turn(turn="1", question=" ")))[-1]
    assert (last.state, last.problem) == ("failed", "urn:zjtx:problem:empty")
    assert last.message
