"""What the form asks for a tier, round, track and day: the groups of the application form with their fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.rules.fields import FieldInfo, catalogue, field_of, groups


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


def build_form(paths: Iterable[str], lang: str) -> list[Group]:
    """The groups that have something to fill in, in the order of the application form.

    Args:
        paths: what to ask for, such as `revenue.2021`.
    """
    items = []
    for path in paths:
        info = field_of(path)
        items.append(Item(path, info.name_for(path, lang), info, lang))
    found = []
    for key, name in groups().items():
        own = tuple(item for item in items if item.info.group == key)
        if own:
            found.append(Group(key, name.en if lang == "en" else name.zh, own))
    return found


def field_table(lang: str) -> dict[str, dict[str, Any]]:
    """Type and name of every field, and whether a form asks for it, for the page's script."""
    return {
        key: {
            "type": str(info.type),
            "name": info.en if lang == "en" else info.zh,
            "unit": info.unit,
            "by_year": info.by_year,
            "form": info.form,
        }
        for key, info in catalogue().items()
    }
