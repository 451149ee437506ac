"""Which number goes with which name: 营收和研发分别为1.2亿和420万, 12项发明专利、5项实用新型, 我们大概12%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.reading.numbers.dates import When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.understanding.extraction.clauses import COUNTED, Clause
from assistant.understanding.extraction.cues import Cue, CueMention
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.placing import EMPTY, GROWTH, WAN, Bound, Placing
from assistant.understanding.extraction.reading import Reading


def bind(reading: Reading, kept: CueMention | None = None) -> list[Bound]:
    """The quantities of a text with their names, in order.

    Args:
        kept: the name talked about before, for a text that corrects it (说错了，是62%) or only answers (62%).
    """
    binder = _Binder(reading, kept)
    return [bound for clause in reading.clauses for bound in binder.clause(clause)]


class _Binder(Placing):
    def __init__(self, reading: Reading, kept: CueMention | None) -> None:
        super().__init__(reading)
        self.last: Bound | None = None
        self.said: list[Bound] = []
        self.money: Bound | None = None
        self.kept = kept
        self.corrects: int | None = None

    def clause(self, clause: Clause) -> Iterator[Bound]:
        names = [m for m in self.mentions if clause.start <= m.start < clause.end]
        numbers = [
            q
            for q in self.reading.quantities
            if clause.start <= q.start < clause.end
            and not any(m.start < q.end and q.start < m.end for m in names)
        ]
        if self.corrects is None and moods()["correction"].search(
            self.reading.text, clause.start, clause.end
        ):
            self.corrects = clause.sentence
        for bound in (
            self._together(clause, names, numbers)
            or self._respectively(clause, names, numbers)
            or self._one_by_one(clause, names, numbers)
        ):
            yield self._noted(bound)
            self.said.append(bound)

    def _noted(self, bound: Bound) -> Bound:
        if bound.field and bound.reason is None:
            bound = replace(bound, reason=self._why_no_value(bound))
        self.last = bound
        if bound.quantity.unit is Unit.MONEY:
            self.money = bound
        return bound

    def _together(self, clause: Clause, names: list[CueMention], numbers: list[Quantity]) -> list[Bound]:
        """Several names, then as many numbers; or several names for one number, which then belongs to none."""
        if len(names) < 2 or not numbers:
            return []
        heads = [m for m in names if m.end <= numbers[0].start]
        first = len(heads) - 1
        while first > 0 and self._listed(heads[first - 1].end, heads[first].start, may_be_empty=False):
            first -= 1
        listed = heads[first:]
        if len(listed) < 2 or len(heads) != len(names):
            return []
        if len(listed) == len(numbers):
            pairs = zip(listed, numbers, strict=True)
            return [self._bound(q, m, clause, apart=True) for m, q in pairs]
        if len(numbers) == 1 and all(m.cue.takes(numbers[0].unit) for m in listed):
            bound = self._bound(numbers[0], listed[-1], clause)
            return [replace(bound, field=None, reason=Reason.KIND_NOT_TOLD)]
        return []

    def _respectively(self, clause: Clause, names: list[CueMention], numbers: list[Quantity]) -> list[Bound]:
        """营收…，主营收入…；2020年分别为5920万和5880万: the names before it, in their order, in another year."""
        before = self.said[-len(numbers) :]
        dates = [d for d in self.reading.dates if clause.start <= d.start < clause.end and d.years]
        if (
            names
            or len(numbers) < 2
            or len(before) < len(numbers)
            or [len(date.years) for date in dates] != [1]
            or not self.cues.words["respectively"].search(self.reading.text, clause.start, clause.end)
            or len({bound.field for bound in before}) < len(numbers)
            or not all(bound.field and bound.clause.sentence == clause.sentence for bound in before)
        ):
            return []
        return [self._bound(q, bound.mention, clause, apart=True) for q, bound in zip(numbers, before, strict=True)]

    def _one_by_one(
        self, clause: Clause, names: list[CueMention], numbers: list[Quantity]
    ) -> Iterator[Bound]:
        served: set[int] = set()
        previous: Bound | None = None
        for quantity in numbers:
            if self._is_starting_point(quantity, clause) or self._is_denied(quantity):
                continue
            if (past := self._compared(quantity, clause)) is not None:
                yield self._noted(past)
                continue
            before = next((m for m in reversed(names) if m.end <= quantity.start), None)
            if before and before.cue.growth and self._arrives(quantity):
                before = next(
                    (m for m in names if m.end <= quantity.start and m.cue.takes(quantity.unit)), before
                )
                served.discard(before.start)
            behind = next((m for m in names if m.start >= quantity.end), None)
            bound: Bound | None = None
            if behind and not self._names(quantity, behind):
                behind = None
            if before and before.end == quantity.start and behind and any(q.start == behind.end for q in numbers):
                behind = None
            if behind and self._has_its_own(quantity, behind, numbers):
                behind = None
            if (
                before
                and before.start not in served
                and self._fits(before, quantity)
                and not (behind and before.cue.absorb)
            ):
                bound = self._bound(quantity, before, clause)
            elif behind:
                bound = self._bound(quantity, behind, clause)
            elif share := self._share(quantity, clause):
                bound = share
            elif previous and (
                self._continues(previous, quantity, before) or self._is_end_point(previous, quantity)
            ):
                bound = replace(self._bound(quantity, previous.mention, clause, apart=True), continues=True)
            elif before is None:
                bound = self._carried(quantity, clause)
            if bound:
                served.add(bound.mention.start)
                previous = self._noted(bound)
                yield bound

    def _compared(self, quantity: Quantity, clause: Clause) -> Bound | None:
        """同比2020年的1.83亿, 较前年的420万: another year's amount under the name before it."""
        last = self.last
        if last is None or last.clause.sentence != clause.sentence or last.quantity.unit is not quantity.unit:
            return None
        if last.field is None or not self.cues.words["compared"].search(self.reading.blanked[: quantity.start]):
            return None
        return replace(self._bound(quantity, last.mention, clause, apart=True), carried=True, compared=True)

    def _continues(self, previous: Bound, quantity: Quantity, before: CueMention | None) -> bool:
        if before and before.start > previous.end:
            return False
        return previous.quantity.unit in (quantity.unit, Unit.BARE) and self._listed(
            previous.quantity.end, quantity.start
        )

    def _share(self, quantity: Quantity, clause: Clause) -> Bound | None:
        """研发费用420万，占营收的3.5%: a ratio of what was named before."""
        if quantity.unit is not Unit.PERCENT or self.last is None:
            return None
        before = self.reading.blanked[clause.start : quantity.start]
        matches = list(self.cues.words["share_of"].finditer(before))
        if not matches or len(EMPTY.sub("", before[matches[-1].end() :])) > 4:
            return None
        amount = self._amount(clause)
        field = self.last.mention.cue.share or self.cues.ratio_of.get(amount or "")
        if field is None:
            return None
        cue = Cue({Unit.PERCENT: field})
        start = clause.start + matches[-1].start()
        mention = CueMention(cue, matches[-1][0], start, clause.start + matches[-1].end())
        return self._bound(quantity, mention, clause)

    def _growth_before(self, clause: Clause) -> str | None:
        """主营收入去年增长8%，前年增长15%: the growth named before it in the sentence."""
        last = self.last
        return last.field if last and last.field in GROWTH and last.clause.sentence == clause.sentence else None

    def _amount(self, clause: Clause) -> str | None:
        """The field of the last sum of money in the sentence, which 占… and 同比增长… speak of."""
        return self.money.field if self.money and self.money.clause.sentence == clause.sentence else None

    def _carried(self, quantity: Quantity, clause: Clause) -> Bound | None:
        """A clause with no name of its own: 我们大概12%, 2020年9000万."""
        rest = self.reading.blanked[clause.start : clause.end]
        for other in self.reading.quantities:
            if clause.start <= other.start < clause.end:
                rest = rest.replace(other.text, "□", 1)
        if not self.cues.words["bare_clause"].match(EMPTY.sub("", rest)):
            return None
        near = (
            self.last
            if self.last and (self._correcting(clause) or self._near(self.last.clause, clause))
            else None
        )
        announced = self._announced(clause)
        if announced and not (near and near.start > announced.start):
            bound = self._bound(quantity, announced, clause, apart=True)
            return replace(bound, carried=True, reason=bound.reason or self._announced_in(announced, clause))
        mention = near.mention if near else self.kept
        if near and near.mention.cue.growth:
            earlier = [m for m in self.mentions if near.clause.start <= m.start < near.start]
            mention = next((m for m in earlier if m.cue.takes(quantity.unit)), mention)
        if quantity.unit is Unit.PEOPLE and not (
            mention and (mention.cue.absorb or mention.cue.takes(Unit.PEOPLE))
        ):
            return self._bound(quantity, _people(quantity), clause, apart=True)
        if mention is None or (mention.cue.absorb is None and self._field(mention, quantity) is None):
            return None
        bound = self._bound(quantity, mention, clause, apart=True)
        return replace(bound, carried=True, reason=self._uncarried(near, clause))

    def _correcting(self, clause: Clause) -> bool:
        return self.corrects is not None and clause.sentence - self.corrects in (0, 1)

    def _announced(self, clause: Clause) -> CueMention | None:
        """A name that the clause before leaves without a number: 市占率算高的，有15%左右."""
        place = self.reading.clauses.index(clause)
        if not place or self.reading.clauses[place - 1].sentence != clause.sentence:
            return None
        before = self.reading.clauses[place - 1]
        counted = any(
            before.start <= q.start < before.end and q.unit in COUNTED for q in self.reading.quantities
        )
        names = [m for m in self.mentions if before.start <= m.start < before.end and not m.cue.absorb]
        return names[-1] if len(names) == 1 and not counted else None

    def _announced_in(self, name: CueMention, clause: Clause) -> Reason | None:
        return None if clause.ours else self.reading.why_not(name.start, name.end, quality=True)

    def _near(self, earlier: Clause, clause: Clause) -> bool:
        if clause.sentence == earlier.sentence:
            return True
        ours = clause.ours or (earlier.ours and moods()["actual"].search(self.reading.text, clause.start, clause.end))
        return bool(ours) and clause.sentence == earlier.sentence + 1

    def _uncarried(self, near: Bound | None, clause: Clause) -> Reason | None:
        """Out of a rule or a question a name is taken over only by 我们…."""
        if near is None or clause.ours or self._correcting(clause):
            return None
        if near.reason in (Reason.CHANGE, Reason.DENIED, Reason.OTHER_YEAR):
            return None
        reason = near.reason or self.reading.why_not(near.start, near.end)
        said = self.reading.text[clause.start : clause.end]
        past = any(d.when is When.YEAR and clause.start <= d.start < clause.end for d in self.reading.dates)
        if reason is Reason.WISHED and (past or moods()["reached"].search(said)):
            return None
        return None if near.clause.ours and moods()["actual"].search(said) else reason

    def _bound(self, quantity: Quantity, name: CueMention, clause: Clause, *, apart: bool = False) -> Bound:
        """`apart`: other numbers or clauses stand between name and number."""
        field = self._field(name, quantity)
        if name.cue.growth:
            field = self.cues.growth_of.get(self._amount(clause) or "") or self._growth_before(clause)
        if quantity.unit is Unit.BARE and name.header in WAN and quantity.value is not None:
            quantity = replace(quantity, unit=Unit.MONEY, value=quantity.value * WAN[name.header])
        start, end = (quantity.start, quantity.end)
        if not apart:
            start, end = min(start, name.start), max(end, name.end)
        reason = None if field else name.cue.absorb or Reason.NO_FIELD
        return Bound(
            quantity, name, clause, field, start, end, corrects=self._correcting(clause), reason=reason
        )


def _people(quantity: Quantity) -> CueMention:
    """1000人整 in a clause of its own counts the 从业人员."""
    return CueMention(Cue({Unit.PEOPLE: "employees"}), "", quantity.start, quantity.start)
