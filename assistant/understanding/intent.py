"""What a message wants: what it asks (see `asks.py`), and the tier, round, track and standard it names.

>>> reading = read("第四批小巨人网上申报材料什么时候上传，负债率要求多少？")
>>> [ask.topic_id for ask in reading.asks], reading.tier.value, reading.batch.number
(['deadline', 'debt_ratio'], 'little_giant', 4)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant import bounded as re
from assistant.topics.catalogue import topics
from assistant.understanding.asks import Ask, read_asks
from assistant.understanding.batches import Batch, find_batch
from assistant.understanding.held import tier_held
from assistant.understanding.patterns import is_chinese, patterns
from corpus.terms import Tier, Track

_NEXT = {Tier.INNOVATIVE: Tier.SPECIALIZED, Tier.SPECIALIZED: Tier.LITTLE_GIANT}


class Named(StrEnum):
    """A version of the measures that the question itself names."""

    INTERIM = "interim"
    REVISED = "revised"
    NEWEST = "newest"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Reading:
    """What a message says it wants.

    Attributes:
        batch: a round it names, as the one applied to or as the title held.
        ourselves: whether it speaks of the writer's own enterprise.
        smalltalk: which kind of small talk the whole message is.
        refusal: why the whole message can only be refused: abuse, orders, nothing.
    """

    text: str
    asks: tuple[Ask, ...] = ()
    tier: Tier | None = None
    tiers: frozenset[Tier] = frozenset()
    track: Track | None = None
    batch: Batch | None = None
    named: Named | None = None
    province: bool = False
    ourselves: bool = False
    in_domain: bool = False
    english: bool = False
    smalltalk: str | None = None
    refusal: str | None = None


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Read a normalised message; see `assistant.reading.normalise`."""
    words = patterns()
    english = not is_chinese(text)
    base = Reading(text=text, english=english)
    if refusal := _refusal(text):
        return _with(base, refusal=refusal)
    bare = _bare(text)
    for name, pattern in words.smalltalk.items():
        if pattern.search(bare):
            return _with(base, smalltalk=name)
    tiers = frozenset(tier for tier, pattern in words.tiers.items() if pattern.search(text))
    batch = find_batch(text)
    track = Track.REVIEW if words.review.search(text) or (batch and batch.held) else None
    asks = read_asks(text)
    return _with(
        base,
        asks=asks,
        tier=_target(text, tiers, batch),
        tiers=tiers,
        track=track or _topic_track(asks),
        batch=batch,
        named=next((Named(name) for name, pattern in words.standards.items() if pattern.search(text)), None),
        province=_province(text),
        ourselves=bool(words.ourselves.search(text)),
        in_domain=bool(words.domain.search(text)),
    )


def _with(reading: Reading, **changes: object) -> Reading:
    return Reading(**{**reading.__dict__, **changes})


def _refusal(text: str) -> str | None:
    words = patterns()
    if not re.search(r"[\u4e00-\u9fffA-Za-z0-9]", text):
        return "nothing"
    if words.orders.search(text):
        return "orders"
    if words.abuse.search(text):
        return "abuse"
    if re.search(r"<[a-z!/][^>]*>", text, re.IGNORECASE) and not is_chinese(text):
        return "nothing"
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\s，,。.！!？?～~…、；;：:]+", " ", text).strip().replace(" ", "" if is_chinese(text) else " ")


def _target(text: str, tiers: frozenset[Tier], batch: Batch | None) -> Tier | None:
    """The tier asked about: the one after the title held, else the highest one named; rounds are 小巨人's."""
    held = tier_held(text)
    if held in _NEXT and tiers == {held}:
        return _NEXT[held]
    if Tier.LITTLE_GIANT in tiers or (batch and Tier.INNOVATIVE not in tiers):
        return Tier.LITTLE_GIANT
    if Tier.SPECIALIZED in tiers and not _only_inside_little_giant(text):
        return Tier.SPECIALIZED
    return Tier.INNOVATIVE if Tier.INNOVATIVE in tiers else None


def _only_inside_little_giant(text: str) -> bool:
    """“专精特新发展评价” and the platform's name do not name a tier."""
    rest = re.sub(r"专精特新(发展|质量)(?=.{0,4}评价)|[“\"]专精特新[”\"]中小企业在线", "", text)
    return not patterns().tiers[Tier.SPECIALIZED].search(rest)


def _province(text: str) -> bool:
    words = patterns()
    return bool(words.province.search(text)) and not words.enterprise.search(text)


def _topic_track(asks: tuple[Ask, ...]) -> Track | None:
    tracks = (topics()[ask.topic_id].track for ask in asks if ask.topic_id)
    return next((track for track in tracks if track), None)
