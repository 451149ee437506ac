"""How a name and a number stand to each other in a text: what may lie between them, and what makes it no value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.dates import When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.cues import CueMention, cues
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.reading import Reading

GROWTH = frozenset({"main_revenue_growth", "main_revenue_growth_avg2"})
WAN = {"万元": Decimal(1), "亿元": Decimal(10_000), "元": Decimal("0.0001")}
_DENIED = re.compile(r"(?:发明|专利|实用新型|软著|的)*(?:都|也)(?:还)?(?:没|未|无)")
_MOVED = re.compile(r"(?:提高|提升|增长|增加|上升|上涨|增|升|涨|下降|下滑|减少|降|跌)(?:到了?|至|为)[□ ]*的?")
EMPTY = re.compile(r"[□\s]+")


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity and the name it goes with; `carried` where the name stands in an earlier clause.

    `start`..`end` covers name and number where they stand together. `field` is None where the name has no field
    for it; `reason` then says why. `continues` a list under the name; `corrects` what was said before; `compared` is
    what the value before is measured against.
    """

    quantity: Quantity
    mention: CueMention
    clause: Clause
    field: str | None
    start: int
    end: int
    carried: bool = False
    continues: bool = False
    corrects: bool = False
    compared: bool = False
    reason: Reason | None = None


class Placing:
    """The names of a text and how its numbers stand to them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.cues = cues()
        self.mentions = self.cues.find(reading.text, headed=True)

    def _why_no_value(self, bound: Bound) -> Reason | None:
        """没有1亿, 还差1项, 提高了3个点 give no value; 提高到12% gives one."""
        if bound.compared:
            return None
        words, text, start = self.cues.words, self.reading.text, bound.clause.start
        before = text[start : bound.quantity.start]
        if words["denied"].search(before) or (
            not bound.carried and words["denied"].search(text[start : bound.start])
        ):
            return Reason.DENIED
        if words["lacking"].search(before) or (bound.field == "employees" and words["hiring"].search(before)):
            return Reason.CHANGE
        if words["formerly"].search(before) and not bound.clause.mood:
            return Reason.OTHER_YEAR
        if bound.field in GROWTH:
            return None
        between = start if bound.carried or bound.mention.start > bound.quantity.start else bound.mention.end
        said = self.reading.blanked[between : bound.quantity.number_start]
        changes = moods()["change"].search(said) and not moods()["arrival"].search(said.rstrip("□ 的"))
        return Reason.CHANGE if changes else None

    def _has_its_own(self, quantity: Quantity, behind: CueMention, numbers: list[Quantity]) -> bool:
        """收入1.3亿 23年1.1亿 研发5.2个点: behind a space stands the next name with its number."""
        apart = self.reading.text[quantity.end : behind.start].isspace()
        return apart and any(0 <= q.start - behind.end <= 1 for q in numbers)

    def _arrives(self, quantity: Quantity) -> bool:
        """下降3个点至62%, 同比增长20%达600万: the value that the change leads to."""
        return bool(re.search("(?:至|到|达|达到|为)$", self.reading.text[: quantity.start]))

    def _is_denied(self, quantity: Quantity) -> bool:
        """The 一个 of 一个都没有 counts nothing."""
        return quantity.value == 1 and bool(_DENIED.match(self.reading.text, quantity.end))

    def _is_starting_point(self, quantity: Quantity, clause: Clause) -> bool:
        """The 3% of 从3%提高到4.5%."""
        text = self.reading.blanked
        before = text[: quantity.start].rstrip("□ ")
        if any(d.when is When.YEAR and len(before) <= d.start < quantity.start for d in self.reading.dates):
            return False
        return before.endswith(("从", "由")) and bool(
            self.cues.words["moves_on"].match(text[quantity.end : clause.end])
        )

    def _is_end_point(self, start: Bound, quantity: Quantity) -> bool:
        """The 1亿 of 从2020年的8000万增长到2021年的1亿."""
        between = self.reading.blanked[start.quantity.end : quantity.start]
        return start.quantity.unit is quantity.unit and bool(_MOVED.fullmatch(between))

    def _fits(self, name: CueMention, quantity: Quantity) -> bool:
        between = EMPTY.sub("", self.reading.blanked[name.end : quantity.start])
        words = self.cues.words
        if not words["behind_name"].match(between) or words["unfit_behind_name"].search(between):
            return False
        if name.cue.absorb:
            return quantity.unit is not Unit.OTHER or len(between) < 4
        return self._field(name, quantity) is not None and (
            quantity.unit is not Unit.BARE or len(between) <= 5
        )

    def _names(self, quantity: Quantity, name: CueMention) -> bool:
        between = self.reading.text[quantity.end : name.start].strip()
        return bool(self.cues.words["before_name"].match(between)) and (
            bool(name.cue.absorb)
            or (
                name.cue.takes(quantity.unit) is not None
                and (quantity.unit is not Unit.BARE or name.text.isascii())
            )
        )

    def _listed(self, start: int, end: int, *, may_be_empty: bool = True) -> bool:
        between = self.reading.blanked[start:end]
        return bool(self.cues.words["listed"].match(between)) and (may_be_empty or bool(between.strip()))

    def _field(self, name: CueMention, quantity: Quantity) -> str | None:
        if name.cue.beside and not self._stands_beside(name):
            return None
        if quantity.unit is Unit.BARE and name.header:
            return name.cue.fields.get(Unit.MONEY if name.header in WAN else Unit.PERCENT) or name.cue.takes(
                Unit.BARE
            )
        return name.cue.takes(quantity.unit)

    def _stands_beside(self, name: CueMention) -> bool:
        """负债3200万 in the sentence of 资产8500万."""
        sentence = self.reading.clause_at(name.start).sentence
        return any(
            name.cue.beside in mention.cue.fields.values()
            and self.reading.clause_at(mention.start).sentence == sentence
            and any(0 <= q.start - mention.end <= 3 and q.unit is Unit.MONEY for q in self.reading.quantities)
            for mention in self.mentions
        )
