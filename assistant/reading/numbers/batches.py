"""The batches (批次) that a text names: 第四批, 五、六批, batch 7, the fourth batch.

>>> [(batch.words, batch.number) for batch in find_batches("第四批和第五批，the 8th batch")]
[('第四批', 4), ('第五批', 5), ('8th batch', 8)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant import bounded
from corpus.numbering import parse_numeral

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BATCH: Final = bounded.compile(
    r"(?P<head>首批)(?!次的企业|发|量)"
    r"|(?:第|(?<![下上这那本哪每同新近分另某头]))(?P<han>[一二三四五六七八九十]{1,3}|\d{1,2})批(?!次的企业|发|量)"
    r"|第(?P<listed>[一二三四五六七八九十]{1,2}|\d{1,2})(?=[、和及与]第?[一二三四五六七八九十\d]{1,2}批)"
    r"|\b(?:batch|round)\s?(?P<latin>\d{1,2})\b"
    rf"|\b(?P<ordinal>\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?\s(?:batch|round)\b",
    bounded.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BatchMention:
    """A batch by its number, at `start`..`end`."""

    words: str
    start: int
    end: int
    number: int


def find_batches(text: str) -> list[BatchMention]:
    """The batches that a normalised text names, in order."""
    found = []
    for match in _BATCH.finditer(text):
        words = "1" if match["head"] else match[match.lastgroup or 0].lower()
        try:
            number = _ORDINALS.index(words) + 1 if words in _ORDINALS else parse_numeral(words)
        except ValueError:
            continue
        if 1 <= number <= 99:
            found.append(BatchMention(match[0], match.start(), match.end(), number))
    return found
