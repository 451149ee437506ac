"""Years and days in Chinese text, seen from the day asked about.

去年 and 前年 go by that day; 近两年 are last year and the one before, 近三年 one more (附件4（一）: a year of figures is
a whole one, so the running year is none of them).

>>> [(m.text, m.years) for m in find_dates("前年营收8000万，2021年9000万，近两年研发各500万", date(2023, 5, 1))]
[('前年', (2021,)), ('2021年', (2021,)), ('近两年', (2022, 2021))]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import DIGITS, chinese_number


class When(StrEnum):
    """What kind of time a mention names."""

    YEAR = "year"
    """One whole year, or the end of one: 去年, 2021年度, 2021年末."""
    WINDOW = "window"
    """Several whole years, the newest first: 近两年."""
    DAY = "day"
    """A month or a day: 2021年7月, 7月19日."""
    PART = "part"
    """A part of a year: 上半年, 一季度, 1-9月."""
    NOW = "now"
    """目前, 现在, or the running year, whose figures are not whole yet."""
    FUTURE = "future"
    """明年, or a year that has not begun."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time named at `start`..`end` of the text searched.

    `iso` is the date as far as it is known: `2021`, `2021-07` or `2021-07-19`.
    """

    text: str
    start: int
    end: int
    when: When
    years: tuple[int, ...] = ()
    iso: str | None = None

    @property
    def year(self) -> int | None:
        """The one year meant, where it is one."""
        return self.years[0] if len(self.years) == 1 else None

    def iso_in(self, year: int) -> str | None:
        """A month or a day told without a year, as a date of `year`.

        >>> find_dates("7月19日", date(2023, 5, 1))[0].iso_in(2023)
        '2023-07-19'
        """
        month, _, rest = self.text.partition("月")
        day = rest.rstrip("日号")
        if not _MONTH.fullmatch(month):
            return None
        return f"{year}-{_number(month):02}" + (f"-{int(day):02}" if day.isdigit() else "")

    def whole_day_in(self, year: int) -> str | None:
        """The same, where the day itself is told."""
        found = self.iso_in(year)
        return found if found is not None and found.count("-") > 1 else None


_BACK = {
    "今": 0, "本": 0, "当": 0, "去": 1, "上": 1, "上一": 1, "头一": 1, "前": 2, "上上": 2, "上上一": 2, "大前": 3,
    "明": -1, "下": -1, "下一": -1, "来": -1, "后": -2,
}  # fmt: skip
_HAN_YEAR = "[一二][零〇○九十]?[零〇○一二三四五六七八九]{2,3}"
_COUNT = "[一二两三四五1-5]"
_PATTERN = re.compile(
    rf"""
    (?P<window>(?:最近|过去|近|前|连续|之前|这(?=[两二三2-3]个?年))的?(?P<count>{_COUNT})(?:个)?(?:完整)?(?:会计)?年(?:度|内|间|里|来)?(?!前|以前|之前))
  | (?P<window2>(?:两年|三年)(?=(?:拿|融|获得|投|引进)了?)|(?<![\d.第满])[23]年(?=(?:都|均)(?:是|在|有|为|达到?|超过?|不到|过)?了?\s?[\d一二两三四五六七八九])|(?:两年|三年)(?=(?:分别|都|均|合计|平均|加起来|累计|研发|营收)|\s{{0,2}}(?:一?共|总共)?\d[\d,.]{{0,12}}\s?[万亿]))
  | (?P<years>(?<![\d.])20\d\d(?:\s*(?:财年|会计年度|年度?)?\s*(?:-|~|–|—|至|到|、|和|及|与|,|，|/)\s*20\d\d(?![\d.]|\s*[万亿%元wW]))+)
      (?:[两二三]?(?:财年|会计年度|年度?))?
  | (?P<short_years>(?<![\d.第满近约超达有])[12]\d年?(?:[-~–—至到、和及与][12]\d年?)*[-~–—至到、和及与][12]\d)年(?:度)?(?![前多来余]|以|左右|的?经验|了|后|内|间|时间|期|龄)
  | (?P<year>(?:(?:(?<![\d.A-Za-z])|(?<=FY)|(?<=fy))(?:19|20)\d\d(?!\d)(?![\d.,]*\s*(?:[万亿%元人项件个名]|[wW](?![A-Za-z])))|{_HAN_YEAR}(?=年)))\s*
      (?:(?:[-./](?P<m2>0?[1-9]|1[0-2])(?!\d)(?:[-./](?P<d2>0?[1-9]|[12]\d|3[01])(?!\d))?(?!%|万|亿|个|\.?\d))
        |(?:(?:年|财年|会计年度)(?:度)?)?(?:的)?(?:(?P<part>上半年|下半年|(?:第?[一二三四1-4]|前[二三23])个?季度|前[一二三四五六七八九十\d]+个?月|\d{{1,2}}\s{{0,2}}[-~至到]\s{{0,2}}\d{{1,2}}月)
          |(?P<m>[01]?\d|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<d>[0-3]?\d|[一二三]?十?[一二三四五六七八九十])[日号])?(?P<month_end>末|底)?
          |(?P<year_end>年?(?:末|底)))?)
  | (?P<short>(?<!从事|深耕|专注|聚焦|做了|干了|已有|成立|经营|满了|连续|超过|历经|积累|耕耘)(?<![\d.第满近约超达有])[12]\d)年(?![前多来余]|以|左右|的?经验|的?历史|了|后|内|间|时间|期|龄|来)(?:(?P<short_m>1[0-2]|0?[1-9])月(?:份)?(?:(?P<short_d>[0-3]?\d)[日号]|底|末|初)?|(?P<short_end>度|末|底))?
  | (?P<han_short>(?<![了过近这那有第一二三四五六七八九十两])二[〇零一二三四五六])年(?=的?(?:评|拿|认|获|批|入库|入选|公告|公示|拿|营|研发|主营|卖|销|净利|亏|成立|度|底|末))
  | (?P<relative>大前|上上一?|上一|去|今|本|当|前|上|明|下一?|来|后|头一)(?:个)?(?:会计)?年(?!限|纪|级|龄|轻|会|检|报[^表]|费|前|来|多)
      (?:度)?(?:全年)?(?:(?P<relative_m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<relative_d>[0-3]?\d)[日号]|[底末])?
      |(?P<relative_part>上半年|下半年|(?:第?[一二三四1-4]|前[二三23])个?季度|前[一二三四五六七八九十\d]+个?月)|(?P<relative_end>年?末|年?底))?
  | (?P<earlier>(?:再|更)(?:往)?(?:前|早)(?:一)?年)
  | (?P<now>截[至止]?(?:今日|目前)|目前|现在|当前|如今|眼下|现(?=有|共|员))
  | (?P<bare_part>上半年|下半年|(?:第?[一二三四]|前[二三])季度|(?:上个|这个|本|每个?|单)月|月均|季度|前[一二三四五六七八九十\d]+个月|(?<!\d)\d{{1,2}}\s{{0,2}}[-~至到]\s{{0,2}}\d{{1,2}}月)
  | (?P<bare_end>(?<!今)年末|(?<!今)年底)
  | (?P<month>(?<![\d.个近前第])(?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十]))月(?:份|底|初|末|中旬|(?=(?:才|刚|就|我们|公司|办|正式)?(?:改|更|搬|迁|合并|分立|重组|发的|认定|拿到|拿的|评上|通过|批下|公告|变更)))
  | (?P<bare_m>(?<!\d)(?:1[0-2]|[1-9]))月(?P<bare_d>[12]\d|3[01]|[1-9])(?:[日号]|(?![\d.,万亿%个项名人家件元份年月天批次]))
    """,
    re.VERBOSE,
)
_MONTH = re.compile(r"1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]")
_AGO = re.compile(r"(?<![\d.近])(\d{1,2}|[一二两三四五六七八九十])年(?:多|以|之)?前")


def find_dates(text: str, as_of: date) -> list[DateMention]:
    """All times that `text` names, in order, relative ones seen from `as_of`."""
    found: list[DateMention] = []
    for match in _PATTERN.finditer(text):
        mention = _year_before(match, found) if match["earlier"] else _read(match, as_of)
        if mention is not None:
            found.append(mention)
    return found


def _year_before(match: re.Match, named: list[DateMention]) -> DateMention:
    """再往前一年: the year before the earliest of the years that the text named; where it named none, no year to be used."""
    years = [year for mention in named for year in mention.years]
    return _mention(match, When.YEAR, (min(years) - 1,), str(min(years) - 1)) if years else _mention(match, When.PART)


def years_ago(text: str, as_of: date) -> list[DateMention]:
    """The years that `text` names by how long ago they were.

    >>> [(m.text, m.year) for m in years_ago("五年前得的奖", date(2024, 5, 5))]
    [('五年前', 2019)]
    """
    found = []
    for match in _AGO.finditer(text):
        year = as_of.year - _number(match[1])
        found.append(_mention(match, When.YEAR, (year,), str(year)))
    return found


def without_dates(text: str, mentions: list[DateMention]) -> str:
    """`text`, of the same length, with the mentions blanked out, so that their digits are no quantities."""
    for mention in mentions:
        text = f"{text[: mention.start]}{'□' * (mention.end - mention.start)}{text[mention.end :]}"
    return text


def _read(match: re.Match, as_of: date) -> DateMention | None:
    last = as_of.year - 1
    if match["window"] or match["window2"]:
        count = _number(match["count"] or match["window2"][0])
        return _mention(match, When.WINDOW, tuple(range(last, last - count, -1)))
    if match["years"]:
        return _listed(match, match["years"])
    if match["short_years"]:
        listed = _listed(match, re.sub(r"(?<!\d)(?=\d\d)", "20", match["short_years"]))
        return listed if listed and all(2015 <= year <= as_of.year for year in listed.years) else None
    if match["year"]:
        return _absolute(match, as_of)
    if match["short"]:
        year = 2000 + int(match["short"])
        if match["short_m"]:
            known = 2010 <= year <= as_of.year + 1 and _exists(year, int(match["short_m"]), match["short_d"])
            iso = f"{year}-{int(match['short_m']):02}" + (f"-{int(match['short_d']):02}" if match["short_d"] else "")
            return _mention(match, When.DAY, (year,), iso) if known else None
        return _whole(match, year, as_of) if 2015 <= year <= as_of.year + 1 else None
    if match["han_short"]:
        return _whole(match, 2000 + _number(match["han_short"]), as_of)
    if match["relative"]:
        year = as_of.year - _BACK[match["relative"]]
        if match["relative_m"]:
            month, day = _number(match["relative_m"]), match["relative_d"]
            iso = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
            return _mention(match, When.DAY, (year,), iso) if _exists(year, month, day) else None
        if match["relative_part"]:
            return _mention(match, When.PART, (year,), str(year))
        if match["relative_end"] and year == as_of.year:
            return _mention(match, When.FUTURE, (year,), str(year))
        return _whole(match, year, as_of)
    if match["bare_end"]:
        return _whole(match, last, as_of)
    return _mention(match, When.NOW if match["now"] else When.PART if match["bare_part"] else When.DAY)


def _mention(
    match: re.Match, when: When, years: tuple[int, ...] = (), iso: str | None = None
) -> DateMention:
    text = match[0].rstrip()
    return DateMention(text, match.start(), match.start() + len(text), when, years, iso)


def _whole(match: re.Match, year: int, as_of: date) -> DateMention:
    when = When.FUTURE if year > as_of.year else When.NOW if year == as_of.year else When.YEAR
    return _mention(match, when, (year,), str(year))


def _listed(match: re.Match, said: str) -> DateMention | None:
    """2021和2020年 in the order said; 2019-2021年 as the years between, too."""
    years = [int(year) for year in re.findall(r"20\d\d", said)]
    if len(years) == 2 and not re.search("[、和及与,，/]", said):
        if abs(years[0] - years[1]) > 5:
            return None
        step = 1 if years[0] <= years[1] else -1
        years = list(range(years[0], years[1] + step, step))
    return _mention(match, When.WINDOW, tuple(dict.fromkeys(years)))


def _absolute(match: re.Match, as_of: date) -> DateMention | None:
    year = _number(match["year"])
    alone = match[0].strip() == match["year"]
    if not (2010 if alone else 1949) <= year <= (as_of.year + 1 if alone else 2100):
        return None
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    if match["part"]:
        return _mention(match, When.PART, (year,), str(year))
    if not month:
        return _whole(match, year, as_of)
    parts = [year, _number(month), *([_number(day)] if day else [])]
    if not _exists(year, parts[1], day):
        return None
    closing = parts[1] == 12 and bool(match["month_end"] or parts[2:] == [31])
    when = When.YEAR if closing and year < as_of.year else When.DAY
    return _mention(match, when, (year,), "-".join(f"{part:02}" for part in parts))


def _exists(year: int, month: int, day: str | None) -> bool:
    try:
        date(year, month, _number(day) if day else 1)
    except ValueError:
        return False
    return True


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return (
        int("".join(str(DIGITS[s]) for s in text))
        if all(s in DIGITS for s in text)
        else int(chinese_number(text))
    )
