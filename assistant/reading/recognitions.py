"""The titles held, as facts of the profile."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.facts import Fact
from assistant.reading.titles import TitleMention, TitleRole


def recognition_facts(titles: Sequence[TitleMention]) -> list[Fact]:
    """The titles held as facts, and those denied or lost as not held; of a title said to be both, that it is held."""
    held = [title for title in titles if title.role is TitleRole.HELD]
    tiers = {title.tier for title in held}
    gone = [title for title in titles if title.role in (TitleRole.DENIED, TitleRole.LOST) and title.tier not in tiers]
    return [*(_fact(title, _recognition(title)) for title in held), *(_fact(title, (("tier", title.tier.value), ("held", False))) for title in gone)]


def _fact(title: TitleMention, value: tuple[tuple[str, object], ...]) -> Fact:
    return Fact("recognitions", value, title.start, title.end, part=title.tier.value, assumed=title.assumed, supposed=title.supposed)


def _recognition(title: TitleMention) -> tuple[tuple[str, object], ...]:
    told = (("tier", title.tier.value), ("on", title.on), ("round", title.batch.number if title.batch else None))
    return tuple((key, value) for key, value in told if value is not None)
