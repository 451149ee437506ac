"""What a message asks: its parts, and for each the topic; the tier, round, track and standard it names.

>>> reading = read("第四批小巨人网上申报材料什么时候上传，负债率要求多少？")
>>> [ask.topic_id for ask in reading.asks], reading.tier.value, reading.batch.number
(['deadline', 'debt_ratio'], 'little_giant', 4)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.models import Kind
from assistant.topics.catalogue import TopicHit, topics
from assistant.topics.schema import Handler
from assistant.understanding.batches import Batch, find_batch
from assistant.understanding.patterns import patterns
from corpus.terms import Tier, Track

MAX_ASKS = 4


class Mode(StrEnum):
    """How a thing is asked after."""

    WHEN = "when"
    DEFINE = "define"
    MATERIALS = "materials"
    HOW = "how"
    LIST = "list"
    CAN = "can"
    PLAIN = "plain"


class Named(StrEnum):
    """A version of the measures that the question itself names."""

    INTERIM = "interim"
    REVISED = "revised"
    NEWEST = "newest"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class Ask:
    """One thing asked.

    Attributes:
        text: the part of the message that asks it, normalised.
        topic_id: the topic it is about, None where no cue says.
        outside: the matter the texts do not answer, where it is one.
        strength: how strongly the cues speak for the topic.
        candidates: topics its cues speak for, with their strength, the chosen one first.
    """

    text: str
    modes: frozenset[Mode]
    topic_id: str | None = None
    outside: str | None = None
    strength: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of question, by its topic."""
        if self.outside or self.topic_id is None:
            return Kind.OUT_OF_SCOPE
        return topics()[self.topic_id].kind


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
    """Read a normalised message; see `assistant.understanding.normalise`."""
    words = patterns()
    english = not re.search(r"[\u4e00-\u9fff]", text)
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
    asks = _asks(text)
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
    if re.search(r"<[a-z!/][^>]*>", text, re.I) and not re.search(r"[\u4e00-\u9fff]", text):
        return "nothing"
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\s，,。.！!？?～~…、；;：:]+", " ", text).strip().replace(" ", "" if _chinese(text) else " ")


def _chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text))


def _target(text: str, tiers: frozenset[Tier], batch: Batch | None) -> Tier | None:
    """The tier asked about: the highest one named; rounds are 小巨人's."""
    if Tier.LITTLE_GIANT in tiers or (batch and Tier.INNOVATIVE not in tiers):
        return Tier.LITTLE_GIANT
    if Tier.SPECIALIZED in tiers and not _only_inside_little_giant(text):
        return Tier.SPECIALIZED
    return Tier.INNOVATIVE if Tier.INNOVATIVE in tiers else None


def _only_inside_little_giant(text: str) -> bool:
    """“专精特新发展评价” and the platform's name do not name a tier."""
    rest = re.sub(r"专精特新(发展|质量)|[“\"]专精特新[”\"]中小企业在线", "", text)
    return not patterns().tiers[Tier.SPECIALIZED].search(rest)


def _province(text: str) -> bool:
    words = patterns()
    return bool(words.province.search(text)) and not words.enterprise.search(text)


def _topic_track(asks: tuple[Ask, ...]) -> Track | None:
    tracks = (topics()[ask.topic_id].track for ask in asks if ask.topic_id)
    return next((track for track in tracks if track), None)


# the parts of a message


def _asks(text: str) -> tuple[Ask, ...]:
    segments = [part.strip() for part in patterns().splitter.split(_plain(text)) if part and part.strip()]
    asking = [bool(patterns().question_words.search(part)) for part in segments]
    if not any(asking):
        return _unique(_read_part(text) or [_nothing(text)])
    found: list[Ask] = []
    for index, part in enumerate(segments):
        if asking[index]:
            found += _read_part(part) or [_nothing(part)]
        elif index + 1 < len(segments) and asking[index + 1] and not re.search(r"\d", part):
            found += [ask for ask in _read_part(part) if _listed_with(ask, segments[index + 1])]
    known = [ask for ask in found if ask.topic_id or ask.outside]
    if not known:
        known = _read_part(text)
    return _unique(known or found)


def _plain(text: str) -> str:
    """The message without what is only said in brackets, unless that is all there is."""
    without = patterns().parenthesis.sub("", text)
    return without if without.strip(" ，。？?！!") else text


def _listed_with(ask: Ask, following: str) -> bool:
    """“研发费用、知识产权分别要求多少”: a thing named before the question belongs to it."""
    return ask.topic_id is not None and ask.strength >= 3 and bool(patterns().joiners.search(following))


def _nothing(part: str) -> Ask:
    return Ask(part, _modes(part))


def _modes(part: str) -> frozenset[Mode]:
    return frozenset(Mode(name) for name, pattern in patterns().modes.items() if pattern.search(part))


def _read_part(part: str) -> list[Ask]:
    """What one part of a message asks, the strongest topic first."""
    modes = _modes(part)
    outside = topics().unanswerable(part)
    ranked = sorted(
        ((hit.score + fit(hit.topic_id, modes), hit) for hit in topics().matches(part)),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    if outside and (not ranked or outside.score >= ranked[0][1].score - 1):
        return [Ask(part, modes, outside=outside.topic_id, strength=outside.score)]
    if not ranked:
        return []
    score, best = ranked[0]
    candidates = tuple((hit.topic_id, strength) for strength, hit in ranked[:6])
    first = Ask(part, modes, topic_id=best.topic_id, strength=score, candidates=candidates)
    return [first, *_others(part, modes, best, ranked[1:])]


_TIME_HANDLERS = frozenset(
    {
        Handler.DEADLINE,
        Handler.PROVINCE_DEADLINE,
        Handler.YEARLY_UPDATE,
        Handler.CHANGE_REPORT,
        Handler.VALID_PERIOD,
    }
)
_GENERIC = frozenset({Handler.CONDITIONS, Handler.DEADLINE, Handler.MATERIALS})


def fit(topic_id: str, modes: frozenset[Mode]) -> float:
    """How well a topic fits the way it is asked after."""
    topic = topics()[topic_id]
    bonus = 0.0
    if Mode.WHEN in modes and topic.kind is Kind.POLICY:
        bonus += 4.0
    if Mode.WHEN in modes and topic.handler in _TIME_HANDLERS:
        bonus += 3.0 if topic.handler is Handler.DEADLINE else 4.5
    if Mode.DEFINE in modes and topic.kind is Kind.DEFINITION:
        bonus += 3.0
    if Mode.MATERIALS in modes and topic.kind is Kind.MATERIALS and Mode.WHEN not in modes:
        bonus += 2.5
    if Mode.HOW in modes and topic.kind is Kind.PROCESS:
        bonus += 1.5
    if Mode.LIST in modes and topic.handler is Handler.CONDITIONS:
        bonus += 1.0
    if topic.handler is Handler.CONDITIONS:
        bonus -= 1.5
    if topic.kind is Kind.DEFINITION and Mode.DEFINE not in modes:
        bonus -= 1.0
    return bonus


def _others(part: str, modes: frozenset[Mode], best: TopicHit, rest: list[tuple[float, TopicHit]]) -> list[Ask]:
    """Further things listed in the same part: “对营收和研发有什么要求”."""
    kind = topics()[best.topic_id].kind
    if kind not in (Kind.ELIGIBILITY, Kind.DEFINITION) or not patterns().joiners.search(part):
        return []
    found: list[Ask] = []
    for score, hit in rest:
        topic = topics()[hit.topic_id]
        listed = topic.kind is kind and topic.handler not in _GENERIC and hit.start != best.start
        if listed and hit.score >= 2 and score >= 2 and len(found) < 2:
            found.append(Ask(part, modes, topic_id=hit.topic_id, strength=score))
    return found


def _unique(asks: list[Ask]) -> tuple[Ask, ...]:
    seen: set[str | None] = set()
    kept = []
    for ask in asks:
        key = ask.topic_id or ask.outside
        if key not in seen:
            seen.add(key)
            kept.append(ask)
    answerable = [ask for ask in kept if ask.topic_id or ask.outside]
    return tuple((answerable or kept)[:MAX_ASKS])
