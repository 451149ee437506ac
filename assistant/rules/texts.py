"""The rule engine's words: texts by key, and names of fields with their year."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import cast

from assistant.rules.display import plain
from assistant.rules.fields import field_of
from assistant.rules.measures import Measure, measures
from corpus.yamlfile import load_yaml


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    return cast("dict[str, str]", load_yaml(Path(__file__).with_name("messages.yaml")))


def text(key: str, **values: str) -> str:
    """A text of `messages.yaml`; called some seventy times a check, so without detours."""
    return _texts()[key].format_map(values)


def names(paths: Iterable[str], *, asked: bool = False) -> str:
    """The names of fields, each with its year.

    Args:
        asked: as what is to be filled in (是否列入经营异常名录), where the name alone would read as a claim.
    """
    found = ((path, field_of(path)) for path in paths)
    return text("list").join(asked and info.asked or info.name_for(path) for path, info in found)


def with_unit(number: Fraction, unit: str) -> str:
    """A number with its unit, such as 70% or 5000万元."""
    return plain(number) + unit


def unit_of(measure: Measure) -> str:
    """The unit of a measure."""
    return measures()[measure].unit
