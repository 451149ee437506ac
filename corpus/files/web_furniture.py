"""What of a web page belongs to the page and not to the document: the way to it, printing, sharing, the next article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from corpus.headings import opening_of
from corpus.yamlfile import load_yaml

LINK_OPENS: Final = "\ufdd0"
LINK_CLOSES: Final = "\ufdd1"
_LINK: Final = re.compile(f"{LINK_OPENS}([^{LINK_OPENS}{LINK_CLOSES}]*){LINK_CLOSES}")
_BETWEEN: Final = re.compile(r"[\s【】\[\]|·>》/、:：,，-]+")
_LONGEST: Final = 60


def without_furniture(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The document's lines and the page's, marks of links taken away."""
    opening = [number for number, line in enumerate(lines) if opening_of(_bare(line)) is not None]
    first, end = _first(lines, min(opening, default=len(lines))), _end(lines, max(opening, default=-1))
    kept: list[str] = []
    dropped: list[str] = []
    for number, line in enumerate(lines):
        outside = number < first or number >= end
        (dropped if outside or _is_controls(line) else kept).append(_bare(line))
    return kept, dropped


def _first(lines: Sequence[str], opening: int) -> int:
    """Where the document begins: behind the line that shows where one is, and further links and words of the page."""
    shown = max((number for number, line in enumerate(lines[:opening]) if _begins(line, "edges")), default=-1)
    return next((number for number in range(shown + 1, len(lines)) if not _is_way(lines[number])), len(lines))


def _end(lines: Sequence[str], last: int) -> int:
    """Where the document has ended."""
    ends = [number for number, line in enumerate(lines) if number > last and _begins(line, "ends")]
    end = ends[0] if ends else len(lines)
    while end > last + 1 and _is_way(lines[end - 1]):
        end -= 1
    return end


def _is_way(line: str) -> bool:
    bare = _bare(line)
    linked = not _LINK.sub("", line).strip(" |｜·>》[]【】") and LINK_OPENS in line
    return opening_of(bare) is None and not bare.startswith("附件") and (linked or _is_controls(line) or _begins(line, "edges", "edges_too"))


def _is_controls(line: str) -> bool:
    """打印　关闭　字体：大 中 小: nothing but such words, at least one of them longer than a sign."""
    words = [word for word in _BETWEEN.split(_bare(line)) if word]
    return bool(words) and all(word in _words("alone", "alone_too") for word in words) and (LINK_OPENS in line or any(len(word) > 1 for word in words))


def _begins(line: str, *lists: str) -> bool:
    bare = _bare(line).lstrip("【[· ")
    return len(bare) <= _LONGEST and "。" not in bare and bare.startswith(tuple(_words(*lists)))


def _bare(line: str) -> str:
    return line.replace(LINK_OPENS, "").replace(LINK_CLOSES, "")


@lru_cache(maxsize=8)
def _words(*lists: str) -> frozenset[str]:
    loaded = load_yaml(Path(__file__).with_name("page_words.yaml"))
    return frozenset(word for name in lists for word in loaded[name])
