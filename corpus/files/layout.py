"""Spaces and line ends of an official text; words are not touched: without white space, text in is text out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.headings import opening_of
from corpus.numbering import NUMERAL, parse_numeral

CELL: Final = "｜"
"""Between the cells of a table's row; an empty cell keeps its place."""

INVISIBLE: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED: Final = {raised: level for level, raised in _RAISED.items()}
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f]+")
_PAGE_NUMBER: Final = re.compile(r"[-—–－―·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*(?:/|共)\s*\d{1,3}\s*页?)?[-—–－―·\s]*")
_SENTENCE_ENDS: Final = "。；：！？"
_HYPHENATED: Final = re.compile(r"[A-Za-z]-$")
_LIST_OF_ANNEXES: Final = re.compile(r"附[ \u3000]*件[ \u3000]*[:：]")
_ENTRY: Final = re.compile(r"(?<![\d.．])(\d{1,2})[.．、](?!\d)")
_TIGHT: Final = re.compile(rf"(第({NUMERAL})([章条]))(?=[^ \t\u3000\n])")
_REFERS_ON: Final = re.compile(r"[规所的第至、，和或中之款项（(及与]|到第")
_NUMBERED: Final = re.compile(rf"第({NUMERAL})([章条])")


def tidy(text: str) -> str:
    """One kind of line end and of space, no indents, no invisible characters, at most one empty line.

    >>> tidy("　　第一条\\u00a0 甲 \\r\\n\\r\\n\\r\\n乙\\ufeff")
    '第一条 甲\\n\\n乙\\n'
    """
    lines = [_SPACES.sub(" ", line).strip(" 　") for line in text.translate(INVISIBLE).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def lay_out(text: str) -> str:
    """Headings and lists of annexes as the clause reader knows them, by white space alone.

    >>> lay_out("第一条为规范申报。\\n第二条企业自愿。\\n第一条规定的除外。\\n附件：1.申请书 2.汇总表\\n")
    '第一条 为规范申报。\\n第二条 企业自愿。\\n第一条规定的除外。\\n附件：\\n1.申请书\\n2.汇总表\\n'
    """
    return "\n".join(_annex_lists(_spaced(text.split("\n"))))


def _spaced(lines: Sequence[str]) -> Iterator[str]:
    """第一条为规范… with a space behind the number, where the numbers go on and it is no reference to an article."""
    reached = {"章": 0, "条": 0}
    for line in lines:
        if tight := _TIGHT.match(line):
            number = _number(tight[2])
            if number == reached[tight[3]] + 1 and not _REFERS_ON.match(line, tight.end()):
                line = f"{tight[1]} {line[tight.end() :]}"
        if (opening := opening_of(line)) is not None and (numbered := _NUMBERED.match(line)):
            reached[numbered[2]] = opening.number or 0
        yield line


def _annex_lists(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        head = _LIST_OF_ANNEXES.match(line)
        if head is None:
            yield line
            continue
        starts, wanted = [], 1
        for entry in _ENTRY.finditer(line, head.end()):
            if _number(entry[1]) == wanted:
                starts.append(entry.start())
                wanted += 1
        if not starts or line[head.end() : starts[0]].strip():
            yield line
            continue
        yield head[0]
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            yield line[start:end].strip(" 　")


def _number(numeral: str) -> int | None:
    try:
        return parse_numeral(numeral)
    except ValueError:
        return None


def is_page_number(line: str) -> bool:
    """Whether a line is a page's number alone: — 3 —, 第3页, 3/12."""
    return bool(line) and _PAGE_NUMBER.fullmatch(line) is not None


def join_wrapped(text: str) -> str:
    """Join the lines that a page's width broke; drop page numbers.

    A line goes on when it is as full as lines get here, ends no sentence, and the next one opens no clause.
    """
    lines = [line for line in text.split("\n") if not is_page_number(line)]
    lengths = sorted(len(line) for line in lines if line and CELL not in line)
    full = lengths[int(len(lengths) * 0.9)] - 3 if lengths else 0
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line and CELL not in line and opening_of(line) is None:
            joined[-1] = join_halves(joined[-1], line)
        else:
            joined.append(line)
        goes_on = len(line) >= max(full, 12) and line[-1] not in _SENTENCE_ENDS and CELL not in line
    return "\n".join(joined)


def join_halves(before: str, line: str) -> str:
    """Two halves of a line; of an English word broken by a hyphen, the word."""
    if _HYPHENATED.search(before) and line[:1].islower() and line[:1].isascii():
        return before[:-1] + line
    spaced = before[-1:].isascii() and before[-1:].isalnum() and line[:1].isascii() and line[:1].isalpha()
    return f"{before} {line}" if spaced else before + line


def raised(words: str) -> str:
    """Words set above the line, so that 10 to the fourth is not 104.

    >>> raised("4"), squeezed("10⁴ 元")
    ('⁴', '104元')
    """
    return words.translate(_RAISED)


def squeezed(text: str) -> str:
    """Without white space and what can't be seen, raised figures on the line: what two readings of one file have in common."""
    return "".join(text.translate(INVISIBLE).translate(_LOWERED).split())
