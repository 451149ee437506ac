"""The parts of a message, and for each the thing it asks: the topic its cues speak for, and how it is asked after.

>>> [ask.topic_id for ask in read_asks("网上申报材料什么时候上传，负债率要求多少？")]
['deadline', 'debt_ratio']
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant import bounded as re
from assistant.models import Kind
from assistant.topics.catalogue import TopicHit, topics
from assistant.topics.schema import WHOLE_TOPIC, Handler
from assistant.understanding.batches import find_batch
from assistant.understanding.held import tier_held
from assistant.understanding.patterns import patterns

MAX_ASKS = 4
_WHOLE = 70
"""Characters up to which a message with one question is read whole."""
_AROUND = 0.5
"""What a cue counts that stands beside the question."""
_TOLD = 3.0
"""Strength of a cue by which a fact is told."""
_SETTLED = 10.0
"""Strength of a topic that the form of the question settles."""
_TAKES_ALL = frozenset({"other_programme", "indicator_system", "appeal"})
"""Matters outside to which all else that a message asks belongs."""
_NAME = 10
"""Characters up to which a part without a question only names a thing."""


class Mode(StrEnum):
    """How a thing is asked after."""

    WHEN = "when"
    DEFINE = "define"
    MATERIALS = "materials"
    HOW = "how"
    POINTS = "points"
    LIST = "list"
    CAN = "can"


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


def read_asks(text: str) -> tuple[Ask, ...]:
    """The things that a normalised message asks, at most `MAX_ASKS`, in its order."""
    if listed := _enumerated(text):
        return _unique([ask for part in listed for ask in _read_part(part) or [_nothing(part)]])
    segments = [part.strip() for part in patterns().splitter.split(_plain(text)) if part and part.strip()]
    asking = [bool(patterns().question_words.search(part)) for part in segments]
    if not any(asking):
        return _unique(_read_part(text) or [_nothing(text)])
    if sum(asking) == 1 and len(text) <= _WHOLE and not _names_several(segments, asking):
        part = segments[asking.index(True)]
        if verdict := _verdict_asked(part, text):
            return (verdict,)
        return _unique(_read_part(part, text) or [_nothing(text)])
    found: list[Ask] = []
    for index, part in enumerate(segments):
        if asking[index]:
            found += _read_part(part) or _told_before(index, segments, asking) or [_nothing(part)]
        elif (following := _asked_after(index, segments, asking)) and not re.search(r"\d", part):
            found += [ask for ask in _read_part(part) if _listed_with(ask, following)]
    known = [ask for ask in found if ask.topic_id or ask.outside]
    if not known:
        known = _read_part(text)
    return _unique(_without_echoes(known) or found)


def _enumerated(text: str) -> list[str]:
    """“三个问题：一是什么时候截止，二是负债率要求”: the things asked, each of which is a question."""
    marks = list(patterns().enumerated.finditer(text))
    if len(marks) < 2 or not patterns().question_words.search(text):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip(" ，,。；;、？?！!") for mark, end in zip(marks, ends, strict=True)]


def _without_echoes(asks: list[Ask]) -> list[Ask]:
    """“高新技术企业怎么认定，要什么条件”: what is asked of a matter outside goes with it, unless it names a tier.

    Of another programme all that follows is asked, its share of research too; of other matters what is general.
    """
    outside = {ask.outside for ask in asks} - {None}
    if not outside:
        return asks
    takes_all = not outside.isdisjoint(_TAKES_ALL)
    return [ask for ask in asks if ask.outside or not (takes_all or _is_general(ask)) or _names_tier(ask)]


def _is_general(ask: Ask) -> bool:
    """Whether an ask is as general as “要什么条件”."""
    return ask.topic_id is not None and topics()[ask.topic_id].handler in _GENERIC


def _names_tier(ask: Ask) -> bool:
    return any(pattern.search(ask.text) for pattern in patterns().tiers.values())


def _verdict_asked(part: str, text: str) -> Ask | None:
    """“主营占比68%，能不能报小巨人”: facts, and a question whether they will do as a whole."""
    modes = _modes(part)
    around = text.replace(part, "", 1)
    if tier_held(text) and _is_whole(part):
        return Ask(part, modes, topic_id=WHOLE_TOPIC, strength=_SETTLED)
    if Mode.CAN not in modes or not re.search(r"\d|[一二三四五六七八九十百千]", around) or find_batch(around):
        return None
    named = [hit for hit in topics().matches(part) if topics()[hit.topic_id].handler is not Handler.CONDITIONS]
    told = [hit for hit in topics().matches(around) if topics()[hit.topic_id].conditions and hit.score >= _TOLD]
    if len(told) == 1 and not patterns().applying.search(part):
        return None
    if named or not any(pattern.search(part) for pattern in patterns().tiers.values()):
        return None
    return Ask(part, modes, topic_id=WHOLE_TOPIC, strength=_SETTLED)


def _is_whole(part: str) -> bool:
    """“我们现在能报小巨人吗”: whether the enterprise will do, and nothing that it would hang on."""
    words = patterns()
    if Mode.CAN not in _modes(part):
        return False
    bare = words.filler.sub("", part)
    for tier in words.tiers.values():
        bare = tier.sub("", bare)
    bare = re.sub(r"第.{1,3}批|[“”\"'\s?？。,，]", "", bare)
    return bool(words.whole.search(bare))


def _asked_after(index: int, segments: list[str], asking: list[bool]) -> str | None:
    """The question that a thing named before it belongs to, over further short names: “负债率、市占率、专利各要多少”."""
    for following in range(index + 1, len(segments)):
        if asking[following]:
            return segments[following]
        if len(segments[following]) > _NAME:
            return None
    return None


def _told_before(index: int, segments: list[str], asking: list[bool]) -> list[Ask]:
    """“负债率60%，行不行，还要哪些条件”: what is asked of the figures told just before it."""
    start = index
    while start and not asking[start - 1] and re.search(r"\d", segments[start - 1]):
        start -= 1
    if start == index or Mode.CAN not in _modes(segments[index]):
        return []
    return _read_part(segments[index], "，".join(segments[start : index + 1]))


def _names_several(segments: list[str], asking: list[bool]) -> bool:
    """Whether things are listed before the one question: “研发费用、知识产权分别要求多少”."""
    last = asking.index(True)
    return last > 0 and bool(patterns().joiners.search(segments[last])) and not re.search(r"\d", segments[last - 1])


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


def _read_part(part: str, whole: str | None = None) -> list[Ask]:
    """What one part of a message asks, the strongest topic first.

    Args:
        whole: the message, where `part` is its one question; what is said around it counts by half, where the
            question speaks of something itself.
    """
    text, modes = whole or part, _modes(part)
    if _is_whole(part) and (whole is None or not topics().matches(whole.replace(part, " ", 1))):
        return [Ask(text, modes, topic_id=WHOLE_TOPIC, strength=_SETTLED)]
    outside = topics().unanswerable(text)
    hits = {hit.topic_id: hit for hit in topics().matches(part)}
    own = bool(hits)
    around = {hit.topic_id: hit for hit in topics().matches(whole.replace(part, " ", 1))} if whole else {}
    for topic_id, hit in around.items():
        hits.setdefault(topic_id, replace(hit, score=hit.score * (_AROUND if own else 1.0)))
    for hit in topics().matches(whole) if whole else ():
        if hit.topic_id not in hits or hit.score > max(hits[hit.topic_id].score, around.get(hit.topic_id, hit).score):
            hits[hit.topic_id] = hit
    ranked = sorted(
        ((hit.score + fit(hit.topic_id, modes), hit) for hit in hits.values()),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    candidates = tuple((hit.topic_id, strength) for strength, hit in ranked[:6])
    if outside and (not ranked or outside.score >= ranked[0][1].score - 1):
        return [Ask(text, modes, outside=outside.topic_id, strength=outside.score, candidates=candidates)]
    if not ranked:
        return []
    score, best = ranked[0]
    first = Ask(text, modes, topic_id=best.topic_id, strength=score, candidates=candidates)
    return [first, *_others(part, text, modes, best, ranked[1:])]


_TIME_HANDLERS = frozenset(
    {
        Handler.DEADLINE,
        Handler.PROVINCE_DEADLINE,
        Handler.YEARLY_UPDATE,
        Handler.CHANGE_REPORT,
        Handler.VALID_PERIOD,
    }
)
_DATED = frozenset({Handler.DEADLINE, Handler.PROVINCE_DEADLINE})
_GENERIC = frozenset({Handler.CONDITIONS, Handler.DEADLINE, Handler.MATERIALS})
_WHOLE_SCORE = frozenset({"evaluation", "development_score"})
"""Conditions on a score as a whole; asked for points, the topics of single indicators are meant before them."""


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
    if Mode.MATERIALS in modes and Mode.WHEN not in modes:
        bonus += 3.0 if topic.kind is Kind.MATERIALS else -1.0
    if Mode.WHEN in modes and topic.handler is Handler.MATERIALS:
        bonus -= 2.0
    if Mode.CAN in modes and topic.kind is Kind.ELIGIBILITY:
        bonus += 0.7
    if Mode.POINTS in modes and topic.conditions and not _WHOLE_SCORE.intersection(topic.conditions):
        bonus += 3.0
    if Mode.POINTS in modes and topic.kind is Kind.DEFINITION:
        bonus -= 4.0
    if Mode.HOW in modes and topic.kind is Kind.PROCESS:
        bonus += 1.5
    if Mode.LIST in modes and topic.handler is Handler.CONDITIONS:
        bonus += 1.0
    if topic.handler is Handler.CONDITIONS:
        bonus -= 1.5
    if topic.handler in _DATED and Mode.WHEN not in modes:
        bonus -= 3.0
    if topic.kind is Kind.DEFINITION and Mode.DEFINE not in modes:
        bonus -= 2.0 if Mode.CAN in modes or Mode.MATERIALS in modes else 1.0
    return bonus


def _others(
    part: str, text: str, modes: frozenset[Mode], best: TopicHit, rest: list[tuple[float, TopicHit]]
) -> list[Ask]:
    """Further things listed in the same part: “对营收和研发有什么要求”."""
    kind = topics()[best.topic_id].kind
    if kind not in (Kind.ELIGIBILITY, Kind.DEFINITION) or not patterns().joiners.search(part):
        return []
    found: list[Ask] = []
    for score, hit in rest:
        topic = topics()[hit.topic_id]
        listed = topic.kind is kind and topic.handler not in _GENERIC and hit.start != best.start
        if listed and hit.score >= 2 and score >= 2 and len(found) < 2:
            found.append(Ask(text, modes, topic_id=hit.topic_id, strength=score))
    return found


def _unique(asks: list[Ask]) -> tuple[Ask, ...]:
    seen: set[tuple[str | None, bool]] = set()
    kept = []
    for ask in asks:
        listed = ask.topic_id == WHOLE_TOPIC and Mode.LIST in ask.modes and Mode.CAN not in ask.modes
        key = ask.topic_id or ask.outside, listed  # “能不能报，要哪些条件” are two things asked
        if key not in seen:
            seen.add(key)
            kept.append(ask)
    answerable = [ask for ask in kept if ask.topic_id or ask.outside]
    return tuple((answerable or kept)[:MAX_ASKS])
