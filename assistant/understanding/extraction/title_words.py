"""The words of `titles.yaml`: titles of the programme, awards, ranks and places."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import chinese_number
from corpus.yamlfile import load_yaml


class Words:
    """The patterns of `titles.yaml`, each compiled on first use."""

    def __init__(self) -> None:
        self.data = load_yaml(Path(__file__).with_name("titles.yaml"))
        tiers = "|".join(f"(?P<{tier}>{words})" for tier, words in self.data["tiers"].items())
        self.titles = re.compile(f"(?P<none>{self.data['not_titles']})|{tiers}")
        honour = f"(?:国家级?|省级?|市级)?(?:{self.data['honours']})(?:企业|称号|资质)*"
        self.honours_before = re.compile(rf"(?:{honour}(?:[（(][^（）()]*[)）])?\s?(?:[、和及与]|以及)\s?)+$")
        self._compiled: dict[str, re.Pattern] = {}

    def __getitem__(self, key: str) -> re.Pattern:
        if key not in self._compiled:
            whole, _, part = key.partition(".")
            pattern = self.data[whole][part] if part else self.data[whole]
            self._compiled[key] = re.compile(pattern)
        return self._compiled[key]


@lru_cache(maxsize=1)
def words() -> Words:
    """The patterns, loaded once."""
    return Words()


def number(text: str) -> int:
    """A whole number in either kind of numerals."""
    return int(text) if text.isdigit() else int(chinese_number(text))
