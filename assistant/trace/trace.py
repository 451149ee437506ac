"""A trace: one answer's way, as data. Old ones are read back, so parts are only ever added, each with a default.

>>> step = TraceStep(name="read", ms=3.2, notes=("读出企业情况：负债率72%",))
>>> str(step)
'读消息：读出企业情况：负债率72%'
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.models import Kind, Origin, Status
from assistant.planning.plan import BlockType
from assistant.planning.settled import Source
from assistant.reading.question import Detail, Role, Unused
from assistant.reading.understood import Conduct
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.trace.notes import named_or
from corpus.terms import Tier, Track

_ID_BYTES = 16


class _Traced(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SectionRow(_Traced):
    """One line of a section: what it is, and what it says."""

    label: str
    text: str


class Section(_Traced):
    """Something more that a step shows under a name of its own: a prompt, what a model said, the checks on it.

    Attributes:
        name: `section_<name>` of `notes.yaml` is its title, where there is one.
        raw: whether the texts are to be shown as they stand, line by line.
    """

    name: str
    rows: tuple[SectionRow, ...]
    raw: bool = False

    @staticmethod
    def of(name: str, *rows: tuple[str, str], raw: bool = False) -> Section:
        """A section from its labels and texts."""
        return Section(name=name, rows=tuple(SectionRow(label=label, text=text) for label, text in rows), raw=raw)

    def title(self, lang: str = "zh") -> str:
        return named_or(f"section_{self.name}", self.name, lang)


class TraceStep(_Traced):
    """One step: its name, its milliseconds, what it noted in words, and what more it shows."""

    name: str
    ms: float
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    def __str__(self) -> str:
        """One sentence for a person."""
        title = self.title()
        return f"{title}：{'；'.join(self.notes)}" if self.notes else title

    def title(self, lang: str = "zh") -> str:
        return named_or(f"step_{self.name}", self.name, lang)


class MessagePiece(_Traced):
    """Words of the message that were kept; what lies between pieces was not."""

    words: str
    start: int
    end: int


class TracedMention(MessagePiece):
    """A number, date, title, batch or code of the message, with what it was taken for."""

    kind: str
    role: Role
    field: str | None = None
    year: int | None = None
    whose: str = "ours"
    reason: Unused | None = None
    detail: Detail | None = None


class TracedFact(MessagePiece):
    """What was read of the enterprise: a path of the profile and the value taken, None where it stays open."""

    path: str
    value: Any = None
    supposed: bool = False


class CandidateStanding(StrEnum):
    """What became of a matter that a part may have been about."""

    CHOSEN = "chosen"
    OFFERED = "offered"
    """Asked back about."""
    DROPPED = "dropped"


class Candidate(_Traced):
    """A matter that a part may have been about, and how likely it was, 0 to 1."""

    kind: MatterKind
    id: str | None = None
    share: float
    standing: CandidateStanding

    @property
    def matter(self) -> Matter:
        return Matter(self.kind, self.id)


class TermWeight(_Traced):
    """A term of the message that spoke for the matter, and how loudly; `~` is the whole meaning of the words."""

    term: str
    weight: float


class TracedPart(MessagePiece):
    """One thing asked.

    Attributes:
        carried: whether its matter is that of an earlier turn.
        status: how it was answered; None where it never came to a plan.
    """

    kind: MatterKind
    id: str | None = None
    share: float
    forms: tuple[Form, ...]
    carried: bool = False
    status: Status | None = None
    candidates: tuple[Candidate, ...] = ()
    weights: tuple[TermWeight, ...] = ()

    @property
    def matter(self) -> Matter:
        return Matter(self.kind, self.id)


class TracedBasis(_Traced):
    """What the answer rests on, and where tier, track and round came from.

    Attributes:
        year: of the round, or of the day asked about.
        held_unannounced: the batch held that no announced round reviews yet.
    """

    tier: Tier
    track: Track
    round: int | None
    year: int
    standard: str
    title: str
    number: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    sources: dict[str, Source] = Field(default_factory=dict)
    other_standard: str | None = None
    other_title: str = ""
    other_number: str = ""
    held_unannounced: int | None = None


class TracedBlock(_Traced):
    """One block of the plan with its words in the answer; empty where the plan was never rendered."""

    type: BlockType
    key: str
    part: int | None = None
    clauses: tuple[str, ...] = ()
    text: str = ""


class TracedSlip(_Traced):
    """Something without a ground: its block was left out, or, of kind `english`, falls back on Chinese words."""

    type: BlockType
    key: str
    part: int | None = None
    kind: str
    words: str


class Trace(_Traced):
    """How one answer came about.

    Attributes:
        id: can't be guessed; who has it may see the trace.
        length: code points of the message; `pieces` are what is kept of it.
        given: fields of the request beside the question that were filled in.
        turn: of its conversation, from 1; None where the question stood alone.
        site: in whose name it was asked; None for the plain service.
        steps: in the order in which they ran.
    """

    id: str
    made_at: datetime
    as_of: date
    lang: str = "zh"
    status: Status
    kind: Kind
    origin: Origin
    length: int = 0
    pieces: tuple[MessagePiece, ...] = ()
    conduct: Conduct | None = None
    hypothetical: bool = False
    given: tuple[str, ...] = ()
    turn: int | None = None
    site: str | None = None
    mentions: tuple[TracedMention, ...] = ()
    facts: tuple[TracedFact, ...] = ()
    parts: tuple[TracedPart, ...] = ()
    basis: TracedBasis | None = None
    blocks: tuple[TracedBlock, ...] = ()
    slips: tuple[TracedSlip, ...] = ()
    steps: tuple[TraceStep, ...] = ()

    @property
    def message(self) -> str | None:
        """The message, masked once it was kept; None where words of it were not kept."""
        words = "".join(piece.words for piece in self.pieces)
        return words if words and len(words) == self.length else None

    @property
    def ms(self) -> float:
        """What all steps took."""
        return sum(step.ms for step in self.steps)


def new_id() -> str:
    """An id that nobody can guess: 32 hex digits."""
    return secrets.token_hex(_ID_BYTES)


def now() -> datetime:
    return datetime.now(UTC)
