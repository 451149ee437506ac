"""Which number is of which field: 营收7200、研发450，前年6900、420; 占营收3.5%; 近两年合计1150万.

Numbers with a name at them are placed first. One without a name takes that of a list it goes on with: the same name in
another year, or the names of the row before in their order (a row is what stands under one year).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.corrections import Corrections
from assistant.reading.groups import Group, name_of
from assistant.reading.lexicon import lexicon
from assistant.reading.names import BY_YEAR, Name, name_for
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Unused
from assistant.reading.scan import Scan, Token
from assistant.reading.units import in_unit_of

_GROWTH: Final = (Operator.GROWTH, Operator.FALL, Operator.COMPOUND)
RATES: Final = frozenset({"main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_FAR: Final = 6.0
"""How many times as large the same figure of another year may be, where only its size tells which it is."""
_SUMS: Final = {
    ("rd_expense", 2, Operator.SUM): "rd_expense_sum2",
    ("rd_expense", 2, Operator.MEAN): "rd_expense_mean2",
    ("equity_financing", 2, Operator.SUM): "equity_financing_sum2",
    ("equity_financing", 3, Operator.SUM): "equity_financing_sum3",
}

_HOLDING: Final = "little_giant_holding_pct"

@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the field it belongs to.

    Attributes:
        name: by which it is placed; None where none was found.
        field: without its year; None where `unused` says why there is none.
        place: of the number in its group, `of` how many.
        carried: the name stands in another clause.
    """

    token: Token
    quantity: Quantity
    group: Group
    name: Name | None = None
    field: str | None = None
    unused: Unused | None = None
    place: int = 0
    of: int = 1
    carried: bool = False
    detail: Detail | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """All years named at its group."""
        return self.group.years

    @property
    def year_named(self) -> DateMention | None:
        """The one time named at its group, where it is one."""
        dates = [token.value for token in self.group.dates if isinstance(token.value, DateMention)]
        return dates[-1] if dates else None


class Figures:
    """The figures of a scanned text.

    Args:
        kept: the field that a bare number answers or corrects, from the conversation.
    """

    def __init__(self, scan: Scan, gathered: Sequence[Group], kept: Name | None = None) -> None:
        self.scan = scan
        self.kept = kept
        self._corrections = Corrections(scan)
        self._gathered = gathered
        self.found: list[Figure] = []
        self._frame: list[Figure] = []
        self._row: list[Figure] = []
        self._row_date: str | None = None
        for place, group in enumerate(gathered):
            self._begin_row(group)
            for figure in self._of_group(group, gathered[place + 1 :]):
                self.found.append(figure)
                self._row.append(figure)

    # rows

    def _begin_row(self, group: Group) -> None:
        """A row ends where another time is named, or another line begins."""
        named = group.dates[-1].words if group.dates else None
        if named is None or not group.numbers and not group.names:
            return
        if named != self._row_date:
            if any(figure.name for figure in self._row):
                self._frame = [figure for figure in self._row if figure.name and figure.field]
            self._row, self._row_date = [], named

    # one group

    def _of_group(self, group: Group, following: Sequence[Group]) -> Iterator[Figure]:
        numbers = group.numbers
        if not numbers:
            return
        if len(group.names) == len(numbers) > 1:
            for place, (name, token) in enumerate(zip(group.names, numbers, strict=True)):
                yield self._named(group, token, name_of(name), place=place, of=1)
        elif len(group.names) > 1 and len(numbers) == 1 and self._kinds_left_open(group):
            yield self._unplaced(group, numbers[0], Unused.UNCLEAR_FIELD)
        elif group.names and not self._moves_the_last(group):
            for place, token in enumerate(numbers):
                yield self._named(group, token, name_of(group.names[-1]), place=place, of=len(numbers))
        else:
            yield from self._nameless(group, following)

    def _moves_the_last(self, group: Group) -> bool:
        """负债率76%，还掉贷款降到69%: what has no rule of its own is how the ratio told before comes to another value."""
        if name_of(group.names[-1]).why is None or not group.has(Operator.ARRIVE) or group.quantity().unit is not Unit.PERCENT:
            return False
        last = self._by_last(group)
        return last is not None and last.unit is Unit.PERCENT

    def _kinds_left_open(self, group: Group) -> bool:
        """发明专利和实用新型共12项: of which how many is not told."""
        fields = {name_of(token).takes(group.quantity().unit) for token in group.names}
        return len(fields - {None}) > 1

    def _named(self, group: Group, token: Token, name: Name, *, place: int, of: int) -> Figure:
        quantity = in_unit_of(self.scan, token, name, group.names[-1] if group.names else None, group.unit)
        figure = Figure(token, quantity, group, name, place=place, of=of)
        if name.why is not None:
            return replace(figure, unused=name.why)
        if name.fields.get(Unit.SCORE) == "score_total" and lexicon("operators", "other_scores").has(self.scan.words_of(group.clause)):
            return replace(figure, unused=Unused.NO_RULE)
        if self._is_a_fraction(figure):
            return replace(figure, unused=Unused.UNIT)
        if group.has(Operator.EACH_OF):
            return replace(figure, unused=Unused.NO_RULE)
        return self._in_field(figure, self._field(group, name, quantity))

    def _is_a_fraction(self, figure: Figure) -> bool:
        """资产负债率0.72 may be 72% or 0.72%."""
        told = figure.token.value
        assert isinstance(told, Quantity)
        value = told.value
        return told.unit is Unit.BARE and figure.quantity.unit is Unit.PERCENT and value is not None and 0 < abs(value) < 1

    def _measures_a_change(self, figure: Figure) -> bool:
        """营收增长了500万, 还差2项: how much more or less, and no value; 增长到500万 is one."""
        group = figure.group
        if group.has(Operator.LACK, Operator.CHANGE) or (group.has(Operator.COMPARE) and self._is_more_or_less(figure)):
            return not (figure.field in RATES and group.has(*_GROWTH))
        return figure.quantity.unit is not Unit.PERCENT and group.has(*_GROWTH) and not group.has(Operator.ARRIVE)

    def _is_more_or_less(self, figure: Figure) -> bool:
        """比同行高2个百分点."""
        before = self.scan.text[: figure.token.start].rstrip("了出上约大概 ")
        return before.endswith(("高", "低", "多", "少", "涨", "降"))

    def _in_field(self, figure: Figure, field: str | None) -> Figure:
        if self._measures_a_change(figure):
            return replace(figure, unused=Unused.NO_RULE, detail=Detail.CHANGE)
        if field is None:
            growth = figure.quantity.unit is Unit.PERCENT and figure.group.has(*_GROWTH)
            return replace(figure, unused=Unused.NO_RULE if growth else Unused.UNIT)
        return replace(figure, field=field)

    def _field(self, group: Group, name: Name, quantity: Quantity) -> str | None:
        """The field of a number under a name, by its unit and what stands between the two."""
        if quantity.unit is Unit.PERCENT and group.has(*_GROWTH):
            return _growth(name, group)
        if quantity.unit is Unit.PERCENT and group.has(Operator.SHARE) and name.share:
            return name.share
        if quantity.unit is Unit.BARE and group.has(Operator.SHARE) and name.share:
            return name.share
        if (summed := self._summed(name, group)) is not None:
            return summed
        field = name.takes(quantity.unit)
        if field in ("revenue_growth", "main_revenue_ratio_of"):
            return None
        return field

    def _summed(self, name: Name, group: Group) -> str | None:
        """近两年合计, 均值: a field of its own; None where it is none of these."""
        years = len(group.years) if len(group.years) > 1 else 0
        if not years and not group.dates and group.has(Operator.SUM, Operator.MEAN):
            years = self._window_before(group)
        if name.amount is None or not years or len(group.numbers) > 1 or group.has(Operator.EACH):
            return None
        how = Operator.MEAN if group.has(Operator.MEAN) else Operator.SUM
        return _SUMS.get((name.amount, years, how))

    def _window_before(self, group: Group) -> int:
        """近两年从基金拿到投资，实缴合计2000万: the window that the sentence named before."""
        earlier = [token for clause in self.scan.sentence(group.clause) if clause.index <= group.clause.index for token in self.scan.tokens_in(clause)]
        windows = [len(token.value.years) for token in earlier if isinstance(token.value, DateMention) and len(token.value.years) > 1]
        return windows[-1] if windows else 0

    # numbers without a name at them

    def _nameless(self, group: Group, following: Sequence[Group]) -> Iterator[Figure]:
        numbers = group.numbers
        models = [] if group.sealed else self._models(group, following)
        alone = len({model.name for model in models}) == 1
        for place, token in enumerate(numbers):
            if place >= len(models):
                yield self._unplaced(group, token, Unused.UNCLEAR_FIELD, place, len(numbers))
                continue
            name = models[place].name
            quantity = in_unit_of(self.scan, token, name, None)
            figure = Figure(token, quantity, group, name, place=place, of=len(numbers) if alone else 1, carried=models[place].carried)
            field = models[place].field if self._repeats(models[place], quantity, group) else self._field(group, name, quantity)
            yield replace(figure, unused=name.why) if name.why else self._in_field(figure, field)

    def _models(self, group: Group, following: Sequence[Group]) -> list[_Model]:
        """After which names, or which figures told before, the nameless numbers of a group are read."""
        names = self._by_operator(group) or self._by_header(group)
        if names:
            return [_Model(name) for name in names]
        figures = self._by_frame(group, following)
        if figures:
            return [_Model(figure.name, figure.field, figure.quantity.unit) for figure in figures if figure.name]
        if (staff := self._by_kind(group)) is not None:
            return [_Model(staff, carried=False)]
        last = self._by_last(group)
        return [last] * len(group.numbers) if last else []

    def _repeats(self, model: _Model, quantity: Quantity, group: Group) -> bool:
        """增速2021年4%，2020年7%: the same field again."""
        return model.field is not None and model.unit is quantity.unit and not group.has(Operator.SHARE, *_GROWTH)

    def _by_kind(self, group: Group) -> Name | None:
        """公司280人 is its staff; 自评打了65分 its own points."""
        quantity = group.quantity()
        if len(group.numbers) != 1 or group.dates and quantity.unit is not Unit.SCORE:
            return None
        words = self.scan.blank[group.clause.start : group.clause.end]
        if quantity.unit is Unit.PEOPLE and not lexicon("operators", "part_of_staff").has(words) and not _without(words, "people_alone"):
            return name_for("employees")
        said = self.scan.text[group.clause.start : group.numbers[0].end]
        if quantity.unit is Unit.SCORE and lexicon("operators", "scoring").has(said) and not lexicon("operators", "other_scores").has(said):
            return name_for("score_total")
        return None

    def _unplaced(self, group: Group, token: Token, why: Unused, place: int = 0, of: int = 1) -> Figure:
        quantity = token.value
        assert isinstance(quantity, Quantity)
        return Figure(token, quantity, group, unused=why, place=place, of=of)

    def _by_operator(self, group: Group) -> list[Name]:
        """占…3.5% and 同比增长12% speak of the amount told before them."""
        quantity = group.quantity()
        if quantity.unit not in (Unit.PERCENT, Unit.BARE) or not group.has(Operator.SHARE, *_GROWTH):
            return []
        wanted = "share" if group.has(Operator.SHARE) else "growth"
        for figure in reversed(self._in_sentence(group)):
            if figure.name is not None and getattr(figure.name, wanted):
                return [figure.name] * len(group.numbers)
            if figure.name is not None and (figure.name.why or wanted == "growth"):
                return [figure.name] * len(group.numbers)
        return []

    def _by_header(self, group: Group) -> list[Name]:
        """市占率算高的，有15%左右: a name that the clause before leaves without a number."""
        token = self._header(group)
        if token is None:
            return []
        header = name_of(token)
        if header.takes(group.quantity().unit) is None and not header.why:
            return []
        if not group.dates:
            group.dates = [date for each in self._gathered if token in each.names and not each.numbers for date in each.dates]
        return [header] * len(group.numbers)

    def _header(self, group: Group) -> Token | None:
        outer = [c for c in self.scan.sentence(group.clause) if c.index < group.clause.index and c.host in (None, group.clause.host)]
        sentence = [token for clause in outer for token in self.scan.tokens_in(clause)]
        same_line = sentence or self._line_above(group)
        names = [token for token in same_line if isinstance(token.value, Name)]
        if not names:
            return None
        last = names[-1]
        if any(isinstance(token.value, Quantity) and token.start > last.start for token in same_line):
            return None
        return last

    def _line_above(self, group: Group) -> list[Token]:
        """A line that ends in a colon heads the next one."""
        above = [clause for clause in self.scan.clauses if clause.line == group.clause.line - 1]
        if not above or not self.scan.words_of(above[-1]).endswith(("：", ":")):
            return []
        return [token for clause in above for token in self.scan.tokens_in(clause)]

    def _by_frame(self, group: Group, following: Sequence[Group]) -> list[Figure]:
        """The names of the row before that this row has not used: in their order, or by size where one is left over."""
        if not group.dates or not self._frame:
            return []
        used = {figure.name for figure in self._row} | self._named_later(group, following)
        left = [figure for figure in self._frame if figure.name not in used and self._is_alike(figure, group)]
        if len(left) == len(group.numbers):
            return left
        if len(group.numbers) == 1 and left:
            nearest = min(left, key=lambda figure: _distance(figure.quantity, group.quantity()))
            return [nearest] if len(left) == 1 or _distance(nearest.quantity, group.quantity()) < math.log(_FAR) else []
        return []

    def _named_later(self, group: Group, following: Sequence[Group]) -> set[Name | None]:
        """Names with numbers of their own behind `group` in its row."""
        found: set[Name | None] = set()
        for each in following:
            if each.dates or each.clause.sentence != group.clause.sentence:
                break
            if each.numbers:
                found |= {name_of(token) for token in each.names}
        return found

    def _is_alike(self, figure: Figure, group: Group) -> bool:
        unit = group.quantity().unit
        return unit in (figure.quantity.unit, Unit.BARE)

    def _by_last(self, group: Group) -> _Model | None:
        """The name told last, where the clause holds nothing of its own: 研发占比要达到3%吗，我们2.5%."""
        kept_holding = self.kept is not None and _HOLDING in self.kept.fields.values()
        if not kept_holding and lexicon("standing", "holding").has(self.scan.words_of(group.clause)):
            return None
        near = [figure for figure in self.found if figure.name and self._is_near(figure.group, group)]
        unit = group.quantity().unit
        if self.kept is not None and near and near[-1].field is None and self._corrections.corrects(group.numbers[0]):
            near = []  # 2.6%是看成利润的了，应该是5.4%
        if near and near[-1].name is not None:
            last = near[-1]
            name = near[-1].name
            if last.quantity.unit is unit and last.field:
                return _Model(name, last.field, unit)
        elif self.kept is not None:
            name = self.kept
        else:
            return None
        return _Model(name) if name.takes(unit) is not None or name.why else None

    def _is_near(self, earlier: Group, group: Group) -> bool:
        return 0 <= group.clause.sentence - earlier.clause.sentence <= 1 and group.clause.line - earlier.clause.line <= 1

    def _in_sentence(self, group: Group) -> list[Figure]:
        return [figure for figure in self.found if figure.group.clause.sentence == group.clause.sentence]


@dataclass(frozen=True, slots=True)
class _Model:
    """The name, and where a figure is repeated the field and unit, after which a nameless number is read."""

    name: Name
    field: str | None = None
    unit: Unit | None = None
    carried: bool = True


def _without(words: str, key: str) -> str:
    """What is left of a clause without blanks and the words of a list."""
    for hit in reversed(lexicon("operators", key).find(words)):
        words = words[: hit.start] + words[hit.end :]
    return words.strip("□ 的了：:")


def _growth(name: Name, group: Group) -> str | None:
    """增长率 of a name: of one year, the mean of two, or the compound rate."""
    of_two = any(isinstance(token.value, DateMention) and len(token.value.years) == 2 for token in group.dates)
    if group.has(Operator.COMPOUND):
        return "revenue_cagr2" if name.amount in ("revenue", None) else None
    if name.growth == "main_revenue_growth" and (group.has(Operator.MEAN) or of_two and len(group.numbers) == 1 and not group.has(Operator.EACH)):
        return "main_revenue_growth_avg2"
    return name.growth if name.growth in BY_YEAR else None




def _distance(a: Quantity, b: Quantity) -> float:
    if not a.value or not b.value or a.value <= 0 or b.value <= 0:
        return math.inf
    return abs(math.log(float(a.value / b.value)))

