"""Hides persons' names where a label or a title marks them, and enterprises' names where asked to. Words in `names.yaml`.

>>> hide_names("负责人是欧阳小明，请回复王女士；李工您好")
'负责人是****，请回复*女士；*工您好'
>>> hide_names("总经理办公会研究，法人单位应当独立核算，资金总额8000万元")
'总经理办公会研究，法人单位应当独立核算，资金总额8000万元'
>>> hide_enterprises("我们是杭州甲乙科技有限公司，能报吗")
'我们是**********，能报吗'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant import bounded
from assistant.masking.numbers import hidden
from corpus.yamlfile import load_yaml

_FILE: Final = Path(__file__).with_name("names.yaml")
_HAN: Final = r"\p{Han}"
_LONGEST_ENTERPRISE: Final = 30


@dataclass(frozen=True)
class _Patterns:
    """Group `name` of each is what is hidden."""

    persons: tuple[bounded.Pattern, ...]
    enterprise: bounded.Pattern
    hints: frozenset[str]
    """The last characters of labels and titles: a text with none of them needs no search."""
    enterprise_hints: frozenset[str]
    """The last characters of what enterprises' names end with."""


def hide_names(text: str) -> str:
    """`text` with each character of a marked person's name replaced by `*`."""
    patterns = _patterns()
    if patterns.hints.isdisjoint(text):
        return text
    for pattern in patterns.persons:
        text = pattern.sub(_hide_name, text)
    return text


def hide_enterprises(text: str) -> str:
    """`text` with each character of an enterprise's name replaced by `*`."""
    patterns = _patterns()
    return text if patterns.enterprise_hints.isdisjoint(text) else patterns.enterprise.sub(_hide_name, text)


def _hide_name(match: bounded.Match) -> str:
    start, end = match.span("name")
    return match[0][: start - match.start()] + hidden(match["name"]) + match[0][end - match.start() :]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = load_yaml(_FILE)
    surname = f"(?:{_any(words['compound_surnames'])}|[{words['surnames'].replace(' ', '')}])"
    none = f"(?!{_any(words['no_names'])})"
    end = rf"(?![{_HAN}\w])"
    behind = f"(?:{end}|(?={_any(words['behind'])}))"
    parted = set(words["parted_labels"])
    free = [label for label in words["labels"] if label not in parted]
    space = r"[ \t　]{0,4}"
    mark = f"{space}(?:[:：]|是|为|叫|系){space}|[ \t　]{{1,4}}"
    longest = f"{surname}{_HAN}{{0,2}}"
    return _Patterns(
        (
            bounded.compile(f"(?:{_any(words['labels'])})(?:{mark}){none}(?P<name>{longest}?{behind}|{longest})"),
            bounded.compile(f"(?:{_any(free)}){none}(?P<name>{longest}?){behind}"),
            bounded.compile(f"(?:{_any(words['leading_titles'])}){none}(?P<name>{surname}{_HAN}{{1,2}}?){behind}"),
            bounded.compile(f"(?:我|这里|本人)是[^，。；,;\n]{{0,30}}?的{none}(?P<name>{longest}?){end}"),
            bounded.compile(f"{none}(?P<name>{surname}{_HAN}{{0,2}}?)(?<![{words['offices']}])(?=(?:{_any(words['titles'])})(?!{_any(words['no_titles'])}))"),
            bounded.compile(f"(?:(?<!{_HAN})|(?<={'|'.join(f'(?:{each})' for each in words['before'])})){none}(?P<name>{surname})(?={_any(words['short_titles'])}{behind})"),
            bounded.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?[ ](?P<name>[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?)"),
            bounded.compile(r"\b(?:[Cc]ontact(?:[ ][Pp]erson)?|[Ss]igned|[Mm]y[ ]name[ ]is|[Rr]egards)[,:]?\s{1,4}(?P<name>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){1,2})"),
        ),
        bounded.compile(
            rf"(?<![{_HAN}\w])(?:{_any(words['enterprise_starts'])}){{0,4}}+(?P<name>[{_HAN}A-Za-z\d（）()·]{{2,{_LONGEST_ENTERPRISE}}}?(?:{_any(words['enterprise_ends'])}))"
        ),
        frozenset(word[-1] for key in ("labels", "titles", "leading_titles", "short_titles") for word in words[key]) | frozenset("rsetd"),
        frozenset(word[-1] for word in words["enterprise_ends"]),
    )


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest that fits first."""
    return "|".join(sorted(words, key=len, reverse=True))
