"""What a kept trace can be found and counted by, beside its record: the site, how the answer ended, and what went wrong.

>>> Trouble("unsure") in Trouble
True
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from assistant.models import Status
from assistant.planning.plan import BlockType
from assistant.topics.forms import MatterKind

if TYPE_CHECKING:
    from assistant.trace.trace import Trace

COLUMNS: Final = ("site", "answer_kind", "status", "origin", "ms", "troubles")
_IN_ENGLISH: Final = "english"
"""A slip that only put Chinese words in an English answer."""
_STOPPED: Final = "model_not_worded"


class Trouble(StrEnum):
    """Why somebody at the desk should look at an answer."""

    DISLIKED = "disliked"
    NOT_IN_CORPUS = "not_in_corpus"
    ASKED_BACK = "asked_back"
    UNSURE = "unsure"
    """The reading was not sure of what was asked, and answered all the same."""
    STOPPED = "stopped"
    """Something without a ground was kept from the answer."""
    BY_HAND = "by_hand"
    """An agent put his own words in its place."""
    OVERRULED = "overruled"
    """A supervisor released it although the verifier stopped something in it."""


def troubles_of(trace: Trace) -> tuple[Trouble, ...]:
    """What went wrong with an answer, as far as its trace tells."""
    return tuple(trouble for trouble, found in _looked_for(trace).items() if found)


def columns_of(trace: Trace) -> dict[str, Any]:
    """The values of `COLUMNS` for a trace; nothing in them tells of anybody."""
    said = (trace.site, trace.kind.value, trace.status.value, trace.origin.value, round(trace.ms, 3), " ".join(troubles_of(trace)))
    return dict(zip(COLUMNS, said, strict=True))


def _looked_for(trace: Trace) -> dict[Trouble, bool]:
    asked_back = any(block.type is BlockType.CHOICE for block in trace.blocks)
    silent = trace.status is Status.NOT_IN_CORPUS or any(part.status is Status.NOT_IN_CORPUS for part in trace.parts)
    slipped = any(slip.kind != _IN_ENGLISH for slip in trace.slips)
    unworded = any(section.name == _STOPPED for step in trace.steps for section in step.sections)
    return {
        Trouble.NOT_IN_CORPUS: silent,
        Trouble.ASKED_BACK: asked_back,
        Trouble.UNSURE: not asked_back and _unsure(trace),
        Trouble.STOPPED: slipped or unworded,
    }


def _unsure(trace: Trace) -> bool:
    from assistant.reading.learned.model import figures

    sure = figures()["limits"]["sure"]
    return any(part.kind is MatterKind.TOPIC and not part.carried and part.share < sure for part in trace.parts)
