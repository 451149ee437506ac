"""Quantities in Chinese text: 1.2亿, 一千二百万, 9000余万元, 三成, 3.5个点, 两百来人, 60%-70%.

A quantity keeps how it was said: roughly (约, 余, 左右), at least (超过, 以上), at most (不到, 以内), as a range, or
without a number of its own (几千万, 千万级). All arithmetic is exact.

>>> [(q.text, str(q.value), q.unit.value) for q in find_quantities("营收9000余万元，研发占三成，员工两百来人")]
[('9000余万元', '9000', 'money'), ('三成', '30', 'percent'), ('两百来人', '200', 'people')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.understanding.chinese_number import DIGITS, chinese_number


class Unit(StrEnum):
    """What a quantity counts. Money is in 万元, a percentage in percent; a bare number has no unit at all."""

    MONEY = "money"
    PERCENT = "percent"
    PEOPLE = "people"
    ITEMS = "items"
    YEARS = "years"
    SCORE = "score"
    LEVEL = "level"
    BARE = "bare"
    OTHER = "other"


class Bound(StrEnum):
    """A limit said in a value's place; whether the limit itself is included is left open."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Leaning(StrEnum):
    """To which side of a rough number the truth lies."""

    ABOVE = "above"
    """9000余, 七十多, 一亿出头."""
    BELOW = "below"
    """近5000万, 将近三成."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start`..`end` of the text searched.

    `value` is None for a range (`low`, `high`) and where no number is said (几千万). `number_start` is where the
    number begins, behind words such as 约 and 超过. `leaning`: to which side a rough number is off, where that is said.
    `formal` marks a limit in the words of rules (不低于, 不高于).
    """

    text: str
    start: int
    end: int
    number_start: int
    value: Decimal | None
    unit: Unit
    approximate: bool = False
    bound: Bound | None = None
    formal: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    leaning: Leaning | None = None


_SCALES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "w": 10**4, "十万": 10**5, "百万": 10**6, "million": 10**6,
    "千万": 10**7, "亿": 10**8, "十亿": 10**9, "billion": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_AT_LEAST = (
    "超过了?|超出|超|逾|突破了?|大于|高于|多于|至少有?|起码有?|最少有?|不少于|不低于|不小于|≥|>=?|大于等于"
)
_AT_MOST = "没有?超过|未超过|没有?达到|未达到|达不到|没有?到|≤|<=?|小于等于|不到|不足|少于|低于|小于|未满|不满|没到|未到|至多|最多|顶多|不超过|不高于|不多于|不大于|不超"
_ABOUT = "约莫|好像|可能|估计|印象中|大约|大概|差不多|大致|将近|接近|约为|约|(?<!最)近|roughly|about|around"
_FORMAL = frozenset(
    {
        "不少于",
        "不低于",
        "不小于",
        "不超过",
        "不高于",
        "不多于",
        "不大于",
        "≥",
        ">",
        ">=",
        "≤",
        "<",
        "<=",
        "大于等于",
        "小于等于",
    }
)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,15})(?:\.\d{1,10})?(?!\d|\.\d)"
_HAN_DIGIT = "[零〇○一二两俩三四五六七八九]"
_HAN = rf"[零〇○一二两俩三四五六七八九十][零〇○一二两三四五六七八九十百千万亿]{{0,20}}(?:点{_HAN_DIGIT}{{1,6}}[万亿]?)?"
_HAN_DIGITS: dict[int, str] = dict(zip(map(ord, "123456789"), "一二三四五六七八九", strict=True))
_MIXED = r"(?:\d[千百十]){2,3}\d?[万亿]?"
_SCALE = (
    r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?!分|克|米|瓦)|百(?!分)|[wW](?![A-Za-z])|million|billion"
)
_UNIT = r"""
    (?P<percent>%|个?百分点|个点(?!子)|percent)
  | (?P<tenths>成(?![立为功本果员都长交品熟人年套分色])(?:半|[一二三四五六七八九](?![成十]))?)
  | (?P<foreign>(?:美|欧|港|日|韩)元|美金|港币|英镑|USD|EUR)
  | (?P<yuan>元|块钱|块|圆|(?:的)?人民币|RMB|rmb|CNY|yuan)
  | (?P<people>个人|号人|人(?![民次均工才])|名(?![次列])|位(?![于列]))
  | (?P<items>项|件(?!套)|个(?![月点百小工星季半环省人])|份(?!额)|款|篇|枚)
  | (?P<years>周年|个年头|年(?![度报末底初月])|years?)
  | (?P<score>分(?![之公厂店别钟析部支类红散])|points)
  | (?P<level>级)
  | (?P<other>(?<!\s)(?:倍|天|日|个?月|个?小时|个工作日|分钟|号|条|章|批|届|期|岁|台|套|吨|平|亩|公里|米|次|家|股|强|轮|度|种|[A-Za-z]+|[:/]\d+))
"""
_QUANTITY = re.compile(
    rf"""
    (?:(?P<before>{_AT_LEAST}|{_AT_MOST}|{_ABOUT})(?:了|有|为|是)?[ \t]*)?
    (?P<sign>(?<![\d%万亿元项件人名年个成A-Za-z])-[ \t]*|负的?)?
    (?P<parts>[百千]分之|(?:\d{{1,2}}|{_HAN_DIGIT}|十)分之)?
    (?:(?P<currency>¥|RMB|人民币)[ \t]*|(?<![A-Za-z\d第/])(?<!\d\.))
    (?P<number>{_MIXED}|{_ARABIC}|{_HAN}|(?<=分之)百)
    (?P<more1>余|多(?!少)|来|\+)?
    (?P<aside>[ \t]*[（(](?=[万亿]?元[）)]))?
    (?:[ \t]?个?(?P<more2>多)?(?P<scale>{_SCALE})
        (?:(?P<number2>\d+(?:\.\d+)?)(?P<scale2>千万|百万|万|千)
          |(?P<tail>[1-9])(?![\d.,%年月万亿千百项件个名人家种]))?
    )?
    (?P<more3>余|多(?!少)|来|(?<=[十百千万亿])几|\+)?[ \t]?(?:{_UNIT})?(?(aside)[）)])(?P<more4>余|多(?![少项个年]))?
    (?:[ \t]*(?P<after>左右|上下|出头|有余|以上|及以上|往上|开外|以下|以内|之内))?
    """,
    re.VERBOSE,
)
_NUMBERLESS = re.compile(
    rf"(?:(?:[一二两三四五六七八九]?[十百])?(?:好几|几|若干)[十百千万亿]*|(?<![总人参])数[十百千万亿]+)(?:余|多)?(?:{_UNIT})?",
    re.VERBOSE,
)
_ROUND_FIGURE = re.compile(
    r"(?:(?P<prefix>将近|接近|超过|突破|近|约|上|过|超|破|逾)|(?<![\d一二两三四五六七八九十百千万几数]))"
    r"(?P<scale>千万|百万|十万|亿|万|千|百)(?P<more>余|多(?!少)|来)?(?P<unit>元|人|名|项|件|个)?(?P<grade>级)?"
)
_NEIGHBOURS = re.compile(
    r"(?P<tens>[一二三四五六七八九]?十)?(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])(?P<rest>[十百千万亿]*)"
)
_RANGE = re.compile(r"\s*(?:-+|~+|–|—+|至|到)\s*")
_LISTED = re.compile(r"\s*[、,，/]\s*")
_UNITS_OF = {"人": Unit.PEOPLE, "名": Unit.PEOPLE, "项": Unit.ITEMS, "件": Unit.ITEMS, "个": Unit.ITEMS}
_ROUGHLY_AFTER = frozenset({"左右", "上下", "出头", "有余"})
_WAN = Decimal(10_000)


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in order, ranges as one; money in 万元, percentages in percent.

    Years and dates must have been taken out before (`dates.without_dates`): here 2021年 is a span of time.
    """
    found = [built for match in _QUANTITY.finditer(text) if (built := _read(match))]
    quantities = [quantity for quantity in _joined(_sharing(found, text), text) if not _is_mere_word(quantity)]
    taken = [(q.start, q.end) for q in quantities]
    for match in (*_NUMBERLESS.finditer(text), *_ROUND_FIGURE.finditer(text)):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            extra = _round_figure(match) if match.re is _ROUND_FIGURE else _numberless(match)
            if extra:
                quantities.append(extra)
                taken.append((extra.start, extra.end))
    return sorted(quantities, key=lambda q: q.start)


@dataclass(frozen=True, slots=True)
class _Read:
    """A quantity with the scale said in it, which a bare number before it may share (5000-8000万)."""

    quantity: Quantity
    scale: Decimal


def _read(match: re.Match[str]) -> _Read | None:
    number, scale = (
        match["number"],
        Decimal(_SCALES[(match["scale"] or "").lower()]) if match["scale"] else Decimal(1),
    )
    low = high = None
    try:
        pair = None if number[0].isascii() else _NEIGHBOURS.fullmatch(number)
        if pair and DIGITS[pair["b"]] - DIGITS[pair["a"]] in (1, 2):
            low, high = (chinese_number((pair["tens"] or "") + pair[sign] + pair["rest"]) for sign in "ab")
            value = None
        else:
            value = _plain_number(number)
    except (ValueError, KeyError):
        return None
    if match["number2"] and value is not None:
        value += Decimal(match["number2"]) * _SCALES[match["scale2"]] / scale
    if match["tail"] and value is not None:
        value += Decimal(match["tail"]) / 10
    unit = Unit.PERCENT if match["parts"] else _unit(match, number, scale)
    if unit is Unit.BARE and match["currency"]:
        unit = Unit.MONEY
    if match["more3"] == "几":
        value = None
    value, low, high = (_in_unit(each, match, unit, scale) for each in (value, low, high))
    before, after = match["before"] or "", match["after"] or ""
    roughly = bool(match["more1"] or match["more2"] or match["more3"] or match["more4"])
    quantity = Quantity(
        text=match[0].strip(),
        start=match.start() + len(match[0]) - len(match[0].lstrip()),
        end=match.start() + len(match[0].rstrip()),
        number_start=match.start("number"),
        value=-value if match["sign"] and value is not None else value,
        unit=unit,
        approximate=roughly
        or after in _ROUGHLY_AFTER
        or bool(before and re.fullmatch(_ABOUT.replace("(?<!最)", ""), before)),
        bound=_bound(before, after),
        formal=before in _FORMAL,
        low=low,
        high=high,
        leaning=_leaning(before, after, roughly),
    )
    return _Read(quantity, scale)


def _leaning(before: str, after: str, more: bool) -> Leaning | None:
    if more or after in ("出头", "有余"):
        return Leaning.ABOVE
    return Leaning.BELOW if before in ("将近", "接近", "近") else None


def _plain_number(number: str) -> Decimal:
    """Digits, Chinese numerals, or digits with Chinese units: 3千8百万."""
    if not number[0].isascii():
        return chinese_number(number)
    if "千" in number or "百" in number or "十" in number:
        return chinese_number(number.translate(_HAN_DIGITS))
    return Decimal(number.replace(",", ""))


def _unit(match: re.Match[str], number: str, scale: Decimal) -> Unit:
    if match["percent"] or match["tenths"]:
        return Unit.PERCENT
    if match["foreign"] or match["other"]:
        return Unit.OTHER
    for unit in (Unit.PEOPLE, Unit.ITEMS, Unit.YEARS, Unit.SCORE, Unit.LEVEL):
        if match[unit.value]:
            return unit
    if match["yuan"] or scale >= _WAN or "万" in number or "亿" in number:
        return Unit.MONEY
    return Unit.BARE


def _in_unit(value: Decimal | None, match: re.Match[str], unit: Unit, scale: Decimal) -> Decimal | None:
    if value is None:
        return None
    value *= scale
    if unit is Unit.MONEY:
        return value / _WAN
    if match["tenths"]:
        part = match["tenths"][1:2]
        return value * 10 + (5 if part == "半" else DIGITS.get(part, 0))
    if not match["parts"]:
        return value
    share = value * 100 / _denominator(match["parts"])
    return share if share == round(share, 4) else None


def _denominator(parts: str) -> Decimal:
    """百分之 3.5, 千分之 32, 四分之一: what the number is a part of."""
    of = parts.removesuffix("分之")
    return Decimal({"百": 100, "千": 1000}.get(of) or (of if of.isdigit() else chinese_number(of)))


def _bound(before: str, after: str) -> Bound | None:
    if after in ("以上", "及以上", "往上", "开外") or (before and re.fullmatch(_AT_LEAST, before)):
        return Bound.AT_LEAST
    if after in ("以下", "以内", "之内") or (before and re.fullmatch(_AT_MOST, before)):
        return Bound.AT_MOST
    return None


def _sharing(found: list[_Read], text: str) -> list[_Read]:
    """5100、5600、6300万元: bare numbers of the same order before the one that says the unit share it."""
    shared = list(found)
    for i in range(len(found) - 2, -1, -1):
        bare, told = shared[i].quantity, shared[i + 1]
        if (
            bare.unit is Unit.BARE
            and told.quantity.unit is Unit.MONEY
            and told.scale >= _WAN
            and bare.value
            and told.quantity.value
            and _LISTED.fullmatch(text, bare.end, told.quantity.start)
            and Decimal("0.1") <= bare.value * told.scale / _WAN / told.quantity.value <= 10
        ):
            value = bare.value * told.scale / _WAN
            shared[i] = _Read(replace(bare, value=value, unit=Unit.MONEY), told.scale)
    return shared


def _joined(found: list[_Read], text: str) -> Iterator[Quantity]:
    """The quantities, two with only 至, 到 or a dash between them as one range."""
    rest = iter(range(len(found)))
    for i in rest:
        first = found[i].quantity
        if i + 1 < len(found) and (whole := _range(found[i], found[i + 1], text)):
            next(rest)
            yield whole
        else:
            yield first


def _is_mere_word(quantity: Quantity) -> bool:
    """The 一 of 统一 and 一直: one numeral without a unit."""
    return quantity.unit is Unit.BARE and quantity.text in DIGITS or quantity.text == "十"


def _range(first: _Read, second: _Read, text: str) -> Quantity | None:
    a, b = first.quantity, second.quantity
    if "点" in a.text and "点" not in b.text:  # 下降3个百分点至62%
        return None
    between = text[a.end : b.number_start]
    if (
        a.value is None
        or b.value is None
        or not _RANGE.fullmatch(between)
        or a.unit not in (b.unit, Unit.BARE)
    ):
        return None
    high = abs(b.value)
    low = a.value
    if a.unit is not b.unit and b.unit is Unit.MONEY:
        low = a.value * second.scale / _WAN
    end = b.end + 2 if text.startswith("之间", b.end) else b.end
    return replace(
        a, text=text[a.start : end], end=end, value=None, unit=b.unit, low=low, high=high, bound=None
    )


def _numberless(match: re.Match[str]) -> Quantity:
    unit = _unit(match, match[0], Decimal(1))
    return Quantity(match[0], match.start(), match.end(), match.start(), None, unit, approximate=True)


def _round_figure(match: re.Match[str]) -> Quantity | None:
    """百余人, 近亿元, 过亿, 千万级: a unit standing for a number."""
    prefix, more = match["prefix"] or "", match["more"]
    if not (prefix or more or match["grade"]):
        return None
    value = Decimal(_SCALES[match["scale"]])
    unit = _UNITS_OF.get(match["unit"] or "", Unit.MONEY if match["unit"] or value >= _WAN else Unit.BARE)
    about = prefix in ("将近", "接近", "近", "约")
    return Quantity(
        text=match[0],
        start=match.start(),
        end=match.end(),
        number_start=match.start("scale"),
        value=None if match["grade"] else value / _WAN if unit is Unit.MONEY else value,
        unit=unit,
        approximate=bool(about or more),
        leaning=Leaning.ABOVE if more else Leaning.BELOW if about and prefix != "约" else None,
        bound=Bound.AT_LEAST if prefix and not about else None,
    )
