"""A few words that say what a figure told before would come to: 裁到280人呢, 再拿一项够吗, 拉到90%就可以了吧.

They suppose: what was told stays as it was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from assistant.reading.facts import Fact, from_quantity
from assistant.reading.kept import Kept
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.names import BY_YEAR, Name
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.scan import Scan, Token
from assistant.reading.units import in_money
from assistant.rules.fields import FieldType, catalogue

_LONGEST: Final = 28
_BETWEEN: Final = " 了个约大概的是"
_UNITS: Final = {
    FieldType.AMOUNT: Unit.MONEY, FieldType.PERCENT: Unit.PERCENT, FieldType.YEARS: Unit.YEARS, FieldType.SCORE: Unit.SCORE,
}  # fmt: skip
_FAR: Final = Decimal(4)
"""How many times a figure told before a number without a unit may be."""
_PEOPLE: Final = "employees"
_RIGHTS: Final = "class1_ip"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a figure would come to, and the number that says so."""

    fact: Fact
    token: Token


def read_moved(scan: Scan, kept: Kept) -> Moved | None:
    """What a short message says that a figure of `kept` would come to; None where it says no such thing."""
    numbers = [token for token in scan.tokens if isinstance(token.value, Quantity)]
    if not kept.profile or len(scan.text) > _LONGEST or len(numbers) != 1:
        return None
    token = numbers[0]
    clause = scan.clause_of(token)
    if (granted := _without_pending(scan, token, kept.profile)) is not None:
        return Moved(granted, token)
    verb = _verb(scan.text[clause.start : token.start].rstrip(_BETWEEN))
    if verb is None or _is_required(scan.text[clause.start : clause.start + verb.start]) or not _is_asked(scan, token):
        return None
    field = _field(scan, token, kept)
    if field is None:
        return None
    year = _year(scan, field, kept.profile)
    fact = _fact(token, verb, field, year, kept.profile)
    return None if fact is None else Moved(replace(fact, supposed=True), token)


def _without_pending(scan: Scan, token: Token, known: Mapping[str, Any]) -> Fact | None:
    """其中一项还没授权: so many fewer than were told; what is applied for besides takes nothing away."""
    quantity, clause = token.value, scan.clause_of(token)
    assert isinstance(quantity, Quantity)
    before = scan.text[clause.start : token.start].strip(" 哦噢，,")
    some = not before or any((hit.start, hit.end) == (0, len(before)) for hit in lexicon("moved", "some_of").find(before))
    if quantity.unit is not Unit.ITEMS or quantity.value is None or not some or not lexicon("rights", "pending").has(scan.text[token.end : clause.end]):
        return None
    told = known.get(_RIGHTS)
    left = None if told is None else Decimal(str(told)) - quantity.value
    return None if left is None or left < 0 else replace(Fact.told(_RIGHTS, left, token.start, token.end), corrects=True)


def _verb(before: str) -> Hit | None:
    """The words that say so, right before the number."""
    hits = [hit for key in ("to", "more", "less") for hit in lexicon("moved", key).find(before) if hit.end == len(before)]
    return min(hits, key=lambda hit: hit.start, default=None)


def _is_required(before: str) -> bool:
    needs = any(hit.end == len(before) for hit in lexicon("moved", "has_to").find(before))
    return needs and not any(hit.end == len(before) for hit in lexicon("moved", "not_has_to").find(before))


def _is_asked(scan: Scan, token: Token) -> bool:
    """Whether it is asked what then, and not told that it is so."""
    behind = scan.text[token.end :]
    if lexicon("moods", "supposed").has(scan.text) or lexicon("moods", "supposed_behind").has(behind):
        return True
    told = any(hit.start == 0 for hit in lexicon("moved", "happened").find(behind))
    return not told and (lexicon("moved", "asks").has(behind) or scan.clauses[-1].asks)


def _field(scan: Scan, token: Token, kept: Kept) -> str | None:
    """The field of a number: by its name, by what it counts, else the one told or asked about last that takes it."""
    quantity = token.value
    assert isinstance(quantity, Quantity)
    clause = scan.clause_of(token)
    names = [each.value for each in scan.tokens_in(clause) if isinstance(each.value, Name)]
    if names:
        named = names[-1].takes(quantity.unit)
        return named if named in kept.profile else None
    if quantity.unit is Unit.PEOPLE or quantity.unit is Unit.BARE and lexicon("moved", "people").has(scan.text[clause.start : token.start]):
        return _PEOPLE if _PEOPLE in kept.profile else None
    if quantity.unit is Unit.ITEMS:
        return _RIGHTS if _RIGHTS in kept.profile else None
    last = dict.fromkeys(path.partition(".")[0] for path in kept.fields)
    fit = [field for field in last if field in kept.profile and _takes(field, quantity.unit)]
    if quantity.unit is Unit.BARE:  # 要是把前年的调到3.1呢: of a ratio, and no 3.1万元 of revenue
        fit = [field for field in (*fit, *(each for each in kept.profile if _takes(each, quantity.unit) and each not in fit)) if _is_near(quantity.value, kept.profile[field])]
    return fit[0] if fit else None


def _is_near(value: Decimal | None, known: object) -> bool:
    """Whether a number without a unit is of the size of what was told."""
    told = [Decimal(str(each)) for each in (known.values() if isinstance(known, Mapping) else (known,))]
    return value is not None and any(each > 0 and 1 / _FAR <= value / each <= _FAR for each in told)


def _takes(field: str, unit: Unit) -> bool:
    wanted = _UNITS.get(catalogue()[field].type)
    return wanted is not None and unit in (wanted, Unit.BARE)


def _year(scan: Scan, field: str, known: Mapping[str, Any]) -> int | None:
    """The year named, else the last of which the figure is known; that too of a year yet to begin."""
    named = [date.year for date in _dates(scan) if date.year is not None and date.year <= scan.day.year]
    if named and (field in BY_YEAR or named[-1] == scan.day.year):
        return named[-1]
    return max((int(year) for year in known[field]), default=None) if field in BY_YEAR else None


def _dates(scan: Scan) -> list[DateMention]:
    return [each.value for each in scan.tokens if isinstance(each.value, DateMention)]


def _fact(token: Token, verb: Hit, field: str, year: int | None, known: Mapping[str, Any]) -> Fact | None:
    quantity = token.value
    assert isinstance(quantity, Quantity)
    if quantity.unit is Unit.BARE and catalogue()[field].type is FieldType.AMOUNT:
        quantity = in_money(quantity, Decimal(1))
    fact = from_quantity(field, quantity, token.start, token.end, year=year)
    if verb.id == "to":
        return fact
    before = known[field].get(str(year)) if field in BY_YEAR else known[field]
    if before is None or quantity.value is None or fact.is_open:
        return None
    was = Decimal(str(before))
    value = was + quantity.value if verb.id == "more" else was - quantity.value
    formula = f"{was:f}{'+' if verb.id == 'more' else '-'}{quantity.value:f}"
    return replace(fact, value=value, low=value, high=value, formula=formula) if value >= 0 else None
