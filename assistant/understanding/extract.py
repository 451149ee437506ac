"""Facts of one enterprise out of plain Chinese.

Only what is said of the enterprise itself counts: not what is asked, required by a rule, wished, supposed, or said of
another one. Numbers come from the text; nothing is guessed, and two values for one thing are shown as a conflict.

>>> from datetime import date
>>> read = extract("我司2021年营收约9000余万元，资产负债率要求不高于70%对吗", date(2022, 6, 20))
>>> read.profile.to_json()
{'revenue': {'2021': 9000}}
>>> read.evidence[0].words, read.evidence[0].approximate
('2021年营收约9000余万元', True)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from assistant.reading.normalise import Normalised, normalise
from assistant.reading.numbers.quantities import Bound, Leaning
from assistant.rules.profile import Profile, json_number
from assistant.understanding.extraction.assembling import Conflict, assemble
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason

_ROUGHLY = Decimal("0.05")
"""How far a number said with 约 or 左右 may be off, to either side."""
_LEANING = Decimal("0.1")
"""How far a number said with 余, 多 or 近 may be off, to its side."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a fact came from, at `start`..`end` code points of the original text.

    `value` is None where only a range (`low`, `high`) or a vague amount was said; the profile then lacks the field.
    `bound` marks a limit said in a value's place (超过, 不到).
    """

    field: str
    value: Any
    words: str
    start: int
    end: int
    approximate: bool = False
    bound: Bound | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    assumed: tuple[Assumed, ...] = ()
    leaning: Leaning | None = None

    @property
    def around(self) -> tuple[Decimal, Decimal] | None:
        """Between what the truth lies where a number is only said roughly: 七十多, 近5000万, 约70%."""
        if not self.approximate or not isinstance(self.value, Decimal):
            return None
        below = _ROUGHLY if self.leaning is None else _LEANING if self.leaning is Leaning.BELOW else 0
        above = _ROUGHLY if self.leaning is None else _LEANING if self.leaning is Leaning.ABOVE else 0
        return self.value * (1 - below), self.value * (1 + above)

    def to_json(self) -> dict[str, Any]:
        """As the contract has it; limits that were not said are left out."""
        found: dict[str, Any] = {
            "field": self.field,
            "value": _plain(self.value),
            "words": self.words,
            "start": self.start,
            "end": self.end,
            "approximate": self.approximate,
            "assumed": [assumed.value for assumed in self.assumed],
        }
        if self.bound:
            found[self.bound.value] = True
        for name, limit in (("low", self.low), ("high", self.high)):
            if limit is not None:
                found[name] = _plain(limit)
        return found


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words that look like a fact and are none of the enterprise's, with the reason."""

    words: str
    start: int
    end: int
    reason: Reason
    field: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        found: dict[str, Any] = {
            "words": self.words,
            "start": self.start,
            "end": self.end,
            "reason": self.reason.value,
        }
        return found | {"field": self.field} if self.field else found


@dataclass(frozen=True)
class Extraction:
    """What a text says of the enterprise.

    `correction` is set where the text takes back what was said before (说错了，是62%), `clears` where it takes back
    everything (把我刚才说的都清空). `last_field` is the path talked about last.
    """

    data: dict[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    correction: bool = False
    clears: bool = False
    last_field: str | None = None

    @cached_property
    def profile(self) -> Profile:
        """The facts as a profile: point values only."""
        return Profile.parse(self.data)

    @property
    def held(self) -> frozenset[str]:
        """The paths that have a value in the profile."""
        return frozenset(item.field for item in self.evidence if _holds(self.data, item.field))

    @property
    def bounds(self) -> dict[str, Bound]:
        """Fields whose value in the profile is a limit: the truth may lie beyond it."""
        return {
            item.field: item.bound for item in self.evidence if item.bound and _holds(self.data, item.field)
        }

    def to_json(self) -> dict[str, Any]:
        """The contract's object."""
        return {
            "profile": self.profile.to_json(),
            "evidence": [item.to_json() for item in self.evidence],
            "conflicts": [conflict.to_json() for conflict in self.conflicts],
            "ignored": [item.to_json() for item in self.ignored],
        }


def extract(
    text: str, as_of: date, *, last_field: str | None = None, reported_year: int | None = None
) -> Extraction:
    """Read the facts that `text` states of the enterprise.

    Args:
        text: what the person wrote; offsets in the result are its code points.
        as_of: the day asked about; 去年 is the year before it, and so is a yearly amount without a year.
        last_field: the path last talked about or asked for, such as `debt_ratio` or `rd_ratio.2021`; a bare number
            then answers or corrects it.
        reported_year: a further year whose 资产负债率, 员工 and the like count as those of last year, where a round
            of another year is meant.
    """
    said = normalise(text)
    found = assemble(said.text, as_of, last_field, frozenset({reported_year} if reported_year else ()))
    evidence = tuple(_evidence(said, fact) for fact in found.facts)
    return Extraction(
        data=found.data,
        evidence=evidence,
        conflicts=tuple(conflict.placed(said) for conflict in found.conflicts),
        ignored=tuple(_ignored(said, left_out) for left_out in found.left_out),
        correction=found.correction,
        clears=found.clears,
        last_field=evidence[-1].field if evidence else last_field,
    )


def _evidence(said: Normalised, fact: Fact) -> Evidence:
    start, end = said.span(fact.start, fact.end)
    return Evidence(
        field=fact.field,
        value=fact.value,
        words=said.original[start:end],
        start=start,
        end=end,
        approximate=fact.approximate,
        bound=fact.bound,
        low=fact.low,
        high=fact.high,
        assumed=fact.assumed,
        leaning=fact.leaning,
    )


def _ignored(said: Normalised, left_out: LeftOut) -> Ignored:
    start, end = said.span(left_out.start, left_out.end)
    return Ignored(said.original[start:end], start, end, left_out.reason, left_out.field)


def _holds(data: dict[str, Any], path: str) -> bool:
    key, _, year = path.partition(".")
    return year in data.get(key, {}) if year else key in data


def _plain(value: Any) -> Any:
    return json_number(value) if isinstance(value, Decimal) else value


__all__ = ["Conflict", "Evidence", "Extraction", "Ignored", "Reason", "extract"]
