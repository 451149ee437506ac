"""A title told in a message that asks about the next one.

>>> tier_held("我们是专精特新企业，负债率72%，能报吗")
<Tier.SPECIALIZED: 'specialized'>
>>> tier_held("专精特新中小企业，能报吗") is None
True
"""

from __future__ import annotations

from assistant.understanding.patterns import patterns
from corpus.terms import Tier

_PAUSES = ("，", ",", "。", "；", ";")


def tier_held(text: str) -> Tier | None:
    """The tier whose title is told where a message asks whether one may apply: “我们是专精特新企业，能报吗”."""
    words = patterns()
    if not words.applying.search(text) or words.review.search(text):
        return None
    for tier, pattern in words.tiers.items():
        for match in pattern.finditer(text):
            before, after = words.title_before.search(text[: match.start()]), text[match.end() :]
            if before and words.title_after.search(after) and (before["told"] or not after.startswith(_PAUSES)):
                return tier
    return None
