"""Whether what a word names is affirmed or denied in its clause (`words/qualities.yaml`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, Lexicon, lexicon
from assistant.reading.scan import Scan

_FAR: Final = 18
"""Characters over which a word that denies reaches forward."""
_TURNS: Final = bounded.compile("[但而]|不过|可是|却|只有|仅有|只是|就有|能报|可以")
"""Words behind which something denied before no longer is."""
_NO_MORE_THAN: Final = ("只有", "仅有", "只是", "仅限", "就只有")
"""信息系统只有财务软件: something of the kind, and less than what is meant."""
_LISTED: Final = bounded.compile(
    r"\s{0,2}(?:、|和|及|与|或者?|以及|也|都|,|/|\+)?\s{0,2}(?:被|没有?|列入|在|进|上|有|无|未)?\s{0,2}"
)
_VALUE: Final = bounded.compile(r"\s{0,2}[:：]\s{0,2}|\t{1,4}|\s{0,2}\|\s{0,2}")


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
    before, behind = scan.joined_before(clause, start), scan.behind(clause, end)
    if (value := _value(behind)) is not None:
        return value
    if _words("general").has(behind[:8]):
        return Polarity.GENERAL
    if _denied_twice(before):
        return Polarity.UNSURE
    denied = _denies_before(before)
    if not denied and _is_asked(clause, before, behind):
        return Polarity.ASKED
    if _words("unsure").has(before):
        return Polarity.UNSURE
    if denied:
        return Polarity.DENIED
    if _denies_behind(behind):
        return Polarity.DENIED
    if not bad and (_words("pending").has(before[-8:]) or _words("pending").has(behind[:10])):
        return Polarity.PENDING
    if _words("ended").has(behind[:12]) if not bad else _is_lifted(scan, clause, before, behind):
        return Polarity.ENDED
    if not bad and behind.startswith(_NO_MORE_THAN):
        return Polarity.UNSURE
    if _words("happened" if bad else "have").has(before[-14:]) or _affirms_behind(behind, bad=bad):
        return Polarity.AFFIRMED
    return Polarity.BARE


def chained(scan: Scan, earlier: Hit, later: Hit) -> bool:
    """Whether two things named stand in one list: 异常名录和失信名单."""
    return bool(_LISTED.fullmatch(scan.text[earlier.end : later.start]))


def _value(behind: str) -> Polarity | None:
    """自主品牌：有."""
    mark = _VALUE.match(behind)
    if mark is None:
        return None
    said = behind[mark.end() :]
    for key, value in (("no_value", Polarity.DENIED), ("yes_value", Polarity.AFFIRMED)):
        if any(hit.start == 0 for hit in _words(key).find(said)):
            return value
    return None


def _is_asked(clause: Clause, before: str, behind: str) -> bool:
    if any(len(before) - hit.end <= 6 for hit in _words("asked").find(before)):
        return True
    return clause.asks and any(hit.start <= 2 for hit in _words("asked_behind").find(behind))


def _is_lifted(scan: Scan, clause: Clause, before: str, behind: str) -> bool:
    """…，去年已移出: in its clause or in the next, and not only applied for."""
    following = scan.following(clause)
    for words in (behind[:12], before[-6:], scan.words_of(following)[:12] if following else ""):
        if (lifted := _words("lifted").find(words)):
            return not _words("pending").has(words) and not _denies_before(words[: lifted[0].start])
    return False


def _denies_before(before: str) -> bool:
    blocked = [(hit.start, hit.end) for hit in _words("no_denial").find(before)]
    found = [hit for hit in _words("not").find(before) if not any(s <= hit.start < e for s, e in blocked)]
    found = [hit for hit in found if not _is_half_a_question(before, hit)]
    if not found or len(before) - found[-1].end > _FAR:
        return False
    return not _TURNS.search(before[found[-1].end :])


def _is_half_a_question(before: str, hit: Hit) -> bool:
    """有没有, 是不是, 能不能."""
    return hit.start > 0 and before[hit.start - 1] in "有是能会要可算需" and before[hit.end - 1 : hit.end + 1][:1] in "有是能会要可算需不没"


def _denies_behind(behind: str) -> bool:
    """…没有, …都没办过: at once or behind a few small words, and not as the half of a question (有没有)."""
    blocked = {hit.start for hit in _words("no_denial").find(behind)}
    found = [hit for hit in _words("not_behind").find(behind) if hit.start not in blocked]
    if not found or found[0].start > 8 or (found[0].start and behind[found[0].start - 1] in "有是能会"):
        return False
    return not _words("have").has(behind[: found[0].start].replace("都", "").replace("均", "").replace("在", ""))


def _affirms_behind(behind: str, *, bad: bool) -> bool:
    if bad:
        return _words("happened").has(behind[:6])
    return any(hit.start <= 1 for hit in _words("have_behind").find(behind))


def _denied_twice(before: str) -> bool:
    return any(len(before) - hit.end <= 6 for hit in _words("twice").find(before))


def _words(key: str) -> Lexicon:
    return lexicon("qualities", key)
