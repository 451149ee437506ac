"""What quantities are called, and the field that a number of each unit belongs to (`words/names.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from assistant.reading.lexicon import Hit, Lexicon, words_of
from assistant.reading.numbers.quantities import Unit
from assistant.reading.question import Unused
from assistant.rules.fields import FieldType, field_of

_UNITS: Final = (Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.ITEMS, Unit.YEARS, Unit.SCORE)
_NAMELESS: Final = -1
_UNIT_OF: Final = {FieldType.PERCENT: Unit.PERCENT, FieldType.COUNT: Unit.ITEMS, FieldType.AMOUNT: Unit.MONEY}
"""Units of fields that no name of a quantity stands for, such as shares held."""
BY_YEAR: Final = frozenset(
    {"revenue", "main_revenue", "rd_expense", "net_profit", "main_revenue_growth", "rd_ratio", "equity_financing", "development_score"}
)
"""Fields of the profile that take one value a year."""


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One entry of `names.yaml`.

    Attributes:
        number: its place in the file, by which two mentions are of one name.
        fields: unit → field.
        bare: the unit in which a number without one is taken.
        share, growth: the fields that 占…% and 增长…% behind the name speak of.
        yearly: the field of a score told with its year.
        part: what adds up under one field (软著 and 实用新型 under `class2_ip`).
        negative: an amount under it is a loss.
        assumed: whether the name leaves its kind open (融资 is taken for 股权融资).
        why: why no field takes a number of this name.
    """

    number: int
    fields: Mapping[Unit, str]
    bare: Unit | None = None
    share: str | None = None
    growth: str | None = None
    yearly: str | None = None
    part: str | None = None
    negative: bool = False
    assumed: bool = False
    why: Unused | None = None

    def takes(self, unit: Unit) -> str | None:
        """The field that a number of this unit belongs to, None where the name takes no such number."""
        if unit in self.fields:
            return self.fields[unit]
        if unit is Unit.BARE:
            return self.fields.get(self.bare) if self.bare else self.fields.get(Unit.MONEY)
        if unit is Unit.ITEMS and self.bare is Unit.PEOPLE:
            return self.fields.get(Unit.PEOPLE)
        return None

    @property
    def amount(self) -> str | None:
        """The field of its amounts of money."""
        return self.fields.get(Unit.MONEY)


def find_names(text: str) -> list[tuple[Hit, Name]]:
    """The names of quantities in a normalised text, in order."""
    names, words = _loaded()
    return [(hit, names[int(hit.id)]) for hit in words.find(text)]


def all_names() -> tuple[Name, ...]:
    """Every entry of the list, in its order."""
    return _loaded()[0]


@lru_cache(maxsize=8)
def name_for(field: str) -> Name:
    """The first name under which numbers of a field stand."""
    return next(name for name in _loaded()[0] if field in name.fields.values())


def kept_name(paths: Sequence[str]) -> Name | None:
    """The name that a bare number answers, where `paths` of the profile were told or asked for last: of each unit the first field."""
    names = [name for path in paths if (name := _kept(path)) is not None]
    if not names:
        return None
    fields = {unit: field for name in reversed(names) for unit, field in name.fields.items()}
    return replace(names[0], fields=fields, bare=names[0].bare if len(names) == 1 else None)


def _kept(path: str) -> Name | None:
    field = path.partition(".")[0]
    found = [name for name in _loaded()[0] if field in name.fields.values()]
    if not found:
        unit = _UNIT_OF.get(field_of(field).type)
        return Name(_NAMELESS, {unit: field}, bare=None if unit is Unit.MONEY else unit) if unit else None
    fields = {unit: each for unit, each in found[0].fields.items() if each == field}
    unit = next(iter(fields))
    return replace(found[0], fields=fields, bare=None if unit is Unit.MONEY else unit, why=None)


@lru_cache(maxsize=1)
def _loaded() -> tuple[tuple[Name, ...], Lexicon]:
    entries: list[dict[str, Any]] = words_of("names")  # type: ignore[assignment]
    names = tuple(_name(number, entry) for number, entry in enumerate(entries))
    return names, Lexicon({str(number): entry["words"] for number, entry in enumerate(entries)})


def _name(number: int, entry: Mapping[str, Any]) -> Name:
    return Name(
        number=number,
        fields={unit: entry[unit.value] for unit in _UNITS if unit.value in entry},
        bare=Unit(entry["bare"]) if "bare" in entry else None,
        share=entry.get("share"),
        growth=entry.get("growth"),
        yearly=entry.get("yearly"),
        part=entry.get("part"),
        negative=bool(entry.get("negative")),
        assumed="assumed" in entry,
        why=Unused(entry["why"]) if "why" in entry else None,
    )
