"""Cells written as a form asks for them: numbers with their units, yes and no, choices, titles.

>>> plain_value("90,000,000", Header("营业收入（元）", "revenue", "2021", "元"))
Decimal('9000.0000')
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.sheets.headers import WAN_PER_UNIT, Header
from assistant.sheets.industries import line_of
from assistant.sheets.names import choice_names, names
from assistant.sheets.plainwords import plain
from assistant.sheets.provinces import province_in
from assistant.sheets.ticks import ticked
from assistant.sheets.values import Cell, Percent, shown

_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?P<power>[eE][-+]?[0-9]{1,2})?(?P<unit>亿元|百万元|万元|千元|元|亿|万|%|人|项|件|个|年|级|名|分)?(?(open)\))"
)
_SHORT_UNITS: Final = {"亿": "亿元", "万": "万元"}
_UNITS: Final = {
    FieldType.AMOUNT: frozenset({None, "亿", "万", *WAN_PER_UNIT}),
    FieldType.PERCENT: frozenset({None, "%"}),
    FieldType.COUNT: frozenset({None, "人", "项", "件", "个"}),
    FieldType.YEARS: frozenset({None, "年"}),
    FieldType.LEVEL: frozenset({None, "级"}),
    FieldType.RANK: frozenset({None, "名"}),
    FieldType.SCORE: frozenset({None, "分"}),
}
_PROVINCE: Final = "province"
_RANK = re.compile(r"(?:全国|国内|行业)?第?\s{0,2}(?P<n>[0-9]{1,4})\s{0,2}[名位]?")
_SEPARATORS = re.compile(r"[;；,，、\n|┋]+(?![^（(]{0,300}[）)])")  # not within brackets
_DATE = re.compile(r"((?:19|20)[0-9]{2})(?:[-./年]\s{0,3}([0-9]{1,2})(?:[-./月]\s{0,3}([0-9]{1,2}))?)?[年月日]?")
_YEARS_OF_TITLES: Final = range(2011, 2050)
_HELD_SINCE = re.compile(r"(?P<yes>[^0-9(,，]{1,4})[\s,，(:：]{1,3}(?P<day>(?:19|20)[0-9年月日./-]{2,12})(?:认定|获评|获得)?\)?")
_OPTION = re.compile(r"(?:(?<=^)|(?<=[┋;；,，、|]))\s{0,3}[A-Ha-h]\s{0,2}[.．、:：]\s{0,3}")
"""The letter of a survey's answer: A.国家级."""
_CHOSEN: Final = frozenset({FieldType.YES, FieldType.CHOICE, FieldType.CHOICES, FieldType.RECOGNITIONS})
_ONE_OF: Final = frozenset({FieldType.CHOICE, FieldType.LEVEL})
_PARTED = re.compile("[（()）,，;；、]")
_OF_POINTS = re.compile(r"(?P<points>[0-9]{1,3}(?:\.[0-9])?)分?/(?P<most>[0-9]{2,3})分?")
"""25/30: so many of so many points."""
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_REMARK = re.compile("[（(，,：:；;]")
_BATCH = re.compile(r"第?\s{0,3}(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s{0,3}批次?")
_CHINESE_DIGITS: Final = "一二三四五六七八九十"


class NotPlain(ValueError):
    """A cell that is written otherwise; `key` names the message that says what its column takes."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Number(NamedTuple):
    """A number with the unit written at it."""

    value: Decimal
    unit: str | None


def plain_value(cell: Cell, header: Header) -> Any:
    """What a filled cell says, amounts in 万元.

    Raises:
        NotPlain: it is not written as its column asks for.
    """
    kind = FieldType.COUNT if header.is_helper else header.info.type
    text = shown(cell)
    if kind in _CHOSEN:
        text = _OPTION.sub("", text)
    if kind is FieldType.TEXT:
        if header.key != _PROVINCE:
            return text
        province = province_in(text)
        if province is None:
            raise NotPlain("cell_province")
        return province
    if kind is FieldType.YES:
        return _yes(cell, text, header)
    if kind in _ONE_OF and header.element is not None:
        if plain(text) in names().yes or ticked(text) == [""]:
            return header.element if kind is FieldType.CHOICE else Decimal(header.element)
        raise NotPlain("cell_choice")
    if kind is FieldType.CHOICE:
        return _one_choice(text, header)
    if header.element is not None:
        if kind is FieldType.RECOGNITIONS and (day := _day_in(cell, text)):
            return [{"tier": header.element, "on": day}]
        if kind is FieldType.RECOGNITIONS and (since := _HELD_SINCE.fullmatch(unicodedata.normalize("NFKC", text))) and since["yes"] in names().yes:
            return [{"tier": header.element, "on": _day_in(since["day"], since["day"])}]
        held = _yes(cell, text, header)
        return [] if not held else [{"tier": header.element}] if kind is FieldType.RECOGNITIONS else [header.element]
    if kind is FieldType.CHOICES:
        return [_choice(item, header) for item in _items(text)]
    if kind is FieldType.RECOGNITIONS:
        return [_recognition(item, header) for item in _items(text)]
    return _amount(number_in(cell, header), header) if kind is FieldType.AMOUNT or header.key == "net_assets" else number_in(cell, header).value


def number_in(cell: Cell, header: Header) -> Number:
    """The number of a cell, with a unit that its column can take.

    Raises:
        NotPlain: it is none.
    """
    if isinstance(cell, date):
        raise NotPlain("cell_date")
    kind = FieldType.AMOUNT if header.key == "net_assets" else FieldType.COUNT if header.is_helper else header.info.type
    if isinstance(cell, Percent) or (isinstance(cell, Decimal) and not isinstance(cell, bool)):
        number = Number(cell.value, "%") if isinstance(cell, Percent) else Number(cell, None)
    else:
        number = _written(shown(cell), header, kind)
    if number.unit not in _UNITS[kind]:
        raise NotPlain("cell_unit")
    return number


def _written(text: str, header: Header, kind: FieldType) -> Number:
    written = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-")
    match = _NUMBER.fullmatch(written)
    if match is not None:
        number = Decimal(match["sign"] + match["digits"].replace(",", "") + (match["power"] or ""))
        return Number(-number if match["open"] else number, match["unit"])
    if plain(text) in names().none:
        if header.key in names().none_is_nought:
            return Number(Decimal(0), None)
        raise NotPlain("cell_none")
    if kind is FieldType.SCORE and (of := _OF_POINTS.fullmatch(written)) and Decimal(of["points"]) <= Decimal(of["most"]):
        return Number(Decimal(of["points"]), None)
    if kind is FieldType.LEVEL and (level := _ROMAN.get(written.removesuffix("级"))):
        return Number(Decimal(level), None)
    if kind is FieldType.RANK and (place := _RANK.fullmatch(written)):
        return Number(Decimal(place["n"]), None)
    raise NotPlain("cell_number")


def _amount(number: Number, header: Header) -> Decimal:
    unit = _SHORT_UNITS.get(number.unit or "", number.unit) or header.unit or "万元"
    return number.value * WAN_PER_UNIT[unit]


def _yes(cell: Cell, text: str, header: Header) -> bool:
    if isinstance(cell, bool):
        return cell
    if header.answer is not None:
        if plain(text) in names().yes or ticked(text) == [""]:
            return header.answer
        raise NotPlain("cell_yes")
    boxes = ticked(text)
    if boxes is not None:
        if len(boxes) != 1:
            raise NotPlain("cell_boxes")
        text = _without_remark(boxes[0]) or "是"
    word = unicodedata.normalize("NFKC", text).strip().lower().rstrip("。.")
    if word in names().yes or word in names().affirmed.get(header.key, ()):
        return True
    if word in names().no:
        return False
    raise NotPlain("cell_yes")


def _without_remark(text: str) -> str:
    """What is ticked, without what is added behind it in brackets or after a comma: 有（注册商标2件）."""
    word, remark = (part.strip() for part in [*_REMARK.split(text, 1), ""][:2])
    doubted = any(each in remark for each in names().doubtful)
    return text if doubted or word not in names().yes | names().no else word


def _day_in(cell: Cell, text: str) -> str:
    """The day that a cell is and nothing beside, as far as it is told."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return str(cell) if cell in _YEARS_OF_TITLES else ""
    day = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return _iso(day) if day else ""


def _iso(day: re.Match) -> str:
    return "-".join(f"{int(part):02d}" for part in day.groups() if part)


def _one_choice(text: str, header: Header) -> str:
    boxes = ticked(text)
    if boxes is not None:
        if len(boxes) != 1:
            raise NotPlain("cell_boxes")
        text = boxes[0]
    if header.key == "industry" and plain(text) not in choice_names("industry"):
        line = line_of(text)
        if line is None:
            raise NotPlain("cell_choice")
        return line
    return _choice(_with_remark(text, header), header)


def _with_remark(text: str, header: Header) -> str:
    """The one choice that stands in a text beside its remark, as long as this names no other and puts it in no doubt: 省级（省企业技术中心）."""
    known = choice_names(header.key)
    parts = [part for part in _PARTED.split(text) if part.strip()]
    chosen = {known[plain(part)]: part for part in parts if plain(part) in known}
    if len(parts) < 2 or len(chosen) != 1:
        return text
    choice, said = next(iter(chosen.items()))
    rest = plain("".join(part for part in parts if part != said))
    others = any(name in rest for name, other in known.items() if other != choice and not name.isascii())
    return text if others or any(word in rest for word in (*names().doubtful, *names().pending, *names().applied)) else said


def _choice(text: str, header: Header) -> str:
    choice = choice_names(header.key).get(plain(text))
    if choice is None:
        raise NotPlain("cell_choice")
    return choice


def _items(text: str) -> list[str]:
    boxes = ticked(text)
    if boxes is not None:
        if "" in boxes:
            raise NotPlain("cell_boxes")
        return [] if boxes and all(plain(box) in names().none for box in boxes) else boxes
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
        raise NotPlain("cell_recognition")
    found: dict[str, Any] = {"tier": title}
    if day:
        found["on"] = _iso(day)
    if batch:
        found |= {"round": _batch_number(batch["n"])} if title in names().by_batch else {}
    return found


def _batch_number(text: str) -> int:
    """第十一批 and 第11批 alike; no batch beyond the nineteenth is in sight."""
    if text.isdigit():
        return int(text)
    return sum(_CHINESE_DIGITS.index(digit) + 1 for digit in text)
