"""The words by which a question is read, compiled once from `intent.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant import bounded as re
from corpus.terms import Tier
from corpus.yamlfile import load_yaml

Pattern = re.Pattern

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns; the fields are the keys of `intent.yaml`."""

    question_words: Pattern
    enumerated: Pattern
    joiners: Pattern
    splitter: Pattern
    parenthesis: Pattern
    review: Pattern
    province: Pattern
    enterprise: Pattern
    ourselves: Pattern
    held_before: Pattern
    held_after: Pattern
    ourselves_before: Pattern
    title_only: Pattern
    title_before: Pattern
    title_after: Pattern
    whole: Pattern
    applying: Pattern
    review_before: Pattern
    applied_before: Pattern
    roughly_when: Pattern
    award_list: Pattern
    award_science: Pattern
    award_counts: Pattern
    abuse: Pattern
    orders: Pattern
    filler: Pattern
    domain: Pattern
    modes: dict[str, Pattern]
    tiers: dict[Tier, Pattern]
    standards: dict[str, Pattern]
    smalltalk: dict[str, Pattern]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The patterns as shipped."""
    data = load_yaml(Path(__file__).with_name("intent.yaml"))
    single = {key: _compile(value) for key, value in data.items() if isinstance(value, str)}
    groups = {
        key: {name: _compile(value) for name, value in data[key].items()} for key in ("modes", "standards", "smalltalk")
    }
    tiers: dict[Tier, Pattern] = {Tier(name): _compile(value) for name, value in data["tiers"].items()}
    fields: dict[str, Any] = {**single, **groups, "tiers": tiers}
    return Patterns(**fields)


def is_chinese(text: str) -> bool:
    """Whether a text has any Chinese in it."""
    return bool(_CHINESE.search(text))


def _compile(pattern: str) -> Pattern:
    return re.compile(pattern, re.IGNORECASE)
