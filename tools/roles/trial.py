"""What the words, the head and both make of labelled messages: number by number, and whole messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.reading.by_head.features import HELPERS, NUMBERS
from assistant.reading.names import BY_YEAR
from assistant.reading.question import Mention, Role
from assistant.reading.understood import Question
from assistant.rules.fields import FieldType, catalogue
from tools.roles.labels import MarkedMessage, NumberLabel, labels_of

_NUMERIC = frozenset({FieldType.AMOUNT, FieldType.PERCENT, FieldType.COUNT, FieldType.YEARS, FieldType.LEVEL, FieldType.RANK, FieldType.SCORE})


@dataclass(frozen=True)
class Tally:
    """Numbers counted: those told of us, those read rightly, those read as something they are not."""

    told: int
    right: int
    wrong: int
    numbers: int
    messages: int
    whole: int
    sound: int

    def to_json(self) -> dict[str, Any]:
        """Shares, to four places."""
        return {
            "numbers": self.numbers,
            "told": self.told,
            "read": round(self.right / max(1, self.told), 4),
            "wrong_of_numbers": round(self.wrong / max(1, self.numbers), 4),
            "messages": self.messages,
            "whole": round(self.whole / max(1, self.messages), 4),
            "without_a_wrong_one": round(self.sound / max(1, self.messages), 4),
        }


def tally(messages: Sequence[MarkedMessage], questions: Sequence[Question]) -> Tally:
    """Hold what was read of the numbers of messages against their labels."""
    counted: Counter[str] = Counter()
    for message, question in zip(messages, questions, strict=True):
        counted.update(_of_message(message, question))
    return Tally(*(counted[name] for name in ("told", "right", "wrong", "numbers", "messages", "whole", "sound")))


def _of_message(message: MarkedMessage, question: Question) -> Counter[str]:
    counted: Counter[str] = Counter(messages=1)
    numbers = [mention for mention in question.mentions if mention.kind in NUMBERS]
    for mention, label in zip(numbers, labels_of(message, question.mentions), strict=True):
        if label is None or mention.field in HELPERS:
            continue
        read = mention.role is Role.FACT and mention.field is not None
        told = label.is_fact and not _of_another_year(label, message.day.year)
        right = read and told and mention.field == label.field and _same_year(mention, label.year)
        counted.update(numbers=1, told=told, right=right, wrong=read and not right)
    counted["sound"] = int(counted["wrong"] == 0)
    counted["whole"] = int(counted["wrong"] == 0 and counted["right"] == counted["told"])
    return counted


def _of_another_year(label: NumberLabel, running: int) -> bool:
    """Told of a year that the profile does not take: 资产负债率 of three years ago."""
    return label.field not in BY_YEAR and label.year is not None and not running - 1 <= label.year <= running


def _same_year(mention: Mention, year: int | None) -> bool:
    return mention.field not in BY_YEAR or year is None or mention.year in (None, year)


def profile_of(message: MarkedMessage) -> dict[str, Decimal | None]:
    """By path, the numeric values that the marks tell of us; None where two marks differ."""
    found: dict[str, Decimal | None] = {}
    for mark in message.marks:
        if not mark.told or mark.field not in catalogue() or catalogue()[mark.field].type not in _NUMERIC or isinstance(mark.value, bool | str):
            continue
        if mark.value is None:
            continue
        path = f"{mark.field}.{mark.year}" if mark.field in BY_YEAR else mark.field
        value = Decimal(str(mark.value))
        found[path] = value if found.get(path, value) == value else None
    return found


def profiles(messages: Iterable[MarkedMessage], questions: Iterable[Question]) -> dict[str, float]:
    """Of the values told, how many stand in the profile, and how many of those that stand there are wrong or not told."""
    told = right = wrong = whole = count = 0
    for message, question in zip(messages, questions, strict=True):
        wanted, got = profile_of(message), _numeric(question)
        same = sum(path in got and value is not None and got[path] == value for path, value in wanted.items())
        off = sum(value is not None and path in wanted and wanted[path] is not None and wanted[path] != value or path not in wanted for path, value in got.items())
        told, right, wrong, count = told + len(wanted), right + same, wrong + off, count + 1
        whole += same == len(wanted) and not off
    return {"values": told, "read": round(right / max(1, told), 4), "wrong_a_message": round(wrong / max(1, count), 4), "whole": round(whole / max(1, count), 4)}


def _numeric(question: Question) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for path, fact in question.assembled().settled.items():
        key = path.partition(".")[0]
        if key in catalogue() and catalogue()[key].type in _NUMERIC and isinstance(fact.point, Decimal) and not fact.formula:
            found[path] = fact.point
    return found
