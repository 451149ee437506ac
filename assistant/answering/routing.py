"""Which topic a part of a message is about: its cues and the clauses nearest to it, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answering.finding import is_sure
from assistant.topics.catalogue import topics
from assistant.understanding.intent import Ask, fit
from index.retriever import Hit

_SUPPORT: Final = (2.8, 1.6, 1.2, 0.8, 0.5)
"""What the first five clauses found add to the topics that speak of them; a cue adds its number of characters."""
CLEAR: Final = 6.5
"""Strength from which the cues alone decide."""


def needs_search(ask: Ask) -> bool:
    """Whether the cues leave the topic open, or nearly so."""
    if ask.outside or (ask.topic_id and not ask.candidates):
        return False
    if ask.topic_id is None or ask.strength < CLEAR:
        return True
    return len(ask.candidates) > 1 and ask.strength - ask.candidates[1][1] < 2.0


def route(ask: Ask, hits: Sequence[Hit]) -> Ask:
    """`ask` with the topic that cues and clauses speak for; none where neither is sure.

    Args:
        hits: the clauses nearest to the part, best first.
    """
    totals = dict(ask.candidates)
    for hit, support in zip(hits, _SUPPORT, strict=False):
        for topic_id in topics().of_clause(hit.clause_id):
            if topic_id in totals or is_sure(hit):
                known = totals.setdefault(topic_id, fit(topic_id, ask.modes))
                supported = known + support if topic_id in dict(ask.candidates) else max(known, support)
                totals[topic_id] = max(totals[topic_id], supported)
    if not totals:
        return ask
    best = max(totals, key=lambda topic_id: totals[topic_id])
    return replace(ask, topic_id=best, strength=totals[best])
