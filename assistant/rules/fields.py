"""The field catalogue: what each field of a profile is called, what it means and how to ask for it.

>>> field = catalogue()["rd_expense"]
>>> field.zh, field.unit, field.question_for("rd_expense.2021")
('研发费用', '万元', '2021年研发费用总额是多少万元？')
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from corpus.messages import Messages
from corpus.yamlfile import load_yaml

OF_A_YEAR: Final = frozenset(
    {"debt_ratio", "total_assets", "total_liabilities", "main_revenue_ratio", "main_revenue_growth_avg2", "revenue_cagr2", "net_profit_ratio",
     "rd_staff_ratio", "rd_expense_sum2", "rd_expense_mean2", "equity_financing_sum2", "equity_financing_sum3"}
)  # fmt: skip
"""Fields that take one value, that of the year looked at: a year on, another one counts."""


class FieldType(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    RECOGNITIONS = "recognitions"
    AMOUNT = "amount"
    PERCENT = "percent"
    COUNT = "count"
    YEARS = "years"
    LEVEL = "level"
    RANK = "rank"
    SCORE = "score"


class Name(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str


class FieldInfo(BaseModel):
    """One field of the profile, in words for people.

    Attributes:
        of_year: the years that a form asks for, counted back from the round's year (1 is last year).
        clause: where the term is defined, if the corpus defines it.
        asked: what is to be filled in, where the name alone would read as a claim.
        form: whether forms and templates ask for it; a file or a message may tell it all the same.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    group: str
    type: FieldType
    zh: str
    en: str
    hint: str
    question: str
    question_en: str
    unit: str | None = None
    by_year: bool = False
    of_year: tuple[int, ...] = ()
    choices: dict[str, Name] | None = None
    clause: str | None = None
    asked: str | None = None
    form: bool = True

    def question_for(self, path: str, lang: str = "zh") -> str:
        """What to ask a person for `path`, which names the year where the field goes by year."""
        text = self.question_en if lang == "en" else self.question
        return text.format(year=path.partition(".")[2])

    def name_for(self, path: str, lang: str = "zh") -> str:
        """The field's name, with the year in `path` before it (2021年研发费用)."""
        year = path.partition(".")[2]
        name = self.en if lang == "en" else self.zh
        if not year:
            return name
        return f"{name} {year}" if lang == "en" else f"{year}年{name}"

    def unit_for(self, lang: str = "zh") -> str | None:
        """What stands beside a box for the field: 万元, 10k yuan."""
        if self.unit is None:
            return None
        name = _load().units[self.unit]
        return name.en if lang == "en" else name.zh


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: dict[str, Name]
    units: dict[str, Name]
    fields: tuple[FieldInfo, ...]


@lru_cache(maxsize=1)
def _load() -> _Catalogue:
    return _Catalogue.model_validate(load_yaml(Path(__file__).with_name("fields.yaml")))


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, FieldInfo]:
    """Every field by key, in the order of the application form."""
    return {info.key: info for info in _load().fields}


def groups() -> Mapping[str, Name]:
    """The groups of the application form, in order."""
    return _load().groups


def field_of(path: str) -> FieldInfo:
    """The field that a path such as `revenue.2021` belongs to.

    Raises:
        KeyError: no such field.
    """
    return catalogue()[path.partition(".")[0]]


_MESSAGE_OF = {
    "extra_forbidden": "unknown_field",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_high",
    "string_type": "text",
    "string_too_long": "text_too_long",
    "dict_type": "by_year",
    "enum": "choice",
    "missing": "missing",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}


def describe_error(kind: str, path: str, value: object, context: Mapping[str, Any] | None = None) -> str:
    """One sentence, in Chinese, on what is wrong with the value at `path` and what to write instead.

    Args:
        kind: the validation error's type.
        context: the limits that the validation error names.
    """
    key = path.partition(".")[0]
    info = catalogue().get(key)
    name = f"{path}（{info.zh}）" if info else path
    values: dict[str, str] = {"name": name, "value": _shown(value)}
    message = _MESSAGE_OF.get(kind, kind)
    if message == "unknown_field":
        near = difflib.get_close_matches(path, catalogue(), n=1)
        values["name"] = path
        values["near"] = _messages()("near", field=near[0], name=catalogue()[near[0]].zh) if near else ""
    elif message == "choice":
        values["choices"] = "；".join(info.choices) if info and info.choices else ""
    elif message in ("too_small", "too_high"):
        limits = context or {}
        values["limit"] = str(limits.get("ge", limits.get("le")))
    return _messages()(message if message in _messages() else "invalid", **values)


def profile_message(key: str, **values: str) -> str:
    """A text of `profile_messages.yaml`."""
    return _messages()(key, **values)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _messages() -> Messages:
    return Messages.of(Path(__file__).with_name("profile_messages.yaml"))
