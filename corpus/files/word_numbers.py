"""The numbers that Word writes itself: 第一条, （二）, 3., as its lists say; the file's own text lacks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.numbering import to_chinese

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL: Final = re.compile(r"%([1-9])")
_BROAD: Final = re.compile(r"[章节条]$")
_ROMAN: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"


class UnknownNumberError(Exception):
    """A way of numbering that is not read here."""


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _circled(number: int) -> str:
    if not 1 <= number <= 20:
        raise UnknownNumberError("decimalEnclosedCircle")
    return chr(0x2460 + number - 1)


def _stem(number: int) -> str:
    if not 1 <= number <= 10:
        raise UnknownNumberError("ideographTraditional")
    return _STEMS[number - 1]


def _chinese(number: int) -> str:
    return to_chinese(number) if number <= 999 else str(number)


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographTraditional": _stem,
    "bullet": lambda number: "",
    "none": lambda number: "",
}


class WordNumbers:
    """Counts the numbered paragraphs of a document, in their order.

    Args:
        numbering, styles: the parts of the package, where it has them.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._of_style: dict[str, tuple[str | None, int | None]] = {}
        self._based_on: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: _Element) -> str:
        """The number before a paragraph; empty where it has none. Call once a paragraph, in order.

        Raises:
            UnknownNumberError: numbered in a way that is not read here.
        """
        number, level = self._numbered(paragraph)
        if number is None or number == "0" or number not in self._lists:
            return ""
        abstract, starts = self._lists[number]
        levels = self._abstract.get(abstract, {})
        level = level or 0
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for at in starts:
                counts.pop(at, None)
        counts[level] = counts[level] + 1 if level in counts else starts.get(level, levels[level].start)
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._written(levels, level, counts, starts)

    def _written(self, levels: Mapping[int, _Level], level: int, counts: Mapping[int, int], starts: Mapping[int, int]) -> str:
        if levels[level].form == "bullet":
            return ""

        def number_of(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels or levels[at].form not in _FORMS:
                raise UnknownNumberError(levels[at].form if at in levels else match[0])
            return _FORMS[levels[at].form](counts.get(at, starts.get(at, levels[at].start)))

        words = _LEVEL.sub(number_of, levels[level].text).strip()
        return f"{words} " if _BROAD.search(words) else words

    def _numbered(self, paragraph: _Element) -> tuple[str | None, int | None]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, level = self._inherited(style.get(f"{W}val") if style is not None else None)
        if own is None:
            return number, level
        told, at = _reference(own)
        return (told if told is not None else number), (at if at is not None else level)

    def _inherited(self, style: str | None) -> tuple[str | None, int | None]:
        number: str | None = None
        level: int | None = None
        seen: set[str] = set()
        while style is not None and style not in seen:
            seen.add(style)
            of_style = self._of_style.get(style, (None, None))
            number = number if number is not None else of_style[0]
            level = level if level is not None else of_style[1]
            style = self._based_on.get(style)
        return number, level

    def _read_lists(self, numbering: _Element) -> None:
        for entry in numbering.iter(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl") or 0): _level(level) for level in entry.iter(f"{W}lvl")}
            self._abstract[entry.get(f"{W}abstractNumId") or ""] = levels
        for entry in numbering.iter(f"{W}num"):
            reference = entry.find(f"{W}abstractNumId")
            abstract = reference.get(f"{W}val") or "" if reference is not None else ""
            starts = {
                int(change.get(f"{W}ilvl") or 0): int(start.get(f"{W}val") or 1)
                for change in entry.iter(f"{W}lvlOverride")
                if (start := change.find(f"{W}startOverride")) is not None
            }
            self._lists[entry.get(f"{W}numId") or ""] = (abstract, starts)

    def _read_styles(self, styles: _Element) -> None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            own, based = style.find(f"{W}pPr/{W}numPr"), style.find(f"{W}basedOn")
            if own is not None:
                self._of_style[name] = _reference(own)
            if based is not None:
                self._based_on[name] = based.get(f"{W}val") or ""


def _level(level: _Element) -> _Level:
    def value(name: str, otherwise: str) -> str:
        found = level.find(f"{W}{name}")
        return found.get(f"{W}val") or "" if found is not None else otherwise

    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1") or 1))


def _reference(properties: _Element) -> tuple[str | None, int | None]:
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        number.get(f"{W}val") if number is not None else None,
        int(level.get(f"{W}val") or 0) if level is not None else None,
    )
