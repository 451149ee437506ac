"""Whether a text was read soundly: numbers skipped, repeated or out of order are reported, not guessed away.

Numbers may go on over sibling headings (annex 2 of measures-2022-63 counts its indicators 1 to 13 over four
groups), articles go on over chapters. A gap that the document's `missing` names is known, not malformed.

>>> from corpus.clauses import parse_clauses
>>> [issue.message for issue in numbering_issues(parse_clauses("题\\n\\n一、甲\\n三、乙\\n", "d"))]
['“三”之前缺少“二”。']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from corpus.clauses import Clause, ClauseKind
from corpus.headings import numeral_of
from corpus.messages import text_for
from corpus.numbering import LARGEST, NUMERAL, parse_numeral, to_chinese

_COUNTED: Final = (
    ClauseKind.CHAPTER,
    ClauseKind.ARTICLE,
    ClauseKind.ANNEX,
    ClauseKind.SECTION,
    ClauseKind.ITEM,
    ClauseKind.SUBPOINT,
    ClauseKind.POINT,
    ClauseKind.OPTION,
)
_GOES_ON: Final = {ClauseKind.ARTICLE, ClauseKind.POINT}
_STARTS_ANEW: Final = {
    ClauseKind.ANNEX: (ClauseKind.ARTICLE, ClauseKind.POINT),
    ClauseKind.ARTICLE: (ClauseKind.POINT,),
    ClauseKind.HEADING: (ClauseKind.POINT,),
    ClauseKind.SECTION: (ClauseKind.POINT,),
}
_ENDLESS: Final = 10**6
_ARTICLES: Final = re.compile(rf"第?(?P<low>{NUMERAL})(?:(?:条)?至第?(?P<high>{NUMERAL}))?条(?P<after>以后)?")
_ITEMS: Final = re.compile(
    r"(?P<under>[\u4e00-\u9fff]*)[（(](?P<low>[一二三四五六七八九十]+)[）)]"
    r"(?:至[（(](?P<high>[一二三四五六七八九十]+)[）)])?(?P<after>以后)?"
)
_SECTIONS: Final = re.compile(
    r"(?<![\u4e00-\u9fff第])(?P<low>[一二三四五六七八九十]+)(?:至(?P<high>[一二三四五六七八九十]+))?(?P<after>以后)"
)
_ENDS: Final = ("。", "日", "局", "厅", "委", "会", "部", "室")
"""How a text without numbered clauses ends: with a sentence, or signed and dated."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


class IssueKind(StrEnum):
    SKIPPED = "skipped"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out_of_order"
    NO_CLAUSES = "no_clauses"
    NO_TITLE = "no_title"
    UNREADABLE = "unreadable"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Issue:
    """Something a person has to look at.

    Attributes:
        clause_id: where it shows.
        message: in words, Chinese.
        missing: the numbers skipped, first and last.
        known: whether it is no obstacle: the document's `missing` names the gap, the text has no clauses and needs none.
    """

    kind: IssueKind
    clause_id: str
    message: str
    missing: tuple[int, int] | None = None
    known: bool = False


def issues(root: Clause, missing: str | None = None) -> tuple[Issue, ...]:
    """All that is not sound about a document; sound when every issue is `known`.

    Args:
        missing: the document's own word on what is not at hand (`provenance.yaml`).
    """
    return (*_text_issues(root), *numbering_issues(root, missing))


def numbering_issues(root: Clause, missing: str | None = None) -> tuple[Issue, ...]:
    """Numbers skipped, repeated or out of order, in the text's order."""
    gaps = tuple(_named_gaps(missing or ""))
    parents = {child.id: clause for clause in root.walk() for child in clause.children}
    return tuple(replace(issue, known=_is_known(issue, parents, gaps)) for issue in _walk(root, {}))


def _text_issues(root: Clause) -> Iterator[Issue]:
    clauses = list(root.walk())
    if not root.children or root.children[0].kind is not ClauseKind.TITLE:
        yield Issue(IssueKind.NO_TITLE, root.id, text_for("sound_no_title"))
    if not any(clause.kind in _COUNTED or clause.kind is ClauseKind.HEADING for clause in clauses):
        lead = next((clause for clause in clauses if clause.kind is ClauseKind.LEAD), None)
        whole = lead is not None and lead.own_text.endswith(_ENDS)
        key = "sound_lead_alone" if whole else "sound_no_clauses"
        yield Issue(IssueKind.NO_CLAUSES, root.id, text_for(key), known=whole)
    for clause in clauses:
        own = clause.source[clause.start : clause.own_end]
        if match := _CONTROL.search(own):
            code = f"U+{ord(match[0]):04X}"
            yield Issue(IssueKind.UNREADABLE, clause.id, text_for("sound_unreadable", label=_name(clause), code=code))


def _walk(parent: Clause, carried: dict[ClauseKind, int]) -> Iterator[Issue]:
    """Checks the children of `parent`; `carried` holds the last numbers of kinds that may go on."""
    last: dict[ClauseKind, int] = {}
    for child in parent.children:
        kind, number = child.kind, child.number
        if kind in _COUNTED and number is not None:
            goes_on = kind not in last and number == carried.get(kind, 0) + 1
            starts = 0 if kind is not ClauseKind.ARTICLE else carried.get(kind, 0)
            if not goes_on:
                yield from _step(child, last.get(kind, starts))
            last[kind] = number
            if kind in _GOES_ON:
                carried[kind] = number
        for ended in _STARTS_ANEW.get(kind, ()):
            carried.pop(ended, None)
        yield from _walk(child, carried)


def _step(child: Clause, before: int) -> Iterator[Issue]:
    number = child.number or 0
    expected, found = numeral_of(child.kind, before + 1), numeral_of(child.kind, number)
    if number > before + 1:
        gap = (before + 1, number - 1)
        last = numeral_of(child.kind, gap[1])
        between = expected if gap[0] == gap[1] else text_for("sound_range", first=expected, last=last)
        message = text_for("sound_skipped", label=_name(child), gap=between)
        yield Issue(IssueKind.SKIPPED, child.id, message, gap)
    elif number == before:
        yield Issue(IssueKind.REPEATED, child.id, text_for("sound_repeated", label=_name(child), found=found))
    elif number < before:
        message = text_for("sound_out_of_order", label=_name(child), expected=expected, found=found)
        yield Issue(IssueKind.OUT_OF_ORDER, child.id, message)


@dataclass(frozen=True)
class _Gap:
    """Numbers that `missing` names; `under` is the heading it names them under, empty for articles."""

    kind: ClauseKind
    under: str
    low: int
    high: int


def _named_gaps(missing: str) -> Iterator[_Gap]:
    """第三至十条, 第十四条, 第十八条以后, 推荐要求（一）至（三）, 一（四）以后 …"""
    for match in _ARTICLES.finditer(missing):
        yield _gap(ClauseKind.ARTICLE, "", match)
    for match in _ITEMS.finditer(missing):
        yield _gap(ClauseKind.ITEM, match["under"], match)
    for match in _SECTIONS.finditer(missing):
        yield _gap(ClauseKind.SECTION, "", match)


def _gap(kind: ClauseKind, under: str, match: re.Match[str]) -> _Gap:
    low = parse_numeral(match["low"])
    high = parse_numeral(match["high"]) if match["high"] else low
    return _Gap(kind, under, low, _ENDLESS if match["after"] else high)


def _is_known(issue: Issue, parents: dict[str, Clause], gaps: tuple[_Gap, ...]) -> bool:
    """Whether every number skipped is named, under the right heading."""
    if issue.missing is None:
        return False
    parent = parents[issue.clause_id]
    kind = next(child.kind for child in parent.children if child.id == issue.clause_id)
    meant = [gap for gap in gaps if gap.kind is kind and _under(gap, parent)]
    low, high = issue.missing
    return all(any(gap.low <= number <= gap.high for gap in meant) for number in range(low, high + 1))


def _under(gap: _Gap, parent: Clause) -> bool:
    if not gap.under:
        return True
    numeral = to_chinese(parent.number) if parent.number and parent.number <= LARGEST else ""
    return gap.under.endswith(parent.title) if parent.title and not numeral else gap.under == numeral


def _name(clause: Clause) -> str:
    return clause.label or clause.title or clause.id
