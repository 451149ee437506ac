"""Which clause of one version of a document answers to which of another, by the words they share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.clauses import Clause, ClauseKind
from corpus.library import Document

_ALIKE: Final = 0.35
"""Below this share of common character pairs two clauses are not taken for versions of each other."""
_FLAT: Final = re.compile(r"[\s，。；：、“”‘’（）()《》【】]")


def partners(before: list[Clause], after: list[Clause]) -> dict[int, tuple[int, float]]:
    """For places in `before`, the place of the counterpart in `after` and how alike they are."""
    grams = {clause.id: _grams(flat(body_of(clause))) for clause in (*before, *after)}
    scored = sorted(
        ((_alike(a, b, grams), i, j) for i, a in enumerate(before) for j, b in enumerate(after)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if score >= _ALIKE and i not in partner and j not in taken:
            partner[i] = (j, score)
            taken.add(j)
    return partner


def bodies(document: Document) -> Iterator[Clause]:
    """Clauses that say something themselves; an indicator with its options is one."""
    for clause in document.root.walk():
        stated = clause.own_text.endswith(("。", "；")) and not clause.children
        heading_only = flat(body_of(clause)) == "" or flat(body_of(clause)) == flat(clause.title) and not stated
        if clause.kind not in (ClauseKind.DOCUMENT, ClauseKind.TITLE, ClauseKind.OPTION) and not heading_only:
            yield clause


def words_of(clause: Clause) -> str:
    """What the clause says itself; an indicator with its options is one."""
    return clause.text if clause.is_score_table else clause.own_text


def body_of(clause: Clause) -> str:
    """The clause's words without its own number, so that 第三条 and 第十一条 can be the same."""
    words = words_of(clause).lstrip()
    return re.sub(
        r"^(?:第\S{1,6}[条章]|附件\d+|[一二三四五六七八九十]+、|（[^（）]{1,4}）|\d{1,2}[.．、]|【[^】]*】)\s*",
        "",
        words,
    )


def _alike(a: Clause, b: Clause, grams: dict[str, frozenset[str]]) -> float:
    """Dice's coefficient over pairs of characters; an annex's clause is never taken for one of the body."""
    if ("/annex-" in a.id) != ("/annex-" in b.id):
        return 0.0
    if a.is_score_table != b.is_score_table:
        return 0.0
    first, second = grams[a.id], grams[b.id]
    common = 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
    same_place = _annex_title(a) == _annex_title(b)
    return min(common + (0.05 if same_place and common else 0.0), 1.0)


def _annex_title(clause: Clause) -> str:
    return clause.chain[0].partition(" ")[2] if clause.chain else clause.title


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def flat(text: str) -> str:
    """The words alone, without white space and punctuation."""
    return _FLAT.sub("", text)
