"""The way of a question: a literal list of steps over one context.

A step fills its own fields of the context, or ends the run by a plan that is finished (`context.done`). The loop
measures time and writes the trace; no step calls back up. After `read` nothing looks at the words of the message: what
it says is the `Question`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant import bounded
from assistant.models import AskRequest
from assistant.planning.curated import CuratedShelf
from assistant.planning.finding import Finder
from assistant.planning.outside import where_to_ask
from assistant.planning.plan import Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.state import State
from assistant.reading.kept import Kept
from assistant.reading.reader import Reader
from assistant.reading.understood import Conduct, Part, Question
from assistant.rendering.text import Rendered
from assistant.rules.profile import Profile
from assistant.rules.standards import Standards
from assistant.sites import Site
from assistant.trace import Section, Trace, TraceStep
from assistant.trace.recording import record
from corpus.library import Library

if TYPE_CHECKING:
    from assistant.grounding.grounds import Slip
    from assistant.store.conversations import Conversation


@dataclass
class Context:
    """One question on its way. Every field below `curated` is filled by the step named beside it, and by no other; where two are named, the second changes it."""

    request: AskRequest
    as_of: date
    library: Library
    standards: Standards
    finder: Finder
    site: Site
    reader: Reader
    set_aside: frozenset[str] = frozenset()
    """Fields of the profile that the message is not asked about: a person has read them, and sends what they are."""
    curated: CuratedShelf = field(default_factory=CuratedShelf)
    """Answers that a person wrote and that hold for this site."""
    conversation: Conversation | None = None  # recall
    state: State = field(default_factory=State)  # recall
    question: Question | None = None  # read, settle
    parts: tuple[Part, ...] = ()  # carry
    settled: Settled | None = None  # settle
    plan: Plan = field(default_factory=Plan)  # plan
    slips: tuple[Slip, ...] = ()  # ground
    rendered: Rendered | None = None  # render, write
    done: bool = False
    notes: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    heard: Callable[[str], None] = lambda text: None
    """Told of each block's text as soon as it will not change any more."""

    @property
    def where(self) -> Words:
        """Who is to be asked about what the texts do not say, in the site's words."""
        return where_to_ask(self.site.where_to_ask)

    @property
    def sent(self) -> Profile:
        """What the conversation has kept and the request has sent with it."""
        return self.state.profile.merge(Profile.parse(self.request.profile or {}))

    @property
    def kept(self) -> Kept:
        """What the reader may know of the conversation, and of what was sent along."""
        state = self.state
        request = self.request
        return Kept(
            fields=state.last_fields,
            asked=state.asked,
            tier=request.tier or state.tier,
            track=request.track or state.track,
            round=request.round if request.round is not None else state.round,
            profile=self.sent.to_json(),
            event=state.event,
        )

    @property
    def profile(self) -> Profile:
        """What is known of the enterprise once the message is read, whatever becomes of the answer."""
        question = self.question
        if question is not None and question.conduct is Conduct.CLEARS:
            return Profile()
        if self.settled is not None:
            return self.settled.profile
        if question is None or question.hypothetical:
            return self.sent
        return self.sent.merge(question.assembled().profile)

    @property
    def points(self) -> Profile:
        """The profile as it is shown: what this message tells only a limit of has no value."""
        told = self.settled.told if self.settled is not None else {}
        return self.profile.without(*(path for path, fact in told.items() if fact.is_a_limit))

    @property
    def lang(self) -> str:
        """The language asked for, else that of the question."""
        if self.request.lang is not None:
            return self.request.lang
        return "en" if self.question is not None and self.question.english else "zh"

    def note(self, words: str) -> None:
        """Leave a note of the present step in the trace."""
        self.notes.append(words)

    def show(self, section: Section) -> None:
        """Add a named section of the present step to the trace: a prompt, what a model said, what was checked."""
        self.sections.append(section)


class Step(Protocol):
    """One step."""

    name: str
    always: bool
    """Whether it runs even where an earlier step has finished the plan."""

    def __call__(self, context: Context) -> None: ...


def run(steps: Sequence[Step], context: Context) -> Trace:
    """Take `context` through `steps`; once it is done, only the steps that always run."""
    taken: list[TraceStep] = []
    for step in steps:
        if context.done and not step.always:
            continue
        bounded.spend()
        context.notes, context.sections = [], []
        start = time.perf_counter()
        step(context)
        elapsed = (time.perf_counter() - start) * 1000
        taken.append(TraceStep(name=step.name, ms=round(elapsed, 3), notes=tuple(context.notes), sections=tuple(context.sections)))
    return record(context, taken)
