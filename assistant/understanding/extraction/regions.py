"""Whether a share or a rank is that of a region or of the world, and not 国内 (附件2, 附件3: 全国细分市场)."""

from __future__ import annotations

from assistant.understanding.extraction.cues import cues
from assistant.understanding.extraction.reading import Reading


def is_regional(reading: Reading, start: int, end: int) -> bool:
    """Whether what is said at `start`..`end` is no national figure: in 华东占有率35%, 市占率25%（全省）.

    Of a region and the nation named in the clause the one that stands nearer to the number decides.
    """
    words, text = cues().words, reading.text
    clause = reading.clause_at(start)
    if words["regional_behind"].match(text, end):
        return True
    places = [match.start() for match in words["regional"].finditer(text, clause.start, end)]
    nation = [match.start() for match in words["national"].finditer(text, clause.start, end)]
    if places or nation:
        return max(places, default=-1) > max(nation, default=-1)
    place = reading.clauses.index(clause)
    before = reading.clauses[place - 1] if place else None
    led = before and before.sentence == clause.sentence
    return bool(led and before and words["regional_lead"].search(text, before.start, before.end))
