"""Whether the number of a mention is what a model says it is; the grammar and arithmetic keep the last word on values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from assistant import bounded
from assistant.reading.by_model.asking import helpers
from assistant.reading.by_model.checked import Why
from assistant.reading.by_model.proposal import ProposedNumber
from assistant.reading.facts import Assumed, Fact, from_quantity, turned
from assistant.reading.names import BY_YEAR
from assistant.reading.normalise import normalise
from assistant.reading.numbers.dates import find_dates
from assistant.reading.numbers.quantities import Quantity, Unit, find_quantities
from assistant.reading.numbers.ranks import find_ranks
from assistant.reading.question import Mention, Role
from assistant.reading.rights import RIGHTS, left_unsaid
from assistant.reading.units import WAN, in_money, unit_in
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue
from assistant.rules.profile import Profile

_UNITS: Final = {
    FieldType.AMOUNT: frozenset({Unit.MONEY}),
    FieldType.PERCENT: frozenset({Unit.PERCENT}),
    FieldType.COUNT: frozenset({Unit.ITEMS}),
    FieldType.YEARS: frozenset({Unit.YEARS}),
    FieldType.LEVEL: frozenset({Unit.LEVEL, Unit.ITEMS}),
    FieldType.SCORE: frozenset({Unit.SCORE}),
    FieldType.RANK: frozenset({Unit.ITEMS}),
}
_COUNTED: Final = frozenset(unit.value for unit in Unit)
_RANKED: Final = frozenset({"rank"})
"""Kinds of mentions that can be values; a date, a batch or the number of a point is none."""
_OF_PEOPLE: Final = frozenset({"employees", "rd_staff"})
_HUNDRED: Final = Decimal(100)
_MOST_PERCENT: Final = Decimal(1000)
_BACK: Final = 10
"""Years before the day asked about that figures may be of."""
_RECENT: Final = 3
"""Years back over which awards count, and of which a figure may be where the message names none: the columns of a form, newest first."""
_AWARDS: Final = frozenset({"national_award_rank", "provincial_award_rank", "maker_china_rank"})
_YEAR: Final = bounded.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d\d(?=年)")


def is_value(mention: Mention) -> bool:
    """Whether a mention can be a figure of an enterprise; a title, a date, a batch or the number of a point is none."""
    return mention.kind in _COUNTED or mention.kind in _RANKED


class Numbers:
    """Checks the numbers of one message.

    Args:
        facts: what the words read, which a number may agree with.
    """

    def __init__(self, message: str, day: date, facts: Sequence[Fact]) -> None:
        self._message, self._day, self._facts = normalise(message).text, day, facts

    def fact(self, proposed: ProposedNumber, mention: Mention) -> Fact | Why:
        """The fact that a mention tells, or why it tells none such."""
        field = proposed.field or ""
        if field not in helpers() and field not in catalogue():
            return Why.NO_FIELD
        years = self._years(field, proposed.years)
        if years is None:
            return Why.NO_YEAR
        alike = self._by_words(field, mention)
        fact = self._parsed(field, proposed, mention) or alike
        if fact is None:
            return Why.NO_VALUE
        fact = replace(fact, year=years[0] if years else None, more_years=years[1:], supposed=proposed.role is Role.SUPPOSED, part=self._part(field, proposed, alike))
        if not _possible(fact):
            return Why.IMPOSSIBLE
        return replace(fact, assumed=tuple(dict.fromkeys((*fact.assumed, *self._assumed(fact, proposed)))))

    def says_year(self, year: int) -> bool:
        """Whether the message names a year, in figures or as seen from the day."""
        return year in self._said

    def _part(self, field: str, proposed: ProposedNumber, alike: Fact | None) -> str | None:
        """What adds up under the field: only rights are told in parts."""
        part = proposed.part if field in RIGHTS else None
        return part or (alike.part if alike else None)

    def _by_words(self, field: str, mention: Mention) -> Fact | None:
        """What the words made of the same mention, where they see the same field."""
        if mention.field != field:
            return None
        found = [fact for fact in self._facts if fact.field == field and fact.start <= mention.start < fact.end and mention.words in fact.words]
        return min(found, key=lambda fact: fact.end - fact.start, default=None)

    def _parsed(self, field: str, proposed: ProposedNumber, mention: Mention) -> Fact | None:
        words = normalise(mention.words).text
        value = None if proposed.value is None else Decimal(str(proposed.value))
        info = catalogue().get(field)
        kind = FieldType.COUNT if field == "rd_staff" else FieldType.AMOUNT if info is None else info.type
        if mention.kind not in (_COUNTED | _RANKED if kind is FieldType.RANK else _COUNTED):
            return None
        if kind is FieldType.RANK and (ranks := find_ranks(words)):
            place = Decimal(ranks[0].place)
            told = Fact(field, place, mention.start, mention.end, low=Decimal(1) if ranks[0].at_most else place, high=place, words=mention.words)
            return told if value in (None, place) else None
        for quantity in find_quantities(words)[:1]:
            for read, assumed in self._readings(field, quantity, kind):
                if value is None or value in (read.value, read.low, read.high):
                    return replace(from_quantity(field, read, mention.start, mention.end), assumed=assumed, words=mention.words)
                if read.value is not None and value == -read.value:
                    return replace(turned(from_quantity(field, read, mention.start, mention.end)), assumed=assumed, words=mention.words)
        return None

    def _years(self, field: str, years: tuple[int, ...]) -> tuple[int, ...] | None:
        """The years in order, last year where none is told; None where they can't be meant."""
        if any(not self._day.year - _BACK <= year <= self._day.year for year in years):
            return None
        if any(year not in self._said and year < self._day.year - _RECENT for year in years):
            return None
        if field in BY_YEAR:
            return tuple(sorted(set(years), reverse=True)) or (self._day.year - 1,)
        if field in _AWARDS and any(year >= self._day.year - _RECENT for year in years):
            return ()
        return years[:1] if len(years) == 1 and years[0] in self._said else ()

    def value_in(self, field: str, value: float, words: str) -> Decimal | None:
        """A number that words name, as a value of a field; None where they name another."""
        wanted, kind = Decimal(str(value)), catalogue()[field].type
        found = [read.value for quantity in find_quantities(normalise(words).text) for read, _ in self._readings(field, quantity, kind)]
        return wanted if wanted in found else None

    @cached_property
    def _said(self) -> frozenset[int]:
        """The years that the message names, in figures or as seen from the day."""
        digits = {int(words) if len(words) == 4 else 2000 + int(words) for words in _YEAR.findall(self._message)}
        return frozenset(digits) | {year for dated in find_dates(self._message, self._day) for year in dated.years}

    def _readings(self, field: str, quantity: Quantity, kind: FieldType) -> list[tuple[Quantity, tuple[Assumed, ...]]]:
        """What a quantity can be as a value of a field: as it is said, or, where no unit stands at it, in one that forms use."""
        if quantity.unit in ({Unit.PEOPLE} if field in _OF_PEOPLE else _UNITS.get(kind, frozenset())):
            return [(quantity, ())]
        if quantity.unit is not Unit.BARE or kind not in _UNITS:
            return []
        unit = (Assumed.UNIT,)
        if kind is FieldType.AMOUNT:
            said = unit_in(self._message)
            factors = [WAN[said]] if said else sorted(set(WAN.values()), key=lambda factor: factor != 1)
            return [(in_money(quantity, factor), unit) for factor in factors]
        if kind is FieldType.PERCENT:
            if quantity.value is not None and quantity.value > _MOST_PERCENT:
                return []  # 7500 without a sign is an amount
            return [(replace(quantity, unit=Unit.PERCENT), unit), (_times(quantity, _HUNDRED), unit)]
        return [(quantity, ())]

    def _assumed(self, fact: Fact, proposed: ProposedNumber) -> list[Assumed]:
        found: list[Assumed] = []
        if fact.field in BY_YEAR and (not proposed.years or fact.year not in self._said):
            found.append(Assumed.YEAR)
        return [*found, *(left_unsaid(fact.part) if fact.field in RIGHTS else [])]


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    """0.65 as 65%."""
    return replace(in_money(quantity, factor), unit=Unit.PERCENT)


def _possible(fact: Fact) -> bool:
    """Whether the profile takes it."""
    if fact.field in helpers() or fact.point is None:
        return True
    try:
        Profile.parse({fact.field: {str(fact.year): fact.point} if fact.field in BY_YEAR else fact.point})
    except ProfileError:
        return False
    return True
