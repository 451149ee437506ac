"""Whether each block of a plan stands on its own citations, with its units.

A statement of law stands on the clauses it cites, never on what the user said; a verdict on the rules' result and on what
was told; a computed value on a sum that is shown. A block that slips does not leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from assistant.grounding import english
from assistant.grounding.figures import Day, Figures, figures_of, of_days
from assistant.grounding.sums import right_sums
from assistant.planning.plan import Block, BlockType, Marks, Plan, Value, Words
from assistant.planning.settled import Settled
from assistant.rendering.text import in_words, render
from corpus.citation import Citation

_OF_THE_ENTERPRISE: Final = frozenset(
    {BlockType.VERDICT, BlockType.CONDITION, BlockType.SCORE, BlockType.MISSING, BlockType.FACT, BlockType.NOT_USED, BlockType.CAVEAT,
     BlockType.ITEM, BlockType.COMPARISON}
)  # fmt: skip
"""Blocks that speak of what was told."""
_ASKS_ABOUT: Final = frozenset({"premise_wrong", "premise_right", "deadline_day_in", "deadline_day_before", "deadline_day_after", "deadline_day_last", "local_day_after", "document_not_at_hand"})
"""Templates that repeat a number the question asks about."""
_UNITS: Final = {"money": "万元", "percent": "%", "people": "人", "items": "项", "years": "年", "score": "分", "level": "级"}
_DAYS_AHEAD: Final = 800
_YEARS_BACK: Final = 4


@dataclass(frozen=True)
class Slip:
    """Something in a block without ground."""

    block: Block
    kind: str
    words: str


def slips(plan: Plan, settled: Settled | None) -> list[Slip]:
    """What in a plan has no ground; empty where the answer may leave.

    Args:
        settled: None where nothing was settled (small talk, a refusal).
    """
    if settled is None:
        return []
    grounds = _Grounds(plan, settled)
    found = [Slip(block, "quote", citation.quote) for block in plan.blocks for citation in block.citations if not _is_verbatim(settled, citation)]
    for block in plan.blocks:
        if block.type is not BlockType.QUOTE:
            found += [Slip(block, kind, words) for kind, words in grounds.missing(block)]
    return found


def _is_verbatim(settled: Settled, citation: Citation) -> bool:
    return citation.quote in settled.library.clause(citation.clause_id).text


class _Grounds:
    def __init__(self, plan: Plan, settled: Settled) -> None:
        self.plan, self.settled = plan, settled
        library, basis = settled.library, settled.basis
        rows = library.rounds(settled.as_of)
        meta = library.document(basis.standard).meta
        days = [settled.as_of, *(day for day in (basis.in_force_from, basis.in_force_to) if day), *(document.meta.in_force[0] for document in library.documents(settled.as_of))]
        self.always = of_days(days) | Figures(
            years=frozenset(range(basis.year - _YEARS_BACK, basis.year + 2)),
            batches=frozenset(number for row in library.rounds() for number in (row.batch, *row.review_of)) | self._batches_said(),
            documents=frozenset({meta.number, *(row.number for row in rows), *(document.meta.number for document in library.documents(settled.as_of))}),
        )
        self.counts = {str(count) for count in plan.counts}

    # each is looked for only where a block may stand on it

    @cached_property
    def checked(self) -> Figures:
        checks = [check.to_json() for check in (self.plan.check, self.plan.other_check, *self.plan.tier_checks) if check is not None]
        return figures_of(json.dumps(checks, ensure_ascii=False)) if checks else Figures()

    @cached_property
    def told(self) -> Figures:
        question = self.settled.question
        told = [*(fact.words for fact in question.facts), *(mention.words for mention in question.mentions)]
        return figures_of("，".join(dict.fromkeys(told))) | figures_of(json.dumps(self.settled.profile.to_json(), ensure_ascii=False))

    @cached_property
    def asked(self) -> Figures:
        return figures_of("，".join(number.words for part in self.settled.parts for number in part.numbers))

    @cached_property
    def all_cited(self) -> Figures:
        return _cited(self.plan.citations)

    @cached_property
    def computed(self) -> frozenset[Day]:
        duties = [block for block in self.plan.blocks if block.type is BlockType.DUTY]
        return figures_of("，".join(right_sums(render(duties).text))).days if duties else frozenset()

    def _batches_said(self) -> frozenset[int]:
        named = (*self.settled.question.scope.rounds, self.settled.question.scope.round)
        return frozenset(each.number for each in named if each is not None and each.number)

    def missing(self, block: Block) -> list[tuple[str, str]]:
        """What a block says and doesn't stand on."""
        said = figures_of("；".join(_spoken(value) for value in block.values.values()), counts=False)
        own = self.own(block)
        return [*self._numbers(said, own), *self._dates(said, own)]

    def own(self, block: Block) -> Figures:
        """The figures that a block stands on."""
        text = render([block]).text
        own = self.always | _cited(block.citations)
        for sum_shown in right_sums(text):
            own |= figures_of(sum_shown)
        if block.type in _OF_THE_ENTERPRISE:
            own |= self.checked | self.told
        if block.key in _ASKS_ABOUT:
            own |= self.asked | self.told
        if block.type in (BlockType.WINDOW, BlockType.DUTY, BlockType.BASIS, BlockType.CAVEAT, BlockType.MISSING, BlockType.DECLINED):
            own |= self.all_cited
        return own

    def _numbers(self, said: Figures, own: Figures) -> Iterable[tuple[str, str]]:
        for unit, value in said.numbers:
            if own.holds((unit, value)) or str(value) in self.counts or self._is_days_left(unit, int(value)):
                continue
            yield "number", f"{value:f}{_UNITS.get(unit, unit)}"

    def _dates(self, said: Figures, own: Figures) -> Iterable[tuple[str, str]]:
        yield from (("date", str(day)) for day in said.days if not own.holds_day(day))
        yield from (("date", str(month)) for month in said.months if month not in own.months and not any(day[:2] == month for day in own.days))
        yield from (("date", str(year)) for year in said.years if year not in own.years)
        yield from (("round", str(batch)) for batch in said.batches if batch not in own.batches)
        yield from (("document", number) for number in said.documents if not own.names(number))

    def _is_days_left(self, unit: str, value: int) -> bool:
        """Days to a day that is cited, or computed with its formula shown, need no sum."""
        if unit or not 0 <= value <= _DAYS_AHEAD:
            return False
        known = self.all_cited.days | self.always.days | self.computed
        for shift in (value, -value):
            day = self.settled.as_of + timedelta(days=shift)
            if any(each[1:] == (day.month, day.day) and each[0] in (None, day.year) for each in known):
                return True
        return False


def _cited(citations: Iterable[Citation]) -> Figures:
    found = Figures()
    for citation in citations:
        found |= _quoted(citation.quote)
    return found


@lru_cache(maxsize=4096)
def _quoted(quote: str) -> Figures:
    """The figures of a quote; the same clauses are quoted over and over."""
    return figures_of(quote)


def _spoken(value: Value) -> str:
    """What a value says; a template's own words need no ground."""
    if isinstance(value, Words):
        return value.zh
    if isinstance(value, date):
        return in_words(value)
    return "" if isinstance(value, Marks) else str(value)


def fall_back(plan: Plan, settled: Settled) -> list[Slip]:
    """Put the Chinese, which has its grounds, where English words say a figure that they have no ground for."""
    grounds, found = _Grounds(plan, settled), []
    for place, block in enumerate(plan.blocks):
        wrong = {
            name: (value, figures)
            for name, value in block.values.items()
            if isinstance(value, Words) and value.en != value.zh and (figures := english.missing(value.en, value.zh, grounds.own(block)))
        }
        if wrong:
            plan.blocks[place] = replace(block, values={**block.values, **{name: Words(value.zh, value.zh) for name, (value, _) in wrong.items()}})
            found += [Slip(block, "english", "、".join(figures)) for _, figures in wrong.values()]
    return found


def without(plan: Plan, found: list[Slip]) -> None:
    """Take the blocks that slipped out of a plan."""
    slipped = {id(slip.block) for slip in found}
    plan.blocks = [block for block in plan.blocks if id(block) not in slipped]


