"""All facts of a text put together: sums, corrections, conflicts, and the plain profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.reading.normalise import Normalised
from assistant.reading.numbers.quantities import Unit
from assistant.rules.errors import ProfileError
from assistant.rules.profile import Profile, json_number
from assistant.understanding.extraction.amounts import amounts
from assistant.understanding.extraction.cues import Cue, CueMention, cues
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.phrases import plain_answer, qualities
from assistant.understanding.extraction.ranks import identity, ranks
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.tables import tables
from assistant.understanding.extraction.titles import recognitions

_LISTS = frozenset({"recognitions", "product_field", "valid_honours"})
_HIGHER_COUNTS = {
    "rd_institution": ("none", "below_city", "city", "province", "national"),
    "key_chain_role": ("none", "serves_leader", "fills_gap"),
}
_CLOSE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more values said for one field; the profile takes none of them."""

    field: str
    values: tuple[Any, ...]
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...] = ()

    def placed(self, said: Normalised) -> Conflict:
        """With places and words of the original text."""
        spans = tuple(said.span(*span) for span in self.spans)
        return replace(self, spans=spans, words=tuple(said.original[start:end] for start, end in spans))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        values = [json_number(v) if isinstance(v, Decimal) else v for v in self.values]
        return {"field": self.field, "values": values, "words": list(self.words)}


@dataclass(frozen=True)
class Assembled:
    """The facts of a normalised text and the profile they make."""

    data: dict[str, Any] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    correction: bool = False
    clears: bool = False


def assemble(text: str, as_of: date, last_field: str | None, reported: frozenset[int]) -> Assembled:
    """Read a normalised text; the arguments are those of `extract`."""
    words = moods()
    if words["clears"].search(text) and not words["not_clears"].search(text):
        return Assembled(clears=True)
    tabled = tables(text, as_of)
    text = tabled.text
    reading = Reading(text, as_of)
    if last_field and (answer := plain_answer(text, last_field)):
        return _put_together([answer], [], correction=False)
    counted = amounts(reading, _name_of(last_field, text), reported)
    facts, left_out = [*tabled.facts, *counted.facts], list(counted.left_out)
    for found, dropped in (qualities(reading), recognitions(reading), ranks(reading)):
        facts += found
        left_out += dropped
    facts += identity(reading)
    if last_field:
        facts = [_of_year(fact, last_field, as_of) for fact in facts]
    correction = bool(words["correction"].search(text))
    return _put_together(facts, left_out, correction=correction)


def _name_of(last_field: str | None, text: str) -> CueMention | None:
    """The name that a bare number in this text goes with."""
    if last_field is None:
        return None
    key = last_field.partition(".")[0]
    found = [cue for cue in cues().by_group if key in cue.fields.values()]
    if not found:
        return None
    first = found[0]
    fields = {unit: name for cue in found for unit, name in cue.fields.items() if name == key}
    only_percent = set(fields) == {Unit.PERCENT}
    return CueMention(
        Cue(fields, part=first.part, count=first.count or only_percent), "", len(text), len(text)
    )


def _of_year(fact: Fact, last_field: str, as_of: date) -> Fact:
    """A correction without a year is of the year talked about."""
    key, _, year = last_field.partition(".")
    mine, _, assumed = fact.field.partition(".")
    if year and mine == key and Assumed.YEAR in fact.assumed and assumed == str(as_of.year - 1):
        return replace(
            fact, field=last_field, assumed=tuple(a for a in fact.assumed if a is not Assumed.YEAR)
        )
    return fact


def _put_together(facts: list[Fact], left_out: list[LeftOut], *, correction: bool) -> Assembled:
    facts = _one_of_each(sorted(facts, key=lambda fact: (fact.start, fact.end)))
    told = any(fact.field == "class1_ip_transferred_in" for fact in facts)
    facts = [_transfer_told(fact) if told else fact for fact in facts]
    found = Assembled(facts=facts, left_out=left_out, correction=correction)
    by_field: dict[str, list[Fact]] = {}
    for fact in facts:
        by_field.setdefault(fact.field, []).append(fact)
    if any(each.field == "class1_ip" and each.reason is Reason.TOO_YOUNG for each in left_out):
        by_field.pop("class1_ip", None)  # the count said holds rights that don't count (附件4（三）)
    for path, said in by_field.items():
        points = [fact for fact in said if fact.in_profile and fact.value is not None]
        if not points:
            continue
        if path in _LISTS:
            _put(found.data, path, _listed(points))
        elif any(fact.part for fact in points) and not any(fact.narrow for fact in points):
            _put_sum(found, path, points)
        else:
            _put_one(found, path, [fact for fact in points if fact.narrow] or points)
    _drop_impossible(found)
    return found


def _drop_impossible(found: Assembled) -> None:
    """What the profile refuses (特色化指标20分 of 15) was read, and is no value."""
    for key in list(found.data):
        try:
            Profile.parse({key: found.data[key]})
        except ProfileError:
            del found.data[key]
            said = [fact for fact in found.facts if fact.field.partition(".")[0] == key]
            found.left_out.extend(LeftOut(f.start, f.end, Reason.IMPOSSIBLE, f.field) for f in said)


def _one_of_each(facts: Iterable[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if fact not in kept:
            kept.append(fact)
    return kept


def _transfer_told(fact: Fact) -> Fact:
    if fact.field != "class1_ip":
        return fact
    return replace(fact, assumed=tuple(a for a in fact.assumed if a is not Assumed.TRANSFER))


def _listed(points: list[Fact]) -> list[Any]:
    """Titles one a tier, the fuller one kept; other lists as said."""
    values: dict[Any, Any] = {}
    for fact in points:
        key = fact.part or fact.value
        if key not in values or not isinstance(fact.value, dict) or len(fact.value) >= len(values[key]):
            values[key] = fact.value
    return list(values.values())


def _put_sum(found: Assembled, path: str, points: list[Fact]) -> None:
    """发明专利 and 布图设计 add up under Ⅰ类; a total that is said goes before the sum."""
    parts: dict[str, list[Fact]] = {}
    for fact in points:
        parts.setdefault(fact.part or "total", []).append(fact)
    chosen = {part: _settled(said) for part, said in parts.items()}
    if any(value is None for value in chosen.values()):
        part = next(part for part, value in chosen.items() if value is None)
        found.conflicts.append(_conflict(path, parts[part]))
        return
    total = chosen.get("total")
    counts = [Decimal(str(fact.value)) for part, fact in chosen.items() if fact and part != "total"]
    _put(found.data, path, total.value if total else sum(counts, Decimal(0)))


def _put_one(found: Assembled, path: str, points: list[Fact]) -> None:
    fact = _settled(points)
    if fact is None and path in _HIGHER_COUNTS:
        fact = max(points, key=lambda each: _HIGHER_COUNTS[path].index(str(each.value)))
    if fact is None:
        found.conflicts.append(_conflict(path, points))
    else:
        _put(found.data, path, fact.value)


def _settled(points: list[Fact]) -> Fact | None:
    """The one value said: a correction goes last, an exact number before a rough one close to it."""
    corrected = [fact for fact in points if fact.corrects]
    points = corrected[-1:] or points
    values = {
        fact.value if not isinstance(fact.value, Decimal) else fact.value.normalize() for fact in points
    }
    if len(values) == 1:
        return points[0]
    exact = [fact for fact in points if not fact.approximate and fact.bound is None]
    if len({str(fact.value) for fact in exact}) == 1 and all(_close(fact, exact[0]) for fact in points):
        return exact[0]
    return None


def _close(fact: Fact, exact: Fact) -> bool:
    if fact is exact:
        return True
    if not isinstance(fact.value, Decimal) or not isinstance(exact.value, Decimal):
        return False
    return abs(fact.value - exact.value) <= abs(exact.value) * _CLOSE


def _conflict(path: str, points: list[Fact]) -> Conflict:
    return Conflict(
        path, tuple(fact.value for fact in points), tuple((fact.start, fact.end) for fact in points)
    )


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    key, _, year = path.partition(".")
    if year:
        data.setdefault(key, {})[year] = value
    else:
        data[key] = value
