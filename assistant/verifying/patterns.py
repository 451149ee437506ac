"""The patterns and word lists that the verifier reads by, each from its YAML file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant import bounded
from assistant.reading.lexicon import Lexicon
from corpus.yamlfile import load_yaml

_WORDS: Final = Path(__file__).with_name("words")


@cache
def words_of(name: str) -> dict[str, Any]:
    """`words/NAME.yaml` as it stands."""
    loaded: dict[str, Any] = load_yaml(_WORDS / f"{name}.yaml")
    return loaded


@cache
def pattern(name: str, key: str) -> bounded.Pattern:
    """The pattern `key` of `words/NAME.yaml`; a list of patterns stands for any of them."""
    entry = words_of(name)[key]
    return bounded.compile("|".join(entry) if isinstance(entry, list) else entry)


@cache
def names(key: str) -> frozenset[str]:
    """The concepts of a set of `words/concept_sets.yaml`."""
    return frozenset(words_of("concept_sets")[key])


@cache
def concepts() -> Lexicon:
    """What statements speak of; an id is `kind.concept`."""
    lists = {f"{kind}.{key}": words for kind, group in words_of("concepts").items() for key, words in group.items()}
    return Lexicon(lists)
