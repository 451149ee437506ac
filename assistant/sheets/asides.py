"""Lines of a table that are of no enterprise: totals, notes, signatures, examples, heads repeated on a new page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant import bounded as re
from assistant.sheets.found import LeftOutAs
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Cell, Percent, shown

_BEHIND = re.compile(r"\s{0,3}[0-9一二三四五六]{0,2}\s{0,2}[:：（(、.．]")
_SENTENCE = re.compile("[:：,，。;；]")
"""What no name has in it: 以上数据未经核实，勿外传."""
_COUNTED = re.compile("[^0-9]{2,6}[0-9]{1,6}[家户个]")
_REMARK = re.compile(r"[*＊※◆▲].{4,}|[（(][^（()）]{4,}[)）]")
_CODE = re.compile("[A-Z][A-Z0-9_]{1,19}")
_FEWEST_CODES: Final = 3
_LONG: Final = 30
"""Characters beyond which a line of one cell is no name."""
_NUMBERS: Final = (Decimal, Percent)


def aside(filled: Sequence[tuple[int, Cell]], name_column: int | None) -> LeftOutAs | None:
    """Why a line is of no enterprise; None where it is one."""
    texts = [(column, shown(cell)) for column, cell in filled if not isinstance(cell, _NUMBERS) and not _is_number(shown(cell))]
    if not texts:
        alone = len(filled) == 1 and filled[0][0] != name_column
        return LeftOutAs.NUMBER_ONLY if alone else None
    first = _half(texts[0][1])
    named = next((_half(text) for column, text in texts if column == name_column), "")
    if _begins(first, names().totals) or _begins(named, names().totals) or (len(filled) == 1 and _is_counted(first)):
        return LeftOutAs.TOTAL
    if _are_codes([text for _, text in texts]) or named.startswith(tuple(names().hints)):
        return LeftOutAs.HEAD
    if named.startswith(tuple(names().sample_firms)) or _begins(first, names().samples) or _begins(named, names().samples):
        return LeftOutAs.SAMPLE
    if _is_note(first, len(filled)):
        return LeftOutAs.NOTE
    if len(filled) == 1 and (texts[0][0] != name_column or len(first) > _LONG or _SENTENCE.search(first)):
        return LeftOutAs.NOTE
    return None


def _are_codes(texts: Sequence[str]) -> bool:
    """The names of a platform's columns: QYMC, YYSR_1."""
    return len(texts) >= _FEWEST_CODES and all(_CODE.fullmatch(text) for text in texts)


def _is_counted(text: str) -> bool:
    """总计11家."""
    return _COUNTED.fullmatch(text) is not None and text.startswith(tuple(names().totals))


def _is_note(text: str, cells: int) -> bool:
    if cells == 1 and _REMARK.fullmatch(text):
        return True
    for word in names().notes:
        if text.startswith(word) and (plain(text) == plain(word) or _BEHIND.match(text[len(word) :])):
            return True
    return cells == 1 and len(text) > _LONG


def _begins(text: str, words: frozenset[str] | tuple[str, ...]) -> bool:
    """Whether a text is one of the words, with brackets or a colon behind it at most."""
    return any(text.startswith(word) and (plain(text) == plain(word) or _BEHIND.match(text[len(word) :])) for word in words)


def _half(text: str) -> str:
    """In half width, without the spaces that spread two letters over a cell: 合　计."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _is_number(text: str) -> bool:
    return bool(text) and all(sign in "0123456789.,%-+ " for sign in unicodedata.normalize("NFKC", text))
