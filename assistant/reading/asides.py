"""Figures that are told and are no value of their field: of a region, taxed, denied, of before, part of a whole, impossible."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.reading.figure_fields import Figure
from assistant.reading.lexicon import lexicon
from assistant.reading.names import BY_YEAR
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Unused
from assistant.reading.regions import is_regional
from assistant.reading.rights import RIGHTS
from assistant.reading.scan import Scan
from assistant.reading.years import Dated, year_moved_to

_SHARES: Final = frozenset({"main_revenue_ratio", "market_share", "rd_staff_ratio"})
_WHOLE: Final = frozenset({"employees", "rd_staff", "class1_ip", "class1_ip_high_value", "class2_ip"})
_MAY_BE_NEGATIVE: Final = frozenset({"net_profit", "net_profit_ratio", "main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_HIGHEST: Final = Decimal(10) ** 12
_WHOLE_FIRM: Final = frozenset({"revenue", "net_profit"})
_BEHIND: Final = 12


class Asides:
    """Which figures of a scanned text are not to be used, and why."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan

    def not_to_be_used(self, dated: Dated, others: Sequence[Dated]) -> tuple[Unused | None, Detail | None]:
        """Why a figure is not used, among the others told; None twice where it is."""
        figure, field = dated.figure, dated.figure.field or ""
        if field == "market_share" and (region := self._region(figure)) is not None:
            return Unused.NO_RULE, region
        if self._is_taxed(dated, others):
            return Unused.NO_RULE, Detail.TAXED
        if (detail := self._aside(figure, others)) is not None:
            return Unused.NO_RULE, detail
        if not self._is_possible(figure):
            return Unused.UNIT, Detail.IMPOSSIBLE
        return None, None

    def _aside(self, figure: Figure, others: Sequence[Dated]) -> Detail | None:
        """What is no value of the field: one denied, one that was so before, part of a whole, or money that is a loan."""
        clause = figure.group.clause
        before = self.scan.before(clause, figure.token.start)
        if any(hit.end == len(before) for hit in lexicon("operators", "denies").find(before)):
            return Detail.DENIED
        if self._is_left_behind(figure, others):
            return Detail.BEFORE
        if lexicon("operators", "before").has(before[-_BEHIND:]) and any(o.figure.field == figure.field and o.figure.token.start > figure.token.start for o in others):
            return Detail.BEFORE
        if figure.carried and figure.group.has(Operator.AMONG) and figure.field not in RIGHTS:
            return Detail.AMONG
        if figure.field == "equity_financing" and lexicon("operators", "no_equity").has(self._around(figure)):
            return Detail.KIND
        if figure.field in _WHOLE_FIRM and lexicon("operators", "of_a_product").has(before[-12:]):
            return Detail.AMONG
        return None

    def _is_left_behind(self, figure: Figure, others: Sequence[Dated]) -> bool:
        """研发占比从3%提高到4.5%: of which year the first was is not told."""
        moved = [o.figure for o in others if o.figure.field == figure.field and o.figure.group.has(Operator.ARRIVE)]
        if not moved or not figure.group.has(Operator.FROM):
            return False
        return figure.field not in BY_YEAR or figure.group.years == () and all(year_moved_to(self.scan, figure, each) is None for each in moved)

    def _around(self, figure: Figure) -> str:
        """A figure's clause, with the one before it and the one behind it in its sentence."""
        clause = figure.group.clause
        near = [each for each in self.scan.clauses[max(clause.index - 1, 0) : clause.index + 2] if each.sentence == clause.sentence]
        return "，".join(self.scan.words_of(each) for each in near)

    def _region(self, figure: Figure) -> Detail | None:
        """A share of a region or of the world; of several words the one that stands nearest before the number decides."""
        clause = figure.group.clause
        inside = self.scan.bracket_behind(clause, figure.token.end)
        behind = self.scan.tokens_in(inside) if inside else ()
        places = [t.value for t in behind if t.value in (Operator.REGION, Operator.WORLD, Operator.NATION)]
        regional = places[-1] is not Operator.NATION if places else is_regional(self.scan, figure.token)
        return Detail.REGION if regional else None

    def _is_taxed(self, dated: Dated, others: Sequence[Dated]) -> bool:
        """6200万含税，不含税5486万: the amount without tax is the one."""
        figure = dated.figure
        if figure.field != "revenue" or figure.group.has(Operator.UNTAXED):
            return False
        return any(o.figure.field == "revenue" and o.figure.group.has(Operator.UNTAXED) and o.years == dated.years for o in others)

    def _is_possible(self, figure: Figure) -> bool:
        value, field = figure.quantity.value, figure.field or ""
        if value is None:
            return True
        if abs(value) > _HIGHEST or (value < 0 and field not in _MAY_BE_NEGATIVE):
            return False
        if field in _SHARES and value > 100:
            return False
        return not (field in _WHOLE and value != value.to_integral_value())
