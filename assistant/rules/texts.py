"""The rule engine's words: texts by key, names, and numbers with their unit, in the language that is spoken.

A check is judged in Chinese. Judged once more under `in_english`, it says the same in English.

>>> with in_english():
...     text("requirement.at_least", threshold=with_unit(Fraction(5000), "万元")), worded("自主品牌")
('not below 50 million yuan', 'Own brand')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from assistant import bounded
from assistant.rules.display import plain, yuan
from assistant.rules.fields import Name, field_of
from assistant.rules.measures import Measure, MeasureInfo, measures
from corpus.rounds import Round
from corpus.yamlfile import load_yaml

_LANG: ContextVar[str] = ContextVar("lang", default="zh")
_MONEY: Final = "万元"
_UNIT: Final = "unit."
_NUMBER: Final = bounded.compile(r"〔(?P<year>\d{4})〕(?P<number>\d{1,4})号")


@contextmanager
def in_english() -> Iterator[None]:
    """What the rules say within is English."""
    token = _LANG.set("en")
    try:
        yield
    finally:
        _LANG.reset(token)


def lang() -> str:
    """The language that is spoken: zh or en."""
    return _LANG.get()


@lru_cache(maxsize=2)
def _texts(language: str) -> dict[str, str]:
    return {key: entry[language] for key, entry in load_yaml(Path(__file__).with_name("messages.yaml")).items()}


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return cast("dict[str, str]", load_yaml(Path(__file__).with_name("english.yaml")))


def text(key: str, **values: str) -> str:
    """A text of `messages.yaml`; called some seventy times a check, so without detours."""
    return _texts(_LANG.get())[key].format_map(values)


def worded(words: str) -> str:
    """Words of a standard in the language that is spoken: those of a province's own file stay as they are."""
    return words if _LANG.get() == "zh" else _english().get(words, words)


def called(info: Name | MeasureInfo) -> str:
    """The name of a measure or an answer."""
    return info.en if _LANG.get() == "en" else info.zh


def name_of(path: str) -> str:
    """The name of a field, with its year where `path` has one."""
    return field_of(path).name_for(path, _LANG.get())


def names(paths: Iterable[str], *, asked: bool = False) -> str:
    """The names of fields, each with its year.

    Args:
        asked: as what is to be filled in (是否列入经营异常名录), where the name alone would read as a claim.
    """
    asked = asked and _LANG.get() == "zh"
    return text("list").join(asked and field_of(path).asked or name_of(path) for path in paths)


def with_unit(number: Fraction | Decimal, unit: str) -> str:
    """A number with its unit, such as 70%, 5000万元 or 50 million yuan."""
    if not unit:
        return plain(number)
    key = f"unit.{unit}.one" if number == 1 and f"unit.{unit}.one" in _texts("en") else f"unit.{unit}"
    return text(key, number=yuan(number) if unit == _MONEY and _LANG.get() == "en" else plain(number))


def english_units() -> dict[str, list[str]]:
    """For each unit how a number stands with it in English, and how exactly one does where that differs.

    Money stands as {yuan}: to be counted in yuan, not in 万元.
    """
    found: dict[str, list[str]] = {}
    for key, pattern in _texts("en").items():
        if key.startswith(_UNIT):
            found.setdefault(key.removeprefix(_UNIT).removesuffix(".one"), []).append(pattern)
    return {unit: [each.replace("{number}", "{yuan}") for each in patterns] if unit == _MONEY else patterns for unit, patterns in found.items()}


def with_formula(formula: str, number: Fraction | Decimal, unit: str) -> str:
    """A number with the formula that it comes from, which counts money in 万元."""
    value = with_unit(number, unit)
    if not formula:
        return value
    key = "with_formula.amount" if unit == _MONEY else "with_formula"
    return text(key, formula=formula, number=plain(number), value=value)


def round_name(row: Round) -> str:
    """第八批, batch 8."""
    return text("round", name=row.name, batch=str(row.batch))


def document_number(number: str) -> str:
    """工信厅企业函〔2022〕133号, No. 133 of 2022."""
    match = _NUMBER.search(number)
    return text("document", name=number, **match.groupdict()) if match else number


def unit_of(measure: Measure) -> str:
    """The unit of a measure."""
    return measures()[measure].unit
