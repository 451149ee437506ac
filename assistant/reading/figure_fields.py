"""Of which field a number under a name is: by its unit, and by what stands between the two (占, 增长, 合计)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.groups import Group
from assistant.reading.lexicon import lexicon
from assistant.reading.names import BY_YEAR, Name
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Unused
from assistant.reading.scan import Scan, Token

GROWTH: Final = (Operator.GROWTH, Operator.FALL, Operator.COMPOUND)
_YEARLY_SINCE: Final = 2026
_RATES: Final = frozenset({"main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_SUMS: Final = {
    ("rd_expense", 2, Operator.SUM): "rd_expense_sum2",
    ("rd_expense", 2, Operator.MEAN): "rd_expense_mean2",
    ("equity_financing", 2, Operator.SUM): "equity_financing_sum2",
    ("equity_financing", 3, Operator.SUM): "equity_financing_sum3",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the field it belongs to.

    Attributes:
        name: by which it is placed; None where none was found.
        field: without its year; None where `unused` says why there is none.
        place: of the number in its group, `of` how many.
        carried: the name stands in another clause.
        headed: and heads the number there.
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
    headed: bool = False
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


def in_field(scan: Scan, figure: Figure, field: str | None) -> Figure:
    """A figure in its field; a change and a rate without a field are of none."""
    if _measures_a_change(scan, replace(figure, field=field)):
        return replace(figure, unused=Unused.NO_RULE, detail=Detail.CHANGE)
    if field is None:
        growth = figure.quantity.unit is Unit.PERCENT and figure.group.has(*GROWTH)
        return replace(figure, unused=Unused.NO_RULE if growth else Unused.UNIT)
    return replace(figure, field=field)


def field_of(scan: Scan, group: Group, name: Name, quantity: Quantity) -> str | None:
    """The field of a number under a name, by its unit and what stands between the two."""
    if quantity.unit is Unit.PERCENT and group.has(*GROWTH):
        return _growth(name, group)
    if quantity.unit is Unit.PERCENT and group.has(Operator.SHARE) and name.share:
        return name.share
    if quantity.unit is Unit.BARE and group.has(Operator.SHARE) and name.share:
        return name.share
    if quantity.unit is Unit.SCORE and name.yearly and _is_yearly(scan, group):
        return name.yearly
    if (summed := _summed(scan, name, group)) is not None:
        return summed
    field = name.takes(quantity.unit)
    if field in ("revenue_growth", "main_revenue_ratio_of"):
        return None
    return field


def _is_yearly(scan: Scan, group: Group) -> bool:
    """2026年评价得分68, 专精特新得分49: a score of one year, or of that title, is that of the measures of 2026, and not the points of a self-assessment."""
    words = scan.words_of(group.clause)
    titles = {hit.id for hit in lexicon("titles:titles").find(words)}
    of_a_year = len(group.years) == 1 and not titles or len(group.years) <= 1 and titles == {"specialized"}
    return scan.day.year >= _YEARLY_SINCE and of_a_year and not lexicon("operators", "scoring").has(words.replace("得分", "").replace("评分", ""))


def is_a_fraction(figure: Figure) -> bool:
    """资产负债率0.72 may be 72% or 0.72%."""
    told = figure.token.value
    assert isinstance(told, Quantity)
    value = told.value
    return told.unit is Unit.BARE and figure.quantity.unit is Unit.PERCENT and value is not None and 0 < abs(value) < 1


def _measures_a_change(scan: Scan, figure: Figure) -> bool:
    """营收增长了500万, 还差2项: how much more or less, and no value; 增长到500万 is one."""
    group = figure.group
    if group.has(Operator.LACK, Operator.CHANGE) or (group.has(Operator.COMPARE) and _is_more_or_less(scan, figure)):
        return not (figure.field in _RATES and group.has(*GROWTH) and "点" not in figure.token.words)
    return figure.quantity.unit is not Unit.PERCENT and _grows(scan, figure) and not group.has(Operator.ARRIVE)


def _grows(scan: Scan, figure: Figure) -> bool:
    """Whether a growth is said of the number itself: behind a colon it is one of those that the growth is seen by (这两年跌了：24年7200万)."""
    said = [token for token in figure.group.operators if token.value in GROWTH]
    return any(not ("：" in between or ":" in between) for token in said if (between := scan.text[token.end : figure.token.start]) or True)


def _is_more_or_less(scan: Scan, figure: Figure) -> bool:
    """比同行高2个百分点."""
    before = scan.text[: figure.token.start].rstrip("了出上约大概 ")
    return before.endswith(("高", "低", "多", "少", "涨", "降"))


def _summed(scan: Scan, name: Name, group: Group) -> str | None:
    """近两年合计, 均值: a field of its own; None where it is none of these."""
    years = len(group.years) if len(group.years) > 1 else 0
    if not years and not group.dates and group.has(Operator.SUM, Operator.MEAN):
        years = _window_before(scan, group)
    of_time = any(isinstance(token.value, Quantity) and token.value.unit is Unit.YEARS for token in group.numbers)  # 合计还是一年
    if name.amount is None or not years or len(group.numbers) > 1 or of_time or group.has(Operator.EACH):
        return None
    how = Operator.MEAN if group.has(Operator.MEAN) else Operator.SUM
    return _SUMS.get((name.amount, years, how))


def summary_of(group: Group, field: str | None, told: int) -> str | None:
    """The field of a sum or a mean of so many values of a field told before it; None where there is none."""
    how = Operator.MEAN if group.has(Operator.MEAN) else Operator.SUM
    if how is Operator.MEAN and field == "main_revenue_growth" and told == 2:
        return "main_revenue_growth_avg2"
    return _SUMS.get((field or "", told, how))


def _window_before(scan: Scan, group: Group) -> int:
    """近两年从基金拿到投资，实缴合计2000万: the window that the sentence named before."""
    earlier = [token for clause in scan.sentence(group.clause) if clause.index <= group.clause.index for token in scan.tokens_in(clause)]
    windows = [len(token.value.years) for token in earlier if isinstance(token.value, DateMention) and len(token.value.years) > 1]
    return windows[-1] if windows else 0


def _growth(name: Name, group: Group) -> str | None:
    """增长率 of a name: of one year, the mean of two, or the compound rate."""
    of_two = any(isinstance(token.value, DateMention) and len(token.value.years) == 2 for token in group.dates)
    if group.has(Operator.COMPOUND):
        return "revenue_cagr2" if name.amount in ("revenue", None) else None
    if name.growth == "main_revenue_growth" and (group.has(Operator.MEAN) or of_two and len(group.numbers) == 1 and not group.has(Operator.EACH)):
        return "main_revenue_growth_avg2"
    return name.growth if name.growth in BY_YEAR else None
