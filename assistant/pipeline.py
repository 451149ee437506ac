"""The way of a question: a literal list of steps over one context.

A step fills its own fields of the context, or ends the run by a draft that is finished (`context.done`). The loop
measures time and writes the trace; no step calls back up.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant import bounded
from assistant.answering.draft import Draft
from assistant.answering.finding import Finder
from assistant.answering.outside import where_to_ask
from assistant.answering.scene import Scene
from assistant.models import AskRequest
from assistant.reading.normalise import Normalised
from assistant.rules.profile import Profile
from assistant.sites import Site
from assistant.trace import Trace, TraceStep
from assistant.understanding.asks import Ask
from assistant.understanding.extract import Extraction
from assistant.understanding.intent import Reading
from corpus.basis import Basis
from corpus.library import Library
from corpus.terms import Tier, Track
from index.result import SearchResult

if TYPE_CHECKING:
    from assistant.store.conversations import Conversation


@dataclass
class Context:
    """One question on its way. Every field below `finder` is filled by the step named beside it."""

    request: AskRequest
    as_of: date
    library: Library
    finder: Finder
    site: Site
    said: Normalised | None = None  # understand
    reading: Reading | None = None  # understand
    asks: tuple[Ask, ...] = ()  # understand, recall
    conversation: Conversation | None = None  # recall
    stated: Extraction | None = None  # recall
    supposed: Extraction = field(default_factory=Extraction)  # recall
    profile: Profile = field(default_factory=Profile)  # recall
    tier: Tier | None = None  # recall
    track: Track | None = None  # recall
    round: int | None = None  # recall
    basis: Basis | None = None  # settle
    scene: Scene | None = None  # settle
    found: dict[str, SearchResult] = field(default_factory=dict)  # find
    draft: Draft = field(default_factory=Draft)  # compose
    done: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Who is to be asked about what the texts do not say, in the site's words."""
        return where_to_ask(self.site.where_to_ask)

    def note(self, words: str) -> None:
        """Leave a note of the present step in the trace."""
        self.notes.append(words)


class Step(Protocol):
    """One step."""

    name: str
    always: bool
    """Whether it runs even where an earlier step has finished the draft."""

    def __call__(self, context: Context) -> None: ...


def run(steps: Sequence[Step], context: Context) -> Trace:
    """Take `context` through `steps`; once it is done, only the steps that always run."""
    trace = Trace(secrets.token_hex(8))
    for step in steps:
        if context.done and not step.always:
            continue
        bounded.spend()
        context.notes = []
        start = time.perf_counter()
        step(context)
        elapsed = (time.perf_counter() - start) * 1000
        trace.steps.append(TraceStep(step.name, elapsed, tuple(context.notes)))
    return trace
