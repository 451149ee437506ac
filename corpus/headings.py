"""Headings as official texts write them: 第三条, 附件4, 一、, （一）, 1., （1）, A., 【认定标准】."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.numbering import NUMERAL, parse_numeral, to_chinese


class ClauseKind(StrEnum):
    DOCUMENT = "document"
    TITLE = "title"
    LEAD = "lead"
    CHAPTER = "chapter"
    ANNEX = "annex"
    LIST = "list"
    ARTICLE = "article"
    HEADING = "heading"
    SECTION = "section"
    ITEM = "item"
    POINT = "point"
    SUBPOINT = "subpoint"
    OPTION = "option"
    ROUND = "round"


@dataclass(frozen=True)
class Opening:
    """What a line opens: kind, number, words of the heading, and the id's part."""

    kind: ClauseKind
    number: int | None
    title: str
    slug: str


_SPACE = r"[ \t\u3000]"
_PATTERNS: tuple[tuple[ClauseKind, re.Pattern[str]], ...] = (
    (ClauseKind.CHAPTER, re.compile(rf"第({NUMERAL})章(?:{_SPACE}+(.*))?$")),
    (ClauseKind.ARTICLE, re.compile(rf"第({NUMERAL})条(?:{_SPACE}+(.*))?$")),
    (ClauseKind.ANNEX, re.compile(rf"附{_SPACE}*件{_SPACE}*({NUMERAL})(?:(?:{_SPACE}+|{_SPACE}*[:：]{_SPACE}*)([^。；]{{0,60}}))?$")),
    (ClauseKind.SECTION, re.compile(rf"([〇○零一二三四五六七八九十百]+){_SPACE}*[、．.,，](.+)$")),
    (ClauseKind.ITEM, re.compile(rf"[（(]{_SPACE}*([〇○零一二三四五六七八九十百]+){_SPACE}*[）)](.*)$")),
    (ClauseKind.SUBPOINT, re.compile(rf"[（(]{_SPACE}*([0-9０-９]{{1,2}}){_SPACE}*[）)](.*)$")),
    (ClauseKind.POINT, re.compile(rf"([0-9０-９]{{1,2}}){_SPACE}*[.．、](?![0-9０-９])(.*)$")),
    (ClauseKind.OPTION, re.compile(r"([A-ZＡ-Ｚ])[.．、](.*)$")),
)
_BRACKET = re.compile(r"【([^【】]{1,40})】")
_LIST = re.compile(rf"附{_SPACE}*件{_SPACE}*[:：]\s*$")
_CLOSING = re.compile(rf"附{_SPACE}*则\s*$")
_SENTENCE_END = re.compile(r"[。；：:（(｜\n]")


def opening_of(line: str) -> Opening | None:
    """What `line` opens, or None where it goes on with the clause before.

    A cross-reference at the start of a line is no heading: 第三条 and 附件4 open a clause only when
    white space or the line's end follows.

    >>> opening_of("附件4“部分指标和要求说明”"), opening_of("第三条规定的企业") , opening_of("1.5亿元")
    (None, None, None)
    """
    stripped = line.strip()
    if match := _BRACKET.match(stripped):
        return Opening(ClauseKind.HEADING, None, match[1], _slug(match[1]))
    if _LIST.match(stripped):
        return Opening(ClauseKind.LIST, None, "附件", "附件")
    if _CLOSING.match(stripped):
        return Opening(ClauseKind.LIST, None, "附则", "附则")
    for kind, pattern in _PATTERNS:
        if match := pattern.match(stripped):
            return _numbered(kind, match[1], (match[2] or "").strip())
    return None


def without_numeral(line: str) -> str:
    """What a line says behind the numeral that opens it.

    >>> without_numeral("（三）资产负债率不高于60%。"), without_numeral("第三条 企业更名的"), without_numeral("甲")
    ('资产负债率不高于60%。', '企业更名的', '甲')
    """
    stripped = line.strip()
    for _, pattern in _PATTERNS:
        if match := pattern.match(stripped):
            return (match[2] or "").strip() or stripped
    return stripped


def _slug(words: str) -> str:
    """The words of a heading as a part of an id, in which `/` and `~` have their own meaning."""
    return words.translate({ord("/"): "／", ord("~"): "～"})


def _numbered(kind: ClauseKind, numeral: str, rest: str) -> Opening | None:
    if kind is ClauseKind.OPTION:
        letter = chr(ord(numeral) - 0xFEE0) if ord(numeral) > 0xFF00 else numeral
        return Opening(kind, ord(letter) - 64, _title(kind, rest), letter.lower())
    try:
        number = parse_numeral(numeral)
    except ValueError:
        return None
    prefix = {ClauseKind.CHAPTER: "ch-", ClauseKind.ARTICLE: "art-", ClauseKind.ANNEX: "annex-"}.get(kind, "")
    return Opening(kind, number, _title(kind, rest), f"{prefix}{number}")


def _title(kind: ClauseKind, rest: str) -> str:
    if kind in (ClauseKind.CHAPTER, ClauseKind.ANNEX):
        return rest
    if kind is ClauseKind.ARTICLE:
        return ""
    words = _SENTENCE_END.split(rest.lstrip("｜"), maxsplit=1)[0]
    return words if len(words) <= 40 else ""


def numeral_of(kind: ClauseKind, number: int) -> str:
    """The number as a heading of this kind shows it; empty for a kind that has none.

    >>> [numeral_of(kind, 3) for kind in (ClauseKind.ARTICLE, ClauseKind.ANNEX, ClauseKind.ITEM, ClauseKind.OPTION)]
    ['第三条', '附件3', '（三）', 'C']
    """
    match kind:
        case ClauseKind.CHAPTER:
            return f"第{to_chinese(number)}章"
        case ClauseKind.ARTICLE:
            return f"第{to_chinese(number)}条"
        case ClauseKind.ANNEX:
            return f"附件{number}"
        case ClauseKind.SECTION:
            return to_chinese(number)
        case ClauseKind.ITEM:
            return f"（{to_chinese(number)}）"
        case ClauseKind.POINT:
            return str(number)
        case ClauseKind.SUBPOINT:
            return f"（{number}）"
        case ClauseKind.OPTION:
            return chr(number + 64)
    return ""
