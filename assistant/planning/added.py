"""What documents of a province, a host or the operator say, beside the national rule: 本省规定.

Where the national texts leave a thing open, the local sentence answers it. Where both speak, the stricter comes first and
the difference of their figures is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.models import Kind, Origin, Status
from assistant.planning.finding import Finder
from assistant.planning.local_days import plan_local_day
from assistant.planning.naming import in_both, number_of
from assistant.planning.plan import Block, BlockType, Marks, Plan, Value, Words
from assistant.planning.settled import Settled
from assistant.planning.speaking import Spoken, documents_in_use, is_of_rounds, speaking, speaks_for
from assistant.reading.numbers.dates import find_dates, without_dates
from assistant.reading.numbers.quantities import Bound, Quantity, Unit, find_quantities
from assistant.reading.understood import Part
from assistant.topics.forms import Form, Matter, MatterKind
from corpus.citation import Citation

_NOT_OURS: Final = frozenset({Matter(MatterKind.OUTSIDE, name) for name in ("smalltalk", "off_topic", "advice")})
_LEFT_OPEN: Final = frozenset({BlockType.SILENCE, BlockType.DECLINED})
_OPEN_CAVEATS: Final = frozenset({"silence_where"})
_COMPARED: Final = (Unit.MONEY, Unit.PERCENT, Unit.YEARS, Unit.ITEMS, Unit.SCORE, Unit.PEOPLE)
_NO_VERDICT: Final = frozenset({Form.VERDICT, Form.MISSING})
_ANY_DAY: Final = date(2000, 1, 1)
"""Dates are only taken out; which day they are seen from does not matter."""


class Stricter(StrEnum):
    """Which of two rules asks for more."""

    LOCAL = "local"
    NATIONAL = "national"
    SAME = "same"
    EACH = "each"


@dataclass(frozen=True)
class Difference:
    """The figures of two rules on one matter, in their own words."""

    stricter: Stricter
    local: str
    national: str


def plan_added(own: Plan, settled: Settled, part: Part, finder: Finder) -> None:
    """Put what added documents say on a part into its plan; nothing where they are silent."""
    if part.matter in _NOT_OURS or part.matter.kind is MatterKind.NONE:
        return
    documents = list(documents_in_use(settled))
    found = speaking(settled, part, finder, documents) if documents else []
    found = [each for each in found if not any(_shows(citation, each) for citation in own.citations)]
    if not found:
        return
    local = Plan()
    cited = [settled.cite_clause(each.clause.id, each.quote) for each in found]
    for each, citation in zip(found, cited, strict=True):
        say_spoken(local, settled, each, citation)
    left_open = own.status in (Status.NOT_IN_CORPUS, Status.REFUSED)
    ours = all(speaks_for(settled.basis.tier, each.document, each.clause, each.quote) for each in found)
    difference = _difference(own, found) if ours and not left_open else None
    if difference is not None:
        values: dict[str, Value] = {"local": difference.local, "national": difference.national, "marks": Marks.of(*cited)}
        local.blocks.append(_with(Block(BlockType.COMPARISON, f"local_{difference.stricter}", values), _national(own)))
    plan_local_day(own, local, settled, part, found, cited)
    if left_open:
        own.blocks = _without_the_open(own.blocks)
        own.kind = Kind.POLICY if part.matter.kind is MatterKind.OUTSIDE else own.kind
        own.status = Status.ANSWERED
        own.origin = Origin.RETRIEVAL if not own.blocks else own.origin
        own.choices = []
    after = not ours and not left_open and not is_of_rounds(part) or part.form in _NO_VERDICT or own.check is not None or difference is not None and difference.stricter is Stricter.NATIONAL
    own.blocks = [*own.blocks, *local.blocks] if after else [*local.blocks, *own.blocks]


def _without_the_open(blocks: Sequence[Block]) -> list[Block]:
    """Without what was said to be open, what was quoted for that alone, and, where nothing is left, the source."""
    kept = [block for block in blocks if block.type not in _LEFT_OPEN and block.key not in _OPEN_CAVEATS]
    said = {citation for block in kept if block.type is not BlockType.QUOTE for citation in block.citations}
    kept = [block for block in kept if block.type is not BlockType.QUOTE or said.intersection(block.citations)]
    return kept if any(block.type is not BlockType.BASIS for block in kept) else []


def say_spoken(plan: Plan, settled: Settled, spoken: Spoken, citation: Citation) -> None:
    """A sentence as the document has it, with whose it is; a table or list beneath it as a quote."""
    meta = spoken.document.meta
    names = {"title": in_both(meta.title), "number": number_of(meta.number)}
    key = "local_says" if spoken.document.of_site else "added_says"
    plan.say(BlockType.STATEMENT, key, **names, say=Words(spoken.says, spoken.says), marks=Marks.of(citation))
    plan.quote(citation)


def _shows(citation: Citation, spoken: Spoken) -> bool:
    return citation.clause_id == spoken.clause.id and spoken.quote in citation.quote


def _national(own: Plan) -> tuple[Citation, ...]:
    return tuple(citation for block in own.blocks if block.type is BlockType.STATEMENT for citation in block.citations)[:1]


def _with(block: Block, further: Sequence[Citation]) -> Block:
    marks = block.values["marks"]
    assert isinstance(marks, Marks)
    return Block(block.type, block.key, block.values, tuple(dict.fromkeys((*marks.citations, *further))))


def _difference(own: Plan, found: Sequence[Spoken]) -> Difference | None:
    """Where the national statement and the local one each set one limit of a kind: which asks for more."""
    says = [value.zh for block in own.blocks if block.type is BlockType.STATEMENT for name, value in block.values.items() if name == "say" and isinstance(value, Words)]
    if not says or len(found) != 1:
        return None
    local, national = _limits(found[0].quote), _limits(says[0])
    shared = [unit for unit in _COMPARED if unit in local and unit in national and local[unit].bound is national[unit].bound]
    if not shared:
        return None
    harder = [_harder(local[unit], national[unit]) for unit in shared]
    stricter = (
        Stricter.SAME if not any(harder) else Stricter.LOCAL if min(harder) >= 0 else Stricter.NATIONAL if max(harder) <= 0 else Stricter.EACH
    )
    return Difference(stricter, "、".join(local[unit].text for unit in shared), "、".join(national[unit].text for unit in shared))


def _limits(text: str) -> dict[Unit, Quantity]:
    """The limits of a sentence, where it has one of a kind."""
    limits = [each for each in find_quantities(without_dates(text, find_dates(text, _ANY_DAY))) if each.bound is not None and each.value is not None]
    units = [each.unit for each in limits]
    return {each.unit: each for each in limits if units.count(each.unit) == 1}


def _harder(local: Quantity, national: Quantity) -> Decimal:
    """Above zero where the local limit asks for more."""
    assert local.value is not None and national.value is not None
    more = local.value - national.value
    return more if local.bound is Bound.AT_LEAST else -more
