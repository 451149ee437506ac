"""From numbers to facts: what each is told of, how it is meant, and why one is not used.

A number becomes a fact of the enterprise only where its field, its year and whose it is are clear; every other one is
given the role it has, or is said to be not used, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.reading.corrections import Corrections
from assistant.reading.facts import Assumed, Fact, from_quantity
from assistant.reading.figures import Figure, Figures
from assistant.reading.groups import groups
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood, Moods
from assistant.reading.names import BY_YEAR, Name
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail, Role, Unused
from assistant.reading.rights import RIGHTS, Counted, Said, is_some, none_at_all, read_rights, said_of
from assistant.reading.scan import Scan, Token, TokenKind
from assistant.reading.subjects import Subjects, Whose
from assistant.reading.units import in_money
from assistant.reading.years import Dated, Years

_SHARES: Final = frozenset({"main_revenue_ratio", "market_share", "rd_staff_ratio"})
_WHOLE: Final = frozenset({"employees", "rd_staff", "class1_ip", "class1_ip_high_value", "class2_ip"})
_MAY_BE_NEGATIVE: Final = frozenset({"net_profit", "net_profit_ratio", "main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_FALLING: Final = frozenset({"main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_HIGHEST: Final = Decimal(10) ** 12
_MOST_WAN: Final = Decimal(5_000_000)
"""Above this a bare amount is no 万元."""
_WAN: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a number's token."""

    token: Token
    role: Role
    field: str | None = None
    year: int | None = None
    whose: Whose = Whose.OURS
    unused: Unused | None = None
    detail: Detail | None = None


class Told:
    """The numbers of a text, each judged, and the facts they come to.

    Args:
        kept: the name that a bare number answers or corrects, from the conversation.
    """

    def __init__(self, scan: Scan, subjects: Subjects, moods: Moods, kept: Name | None = None) -> None:
        self.scan, self.subjects, self.moods = scan, subjects, moods
        self.corrections = Corrections(scan)
        self.judged: list[Judged] = []
        self.facts: list[Fact] = []
        gathered = groups(scan)
        dated = Years(Figures(scan, gathered, kept).found, scan.day.year - 1).found
        counted: list[Counted] = []
        for each in dated:
            if (fact := self._fact(each, dated)) is not None:
                if fact.field in RIGHTS and not fact.supposed:
                    counted.append(Counted(each, fact, self._said(each, dated), is_some(each)))
                else:
                    self.facts.append(fact)
        self._take_rights(counted)

    # one number

    def _fact(self, dated: Dated, others: Sequence[Dated]) -> Fact | None:
        figure = dated.figure
        token, whose = figure.token, self.subjects.whose(figure.token.start)
        year = dated.years[0] if len(dated.years) == 1 else None
        role = self._role(figure, whose)
        if role not in (Role.FACT, Role.SUPPOSED):
            self._judge(token, role, figure.field, year, whose)
            return None
        unused, detail = dated.unused, dated.detail
        if whose is Whose.SEVERAL:
            unused, detail = Unused.UNCLEAR_WHOSE, Detail.SEVERAL
        elif unused is None:
            unused, detail = self._not_to_be_used(dated, others)
        if unused is not None:
            self._judge(token, Role.NOT_USED, figure.field, year, whose, unused, detail)
            return None
        self._judge(token, role, figure.field, year, whose)
        return self._made(dated, role)

    def _role(self, figure: Figure, whose: Whose) -> Role:
        if whose is Whose.OTHER:
            return Role.OTHER
        mood = self.moods.of(figure.token)
        if mood is Mood.PLANNED:
            return Role.OTHER if figure.field is None else Role.SUPPOSED if self._plans_are_asked() else Role.OTHER
        return {Mood.ASKED: Role.ASKED, Mood.SUPPOSED: Role.SUPPOSED, Mood.REQUIRED: Role.REQUIRED}.get(mood, Role.FACT)

    def _plans_are_asked(self) -> bool:
        return False

    def _not_to_be_used(self, dated: Dated, others: Sequence[Dated]) -> tuple[Unused | None, Detail | None]:
        figure, field = dated.figure, dated.figure.field or ""
        if field == "market_share" and (region := self._region(figure)) is not None:
            return Unused.NO_RULE, region
        if field not in BY_YEAR and dated.years and not {self.scan.day.year - 1, self.scan.day.year} & set(dated.years) and field not in RIGHTS:
            return Unused.UNCLEAR_YEAR, Detail.OTHER_YEAR
        if self._is_taxed(figure, others):
            return Unused.NO_RULE, Detail.TAXED
        if not self._is_possible(figure):
            return Unused.UNIT, Detail.IMPOSSIBLE
        return None, None

    def _region(self, figure: Figure) -> Detail | None:
        """A share of a region or of the world; of several words the one that stands nearest before the number decides."""
        clause = figure.group.clause
        inside = [c for c in self.scan.clauses if c.host == clause.index and c.start >= figure.token.end]
        behind = [token for c in inside[:1] for token in self.scan.tokens_in(c)]
        before = [t for c in self.scan.sentence(clause) if c.index <= clause.index for t in self.scan.tokens_in(c) if t.start < figure.token.start]
        places = [t.value for t in (*before, *behind) if t.value in (Operator.REGION, Operator.WORLD, Operator.NATION)]
        return None if not places or places[-1] is Operator.NATION else Detail.REGION

    def _is_taxed(self, figure: Figure, others: Sequence[Dated]) -> bool:
        """6200万含税，不含税5486万: the amount without tax is the one."""
        untaxed = [o for o in others if o.figure.field == figure.field and o.figure.group.has(Operator.UNTAXED)]
        return bool(untaxed) and not figure.group.has(Operator.UNTAXED) and figure.field == "revenue" and untaxed[0].years == ((untaxed[0].years and untaxed[0].years) or ())

    def _is_possible(self, figure: Figure) -> bool:
        value, field = figure.quantity.value, figure.field or ""
        if value is None:
            return True
        if abs(value) > _HIGHEST or (value < 0 and field not in _MAY_BE_NEGATIVE):
            return False
        if field in _SHARES and value > 100:
            return False
        return not (field in _WHOLE and value != value.to_integral_value())

    def _made(self, dated: Dated, role: Role) -> Fact:
        figure = dated.figure
        quantity, assumed = self._quantity(figure)
        field = figure.field or ""
        fact = from_quantity(field, quantity, self._start(figure), self._end(figure))
        if figure.name is not None and (figure.name.negative or (field in _FALLING and figure.group.has(Operator.FALL))):
            fact = _turned(fact)
        if dated.assumed:
            assumed.append(Assumed.YEAR)
        if field in RIGHTS:
            assumed.append(Assumed.TRANSFER)
            if figure.name is not None and figure.name.part == "invention":
                assumed.append(Assumed.KIND)
            if figure.name is not None and figure.name.part in ("utility", "design"):
                assumed.append(Assumed.AGE)
        if figure.name is not None and figure.name.assumed:
            assumed.append(Assumed.KIND)
        year = dated.years[0] if field in BY_YEAR and dated.years else None
        return replace(
            fact,
            year=year,
            assumed=tuple(assumed),
            part=figure.name.part if figure.name else None,
            supposed=role is Role.SUPPOSED,
            corrects=self.corrections.corrects(figure.token),
            also=tuple((y, 0) for y in dated.years[1:]),
        )

    def _quantity(self, figure: Figure) -> tuple[Quantity, list[Assumed]]:
        """The quantity, a bare one in the unit of the form: 万元, percent."""
        quantity = figure.quantity
        if quantity.unit is not Unit.BARE:
            bare = isinstance(figure.token.value, Quantity) and figure.token.value.unit is Unit.BARE and quantity.unit is Unit.PERCENT
            return quantity, [Assumed.UNIT] if bare else []
        return in_money(quantity, _WAN), [Assumed.UNIT]

    def _start(self, figure: Figure) -> int:
        return figure.token.start if figure.carried or figure.of > 1 else min(figure.group.start, figure.token.start)

    def _end(self, figure: Figure) -> int:
        return figure.token.end if figure.carried or figure.of > 1 else max(figure.group.end, figure.token.end)

    # rights

    def _said(self, dated: Dated, others: Sequence[Dated]) -> frozenset[Said]:
        """What stands with a number of rights: between the number before it and the next one."""
        clause, token = dated.figure.group.clause, dated.figure.token
        same = [o.figure.token for o in others if o.figure.group.clause is clause]
        start = max((other.end for other in same if other.end <= token.start), default=clause.start)
        end = min((self._begin(o) for o in others if o.figure.group.clause is clause and o.figure.token.start > token.start), default=clause.end)
        inside = [c for c in self.scan.clauses if c.host == clause.index and c.start >= token.end]
        beside = said_of(self.scan, inside[0].start, inside[0].end) if inside and not any(self._numbers_in(c) for c in inside[:1]) else frozenset()
        return said_of(self.scan, start, end) | beside

    def _begin(self, dated: Dated) -> int:
        """Where what belongs to a number begins: its name, where that stands before it."""
        figure = dated.figure
        return figure.token.start if figure.carried or figure.group.behind else figure.group.start

    def _numbers_in(self, clause: object) -> bool:
        return any(token.kind is TokenKind.NUMBER for token in self.scan.tokens_in(clause))  # type: ignore[arg-type]

    def _take_rights(self, counted: Sequence[Counted]) -> None:
        facts, left_out = read_rights(self.scan, counted)
        self.facts += facts
        tokens = {each.fact.start: each.dated.figure.token for each in counted}
        for start, detail in left_out.items():
            token = tokens[start]
            self.judged = [
                replace(judged, role=Role.NOT_USED, unused=Unused.NO_RULE, detail=detail) if judged.token is token else judged
                for judged in self.judged
            ]
        told = {fact.part for fact in facts if fact.field == "class1_ip"}
        for fact in none_at_all(self.scan, counted):
            if self.subjects.whose(fact.start) is not Whose.OTHER and self.moods.at(fact.start) is Mood.TOLD and not (fact.field == "class1_ip" and told):
                self.facts.append(fact)

    def _judge(
        self,
        token: Token,
        role: Role,
        field: str | None,
        year: int | None,
        whose: Whose,
        unused: Unused | None = None,
        detail: Detail | None = None,
    ) -> None:
        self.judged.append(Judged(token, role, field, year, whose, unused, detail))


def _turned(fact: Fact) -> Fact:
    """A loss, or a fall told as how much it fell."""
    if not isinstance(fact.value, Decimal):
        return fact
    return replace(fact, value=-abs(fact.value), low=None if fact.high is None else -abs(fact.high), high=None if fact.low is None else -abs(fact.low))


__all__ = ["Judged", "Told", "lexicon"]
