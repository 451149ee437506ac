"""An answer while it is made: pieces in order, errors before and after the first piece told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.errors import ConversationBusyError
from assistant.models import Answer, Kind, Origin, Status
from assistant.web.streaming import Begun

ANSWER = Answer(
    answer="一二三", kind=Kind.POLICY, status=Status.ANSWERED, origin=Origin.RULES, as_of=date(2026, 5, 10), basis=None, citations=[], trace_id="t", elapsed_ms=1.0
)
Heard = Callable[[str], None]


def test_the_pieces_come_in_order_and_the_answer_last() -> None:
    def ask(heard: Heard) -> Answer:
        for piece in ("一", "", "二三"):
            heard(piece)
        return ANSWER

    assert list(Begun(ask).pieces()) == ["一", "二三", ANSWER]


def test_an_answer_without_pieces_is_whole() -> None:
    assert list(Begun(lambda heard: ANSWER).pieces()) == [ANSWER]


def test_what_fails_before_the_first_piece_is_raised_at_once() -> None:
    def ask(heard: Heard) -> Answer:
        raise ConversationBusyError

    with pytest.raises(ConversationBusyError):
        Begun(ask)


def test_what_fails_later_comes_behind_the_pieces() -> None:
    def ask(heard: Heard) -> Answer:
        heard("一")
        raise ConversationBusyError

    pieces = Begun(ask).pieces()
    assert next(pieces) == "一"
    with pytest.raises(ConversationBusyError):
        next(pieces)
