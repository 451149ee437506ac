"""What the form asks for a tier, round, track and day: the groups of the application form with their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.rules.fields import FieldInfo, catalogue, groups


@dataclass(frozen=True)
class Item:
    """One thing to fill in; `path` names the year where the field goes by year."""

    path: str
    label: str
    info: FieldInfo
    lang: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Key and name of what can be chosen."""
        named = self.info.choices or {}
        return [(key, name.en if self.lang == "en" else name.zh) for key, name in named.items()]

    @property
    def hint(self) -> str:
        return self.info.question_for(self.path, "en") if self.lang == "en" else self.info.hint

    @property
    def numeric(self) -> bool:
        return self.info.unit is not None


@dataclass(frozen=True)
class Group:
    """A group of the application form."""

    key: str
    title: str
    items: tuple[Item, ...]


def paths_of(keys: Iterable[str], year: int) -> Iterator[str]:
    """The paths that a form asks for: the keys themselves, or one path for each year of a field by year.

    Args:
        year: the round's year.
    """
    for key in keys:
        info = catalogue()[key]
        if info.by_year:
            yield from (f"{key}.{year - back}" for back in info.of_year)
        else:
            yield key


def build_form(keys: Iterable[str], year: int, lang: str) -> list[Group]:
    """The groups that have something to fill in, in the order of the application form."""
    items = []
    for path in paths_of(keys, year):
        info = catalogue()[path.partition(".")[0]]
        items.append(Item(path, info.name_for(path, lang), info, lang))
    found = []
    for key, name in groups().items():
        own = tuple(item for item in items if item.info.group == key)
        if own:
            found.append(Group(key, name.en if lang == "en" else name.zh, own))
    return found


def field_table(lang: str) -> dict[str, dict[str, Any]]:
    """Type and name of every field, for the page's script."""
    return {
        key: {
            "type": str(info.type),
            "name": info.en if lang == "en" else info.zh,
            "unit": info.unit,
            "by_year": info.by_year,
        }
        for key, info in catalogue().items()
    }
