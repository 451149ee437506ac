"""Codes that a file explains itself: 研发机构代码：1国家级，2省级 in its notes, or 0否1是 beneath a head. Cells get the words.

>>> legend_in("研发机构代码：1国家级，2省级，9未建立。").words["2"]
'省级'
>>> legend_in("1. 本表由企业填写，一企一行"), legend_in("0否1是").words
(None, {'0': '否', '1': '是'})
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant import bounded as re
from assistant.sheets.files import messages
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Cell, Sheet, shown

_PAIR = re.compile(r"(?P<code>[A-Z]|[0-9]{1,2})[-—:：=.、为]{0,2}(?P<word>[^0-9A-Z，,；;。|\s]{1,24})")
_BETWEEN = re.compile(r"[，,；;|\s、]{0,4}")
_HEADED = re.compile(r"(?:[0-9]{1,2}[.、．)）]\s{0,3})?(?:[A-Z]{1,2}列)?(?P<head>[^:：,，]{2,20})[:：]\s{0,3}(?P<codes>[^:：]{4,200})")
_CODE = re.compile("[A-Z]|[0-9]{1,2}")
_CODE_AT_END = re.compile("(?:代码|编码|代号)$")
_SEVERAL = re.compile("[,，;；、]")
_WORD = re.compile("[\u4e00-\u9fff／/“”\"·]{1,24}")
_UNITS: Final = ("人", "件", "项", "个", "年", "月", "日", "万", "元", "次", "家", "名", "亿", "千", "分", "批", "倍")
"""With which no word for a code begins: 2件，4件."""
_FITTING: Final = 0.7
"""Share of the cells beneath a hint that are codes of it, from which it is one."""
_KIND: Final = "类"
_FEWEST: Final = 2
_LINES: Final = 14
"""Among how many first lines heads, hints and notes stand."""


@dataclass(frozen=True)
class Legend:
    """What codes mean; `head` is the head they stand beneath, empty where that is the one above the legend itself."""

    head: str
    words: Mapping[str, str]

    def is_for(self, head: str) -> bool:
        """Whether a head is the one; of a kind (“是否”类) every head that begins so."""
        name, own = plain(head), plain(self.head)
        return bool(own) and (name == own or (own.endswith(_KIND) and name.startswith(own.removesuffix(_KIND))))

    def has(self, cell: Cell) -> bool:
        """Whether a cell is codes of this legend."""
        return all(self._word(code.strip()) for code in _SEVERAL.split(unicodedata.normalize("NFKC", shown(cell))))

    def told(self, cell: Cell) -> Cell:
        """The words for a cell of codes; of a code that is none of these, that it is none; another cell as it is."""
        codes = [code for code in _SEVERAL.split(unicodedata.normalize("NFKC", shown(cell))) if code.strip()]
        words = [self._word(code.strip()) for code in codes]
        if words and all(words):
            return "；".join(word for word in words if word)
        return messages("code_unlisted", code=shown(cell)) if codes and all(_CODE.fullmatch(code.strip()) for code in codes) else cell

    def _word(self, code: str) -> str | None:
        return self.words.get(code) or next((word for known, word in self.words.items() if known.lstrip("0") == code.lstrip("0") and code.isdigit() and known.isdigit()), None)


def with_words(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with the words for their codes."""
    legends = [legend for sheet in sheets for legend in _notes(sheet)]
    return [_told(sheet, legends) for sheet in sheets]


def legend_in(text: str) -> Legend | None:
    """The legend that a note or a hint is; None where it is none."""
    written = unicodedata.normalize("NFKC", text).strip().rstrip("。.")
    headed = _HEADED.fullmatch(written)
    words = _words(headed["codes"] if headed else written)
    if len(words) < _FEWEST or any(word.startswith(_UNITS) or not _WORD.fullmatch(word) for word in words.values()):
        return None
    return Legend(headed["head"].strip() if headed else "", words)


def _words(text: str) -> dict[str, str]:
    """The codes of a text that is nothing but codes with their words."""
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        pair = _PAIR.match(text, place)
        if pair is None or pair["code"] in found:
            return {}
        found[pair["code"]] = pair["word"].strip("、")
        between = _BETWEEN.match(text, pair.end())
        place = between.end() if between else pair.end()
    return found


def _notes(sheet: Sheet) -> Iterator[Legend]:
    for line in sheet.lines[: 2 * _LINES]:
        for cell in line.cells:
            legend = legend_in(cell) if isinstance(cell, str) and ":" in unicodedata.normalize("NFKC", cell) else None
            if legend is not None:
                yield legend


def _fits(sheet: Sheet, row: int, column: int, legend: Legend) -> bool:
    """Whether what stands beneath a hint is its codes."""
    beneath = [line.cells[column] for line in sheet.lines[row + 1 :] if column < len(line.cells) and line.cells[column] not in (None, "")]
    return bool(beneath) and sum(legend.has(cell) for cell in beneath) >= _FITTING * len(beneath)


def _told(sheet: Sheet, legends: Sequence[Legend]) -> Sheet:
    by_column: dict[int, tuple[int, Legend]] = {}
    heads: dict[tuple[int, int], str] = {}
    for row, line in enumerate(sheet.lines[:_LINES]):
        for column, cell in enumerate(line.cells):
            if not isinstance(cell, str) or column in by_column:
                continue
            legend = next((each for each in legends if each.is_for(cell)), None)
            hint = legend_in(cell) if row and legend is None else None
            if legend is not None:
                by_column[column] = (row, legend)
                heads[row, column] = _CODE_AT_END.sub("", cell)
            elif hint is not None and not hint.head and _fits(sheet, row, column, hint):
                by_column[column] = (row, hint)
    if not by_column:
        return sheet
    lines = []
    for row, line in enumerate(sheet.lines):
        cells = [heads.get((row, column)) or (by_column[column][1].told(cell) if column in by_column and row > by_column[column][0] else cell) for column, cell in enumerate(line.cells)]
        lines.append(replace(line, cells=tuple(cells)))
    return replace(sheet, lines=tuple(lines))
