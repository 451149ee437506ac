"""Which topic a part of a message is about: its cues and the clauses nearest to it, weighed together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.topics.catalogue import topics
from assistant.topics.schema import WHOLE_TOPIC
from assistant.understanding.asks import Ask, Mode, fit
from assistant.understanding.patterns import is_chinese
from index.result import Hit, Outside, SearchResult

SUPPORT: Final = 7.0
"""What the nearest clause adds to the topics that speak of it, where it stands out; a cue adds its characters."""
NEAR: Final = 0.9
"""Deviations by which a clause falls behind the nearest one to count for a third of it."""
STANDS_OUT: Final = (2.0, 4.0)
"""Fused score at which the nearest clause begins to count, and from which it counts in full."""
OTHERWISE_ASKED: Final = 0.4
"""What is left of a clause's support for a topic where the way of asking it was found by speaks of another one."""
CLEAR: Final = 9.0
"""Strength from which the cues alone decide, where nothing comes near."""
CLEAR_LEAD: Final = 4.0
LEAST: Final = 3.4
"""Strength below which no topic is taken."""
ASKED_ALIKE: Final = 0.9
"""Cosine of a way of asking from which it is taken without any cue."""
ALIKE: Final = 0.86
"""Cosine of a clause from which it is taken likewise, where no way of asking for it is known."""
WHOLE: Final = 5.0
"""What the question after a list of conditions gains where no cue speaks of one of them: it has no clause of its own."""
OUTSIDE_MARGIN: Final = 0.003
"""How much nearer a matter that no clause answers must be than any clause."""
OUTSIDE_PER_CUE: Final = 0.0025
"""How much nearer still for each unit of strength of a topic's cue."""
OUTSIDE_IN_ENGLISH: Final = 0.04
"""Likewise in English: few ways of asking in English are known, so that any of them may come near."""
NOT_OUTSIDE: Final = -0.04
SURELY_OUTSIDE: Final = 9.0
"""Strength of the cues from which a matter is outside whatever clause may be near."""


def needs_search(ask: Ask) -> bool:
    """Whether the cues leave the topic open, or nearly so."""
    if ask.topic_id and not ask.candidates:
        return False
    if ask.outside:
        return ask.strength < SURELY_OUTSIDE
    if ask.topic_id is None or ask.strength < CLEAR:
        return True
    return len(ask.candidates) > 1 and ask.strength - ask.candidates[1][1] < CLEAR_LEAD


def route(ask: Ask, result: SearchResult) -> Ask:
    """`ask` with the topic that cues and clauses speak for; none where neither is sure.

    Args:
        result: the clauses nearest to the part, and the matter outside the texts that is nearest to it.
    """
    if matter := _outside(ask, result.outside):
        return replace(ask, outside=matter, topic_id=None)
    totals = dict(ask.candidates)
    if not totals and not _speaks_of(result.hits):
        return replace(ask, outside=None, topic_id=None)
    for topic_id, support in _support(result.hits, totals).items():
        totals[topic_id] = totals.get(topic_id, fit(topic_id, ask.modes)) + support
    if Mode.LIST in ask.modes and [topic_id for topic_id, _ in ask.candidates] == [WHOLE_TOPIC]:
        totals[WHOLE_TOPIC] += WHOLE
    best = max(totals, key=lambda topic_id: totals[topic_id], default=None)
    if best is None or totals[best] < LEAST:
        return replace(ask, outside=None, topic_id=None)
    return replace(ask, outside=None, topic_id=best, strength=totals[best])


def _outside(ask: Ask, outside: Outside | None) -> str | None:
    """The matter that no clause answers, where the question is about one."""
    if outside is None:
        return ask.outside
    if ask.outside:
        return ask.outside if outside.margin > NOT_OUTSIDE else None
    if not is_chinese(ask.text):
        return outside.matter if outside.margin > OUTSIDE_IN_ENGLISH else None
    cue = max((strength for _, strength in ask.candidates), default=0.0)
    return outside.matter if outside.margin > OUTSIDE_MARGIN + OUTSIDE_PER_CUE * cue else None


def _speaks_of(hits: Sequence[Hit]) -> bool:
    """Whether a question without any cue is near enough, in meaning, to a way of asking for the nearest clause."""
    if not hits:
        return False
    nearest = hits[0]
    if nearest.asked is None:
        return nearest.dense is None or nearest.dense >= ALIKE
    return nearest.asked.cosine >= ASKED_ALIKE


def _support(hits: Sequence[Hit], cues: Mapping[str, float]) -> dict[str, float]:
    """What the clauses found say for each topic.

    Several topics may speak of one clause: those that have a cue in the question are meant; else those that have
    one in the way of asking it was found by.
    """
    if not hits:
        return {}
    low, high = STANDS_OUT
    nearest = hits[0].fused
    full = SUPPORT * min(1.0, max(0.15, (nearest - low) / (high - low)))
    found: dict[str, float] = {}
    for hit in hits:
        weight = full * math.exp((hit.fused - nearest) / NEAR)
        closeness = topics().of_clause(hit.clause_id)
        spoken = cues if any(topic_id in cues for topic_id in closeness) else _spoken_of(hit)
        loudest = max((spoken[topic_id] for topic_id in closeness if topic_id in spoken), default=None)
        for topic_id, close in closeness.items():
            fits = loudest is None or spoken.get(topic_id) == loudest
            share = weight * close * (1.0 if fits else OTHERWISE_ASKED)
            found[topic_id] = max(found.get(topic_id, 0.0), share)
    return found


def _spoken_of(hit: Hit) -> Mapping[str, float]:
    return topics().spoken_of(hit.asked.words) if hit.asked else {}
