"""What a cell says: plainly, or in words, or why nothing is taken from it.

>>> head = Header("市场占有率", "market_share")
>>> read_cell("12%", head, 2025).values, read_cell("约12%", head, 2025).values
({'market_share': Decimal('12')}, {'market_share': 12})
>>> read_cell(Decimal("0.12"), head, 2025).why
'市场占有率填的是“0.12”，是0.12%还是12%？请写明百分号。'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from assistant import bounded as re
from assistant.reading.facts import Fact
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, field_of
from assistant.rules.oddities import SUSPICIOUS_WAN
from assistant.sheets.files import messages
from assistant.sheets.headers import WAN_PER_UNIT, Header
from assistant.sheets.heard import heard_cell
from assistant.sheets.honours import CHAMPION, items_of, speaks_of_a_title, told_in
from assistant.sheets.names import HELPERS, names
from assistant.sheets.plainly import NotPlain, Number, number_in, plain_value
from assistant.sheets.plainwords import plain
from assistant.sheets.spoken import parsed, spoken_value
from assistant.sheets.ticks import ticked
from assistant.sheets.values import Cell, Percent, Uncomputed, is_blank, shown

_FIRST_YEAR: Final = 1900
_BEYOND_ALL: Final = 10 * SUSPICIOUS_WAN
_BELOW_ALL: Final = 1
"""万元 that no enterprise's revenue or assets are below."""
_SINCE = re.compile(r"约?(?P<years>[0-9]{1,2})年?(?:多|余)?[（(,，;；](?:自|从|于)?(?P<from>(?:19|20)[0-9]{2})(?:年|[./-])?[0-9]{0,2}月?(?:至今|起|开始|以来|成立|[-—–~～]{1,2}(?:至?今)?)?[)）]?")
"""So many years, with the one they are counted from."""
_ONLY_SINCE = re.compile(r"(?:自|从|于)?(?P<from>(?:19|20)[0-9]{2})(?:年|[./-])(?:[0-9]{1,2}月?)?(?:至今|起|开始|以来)")
_ANY_YEAR = re.compile("(?:19|20)[0-9]{2}")
_PERCENT_SIGN = re.compile("[%％]|百分之|成")
_MONEY_SIGN = re.compile("[元万亿]")
_REMARK = re.compile("[（(][^（()）]{1,100}[)）]")
_PASSED: Final = "通过"
"""Before a standard that stands alone: ISO9001."""
_BESIDES: Final = "另"
"""In a remark about others than those counted: 2件（另有4件受理中）."""
_MOST_SHOWN: Final = 40
_TITLES: Final = frozenset({"recognitions", "valid_honours"})
_BATCH: Final = "批"


@dataclass(frozen=True)
class CellReading:
    """A cell read.

    Attributes:
        values: by path; empty where nothing is said or taken.
        facts: by path, what of it is known only roughly or between limits.
        questions: what the person should check though it was taken.
        why: why nothing was taken from a cell that somebody filled in.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    why: str = ""


def read_cell(cell: Cell, header: Header, year: int) -> CellReading:
    """Read a cell of the column (or line) `header`.

    Args:
        year: the round's year.
    """
    if isinstance(cell, Uncomputed):
        return CellReading(why=_told("cell_formula", header, cell))
    if is_unknown(cell):
        return CellReading()
    try:
        value = plain_value(cell, header)
        asked = "" if header.is_helper else _asked(cell, header)
        if asked:
            return CellReading(why=asked)
        return _taken(value, cell, header)
    except NotPlain as error:
        return _titles(cell, header, year) or _in_words(cell, header, year, error.key)


def _titles(cell: Cell, header: Header, year: int) -> CellReading | None:
    """The titles and honours of a cell, also those that another field holds: 省专精特新（2024）、高企."""
    if header.key not in (*_TITLES, CHAMPION) or not isinstance(cell, str | Decimal) or isinstance(cell, bool):
        return None
    asked = (CHAMPION, CHAMPION) if header.key == CHAMPION else (header.key, header.element) if header.element is not None else None
    told = told_in(shown(cell), year, asked, by_batch=_BATCH in header.text)
    if not told:
        return _titles_among_others(shown(cell), header, year) if asked is None else None
    return CellReading(told, questions=(messages("cell_in_words", header=header.text, words=_cut(shown(cell)), read=said(told, {})),))


def _titles_among_others(text: str, header: Header, year: int) -> CellReading | None:
    """Titles beside other things that are good: 省专精特新（2023.12）；ISO9001；县长质量奖. What isn't understood is said."""
    items = [item for item in items_of(text) if item.strip()]
    if len(items) < 2 or any(word in text for word in (*names().doubtful, *names().applied, *names().others)):
        return None
    titles = {item: told for item in items if (told := told_in(item, year))}
    heard = {item: spoken for item in items if item not in titles and (spoken := heard_cell(f"{_PASSED}{item}" if item.strip().isascii() else item, year)) is not None and not spoken.rest}
    values: dict[str, Any] = {}
    for each in (*titles.values(), *(spoken.values for spoken in heard.values())):
        for path, value in each.items():
            if path in values and not isinstance(value, list):
                return None
            values[path] = [*values.get(path, []), *value] if isinstance(value, list) else value
    rest = [item for item in items if item not in titles and item not in heard]
    if (header.path not in values and not titles) or any(speaks_of_a_title(item) for item in rest):
        return None
    questions = [messages("cell_in_words", header=header.text, words=_cut(text), read=said(values, {}))]
    questions += [messages("cell_rest", header=header.text, words="；".join(rest))] if rest else []
    facts = {path: fact for spoken in heard.values() for path, fact in spoken.facts.items()}
    return CellReading(values, facts, tuple(questions))


def is_unknown(cell: Cell) -> bool:
    """Whether a cell is empty, or says only that nothing is known."""
    return is_blank(cell) or (isinstance(cell, str) and unicodedata.normalize("NFKC", cell).strip().lower() in names().unknown)


def _taken(value: Any, cell: Cell, header: Header) -> CellReading:
    if header.is_helper:
        return CellReading({header.path: value})
    if header.info.type is FieldType.YES and header.negated:
        if value is not True:
            return CellReading(why=_told("cell_negated", header, cell))
        value = False
    if header.info.type is FieldType.PERCENT and header.fraction and number_in(cell, header).unit is None:
        value = value * 100
    try:
        parsed(header.path, value)
    except ProfileError as error:
        return CellReading(why=_located(header, error.message))
    return CellReading({header.path: value}, questions=_yuan_question(value, header))


def _asked(cell: Cell, header: Header) -> str:
    """What has to be asked before a number can be taken: 0.12 or 12 %, years or a year, yuan or 万元."""
    kind = header.info.type
    if kind not in _NUMERIC or header.element is not None:
        return ""
    number = number_in(cell, header)
    if kind is FieldType.PERCENT and header.fraction is None and number.unit is None and 0 < abs(number.value) <= 1:
        return _fraction(number.value, header)
    if kind is FieldType.YEARS and number.value >= _FIRST_YEAR:
        return _told("cell_year", header, cell)
    if kind is FieldType.AMOUNT and header.unit is None and number.unit is None and abs(number.value) > SUSPICIOUS_WAN:
        return messages("cell_yuan", header=header.text, value=f"{number.value:f}", yi=_plainly(number.value / 10_000))
    if kind is FieldType.AMOUNT and header.unit is not None and number.unit is None:
        return _another_unit(number.value, header)
    return ""


def _another_unit(number: Decimal, header: Header) -> str:
    """A number that its head's unit makes far too large or too small for an enterprise that applies: typed in another unit."""
    amount = number * WAN_PER_UNIT[header.unit or "万元"]
    if abs(amount) > _BEYOND_ALL:
        return messages("cell_too_large", header=header.text, value=_plainly(number), unit=header.unit, yi=_plainly(amount / 10_000))
    if header.key in names().never_small and 0 < abs(amount) < _BELOW_ALL:
        return messages("cell_too_small", header=header.text, value=_plainly(number), unit=header.unit)
    return ""


_NUMERIC: Final = frozenset({FieldType.AMOUNT, FieldType.PERCENT, FieldType.COUNT, FieldType.YEARS, FieldType.LEVEL, FieldType.RANK, FieldType.SCORE})


def _fraction(value: Decimal, header: Header) -> str:
    return messages("cell_fraction", header=header.text, value=_plainly(value), percent=_plainly(value * 100))


def _yuan_question(value: Any, header: Header) -> tuple[str, ...]:
    if header.info.type is not FieldType.AMOUNT or abs(value) <= SUSPICIOUS_WAN:
        return ()
    return (messages("looks_like_yuan", header=header.text, value=_plainly(value), yi=_plainly(value / 10_000)),)


def _in_words(cell: Cell, header: Header, year: int, key: str) -> CellReading:
    """What the reader of messages makes of it, else why the column can't take it."""
    text = _told_in_words(_without_start(shown(cell), header, year), header)
    refused = CellReading(why=_told(key, header, cell))
    if not text or key == "cell_none" or header.is_helper or header.element is not None or header.answer is not None or isinstance(cell, bool | date | Percent | Decimal):
        return refused
    spoken = spoken_value(text, header, year)
    if spoken is None or (header.negated and header.info.type is FieldType.YES):
        return refused
    if header.info.type is FieldType.CHOICE and text.startswith(names().planned):
        return refused
    if header.key in names().adverse and spoken.values.get(header.path) is True and not any(word in text for word in names().grave):
        return refused
    kind = header.info.type
    own = [Decimal(str(value)) for path, value in spoken.values.items() if path.partition(".")[0] == header.key] if kind in _NUMERIC else []
    fraction = next((value for value in own if 0 < abs(value) <= 1), None)
    if kind is FieldType.PERCENT and not _PERCENT_SIGN.search(text) and fraction is not None:
        return CellReading(why=_fraction(fraction, header))
    large = next((value for value in own if abs(value) > SUSPICIOUS_WAN), None)
    if kind is FieldType.AMOUNT and header.unit is None and not _MONEY_SIGN.search(text) and large is not None:
        return CellReading(why=messages("cell_yuan", header=header.text, value=text, yi=_plainly(large / 10_000)))
    questions = (messages("cell_in_words", header=header.text, words=_cut(text), read=said(spoken.values, spoken.facts)),)
    return CellReading(spoken.values, spoken.facts, questions)


def _without_start(text: str, header: Header, year: int) -> str:
    """11年（2015年至今） without the year it is counted from, where the two agree; 2015年起 as the years it may be."""
    since = _SINCE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) if not header.is_helper and header.info.type is FieldType.YEARS else None
    only = _ONLY_SINCE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) if not header.is_helper and header.info.type is FieldType.YEARS else None
    if only is not None:
        return f"{year - 1 - int(only['from'])}到{year - int(only['from'])}年"
    if since is None or year - int(since["from"]) - int(since["years"]) not in (0, 1):
        return text
    return f"{since['years']}年"


def _told_in_words(text: str, header: Header) -> str:
    """The words to read: of boxes only what is ticked; nothing where of one choice two are, or where a remark leaves it in doubt."""
    for sign, word in names().drawn.items():
        text = text.replace(sign, word)
    boxes = ticked(text)
    if boxes is not None:
        is_choice = not header.is_helper and header.info.type is FieldType.CHOICE
        words = {plain(box) for box in boxes}
        contradict = bool(words & names().yes) and bool(words & names().no)
        text = "" if contradict or (is_choice and len(boxes) > 1) else "、".join(box for box in boxes if box)
    if header.key == "niche_years" and _ANY_YEAR.search(text):
        return ""  # 2009年起: of which day the years are counted nobody says
    is_yes = not header.is_helper and header.info.type is FieldType.YES
    remark = _REMARK.search(text)
    in_doubt = is_yes and remark and any(word in remark[0] for word in names().doubtful)
    of_others = remark and _BESIDES not in remark[0] and any(word in remark[0] for word in names().not_counted)
    is_pending = (is_yes or header.key == "valid_honours") and any(word in text for word in names().pending)
    return "" if in_doubt or of_others or is_pending else text


def said(values: Mapping[str, Any], facts: Mapping[str, Fact]) -> str:
    """What was understood, in the names of the fields."""
    parts = []
    for path in dict.fromkeys((*values, *facts)):
        if path in HELPERS:
            parts.append(f"{messages(f'helper_{path}')} {value_in_words(path, values.get(path))}")
            continue
        info = field_of(path)
        rough = messages("read_roughly") if path in facts else ""
        parts.append(f"{info.name_for(path)} {value_in_words(path, values.get(path))}{rough}".replace("  ", " "))
    return "；".join(parts)


def value_in_words(path: str, value: Any) -> str:
    """A value as a form shows it: 是, 省部级, 8600万元."""
    if path in HELPERS:
        return _plainly(Decimal(str(value)))
    info = field_of(path)
    names_of = {key: name.zh for key, name in (info.choices or {}).items()}
    if value is None:
        return ""
    if isinstance(value, bool):
        return messages("yes" if value else "no")
    if info.type is FieldType.RECOGNITIONS:
        items = (" ".join(str(part) for part in (names_of.get(item["tier"], item["tier"]), item.get("on", ""), item.get("round", "")) if part) for item in value)
        return "、".join(items) or messages("none")
    if isinstance(value, list | tuple):
        return "、".join(names_of.get(item, str(item)) for item in value) or messages("none")
    if isinstance(value, str):
        return names_of.get(value, value)
    return f"{_plainly(Decimal(str(value)))}{info.unit or ''}"


def _plainly(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _told(key: str, header: Header, cell: Cell) -> str:
    choices = "" if header.is_helper else "、".join(name.zh for name in (header.info.choices or {}).values())
    return messages(key, header=header.text, value=_cut(shown(cell)), choices=choices)


def _located(header: Header, message: str) -> str:
    return message if header.text in message else f"{header.text}：{message}"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


__all__ = ["CellReading", "Number", "is_unknown", "read_cell", "value_in_words"]
