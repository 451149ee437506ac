"""The year each number is of: 2021年1.2亿、2020年9000万; 近两年均为500万; 3.5%和2.8%, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant import bounded as re
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Unit
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.cues import cues
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.placing import Bound
from assistant.understanding.extraction.reading import Reading

_EVENT = re.compile(
    r"\s*[，,]?(?:就|才|正式|首次|被|已|我们|公司|顺利)*+(?:成立|认定|评[上为选]|入选|注册|上市|搬|建[厂成立]|开始|起|以来|创立|创办|投产|挂牌|复核)"
)
_COMPARED = re.compile(r"年?(?:度|全年)?(?:同期|相比|同比)?[^，。；\d的]{0,10}?[增涨提上升下降减高多低少略]")
_BEGUN = re.compile(r"(?:(?:成立|创立|创办|创建|注册|始建|始创|组建)(?:于|时间)?[:：]?|founded in|established in|since)\s*$", re.IGNORECASE)
_HEADING = re.compile(r"审计|财报|年报|数据|财务|经营|报表|情况|业绩|指标")
_PARENTHESIS = re.compile(r"\s*[（(\[]\s*(?:分别|依次)?(?:为|是)?\s*")
_IN = re.compile(r"\s{0,3}(?:yuan|RMB|CNY)?\s{0,3}(?:in|for|during)\s*(?:FY\s?)?")
_JOINT = re.compile(r"\s*(?:和|与|跟|及|、|以及)\s*")


@dataclass(frozen=True, slots=True)
class Dated:
    """A bound quantity with its years: several where one number holds for each (均为500万).

    `said` is whether the text names the year; `start` reaches back to the year where it stands right before.
    """

    bound: Bound
    years: tuple[int, ...]
    said: bool
    start: int
    reason: Reason | None = None


def date_all(reading: Reading, bounds: list[Bound]) -> list[Dated]:
    """Give every bound quantity its year; none (an empty tuple) where nothing is said of it."""
    return list(_Dater(reading, bounds).all())


class _Dater:
    def __init__(self, reading: Reading, bounds: list[Bound]) -> None:
        self.reading = reading
        self.bounds = bounds
        self.last_year = reading.as_of.year - 1
        self.sentence = -1
        self.context: tuple[int, ...] = ()
        self.set_in: Clause | None = None
        self.heading: tuple[int, ...] = ()
        self.years_of: dict[str, set[int]] = {}
        self.seen: list[int] = []
        self.order: list[int] = []
        self.untold: set[int] = set()
        self.part = False
        self.scanned = 0

    def all(self) -> Iterator[Dated]:
        for run in self._runs():
            clause = run[0].clause
            self._enter(clause)
            for dated in self._run(run):
                dated = self._redated(dated)
                self.years_of.setdefault(dated.bound.field or "", set()).update(dated.years or (self.last_year,))
                yield dated

    def _redated(self, dated: Dated) -> Dated:
        """研发占比3.5%……等下，那是2022年的: the next clause tells the year."""
        clauses = self.reading.clauses
        following = clauses[clauses.index(dated.bound.clause) + 1 :]
        told = next((c for c in following if not cues().words["filler"].match(self.reading.text[c.start : c.end])), None)
        if dated.said or told is None:
            return dated
        start, end = told.start, told.end
        named = [date for date in self.reading.dates if start <= date.start < end and date.when is When.YEAR]
        if len(named) == 1 and cues().words["redated"].search(self.reading.blanked[start:end]):
            return replace(dated, years=named[0].years, said=True)
        return dated

    def _runs(self) -> Iterator[list[Bound]]:
        """Numbers listed under one name, also over a comma."""
        run: list[Bound] = []
        for bound in self.bounds:
            if run and bound.mention is run[-1].mention and self._goes_on(run[-1], bound):
                run.append(bound)
            else:
                if run:
                    yield run
                run = [bound]
        if run:
            yield run

    def _goes_on(self, run_end: Bound, bound: Bound) -> bool:
        if bound.field not in cues().by_year or run_end.reason is not None:
            return False
        if run_end.clause.mood is not bound.clause.mood:  # 预算600万，实际花了480万
            return False
        if (bound.quantity.bound is None) is not (run_end.quantity.bound is None):  # 营收4800万，不到5000万
            return False
        return bound.continues or (bound.carried and not bound.clause.ours and not bound.corrects)

    def _enter(self, clause: Clause) -> None:
        """Take in the clauses up to this one: a year that stands alone is a heading for what follows."""
        for earlier in self.reading.clauses:
            if self.scanned <= earlier.start <= clause.start:
                if earlier.sentence != self.sentence:
                    self._begin(earlier.sentence)
                if earlier.start < clause.start or earlier is clause:
                    self._note_heading(earlier)
                self.scanned = earlier.end
        if clause.sentence != self.sentence:
            self._begin(clause.sentence)

    def _begin(self, sentence: int) -> None:
        self.order = self.seen if len(self.seen) > 1 else self.order
        self.sentence, self.context, self.seen = sentence, self.heading, list(self.heading)
        self.set_in, self.years_of, self.part = None, {}, False

    def _note_heading(self, clause: Clause) -> None:
        dates = self._dates(clause.start, clause.end)
        if len(dates) != 1 or dates[0].when not in (When.YEAR, When.WINDOW):
            return
        rest = re.sub(r"[□\s:：]+", "", self.reading.blanked[clause.start : clause.end])
        if any(clause.start <= bound.quantity.start < clause.end for bound in self.bounds):
            return
        if not rest or cues().words["bare_clause"].match(rest):
            self.heading = self.context = dates[0].years
        elif _HEADING.search(rest) and len(rest) < 15:
            self.context = dates[0].years

    def _run(self, run: list[Bound]) -> Iterator[Dated]:
        """Numbers one behind the other under one name."""
        first = run[0]
        ahead = self._ahead(first)
        own = [self._own_date(bound, run[i - 1] if i else None) for i, bound in enumerate(run)]
        years = tuple(dict.fromkeys(year for date in ahead for year in date.years))
        listed = len(run) > 1 and not any(own[1:])
        order = self.seen if len(self.seen) > 1 else self.order
        if len(run) > 1 and (behind := self._listed_behind(run, own)):
            for bound, year in zip(run, behind, strict=True):
                yield self._dated(bound, (year,), True)
        elif listed and not ahead and len(order) == len(run):
            for bound, year in zip(run, list(order), strict=True):
                yield self._dated(bound, (year,), True)
        elif listed and not self._explicit(ahead) and (_rises(run) or self._order_is_open(run, order, ahead)):
            self.untold.add(len(run))
            for bound in run:
                yield Dated(bound, (), False, bound.start, Reason.ORDER_NOT_TOLD)
        elif listed and len(years) == len(run):
            for bound, year in zip(run, years, strict=True):
                yield self._dated(bound, (year,), self._explicit(ahead))
        else:
            yield from self._each_by_itself(run, own)

    def _listed_behind(self, run: list[Bound], own: list[DateMention | None]) -> tuple[int, ...]:
        """6.8%和6.3%（2025、2024）: as many years in brackets behind the list, in its order."""
        last = own[-1]
        if last is None or any(own[1:-1]) or last.start < run[-1].quantity.end:
            return ()
        return last.years if len(last.years) == len(run) and self._explicit([last]) else ()

    def _order_is_open(self, run: list[Bound], order: list[int], ahead: list[DateMention]) -> bool:
        """Another list of the text goes forward in time, or may: this one needn't be the newest first."""
        return len(run) in self.untold or (not ahead and len(order) > 1 and order == sorted(order))

    def _explicit(self, dates: list[DateMention]) -> bool:
        """Whether the years are named one by one, in the order of the numbers; 近两年 names none."""
        years = [year for date in dates for year in date.years]
        return len(years) > 1 and all(date.iso or re.search(r"\d\d", date.text) for date in dates)

    def _each_by_itself(self, run: list[Bound], own: list[DateMention | None]) -> Iterator[Dated]:
        behind: int | None = None
        for place, (bound, date) in enumerate(zip(run, own, strict=True)):
            if date is None and place:
                base = behind if behind is not None else self.last_year
                behind = base - 1
                yield self._dated(bound, (behind,), False)
            elif date is None:
                undated = self._undated(bound)
                yield undated
                behind = undated.years[0] if len(undated.years) == 1 else self.last_year
            else:
                yield self._by_date(bound, date, len(run) > 1 and place == 0)
                behind = date.years[0] if date.years else None

    def _undated(self, bound: Bound) -> Dated:
        if self.part and bound.field in cues().by_year and not bound.clause.ours:
            return Dated(bound, (), True, bound.start, Reason.PART_OF_A_YEAR)
        context = self.heading if self._follows_a_series(bound) else self.context
        if len(context) > 1:
            return self._window(bound, context, bound.start)
        return Dated(bound, context, bool(context), bound.start)

    def _follows_a_series(self, bound: Bound) -> bool:
        """研发占比3.5%和2.8%，资产负债率62%: the year on which the series before it ended is not this one's."""
        beside = self.set_in is bound.clause and not self.reading.text[bound.start - 1 : bound.start].isspace()
        if self.set_in is None or beside or self.years_of.get(bound.field or ""):
            return False
        return any(len(years) > 1 and years.issuperset(self.context) for years in self.years_of.values())

    def _by_date(self, bound: Bound, date: DateMention, heads_a_list: bool) -> Dated:
        start = min(bound.start, date.start) if bound.start - date.end <= 3 else bound.start
        if date.when is When.PART or (
            date.when is When.DAY and bound.quantity.unit.value in ("money", "percent")
        ):
            self.part = date.when is When.PART
            return Dated(bound, date.years, True, start, Reason.PART_OF_A_YEAR)
        if date.when is When.FUTURE:
            return Dated(bound, date.years, True, start, Reason.WISHED)
        if date.when is When.NOW and not date.years:
            return Dated(bound, (), False, start)
        if date.text.startswith(("上年", "上一年")) and self.years_of.get(bound.field or "", set()) & set(date.years):
            date = replace(date, years=tuple(year - 1 for year in date.years))  # 2024年5.3%，上年5.1%
        if len(date.years) > 1:
            return self._window(bound, date.years[:1] if heads_a_list else date.years, start)
        if bound.compared or self._is_measured_against(date):
            before = [d for d in self._dates(bound.clause.start, date.start) if d.when is When.YEAR]
            self._remember(before[-1].years if before else self.context, bound)
        else:
            self._remember(date.years, bound)
        return Dated(bound, date.years, bool(date.years), start)

    def _window(self, bound: Bound, years: tuple[int, ...], start: int) -> Dated:
        """One number for several years: each year's, or a sum that is no year's."""
        if len(years) == 1:
            return Dated(bound, years, False, start)
        near = self.reading.text[bound.clause.start : min(bound.quantity.end + 4, bound.clause.end)]
        if cues().words["sum"].search(near) or not cues().words["each"].search(near):
            return Dated(bound, (), True, start, Reason.SUM_OF_YEARS)
        return Dated(bound, years, True, start)

    def _dated(self, bound: Bound, years: tuple[int, ...], said: bool) -> Dated:
        self._remember(years, bound)
        return Dated(bound, years, said, bound.start)

    def _remember(self, years: tuple[int, ...], bound: Bound) -> None:
        self.context, self.set_in, self.part = years, bound.clause, False
        self.seen += [year for year in years if year not in self.seen]

    def _respectively(self, bound: Bound) -> bool:
        clause = bound.clause
        return bool(cues().words["respectively"].search(self.reading.text, clause.start, clause.end))

    def _ahead(self, bound: Bound) -> list[DateMention]:
        """Years named in the clause before the first number, for all numbers of a run."""
        dates = [d for d in self._dates(bound.clause.start, bound.quantity.start) if d.years]
        told = [d for d in dates if len(d.years) > 1 and self._explicit([d])]
        return told if len(told) == 1 and all(set(d.years) == set(told[0].years) for d in dates) else dates

    def _own_date(self, bound: Bound, previous: Bound | None) -> DateMention | None:
        since = previous.quantity.end if previous else bound.clause.start
        earlier = [
            b.quantity.end
            for b in self.bounds
            if b.clause is bound.clause and b.quantity.end <= bound.quantity.start
        ]
        since = max([since, *earlier])
        behind = next((d for d in self.reading.dates if d.start >= bound.quantity.end), None)
        if behind and self._stands_behind(behind, bound.quantity.end):
            return behind
        dates = self._dates(since, bound.quantity.start)
        if dates and since > bound.clause.start and self._stands_behind(dates[-1], since):
            dates = []
        return self._joint(dates) if dates else None

    def _joint(self, dates: list[DateMention]) -> DateMention:
        """去年和前年 together are two years."""
        last = dates[-1]
        before = dates[-2] if len(dates) > 1 else None
        if before is None or {before.when, last.when} != {When.YEAR}:
            return last
        if not _JOINT.fullmatch(self.reading.text, before.end, last.start):
            return last
        return replace(last, start=before.start, when=When.WINDOW, years=(*before.years, *last.years), iso=None)

    def _stands_behind(self, date: DateMention, since: int) -> bool:
        """1.2亿（2021年）, 5.2 million yuan in 2021."""
        return self._in_parentheses(date, since) or bool(_IN.fullmatch(self.reading.text, since, date.start))

    def _in_parentheses(self, date: DateMention, since: int) -> bool:
        """1.2亿（2021年）和…: that year belongs to the number before it."""
        closed = self.reading.text[date.end : date.end + 1] in ("）", ")", "]")
        return closed and bool(_PARENTHESIS.fullmatch(self.reading.text, since, date.start))

    def _dates(self, start: int, end: int) -> list[DateMention]:
        return [
            date
            for date in self.reading.dates
            if start <= date.start < end
            and (date.when is When.WINDOW or not _EVENT.match(self.reading.text, date.end))
            and not self._compared_with(date)
            and not _BEGUN.search(self.reading.text[: date.start])
        ]

    def _is_measured_against(self, date: DateMention) -> bool:
        """2025年营收较2024年的9300万元增长10%: another one than the year spoken of."""
        return self.reading.text[: date.start].endswith(("比", "较", "比起"))

    def _compared_with(self, date: DateMention) -> bool:
        """比2020年增长了12%: a year that no number is of."""
        return self._is_measured_against(date) and bool(_COMPARED.match(self.reading.text, date.end))


def _rises(run: list[Bound]) -> bool:
    """8000万、9500万和1.2亿 may go forward in time as well as back; a fall of money is read as newest first."""
    values = [bound.quantity.value for bound in run]
    money = run[0].quantity.unit is Unit.MONEY
    return money and all(a is not None and b is not None and a < b for a, b in pairwise(values))
