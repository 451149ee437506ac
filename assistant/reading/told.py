"""Everything a text tells of an enterprise: its numbers, each judged, and the facts that numbers and words come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.reading.asides import Asides
from assistant.reading.awards import read_awards
from assistant.reading.coming import coming_year
from assistant.reading.corrections import Corrections
from assistant.reading.facts import Assumed, Doubt, Fact, from_quantity, turned
from assistant.reading.figure_fields import Figure
from assistant.reading.figures import Figures
from assistant.reading.grids import grid_groups
from assistant.reading.groups import groups
from assistant.reading.holdings import read_holdings
from assistant.reading.kinds import read_kinds
from assistant.reading.lasting import read_lasting
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood
from assistant.reading.names import BY_YEAR, Name
from assistant.reading.naming import read_naming
from assistant.reading.numbers.dates import When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.parts import asks
from assistant.reading.qualities import read_qualities
from assistant.reading.question import Detail, Role, Unused
from assistant.reading.rightless import at_most, none_at_all, nothing_but
from assistant.reading.rights import RIGHTS, Counted, is_some, left_unsaid, read_rights, said_at
from assistant.reading.scan import Token, TokenKind
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose
from assistant.reading.titles import TitleMention, read_titles
from assistant.reading.units import in_money
from assistant.reading.years import Dated, Years

_FALLING: Final = frozenset({"main_revenue_growth", "main_revenue_growth_avg2", "revenue_cagr2"})
_WAN: Final = Decimal(1)
_BESIDE: Final = 1


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
    """What a text tells.

    Args:
        kept: the name that a bare number answers or corrects, from the conversation.
        batches: the year of each batch known.

    Attributes:
        judged: by place, what became of each number.
        facts: all of them, those of titles apart.
        coming: the year of an application to come that is spoken of.
        doubts: fields touched and not settled.
    """

    def __init__(self, speech: Speech, kept: Name | None = None, batches: Mapping[int, int] | None = None) -> None:
        self.speech, self.scan = speech, speech.scan
        self.corrections = Corrections(self.scan)
        self.coming = coming_year(self.scan)
        self.titles: tuple[TitleMention, ...] = read_titles(speech, batches or {})
        self._kept = kept
        self.asides = Asides(self.scan)
        self.judged: dict[int, Judged] = {}
        self.facts: list[Fact] = []
        self.doubts: list[Doubt] = []
        self._read_numbers(kept)
        self._read_words()

    def move(self, token: Token, fact: Fact) -> None:
        """Takes a number for what a figure told before comes to, or would come to, and for nothing else."""
        self.facts = [each for each in self.facts if not each.start <= token.start < each.end]
        self.facts.append(fact)
        self._judge(Judged(token, Role.SUPPOSED if fact.supposed else Role.FACT, fact.field, fact.year))

    # numbers

    def _read_numbers(self, kept: Name | None) -> None:
        ranked, doubts, placed = read_awards(self.speech)
        self.facts += ranked
        self.doubts += doubts
        in_grids, apart = grid_groups(self.scan)
        apart |= frozenset(placed)
        gathered = sorted([*in_grids, *groups(self.scan, apart=apart)], key=lambda group: group.start if group.names or group.numbers or group.dates else 0)
        dated = Years(self.scan, Figures(self.scan, gathered, kept).found, coming=self.coming is not None).found
        counted: list[Counted] = []
        for each in dated:
            if (fact := self._fact(each, dated)) is None:
                continue
            if fact.field in RIGHTS and not fact.supposed:
                said = said_at(self.scan, each, dated)
                counted.append(Counted(each, fact, said, is_some(self.scan, each, corrected=fact.corrects and not said)))
            else:
                self.facts.append(fact)
        self._take_rights(counted)
        self._take_patents(dated)
        self._place(placed)
        self._read_what_is_left()

    def _place(self, placed: dict[int, Fact]) -> None:
        for token in self.scan.tokens:
            if token.start in placed:
                fact = placed[token.start]
                self.judged[token.start] = Judged(token, Role.SUPPOSED if fact.supposed else Role.FACT, fact.field)

    def _read_what_is_left(self) -> None:
        """Years in the niche and holdings are told by numbers without a name of their own."""
        taken = frozenset(start for start, judged in self.judged.items() if judged.field)
        for fact, token in (*read_lasting(self.speech, taken, self.coming), *read_holdings(self.speech, self.titles, taken)):
            if any(told.field == fact.field for told in self.facts):
                continue
            self.facts.append(fact)
            if token is not None and token.kind is TokenKind.NUMBER:
                self.judged[token.start] = Judged(token, Role.SUPPOSED if fact.supposed else Role.FACT, fact.field)

    def _fact(self, dated: Dated, others: Sequence[Dated]) -> Fact | None:
        figure = dated.figure
        token, whose = figure.token, self.speech.subjects.whose(figure.token.start)
        year = dated.years[0] if len(dated.years) == 1 else None
        role = self._role(figure, whose)
        if self._is_to_come(dated) and whose is Whose.OURS and role is not Role.REQUIRED:
            role = Role.SUPPOSED
        if role not in (Role.FACT, Role.SUPPOSED):
            self._judge(Judged(token, role, figure.field, year, whose))
            return None
        if role is Role.SUPPOSED and not self._is_to_come(dated):
            dated = self._as_if_looked_at(dated)
        unused, detail = dated.unused, dated.detail
        if whose is Whose.SEVERAL:
            unused, detail = Unused.UNCLEAR_WHOSE, Detail.SEVERAL
        elif unused is None:
            unused, detail = self.asides.not_to_be_used(dated, others)
        if unused is not None:
            self._judge(Judged(token, Role.NOT_USED, figure.field, year, whose, unused, detail))
            return None
        self._judge(Judged(token, role, figure.field, year, whose))
        return self._made(dated, role)

    def _is_to_come(self, dated: Dated) -> bool:
        """今年预计6000万, behind 明年报: what the running year will come to."""
        return self.coming is not None and dated.years == (self.coming - 1,)

    def _as_if_looked_at(self, dated: Dated) -> Dated:
        """要是明年掉到4500万: what is supposed of a year yet to end is held against the limits as that of the year looked at."""
        figure, last = dated.figure, self.scan.day.year - 1
        ahead = figure.year_named is not None and figure.year_named.when in (When.NOW, When.FUTURE)
        if figure.field not in BY_YEAR or not ahead or dated.detail not in (None, Detail.PARTIAL):
            return dated
        return replace(dated, years=(last,), assumed=True, unused=None, detail=None)

    def _role(self, figure: Figure, whose: Whose) -> Role:
        if whose is Whose.OTHER or self._is_of_others(figure):
            return Role.OTHER
        if figure.group.required:
            return Role.REQUIRED
        if _is_open(figure.quantity) and self._ends_a_question(figure.token):
            return Role.ASKED  # 材料交几份 tells of nothing
        mood = self.speech.moods.of(figure.token)
        roles = {Mood.ASKED: Role.ASKED, Mood.SUPPOSED: Role.SUPPOSED, Mood.REQUIRED: Role.REQUIRED, Mood.PLANNED: Role.OTHER}
        return roles.get(mood, Role.FACT)

    def _ends_a_question(self, token: Token) -> bool:
        """Whether the clause asks and says nothing behind the number: 只有几个软著 tells."""
        clause = self.scan.clause_of(token)
        return asks(self.scan, clause) and (clause.asks or not self.scan.behind(clause, token.end).strip())

    def _is_of_others(self, figure: Figure) -> bool:
        """高于行业平均3%, 第二名只有8%: somebody else's stands right before the number."""
        before = self.scan.before(figure.group.clause, figure.token.start)
        hits = [*lexicon("who", "others").find(before), *lexicon("who", "kin").find(before), *lexicon("operators", "rivals").find(before)]
        return any(len(before) - hit.end <= _BESIDE for hit in hits)

    def _made(self, dated: Dated, role: Role) -> Fact:
        figure = dated.figure
        quantity, bare = self._quantity(figure)
        field = self._sum_before(dated) or figure.field or ""
        fact = from_quantity(field, quantity, self._start(figure), self._end(figure))
        if figure.name is not None and (figure.name.negative or (field in _FALLING and figure.group.has(Operator.FALL))):
            fact = turned(fact)
        return replace(
            fact,
            year=dated.years[0] if dated.years and (field in BY_YEAR or not dated.assumed) else None,
            more_years=dated.years[1:] if field in BY_YEAR else (),
            assumed=(*self._assumed(dated), *([Assumed.UNIT] if bare else [])),
            part=figure.name.part if figure.name else None,
            supposed=role is Role.SUPPOSED,
            corrects=self.corrections.corrects(figure.token),
        )

    def _sum_before(self, dated: Dated) -> str | None:
        """融资合计应该是2300万, where a sum over years was told of last: that sum."""
        figure = dated.figure
        known = [] if self._kept is None or not dated.assumed or not figure.group.has(Operator.SUM) else list(self._kept.fields.values())
        return next((field for field in known if field.startswith(f"{figure.field}_sum")), None)

    def _assumed(self, dated: Dated) -> list[Assumed]:
        name, field = dated.figure.name, dated.figure.field
        found = [Assumed.YEAR] if dated.assumed else []
        if field in RIGHTS:
            found += left_unsaid(name.part if name else None)
        if name is not None and name.assumed:
            found.append(Assumed.KIND)
        return found

    def _quantity(self, figure: Figure) -> tuple[Quantity, bool]:
        """The quantity, a bare one in the unit of the form (万元, percent), and whether it was bare."""
        quantity = figure.quantity
        if quantity.unit is Unit.BARE:
            return in_money(quantity, _WAN), True
        told = figure.token.value
        return quantity, isinstance(told, Quantity) and told.unit is Unit.BARE and quantity.unit is Unit.PERCENT

    def _start(self, figure: Figure) -> int:
        alone = figure.carried or figure.of > 1 or figure.group.sealed
        return figure.token.start if alone else min(figure.group.start, figure.token.start)

    def _end(self, figure: Figure) -> int:
        alone = figure.carried or figure.of > 1 or figure.group.sealed
        return figure.token.end if alone else max(figure.group.end, figure.token.end)

    # rights

    def _take_rights(self, counted: Sequence[Counted]) -> None:
        facts, left_out = read_rights(self.scan, counted)
        self.facts += facts
        for each in counted:
            if each.fact.start in left_out:
                token = each.dated.figure.token
                judged = self.judged[token.start]
                self.judged[token.start] = replace(judged, role=Role.NOT_USED, unused=Unused.NO_RULE, detail=left_out[each.fact.start])
        if not any(fact.field == "class1_ip" for fact in facts):
            self.facts += nothing_but(self.speech, facts)
        told = {fact.field for fact in facts}
        self.facts += [fact for fact in none_at_all(self.speech, counted) if fact.field not in told]

    def _take_patents(self, dated: Sequence[Dated]) -> None:
        if any(fact.field in ("class1_ip", "class1_ip_transferred_in") for fact in self.facts):
            return
        plain = [each for each in dated if self.judged[each.figure.token.start].unused is Unused.UNCLEAR_FIELD]
        for fact, token in at_most(self.scan, plain):
            self.facts.append(fact)
            self._judge(Judged(token, Role.FACT, fact.field))

    # words

    def _read_words(self) -> None:
        for facts, doubts in (read_qualities(self.speech), read_kinds(self.speech)):
            self.facts += facts
            self.doubts += doubts
        self.facts += read_naming(self.speech)

    def _judge(self, judged: Judged) -> None:
        self.judged[judged.token.start] = judged


def _is_open(quantity: Quantity) -> bool:
    """Whether no number is said at all."""
    return quantity.value is None and quantity.low is None and quantity.high is None
