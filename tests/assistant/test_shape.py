"""An answer is read at a glance: what was asked comes first, in a few lines, and nothing is said twice.

Held over the questions of a set at a share: a question that asks three things at once may take more room.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from assistant.evaluation.cases import SETS_DIR
from assistant.models import Answer
from assistant.planning.plan import BlockType

LONGEST = 900
LONGEST_BESIDE_QUOTES = 600
LINES = 3
"""Lines in which the answer itself is said, before its quotes and all that holds beside it."""
SHARE = 0.95
ASKED_BACK = 0.08
_BESIDE = frozenset({BlockType.QUOTE, BlockType.COMPARISON, BlockType.BASIS, BlockType.CAVEAT, BlockType.MISSING, BlockType.NOT_USED, BlockType.ITEM})
_NO_ANSWER = frozenset({BlockType.FACT, BlockType.HEADING, BlockType.CHOICE})


@dataclass(frozen=True)
class Asked:
    """A question of the set with its answer."""

    id: str
    answer: Answer

    @property
    def quotes(self) -> list[str]:
        return [block["text"].strip() for block in self.answer.blocks if block["type"] == BlockType.QUOTE]

    @property
    def beside_quotes(self) -> int:
        return len(self.answer.answer) - sum(map(len, self.quotes))

    @property
    def lines_first(self) -> int:
        """Lines of the answer itself, up to the first thing beside it."""
        count = 0
        for block in self.answer.blocks:
            if block["type"] in _BESIDE:
                break
            if block["type"] not in _NO_ANSWER:
                count += block["text"].strip().count("\n") + 1
        return count


@pytest.fixture(scope="module")
def asked(ask: Callable[..., Answer]) -> list[Asked]:
    """Every third question of the set that tells no facts."""
    rows = [json.loads(line) for line in (SETS_DIR / "dev" / "questions.jsonl").read_text("utf-8").splitlines()]
    found = [Asked(row["id"], ask(row["text"], date.fromisoformat(row["as_of"]).isoformat())) for row in rows[::3]]
    return [each for each in found if not each.answer.profile]


def _share(asked: list[Asked], fits: Callable[[Asked], bool]) -> tuple[float, list[str]]:
    return sum(map(fits, asked)) / len(asked), [each.id for each in asked if not fits(each)]


def test_an_answer_is_short(asked: list[Asked]) -> None:
    share, longer = _share(asked, lambda each: len(each.answer.answer) <= LONGEST)
    assert share >= SHARE, longer


def test_an_answer_is_short_beside_its_quotes(asked: list[Asked]) -> None:
    share, longer = _share(asked, lambda each: each.beside_quotes <= LONGEST_BESIDE_QUOTES)
    assert share >= SHARE, longer


def test_what_was_asked_comes_first_in_a_few_lines(asked: list[Asked]) -> None:
    share, later = _share(asked, lambda each: each.lines_first <= LINES)
    assert share >= SHARE, later


def test_no_clause_is_quoted_twice(asked: list[Asked]) -> None:
    for each in asked:
        quoted = [quote.rsplit("[", 1)[0] for quote in each.quotes]
        assert len(quoted) == len(set(quoted)), each.id


def test_few_questions_are_asked_back(asked: list[Asked]) -> None:
    share, _ = _share(asked, lambda each: bool(each.answer.choices))
    assert share <= ASKED_BACK


def test_there_are_questions_enough(asked: list[Asked]) -> None:
    assert len(asked) >= 80
