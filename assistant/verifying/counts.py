"""How many there are of what a clause lists, so that 两张汇总表 needs no number of its own in the clause."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.verifying.evidence import Evidence

_LISTED: Final = bounded.compile(r"[、；;]|(?<=[^，。])(?:和|或|及|以及|并)")
_LARGEST: Final = 20
_PAIR: Final = 2
_OF_ITS_OWN: Final = bounded.compile("(?:件?事(?!故)|要点|数(?![量字])|关口|问题|分界|步骤?|回事|头(?!部)|关|点(?!五))")
"""What a writer counts of his own text: 三件事, 两步, 三个要点."""
_ITEMS: Final = bounded.compile("[、；]|(?<!共)和|以及|还有")


def counts_own(words: str, value: int, behind: str, before: str = "") -> bool:
    """Whether a count is of the writer's own points, or of what the sentence lists behind it or before it.

    >>> counts_own("三件", 3, "事：一是…"), counts_own("两个", 2, "，法律和36号文件"), counts_own("四种", 4, "类型")
    (True, True, False)
    >>> counts_own("三种", 3, "情形", "更名、合并、重组，")
    True
    """
    if _OF_ITS_OWN.match(behind) or words[-1:] in "步件" and _OF_ITS_OWN.match(words[-1:] + behind):
        return True
    if value > _PAIR and any(len(_ITEMS.findall(stretch)) + 1 == value for stretch in bounded.split("[。；，：]", before)[-2:]):
        return True
    opening = bounded.search("[：，]", behind)
    listed = bounded.split("[。；，]", behind[opening.end() :]) if opening else []
    return any(len(_ITEMS.findall(stretch)) + 1 == value for stretch in listed if _ITEMS.search(stretch))


@lru_cache(maxsize=512)
def counts(evidence: Evidence) -> frozenset[int]:
    """The sizes of the lists in the cited clauses: items of a line, parts of a clause, titles and papers of one kind."""
    found: set[int] = set()
    parts: Counter[str] = Counter(clause_id.rsplit("/", 1)[0] for clause_id in dict.fromkeys(piece.clause_id for piece in evidence.pieces))
    found |= set(parts.values())
    found |= {count - 1 for count in parts.values()}
    for piece in evidence.pieces:
        for stretch in bounded.split("[，,：（）()]", piece.text):
            found.add(len(_LISTED.findall(stretch)) + 1)
        kinds = Counter(token.id for token in piece.read.tokens)
        found |= {count for count in kinds.values() if count > 1}
        found.add(len(piece.read.of_kind("tier")))
    return frozenset(count for count in found if 1 < count <= _LARGEST)
