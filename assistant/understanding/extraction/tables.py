"""Figures pasted as a table: names down the side and years across, or the other way round.

>>> from datetime import date
>>> table = "指标（万元）\\t2021年\\t2020年\\n营业收入\\t12000\\t9800"
>>> [(fact.field, str(fact.value)) for fact in tables(table, date(2022, 6, 20)).facts]
[('revenue.2021', '12000'), ('revenue.2020', '9800')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.dates import When, find_dates
from assistant.reading.numbers.quantities import Quantity, Unit, find_quantities
from assistant.understanding.extraction.cues import CueMention, cues
from assistant.understanding.extraction.facts import Assumed, Fact

_CELL = re.compile(r"[^\t|]+")
_COMMA_CELL = re.compile(r"[^,，]+")
_SEPARATOR = re.compile(r"[\t|]")
_RULE = re.compile(r"[\s|:+-]*")
_OURS = re.compile(r"(?:我们?|我司|我公司|本公司|本企业|企业)(?:的)?(?:情况|数据|数值|指标|实际)?|实际(?:值|情况|数据)?|现状|数值|金额")
_OTHERS = re.compile("要求|标准|条件|门槛|目标|计划|预测|预计|预算|行业|平均|对手|同行|限值|参考")
_UNIT = re.compile("(?:万元|亿元|元)")
_SCALE = {"万元": Decimal(1), "亿元": Decimal(10_000), "元": Decimal("0.0001")}
_COUNTS = frozenset({"employees", "class1_ip", "class2_ip", "class1_ip_high_value"})


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell without the space around it, at `start`..`end` of the text searched.

    `ours`: the head of a column of the enterprise's own figures; `others`: of a column of anything else, such as 要求.
    """

    text: str
    start: int
    end: int
    year: int | None = None
    name: CueMention | None = None
    ours: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """The facts of all tables, and the text with the tables blanked out, of the same length."""

    text: str
    facts: list[Fact] = field(default_factory=list)


def tables(text: str, as_of: date) -> Tables:
    """Read the tables of a normalised text: rows of cells split by tabs, bars or commas under a row of heads.

    Only a cell that holds one number under a name is a fact; an amount without a unit, in the cell, its head or a
    heading such as 单位：万元, is none.
    """
    facts: list[Fact] = []
    for rows in _blocks(text):
        headed = [_headed(row, as_of) for row in rows]
        found = list(_facts(text, headed, as_of))
        facts += found
        if found or any(cell.others for cell in headed[0]):
            start, end = rows[0][0].start, rows[-1][-1].end
            text = text[:start] + re.sub(r"[^\n]", "□", text[start:end]) + text[end:]
    return Tables(text, facts)


def _blocks(text: str) -> Iterator[list[list[Cell]]]:
    """Neighbouring lines of at least two cells each."""
    block: list[list[Cell]] = []
    start = 0
    for line in text.split("\n"):
        row = _cells(line, start)
        if len(row) > 1:
            block.append(row)
        elif not (line.strip() and _RULE.fullmatch(line)):
            if len(block) > 1:
                yield block
            block = []
        start += len(line) + 1
    if len(block) > 1:
        yield block


def _cells(line: str, start: int) -> list[Cell]:
    if _RULE.fullmatch(line):
        return []
    pattern = _CELL if _SEPARATOR.search(line) else _COMMA_CELL
    cells = []
    for match in pattern.finditer(line):
        text = match[0].strip()
        at = start + match.start() + len(match[0]) - len(match[0].lstrip())
        if text:
            cells.append(Cell(text, at, at + len(text)))
    return cells


def _headed(row: list[Cell], as_of: date) -> list[Cell]:
    return [
        replace(
            cell,
            year=_year(cell.text, as_of),
            name=_name(cell),
            ours=bool(_OURS.fullmatch(cell.text)),
            others=bool(_OTHERS.search(cell.text)),
        )
        for cell in row
    ]


def _year(text: str, as_of: date) -> int | None:
    """2021年, 2021年度, 2021 or 上年度, and nothing else but a unit."""
    dates = find_dates(text, as_of)
    if len(dates) != 1 or dates[0].when is not When.YEAR:
        return None
    rest = text[: dates[0].start] + text[dates[0].end :]
    return dates[0].year if not re.sub(r"[\s（()）度末]|年|万元|亿元|元", "", rest) else None


def _name(cell: Cell) -> CueMention | None:
    found = cues().find(cell.text)
    if len(found) != 1 or found[0].cue.growth:
        return None
    rest = cell.text[: found[0].start] + cell.text[found[0].end :]
    return found[0] if len(re.sub(r"[\s\d.、:：（()）其中]|万元|亿元|元|%|人|项|件|个", "", rest)) <= 2 else None


def _facts(text: str, rows: list[list[Cell]], as_of: date) -> Iterator[Fact]:
    head, body = rows[0], rows[1:]
    columns = head[1:] if len(head) > 1 and not head[0].name and not head[0].year else head
    default = _unit(head[0].text) or _unit_above(text, head[0].start)
    across = any(cell.year or cell.ours for cell in columns)
    if across == any(cell.name for cell in columns):
        return
    for row in body:
        if any(cell.others for cell in (row[0], head[0])) and not across:
            continue
        if len(row) == len(columns) + 1:
            label, values = row[0], row[1:]
        elif len(row) == len(columns) and not across:
            label, values = None, row
        else:
            continue
        for column, value in zip(columns, values, strict=True):
            named = label if across else column
            dated = column if across else label
            if across and not (column.year or column.ours):
                continue
            if named and (fact := _fact(named, dated, value, default, as_of)):
                yield fact


def _fact(named: Cell, dated: Cell | None, value: Cell, default: str | None, as_of: date) -> Fact | None:
    quantities = find_quantities(value.text)
    if not named.name or named.name.cue.absorb or len(quantities) != 1:
        return None
    whole = len(quantities[0].text) == len(value.text.strip())
    unit = named.name.header or _unit(named.text) or default
    field_name, quantity = _in_field(named.name, quantities[0], unit)
    year = dated.year if dated else None
    if not whole or field_name is None or quantity.value is None or quantity.bound:
        return None
    if dated and year is None and not dated.ours:
        return None
    amount = -abs(quantity.value) if named.name.cue.negative else quantity.value
    assumed: tuple[Assumed, ...] = ()
    if field_name in cues().by_year:
        assumed = () if year else (Assumed.YEAR,)
        field_name = f"{field_name}.{year or as_of.year - 1}"
    elif year not in (None, as_of.year - 1):
        return None
    return Fact(
        field_name, amount, value.start, value.end, approximate=quantity.approximate, assumed=assumed, part=named.name.cue.part
    )


def _in_field(name: CueMention, quantity: Quantity, unit: str | None) -> tuple[str | None, Quantity]:
    """The field, and the quantity in its unit; a bare number takes the unit of its head."""
    fields = name.cue.fields
    if quantity.unit is not Unit.BARE:
        return name.cue.takes(quantity.unit), quantity
    if Unit.MONEY in fields and unit in _SCALE and quantity.value is not None:
        return fields[Unit.MONEY], replace(quantity, value=quantity.value * _SCALE[unit])
    if Unit.MONEY in fields:
        return None, quantity
    only = next(iter(fields.values()), None)
    whole = quantity.value is not None and quantity.value == quantity.value.to_integral_value()
    return (None if only in _COUNTS and not whole else only), quantity


def _unit(text: str) -> str | None:
    found = _UNIT.search(text)
    return found[0] if found else None


def _unit_above(text: str, start: int) -> str | None:
    found = re.search(r"单位\s*[:：]?\s*(?:人民币)?(万元|亿元|元)", text[:start])
    return found[1] if found else None
