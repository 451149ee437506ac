"""How many there are of what a clause lists, so that 两张汇总表 needs no number of its own in the clause."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.verifying.evidence import Evidence

_LISTED: Final = bounded.compile(r"[、；;]|(?<=[^，。])(?:和|或|及|以及|并)")
_LARGEST: Final = 20


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
