"""Whether what a word names is affirmed or denied in its clause (`words/qualities.yaml`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.scan import Scan

_FAR: Final = 16
"""Characters over which a word that denies reaches forward."""
_TURNS: Final = bounded.compile("[但而]|不过|可是|却|只有|仅有|只是|就有")
"""Words behind which something denied before no longer is."""
_LISTED: Final = bounded.compile(r"\s{0,2}(?:、|和|及|与|或者?|以及|也|都|,|/)?\s{0,2}(?:被|没有?|列入|在|进|上)?\s{0,2}")


class Polarity(StrEnum):
    """How a thing named is said to be."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    ENDED = "ended"
    """It was so, and is no more."""
    PENDING = "pending"
    ASKED = "asked"
    UNSURE = "unsure"
    GENERAL = "general"
    """Of whoever has it: …的企业."""
    BARE = "bare"
    """Named, and nothing said of it."""


def polarity(scan: Scan, clause: Clause, start: int, end: int, *, bad: bool = False) -> Polarity:
    """What the clause says of the thing at `start`..`end`.

    Args:
        bad: it stands against an enterprise, so that naming it tells nothing.
    """
    before, behind = scan.text[clause.start : start], scan.text[end : clause.end]
    if _words("general").find(behind[:8]) and not behind.startswith("的企业名"):
        return Polarity.GENERAL
    if _denied_twice(before):
        return Polarity.UNSURE
    denied = _denies_before(before)
    if not denied and _near_end(before, "asked", 6):
        return Polarity.ASKED
    if _words("unsure").has(before):
        return Polarity.UNSURE
    if not denied and _words("pending").has(before[-8:]):
        return Polarity.PENDING
    if denied:
        return Polarity.DENIED
    if _denies_behind(behind):
        return Polarity.DENIED
    if _words("pending").has(behind[:10]) and not bad:
        return Polarity.PENDING
    if _words("ended" if not bad else "lifted").has(behind[:12]) or (bad and _words("lifted").has(before[-6:])):
        return Polarity.ENDED
    if _words("happened" if bad else "have").has(before[-14:] + "，" + behind[:6]):
        return Polarity.AFFIRMED
    return Polarity.BARE


def chained(scan: Scan, earlier: Hit, later: Hit) -> bool:
    """Whether two things named stand in one list: 异常名录和失信名单."""
    return bool(_LISTED.fullmatch(scan.text[earlier.end : later.start]))


def _denies_before(before: str) -> bool:
    blocked = [(hit.start, hit.end) for hit in _words("no_denial").find(before)]
    found = [hit for hit in _words("not").find(before) if not any(s <= hit.start < e for s, e in blocked)]
    if not found or len(before) - found[-1].end > _FAR:
        return False
    return not _TURNS.search(before[found[-1].end :])


def _denies_behind(behind: str) -> bool:
    """…没有, …都没办过: at once or behind a few small words, and not as the half of a question (有没有)."""
    found = _words("not_behind").find(behind)
    if not found or found[0].start > 8 or (found[0].start and behind[found[0].start - 1] in "有是能会"):
        return False
    return not _words("have").has(behind[: found[0].start].replace("都", "").replace("均", ""))


def _denied_twice(before: str) -> bool:
    return any(len(before) - hit.end <= 6 for hit in _words("twice").find(before))


def _near_end(before: str, key: str, reach: int) -> bool:
    return any(len(before) - hit.end <= reach for hit in _words(key).find(before))


def _words(key: str):  # type: ignore[no-untyped-def]
    return lexicon("qualities", key)
