"""A plan: what an answer says, in typed blocks with their values and citations, without prose and without marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from assistant.models import Kind, Origin, Status
from assistant.reading.understood import Part
from assistant.rules.result import CheckResult
from corpus.citation import Citation


class BlockType(StrEnum):
    """What a block says."""

    VERDICT = "verdict"
    CONDITION = "condition"
    STATEMENT = "statement"
    SILENCE = "silence"
    """What the texts do not say."""
    QUOTE = "quote"
    WINDOW = "window"
    DUTY = "duty"
    ITEM = "item"
    COMPARISON = "comparison"
    SCORE = "score"
    CHOICE = "choice"
    NOT_USED = "not_used"
    MISSING = "missing"
    BASIS = "basis"
    CAVEAT = "caveat"
    FACT = "fact"
    """What was understood of the enterprise."""
    DECLINED = "declined"
    TALK = "talk"
    HEADING = "heading"


_ANSWERING = frozenset(
    {BlockType.VERDICT, BlockType.CONDITION, BlockType.STATEMENT, BlockType.SILENCE, BlockType.WINDOW, BlockType.DUTY, BlockType.SCORE, BlockType.DECLINED}
)


class Words(NamedTuple):
    """A value that is called differently in each language."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Citations whose marks stand at this place."""

    citations: tuple[Citation, ...]

    @staticmethod
    def of(*citations: Citation | None) -> Marks:
        return Marks(tuple(dict.fromkeys(citation for citation in citations if citation is not None)))


Value = str | int | Decimal | date | Words | Marks


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence or list item, or a quote.

    Attributes:
        key: of its template in `rendering/texts/`; a quote has none.
        values: what the template is filled in with.
        citations: those of its values, and of the quote it shows.
        part: which of the things asked it answers, from 0; None for what belongs to the whole.
    """

    type: BlockType
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the assistant asks back: a matter, by the question that would settle it."""

    text: Words
    question: Words


@dataclass(frozen=True, slots=True)
class PartPlan:
    """What became of one thing asked; the numbers of its blocks are found by their `part`."""

    part: Part
    status: Status
    kind: Kind


@dataclass
class Plan:
    """An answer while it is planned.

    Attributes:
        missing: paths of the profile still to be asked for.
        check, other_check: the verdict, and that of a standard published and not yet in force.
        tier_checks: the verdicts on further tiers.
        counts: numbers of things listed, which need no other ground.
        curated: ids of the answers in it that a person wrote.
    """

    kind: Kind = Kind.OUT_OF_SCOPE
    status: Status = Status.ANSWERED
    origin: Origin = Origin.RULES
    blocks: list[Block] = field(default_factory=list)
    follow_ups: list[Words] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    parts: list[PartPlan] = field(default_factory=list)
    check: CheckResult | None = None
    other_check: CheckResult | None = None
    tier_checks: list[CheckResult] = field(default_factory=list)
    counts: set[int] = field(default_factory=set)
    curated: list[str] = field(default_factory=list)

    def say(self, type: BlockType, key: str, **values: Value) -> None:
        """One more sentence; the same is not said twice."""
        cited = tuple(citation for value in values.values() if isinstance(value, Marks) for citation in value.citations)
        block = Block(type, key, values, tuple(dict.fromkeys(cited)))
        if all((each.type, each.key, each.values) != (type, key, values) for each in self.blocks):
            self.blocks.append(block)

    def quote(self, *citations: Citation) -> None:
        """The cited words, each once."""
        for citation in citations:
            if all(block.type is not BlockType.QUOTE or citation not in block.citations for block in self.blocks):
                self.blocks.append(Block(BlockType.QUOTE, "quote", {}, (citation,)))

    def ask_for(self, paths: Sequence[str]) -> None:
        """Profile paths that are missing."""
        self.missing.extend(path for path in paths if path not in self.missing)

    def join(self, other: Plan, part: int | None) -> None:
        """Take in what was planned for one part."""
        for block in other.blocks:
            if block.type is BlockType.QUOTE and any(each.type is BlockType.QUOTE and each.citations == block.citations for each in self.blocks):
                continue
            if all((each.key, each.values) != (block.key, block.values) or block.type is BlockType.QUOTE for each in self.blocks):
                self.blocks.append(replace(block, part=part))
        self.ask_for(other.missing)
        self.warnings += [warning for warning in other.warnings if warning not in self.warnings]
        self.follow_ups += [each for each in other.follow_ups if each not in self.follow_ups]
        self.choices += other.choices
        self.counts |= other.counts
        self.curated += other.curated
        self.check = self.check or other.check
        self.other_check = self.other_check or other.other_check
        self.tier_checks += other.tier_checks

    def shorten(self) -> None:
        """Leave of each part the first sentence that answers."""
        kept: list[Block] = []
        for block in self.blocks:
            if block.type in _ANSWERING and all(each.part != block.part for each in kept):
                kept.append(block)
        self.blocks, self.follow_ups, self.missing = kept, [], []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Everything cited, each once, in the order of reading."""
        return tuple(dict.fromkeys(citation for block in self.blocks for citation in block.citations))


def plain(value: Value) -> Any:
    """A value as JSON has it; marks are left to the block's citations."""
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value
