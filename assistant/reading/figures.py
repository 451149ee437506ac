"""Which number is of which field: 营收7200、研发450，前年6900、420; 占营收3.5%; 近两年合计1150万.

Numbers with a name at them are placed first. One without a name takes that of a list it goes on with: the same name in
another year, or the names of the row before in their order (see `borrowing.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.annexes import annexes_named, asks_points
from assistant.reading.borrowing import Borrowed, Borrowing
from assistant.reading.figure_fields import GROWTH, Figure, field_of, in_field, is_a_fraction, summary_of
from assistant.reading.groups import Group, name_of
from assistant.reading.lexicon import lexicon
from assistant.reading.names import Name, name_for
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Unused
from assistant.reading.scan import Scan, Token
from assistant.reading.units import in_unit_of

_DIVIDED: Final = ("/", "÷", "除以", "：", ":")
_MEASURED_BY: Final = {"debt_ratio": "total_assets"}
"""What a share is one of; of 营业收入 where nothing else stands here."""
_WITHOUT_UNIT: Final = {"total_liabilities": "total_assets"}
"""Amounts that are told as shares as well, and beside what they are none."""
_HIGHEST_SHARE: Final = 150
_GROWTH_OF: Final = {"innovative": "main_revenue_growth", "specialized": "main_revenue_growth_avg2"}
"""The growth that the annexes of 2022 score."""
_TWO: Final = 2
"""Values told one by one from which on there is a sum or a mean of them."""


class Figures:
    """The figures of a scanned text.

    Args:
        kept: the field that a bare number answers or corrects, from the conversation.
    """

    def __init__(self, scan: Scan, gathered: Sequence[Group], kept: Name | None = None) -> None:
        self.scan = scan
        self._before = Borrowing(scan, gathered, kept)
        for place, group in enumerate(gathered):
            self._before.begin_row(group)
            for figure in self._of_group(group, gathered[place + 1 :]):
                self._before.add(figure)
        self.found: Sequence[Figure] = self._before.found

    def _of_group(self, group: Group, following: Sequence[Group]) -> Iterator[Figure]:
        numbers = group.numbers
        if not numbers:
            return
        if (ratio := self._ratio(group)) is not None:
            yield ratio
        elif len(group.names) == len(numbers) > 1:
            for place, (name, token) in enumerate(zip(group.names, numbers, strict=True)):
                yield self._named(group, token, name_of(name), place=place, of=1)
        elif len(group.names) > 1 and len(numbers) == 1 and self._kinds_left_open(group):
            yield self._unplaced(group, numbers[0], Unused.UNCLEAR_FIELD)
        elif group.names and not self._moves_the_last(group) and not self._tells_whose(group):
            for place, token in enumerate(numbers):
                yield self._named(group, token, name_of(group.names[-1]), place=place, of=len(numbers))
        else:
            yield from self._nameless(group, following)

    def _ratio(self, group: Group) -> Figure | None:
        """负债总额/资产总额=45%: the first name's share of what it is measured against."""
        if len(group.names) != _TWO or len(group.numbers) != 1 or group.quantity().unit is not Unit.PERCENT:
            return None
        part, whole = (name_of(token) for token in group.names)
        divided = self.scan.text[group.names[0].end : group.names[1].start].strip()
        if divided not in _DIVIDED or part.share is None or whole.amount != _MEASURED_BY.get(part.share, "revenue"):
            return None
        return Figure(group.numbers[0], group.quantity(), group, part, field=part.share)

    def _moves_the_last(self, group: Group) -> bool:
        """负债率76%，还掉贷款降到69%: what has no rule of its own is how the ratio told before comes to another value."""
        if name_of(group.names[-1]).why is None or not group.has(Operator.ARRIVE) or group.quantity().unit is not Unit.PERCENT:
            return False
        last = self._before.by_last(group)
        return last is not None and last.unit is Unit.PERCENT

    def _tells_whose(self, group: Group) -> bool:
        """其中自己研发的3项: whose they are, and no 研发 of its own."""
        if group.quantity().unit is not Unit.ITEMS:
            return False
        words = self.scan.words_of(group.clause)
        owned = [(group.clause.start + hit.start, group.clause.start + hit.end) for hit in lexicon("rights", "own").find(words)]
        return all(any(start <= token.start and token.end <= end for start, end in owned) for token in group.names)

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
        if is_a_fraction(figure) or self._is_a_share_or_an_amount(figure):
            return replace(figure, unused=Unused.UNIT)
        if group.has(Operator.EACH_OF):
            return replace(figure, unused=Unused.NO_RULE)
        return in_field(self.scan, figure, field_of(self.scan, group, name, quantity))

    def _is_a_share_or_an_amount(self, figure: Figure) -> bool:
        """负债40: 40% or 40万元; beside 资产 it is an amount."""
        told, name = figure.token.value, figure.name
        if name is None or Unit.PERCENT not in name.fields or name.amount not in _WITHOUT_UNIT or figure.quantity.unit is not Unit.BARE:
            return False
        assert isinstance(told, Quantity)
        beside = any(isinstance(token.value, Name) and token.value.amount == _WITHOUT_UNIT[name.amount] for token in self.scan.tokens)
        return told.value is not None and 0 < told.value <= _HIGHEST_SHARE and not beside

    def _nameless(self, group: Group, following: Sequence[Group]) -> Iterator[Figure]:
        numbers = group.numbers
        if (rate := self._compound(group) or self._growth_of_a_table(group)) is not None:
            yield rate
            return
        models = [] if group.sealed else self._before.models(group, following)
        if len(numbers) == len(models) == 1 and (summary := self._summary(group, models[0])) is not None:
            yield summary
            return
        alone = len({model.name for model in models}) == 1
        for place, token in enumerate(numbers):
            if place >= len(models):
                yield self._unplaced(group, token, Unused.UNCLEAR_FIELD, place, len(numbers))
                continue
            name = models[place].name
            quantity = in_unit_of(self.scan, token, name, None)
            figure = Figure(token, quantity, group, name, place=place, of=len(numbers) if alone else 1, carried=models[place].carried, headed=models[place].headed)
            if (same := models[place].same) is not None:
                figure = replace(figure, group=replace(group, dates=list(same.group.dates)))
            field = models[place].field if self._repeats(models[place], quantity, group) else field_of(self.scan, group, name, quantity)
            yield replace(figure, unused=name.why) if name.why else in_field(self.scan, figure, field)

    def _compound(self, group: Group) -> Figure | None:
        """复合增长率6.2%, of no name: that of 营业收入, which the measures of 2026 ask for."""
        quantity = group.quantity()
        if len(group.numbers) != 1 or not group.has(Operator.COMPOUND) or quantity.unit not in (Unit.PERCENT, Unit.BARE):
            return None
        if any(figure.name is not None and figure.name.amount not in (None, "revenue") for figure in self._before.in_sentence(group)):
            return None
        figure = Figure(group.numbers[0], replace(quantity, unit=Unit.PERCENT), group, name_for("revenue"), place=0)
        return replace(figure, field="revenue_cagr2")

    def _growth_of_a_table(self, group: Group) -> Figure | None:
        """附件1打分：…增长率12%: of no name, that of the annex: of 主营业务收入, over one year or two."""
        quantity = group.quantity()
        if len(group.numbers) != 1 or not group.has(Operator.GROWTH) or quantity.unit is not Unit.PERCENT:
            return None
        tiers = annexes_named(self.scan.text) if asks_points(self.scan.text) else []
        if not tiers or tiers[0] not in _GROWTH_OF:
            return None
        return replace(Figure(group.numbers[0], quantity, group, name_for("main_revenue"), place=0), field=_GROWTH_OF[tiers[0]])

    def _summary(self, group: Group, model: Borrowed) -> Figure | None:
        """2024年3%，2023年7%，平均5%: what comes of the values told one by one before it is no further one of them."""
        if not group.has(Operator.SUM, Operator.MEAN) or model.field is None or group.years:
            return None
        told = [figure for figure in self._before.in_sentence(group) if figure.field == model.field]
        if len(told) < _TWO:
            return None
        figure = Figure(group.numbers[0], in_unit_of(self.scan, group.numbers[0], model.name, None), group, model.name, carried=True)
        field = summary_of(group, model.field, len(told))
        return replace(figure, field=field) if field else replace(figure, unused=Unused.NO_RULE)

    def _repeats(self, model: Borrowed, quantity: Quantity, group: Group) -> bool:
        """增速2021年4%，2020年7%: the same field again."""
        return model.field is not None and model.unit is quantity.unit and not group.has(Operator.SHARE, *GROWTH)

    def _unplaced(self, group: Group, token: Token, why: Unused, place: int = 0, of: int = 1) -> Figure:
        quantity = token.value
        assert isinstance(quantity, Quantity)
        return Figure(token, quantity, group, unused=why, place=place, of=of)
