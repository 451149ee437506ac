"""A plan as Markdown with marks, block by block: joined, the blocks' texts are the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.planning.plan import Block, BlockType, Marks, Value, Words
from corpus.citation import Citation
from corpus.messages import Messages
from corpus.rounds import ROUNDS_ID

TEXTS: Final = Path(__file__).with_name("texts")
_FILES: Final = ("statements", "verdicts", "dates", "papers", "talk", "notes")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True)
class Rendered:
    """An answer in words.

    Attributes:
        texts: one for each block, what divides it from the next included.
        blocks: those that said something, in the same order.
        citations: by their marks, from 1.
    """

    texts: tuple[str, ...]
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def marks_of(self, block: Block) -> list[int]:
        """Under which marks a block's citations stand."""
        return sorted(self.citations.index(citation) + 1 for citation in block.citations)


def render(blocks: Sequence[Block], lang: str = "zh") -> Rendered:
    """Write blocks in a language; marks are numbered here, once, in the order of reading."""
    return _Writer(lang).run(blocks)


@lru_cache(maxsize=1)
def templates() -> Messages:
    """Every sentence that an answer is made of."""
    from corpus.yamlfile import load_yaml

    found: dict[str, dict[str, str] | str] = {}
    for name in _FILES:
        for key, entry in load_yaml(TEXTS / f"{name}.yaml").items():
            if key in found:
                raise ValueError(key)
            found[key] = entry
    return Messages(found)


def words(key: str, lang: str = "zh", **values: object) -> str:
    """A template by itself, filled in."""
    return templates()(key, lang, **values)


def both(key: str, **values: object) -> Words:
    """A template in both languages."""
    return Words(words(key, "zh", **values), words(key, "en", **values))


def in_words(value: date, lang: str = "zh") -> str:
    """A day: 2022年6月28日, 28 June 2022."""
    if lang == "en":
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def _heads_nothing(block: Block, following: Sequence[Block]) -> bool:
    """Whether all that would stand under a part's heading was said before."""
    return block.type is BlockType.HEADING and block.part is not None and all(each.part != block.part for each in following)


class _Writer:
    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.citations: list[Citation] = []

    def run(self, blocks: Sequence[Block]) -> Rendered:
        said: list[tuple[Block, str]] = []
        for block in blocks:
            text = self._block(block)
            if text and all(text != each for _, each in said):
                said.append((block, text))
        said = [each for place, each in enumerate(said) if not _heads_nothing(each[0], [block for block, _ in said[place + 1 :]])]
        texts = [text + self._between(text, said[place + 1][1] if place + 1 < len(said) else None) for place, (_, text) in enumerate(said)]
        return Rendered(tuple(texts), tuple(block for block, _ in said), tuple(self.citations))

    def _block(self, block: Block) -> str:
        if block.type is BlockType.QUOTE:
            return self._quote(block.citations[0])
        return templates()(block.key, self.lang, **self._values(block.values)).strip()

    def _values(self, values: Mapping[str, Value]) -> dict[str, str]:
        return {key: self._value(value) for key, value in values.items()}

    def _value(self, value: Value) -> str:
        if isinstance(value, Marks):
            return "".join(dict.fromkeys(self._mark(citation) for citation in value.citations))
        if isinstance(value, Words):
            return value.en if self.lang == "en" else value.zh
        if isinstance(value, date):
            return in_words(value, self.lang)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def _mark(self, citation: Citation) -> str:
        if citation not in self.citations:
            self.citations.append(citation)
        return f"[{self.citations.index(citation) + 1}]"

    def _quote(self, citation: Citation) -> str:
        """The cited words; a line of the rounds' table is only marked: it is no prose."""
        mark = self._mark(citation)
        if citation.clause_id.startswith(f"{ROUNDS_ID}/"):
            return ""
        quoted = citation.quote.strip("\n").replace("\n", "\n> ")
        return f"> {quoted}{mark}"

    def _between(self, text: str, following: str | None) -> str:
        """List items stand close together."""
        if following is None:
            return ""
        return "\n" if text.startswith("- ") and following.startswith("- ") else "\n\n"
