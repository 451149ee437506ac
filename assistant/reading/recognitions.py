"""The titles held, as facts of the profile."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.facts import Fact
from assistant.reading.titles import TitleMention, TitleRole


def recognition_facts(titles: Sequence[TitleMention]) -> list[Fact]:
    """The titles held as facts; where one is denied or lost and none is held, that none is."""
    held = [title for title in titles if title.role is TitleRole.HELD]
    gone = [title for title in titles if title.role in (TitleRole.DENIED, TitleRole.LOST)]
    if gone and not held:
        return [Fact("recognitions", None, gone[0].start, gone[0].end, part="none")]
    return [
        Fact("recognitions", _recognition(title), title.start, title.end, part=title.tier.value, assumed=title.assumed, supposed=title.supposed)
        for title in held
    ]


def _recognition(title: TitleMention) -> tuple[tuple[str, object], ...]:
    told = (("tier", title.tier.value), ("on", title.on), ("round", title.batch.number if title.batch else None))
    return tuple((key, value) for key, value in told if value is not None)
