"""Every figure of a text with its place, its unit and how it is meant as a limit.

>>> [(f.unit, int(f.value), str(f.limit)) for f in find_figures("资产负债率不高于70%，1.2亿元以上")]
[('percent', 70, '<='), ('money', 12000, '>=')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import chinese_number
from assistant.verifying.limits import Limit, limit_of

_HAN: Final = "[零〇一二两三四五六七八九十百千]"
_SCALES: Final = {"十万": 10**5, "百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "千": 1000, "百": 100, "": 1}
_UNITS: Final = {
    "%": "percent", "个百分点": "percent", "个点": "percent", "元": "yuan", "年": "years", "周年": "years", "个年头": "years", "个月": "months", "月": "months",
    "个工作日": "workdays", "工作日": "workdays", "天": "days", "日": "days", "个自然日": "days", "周": "weeks", "个星期": "weeks", "个季度": "quarters", "小时": "hours",
    "项": "items", "个": "items", "件": "items", "种": "items", "条": "items", "方面": "items", "个方面": "items", "类": "items", "层": "items", "个层次": "items",
    "步": "items", "轮": "items", "次": "items", "道": "items", "关": "items", "款": "items", "份": "copies", "家": "firms", "户": "firms", "人": "people", "名": "rank",
    "位": "rank", "分": "score", "级": "level", "强": "top", "倍": "times", "张": "sheets", "批": "batch", "季度": "quarter", "岁": "years", "台": "items", "亩": "area",
}  # fmt: skip
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_AMOUNT: Final = re.compile(
    rf"""
    (?P<share>百分之|千分之)?
    (?P<digits>(?=万家)|(?<![\d.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\d.])\d+(?:\.\d+)?|{_HAN}+(?:点{_HAN}+)?|(?<=百分之)百)
    [ ]?(?P<more>多|余|来)?(?P<scale>十万|百万|千万|万|亿|千(?![克米瓦分])|百(?!分))?(?P<tail>(?<=亿){_HAN}+[千百]?万|(?<=亿)\d+万)?(?P<half>半(?=年))?
    [ ]?(?P<unit>{_UNIT})?
    """,
    re.VERBOSE,
)
_FRACTION: Final = re.compile(r"(?P<tenths>[一二三四五六七八九\d])成(?P<half>半)?(?![立为功本果员长交品熟])|(?P<whole>一半|半数|过半)|三分之(?P<thirds>[一二])")
_DATE: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号|(?=[前后起止至到之以]))"
)
_ISO: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)")
_DAY: Final = re.compile(r"(?<=[至到—~-])(?P<day>[12]\d|3[01]|[1-9])[日号]")
_MONTH: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月(?!\d)|(?<![\d个近])(?P<month2>1[0-2]|[1-9])月(?:份|底|末|初|中旬|上旬|下旬)")
_YEAR: Final = re.compile(r"(?<![\d.〔\[])(?P<year>(?:19|20)\d\d)(?=年|(?:[—~至到、和]+20\d\d(?:[两三])?年)|[两三]年|的?(?:办法|标准|版))|(?P<han>二[〇零○][一二三四五六七八九〇零○]{2})(?=年)")
_DOCUMENT: Final = re.compile(r"(?:工信[部厅](?:联)?(?:企业)?函?|国发|[\u4e00-\u9fff]{1,2}[部厅委](?:联|函)?)?[〔\[(（](?P<year>(?:19|20)\d\d)[〕\])）]\s?第?(?P<number>\d{1,4})号")
_SHORT_DOCUMENT: Final = re.compile(r"(?<![\d月])(?P<number>\d{1,4})号(?=文|函|通知|文件)")
_QUARTER: Final = re.compile(r"(?:第?(?P<q>[一二三四1234])|(?P<w>[上下])半)(?:个)?(?:季度|年(?=组织|开展|启动|集中|进行))")
_ORDINAL: Final = re.compile(
    rf"第(?P<number>\d+|{_HAN}+)(?P<kind>批|条|章|款|项|名|位|档|步|类)|附件(?P<annex>\d+|{_HAN}+)(?![万亿千百项个])|排(?:名|在)?(?:在)?第(?P<place>\d+|{_HAN}+)(?:名|位)?|前(?P<rank>\d+|{_HAN}+)(?:名|位|强|(?![年期次述年批季个]))"
)
_WINDOW: Final = re.compile(r"(?:最近|过去|近|前|连续)(?P<number>\d+|[一二两三四五六七八九十])个?(?P<unit>年|月|天|日|周|季度|个月)(?:度|内|间|来)?")
_MARK: Final = re.compile(r"\[\d{1,3}\]|(?<=[。，；\s])[A-Fa-f][.．、]|(?m:^)\s*(?:\d{1,2}[.．、](?!\d)|[A-Fa-f][.．])|iso\s?9001|ISO\s?9001|g20|G20|(?m:^)\s*[一二三四五六七八九十]+、|(?m:^)\s*[（(][一二三四五六七八九十]+[）)]")
_SPAN: Final = re.compile(r"[之以]?内|期|的?有效")
_POINTS_AT: Final = re.compile(r"(?:[这那同每任某哪另唯]|最后|其中|随便|任意|任何)$")
"""Before 一: the words only point at something."""
_RANGE: Final = re.compile(r"\s?(?:-|—{1,2}|~|至|到)\s?")
_WAN: Final = Decimal(10_000)


@dataclass(frozen=True)
class SaidFigure:
    """A figure at `start`..`end`.

    Attributes:
        unit: percent, money (in 万元), years, months, …, `date`, `year`, `month`, `document`, `batch`, `annex`, `article`, `window_years`; "" for none.
        value: the number; of a date month × 100 + day.
        year: of a date or a document number, where it is said.
        limit: how it is meant as a limit, None where it only is.
        mate: whether it is the lower (-1) or upper (1) end of a range.
    """

    unit: str
    value: Decimal
    start: int
    end: int
    words: str
    limit: Limit | None = None
    year: int | None = None
    mate: int = 0
    core: int = 0
    """Where the number itself begins."""

    @property
    def is_date(self) -> bool:
        return self.unit in ("date", "month", "year", "quarter")

    def same(self, other: SaidFigure) -> bool:
        """Whether both say the same number of the same thing."""
        if self.unit != other.unit or self.value != other.value:
            return False
        return self.year is None or other.year is None or self.year == other.year


def find_figures(text: str) -> list[SaidFigure]:
    """All figures of `text` (flat), in order; marks, numbers of lines and formal names are none."""
    rest = _MARK.sub(lambda match: "□" * len(match[0]), text)
    found: list[SaidFigure] = []
    for finder in (_documents, _dates, _windows, _ordinals, _amounts):
        new = list(finder(rest))
        for figure in new:
            rest = f"{rest[: figure.start]}{'□' * (figure.end - figure.start)}{rest[figure.end :]}"
        found += new
    return _ranged(sorted(found, key=lambda figure: figure.start), text)


def _documents(text: str) -> Iterator[SaidFigure]:
    for match in _DOCUMENT.finditer(text):
        yield _figure(match, "document", Decimal(match["number"]), year=int(match["year"]))
    for match in _SHORT_DOCUMENT.finditer(text):
        if not _DOCUMENT.search(text[max(0, match.start() - 8) : match.end()]):
            yield _figure(match, "document", Decimal(match["number"]))


def _dates(text: str) -> Iterator[SaidFigure]:
    taken: set[int] = set()
    for pattern in (_ISO, _DATE, _DAY, _MONTH, _QUARTER, _YEAR):
        for match in pattern.finditer(text):
            if not taken.isdisjoint(range(*match.span())):
                continue
            groups = match.groupdict()
            year = int(groups["year"]) if groups.get("year") else None
            if pattern in (_ISO, _DATE):
                figure = _figure(match, "date", _number(match["month"]) * 100 + _number(match["day"]), year=year)
            elif pattern is _DAY:
                last = next(iter(reversed(found_before(text, match.start()))), None)
                if last is None:
                    continue
                figure = _figure(match, "date", last.value // 100 * 100 + _number(match["day"]), year=last.year)
            elif pattern is _MONTH:
                figure = _figure(match, "month", _number(match["month"] or match["month2"]), year=year)
            elif pattern is _QUARTER:
                figure = _figure(match, "quarter", _number(match["q"]) if match["q"] else Decimal(10 if match["w"] == "上" else 11))
            else:
                value = Decimal(match["year"]) if match["year"] else chinese_number(match["han"])
                figure = _figure(match, "year", value)
            taken.update(range(*match.span()))
            yield figure


def found_before(text: str, place: int) -> list[SaidFigure]:
    """The dates that stand before `place`."""
    return [
        _figure(match, "date", _number(match["month"]) * 100 + _number(match["day"]), year=int(match["year"]) if match["year"] else None)
        for match in _DATE.finditer(text, 0, place)
    ]


def _windows(text: str) -> Iterator[SaidFigure]:
    for match in _WINDOW.finditer(text):
        unit = {"年": "years", "月": "months", "个月": "months", "天": "days", "日": "days", "周": "weeks", "季度": "quarters"}[match["unit"]]
        yield _figure(match, f"window_{unit}", _number(match["number"]))


def _ordinals(text: str) -> Iterator[SaidFigure]:
    kinds = {"批": "batch", "条": "article", "章": "chapter", "名": "rank", "位": "rank", "档": "grade", "步": "step", "类": "grade"}
    for match in _ORDINAL.finditer(text):
        if match["number"]:
            yield _figure(match, kinds.get(match["kind"], "paragraph"), _number(match["number"]))
        elif match["annex"]:
            yield _figure(match, "annex", _number(match["annex"]))
        elif match["place"]:
            yield _figure(match, "rank", _number(match["place"]))
        else:
            yield _figure(match, "top" if match[0].endswith("强") else "rank", _number(match["rank"]))


def _amounts(text: str) -> Iterator[SaidFigure]:
    for match in _FRACTION.finditer(text):
        value = Decimal(50) if match["whole"] else _number(match["tenths"]) * 10 + (5 if match["half"] else 0) if match["tenths"] else Decimal(100) * _number(match["thirds"]) / 3
        yield replace(_figure(match, "percent", value), limit=Limit.MORE if match["whole"] == "过半" else limit_of(text, match.start(), match.end()))
    rest = _FRACTION.sub(lambda match: "□" * len(match[0]), text)
    for match in _AMOUNT.finditer(rest):
        figure = _amount(match, text)
        if figure is not None:
            yield figure


def _amount(match: re.Match, text: str) -> SaidFigure | None:
    digits, scale, unit_word = match["digits"], match["scale"] or "", match["unit"] or ""
    han = not digits[:1].isdigit()
    if han and not unit_word and not scale and not match["share"] and len(digits) == 1:
        return None
    try:
        value = _number(digits.replace(",", "") or "1") * _SCALES[scale]
        if match["tail"]:
            value += _number(match["tail"])
    except (ValueError, KeyError):
        return None
    unit = "percent" if match["share"] else _UNITS.get(unit_word, "")
    if match["share"] == "千分之":
        value /= 10
    if match["half"]:
        value += Decimal("0.5")
    if unit == "yuan" or not unit and (scale and not unit_word) and (Decimal(value) >= _WAN):
        unit, value = "money", value / _WAN
    limit = limit_of(text, match.start(), match.end())
    if han and digits == "一" and not scale and (_POINTS_AT.search(text, 0, match.start()) or unit == "score" and text.startswith(("钱", "没", "都没", "也没"), match.end())):
        return None
    if han and digits == "一" and unit == "years" and limit is None and not _SPAN.match(text, match.end()):
        return None
    if han and digits == "一" and not scale and unit in ("items", "firms", "rank", "people", "sheets", "batch", "top") and limit is None:
        return None
    if not unit and han and not scale:
        return None
    figure = _figure(match, unit, value.normalize())
    return replace(figure, limit=limit)


def _ranged(figures: list[SaidFigure], text: str) -> list[SaidFigure]:
    """Two figures with only a dash or 至 between them are the ends of one range; the first has the second's unit."""
    out = list(figures)
    for place in range(len(out) - 1):
        first, second = out[place], out[place + 1]
        between = text[first.end : second.start]
        if not _RANGE.fullmatch(between) and not (between in ("起至", "起到", "开始至", "开始到", "起，到", "起，至") and first.unit == "date"):
            continue
        if first.unit == "" and second.unit in ("money", "percent", "score", "years", "people", "items"):
            value = first.value
            if second.unit == "money" and ("万" in second.words or "亿" in second.words):
                value = first.value * (10_000 if "亿" in second.words else 1)
            first = replace(first, unit=second.unit, value=value)
        if first.unit == second.unit:
            if second.unit == "date" and first.year and not second.year:
                second = replace(second, year=first.year)
            out[place] = replace(first, limit=Limit.AT_LEAST, mate=-1)
            out[place + 1] = replace(second, limit=Limit.AT_MOST, mate=1)
    return out


def _figure(match: re.Match, unit: str, value: Decimal, year: int | None = None) -> SaidFigure:
    start, end = match.start(), match.end()
    while match.string[end - 1] == " ":
        end -= 1
    limit = limit_of(match.string, start, end, dated=unit in ("date", "month", "year"))
    return SaidFigure(unit, value, start, end, match.string[start:end], limit, year)


def _number(text: str) -> Decimal:
    if text.replace(".", "", 1).isdigit():
        return Decimal(text)
    if text.endswith("万") and text[:-1].isdigit():
        return Decimal(text[:-1]) * _WAN
    return chinese_number(text)
