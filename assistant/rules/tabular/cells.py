"""What a cell says, as the plain JSON value that a profile takes.

>>> parse_cell("90,000,000", Header("营业收入（元）", "revenue", "2021", "元")).value
Decimal('9000.0000')
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.rules.tabular.errors import TableError
from assistant.rules.tabular.headers import WAN_PER_UNIT, Header
from assistant.rules.tabular.names import choice_names, names, plain
from assistant.rules.tabular.sheets import Cell, Percent, Uncomputed, messages

SUSPICIOUS_WAN: Final = Decimal(200_000)
"""The highest revenue line of 划型标准 (房地产开发经营), in 万元: more was rather meant in yuan."""
_RARELY_BELOW_ONE: Final = frozenset({"main_revenue_ratio", "debt_ratio"})
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?P<power>[eE][-+]?[0-9]{1,2})?(?P<unit>亿元|百万元|万元|千元|元|亿|万|%|人|项|件|个|年|级|名|分)?(?(open)\))"
)
_SHORT_UNITS: Final = {"亿": "亿元", "万": "万元"}
_SEPARATORS = re.compile(r"[;；,，、\n|]+(?![^（(]*[）)])")  # not within brackets
_DATE = re.compile(r"((?:19|20)[0-9]{2})(?:[-./年]\s*([0-9]{1,2})(?:[-./月]\s*([0-9]{1,2}))?)?[年月日]?")
_BATCH = re.compile(r"第?\s*(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*批次?")
_CHINESE_DIGITS: Final = "一二三四五六七八九十"


@dataclass(frozen=True)
class CellValue:
    """A cell read: `value` is None where nothing is said; `questions` for the person to check."""

    value: Any = None
    questions: tuple[str, ...] = ()


def parse_cell(cell: Cell, header: Header) -> CellValue:
    """Read a cell of the column `header`.

    Raises:
        TableError: the cell says something that its column can't take; `field` is the column's path.
    """
    if isinstance(cell, Uncomputed):
        raise _refuse("cell_formula", header, "")
    text = cell.strip() if isinstance(cell, str) else cell
    if text is None or text == "" or (isinstance(text, str) and _word(text) in names().unknown):
        return CellValue()
    kind = header.info.type
    if kind is FieldType.TEXT:
        return CellValue(_text(text))
    if kind is FieldType.YES:
        return CellValue(_yes(text, header))
    if kind is FieldType.CHOICE:
        return CellValue(_choice(_text(text), header))
    if kind is FieldType.CHOICES:
        return CellValue([_choice(item, header) for item in _items(_text(text))])
    if kind is FieldType.RECOGNITIONS:
        return CellValue([_recognition(item, header) for item in _items(_text(text))])
    return _numeric(text, header, kind)


def _numeric(cell: Cell, header: Header, kind: FieldType) -> CellValue:
    number, unit = _number(cell, header)
    if kind is not FieldType.AMOUNT:
        written_plainly = unit != "%"
        return CellValue(number, _fraction_question(number, header) if written_plainly else ())
    unit = _SHORT_UNITS.get(unit or "", unit) or header.unit or "万元"
    if unit not in WAN_PER_UNIT:
        raise _refuse("cell_number", header, _text(cell))
    amount = number * WAN_PER_UNIT[unit]
    if abs(amount) <= SUSPICIOUS_WAN:
        return CellValue(amount)
    shown = {"value": f"{amount.normalize():f}", "yi": f"{(amount / 10_000).normalize():f}"}
    return CellValue(amount, (messages("looks_like_yuan", header=header.text, **shown),))


def _fraction_question(number: Decimal, header: Header) -> tuple[str, ...]:
    if header.key not in _RARELY_BELOW_ONE or not 0 < number <= 1:
        return ()
    percent = f"{(number * 100).normalize():f}"
    return (messages("looks_like_fraction", header=header.text, value=f"{number:f}", percent=percent),)


def _number(cell: Cell, header: Header) -> tuple[Decimal, str | None]:
    if isinstance(cell, Percent):
        return cell.value, "%"
    if isinstance(cell, Decimal):
        return cell, None
    if isinstance(cell, date):
        raise _refuse("cell_date", header, "")
    text = unicodedata.normalize("NFKC", _text(cell)).replace(" ", "").replace("−", "-")
    match = _NUMBER.fullmatch(text)
    if match is None:
        if plain(text) in names().none and header.info.type is not FieldType.PERCENT:
            return Decimal(0), None
        raise _refuse("cell_number", header, _text(cell))
    number = Decimal(match["sign"] + match["digits"].replace(",", "") + (match["power"] or ""))
    return (-number if match["open"] else number), match["unit"]


def _yes(cell: Cell, header: Header) -> bool:
    if isinstance(cell, bool):
        return cell
    word = f"{cell:f}" if isinstance(cell, Decimal) else _word(_text(cell))
    if word in names().yes:
        return True
    if word in names().no:
        return False
    raise _refuse("cell_yes", header, _text(cell))


def _choice(text: str, header: Header) -> str:
    choice = choice_names(header.key).get(plain(text))
    if choice is None:
        raise _refuse("cell_choice", header, text)
    return choice


def _items(text: str) -> list[str]:
    if plain(text) in names().none:
        return []
    return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]


def _recognition(text: str, header: Header) -> dict[str, Any]:
    written = unicodedata.normalize("NFKC", text)
    batch = _BATCH.search(written)
    rest = _BATCH.sub(" ", written, count=1)
    day = _DATE.search(rest)
    title = choice_names(header.key).get(plain(re.sub(r"[()（）@#]", "", _DATE.sub("", rest, count=1))))
    if title is None:
        raise _refuse("cell_recognition", header, text)
    found: dict[str, Any] = {"tier": title}
    if day:
        found["on"] = "-".join(f"{int(part):02d}" for part in day.groups() if part)
    if batch:
        found["round"] = _batch_number(batch["n"])
    return found


def _batch_number(text: str) -> int:
    """第十一批 and 第11批 alike; no batch beyond the nineteenth is in sight."""
    if text.isdigit():
        return int(text)
    return sum(_CHINESE_DIGITS.index(digit) + 1 for digit in text)


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, Percent):
        return f"{cell.value.normalize():f}%"
    return "" if cell is None else str(cell)


def _word(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _refuse(key: str, header: Header, value: str) -> TableError:
    choices = "、".join(name.zh for name in (header.info.choices or {}).values())
    shown = value if len(value) <= 40 else value[:40] + "…"
    return TableError(messages(key, header=header.text, value=shown, choices=choices), header.path)
