"""Writes an answer part by part: a direct sentence, the clause, what else matters, what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from assistant import bounded as re
from assistant.answering.awards import concerns_awards, write_failing_ways, write_too_old
from assistant.answering.draft import Draft
from assistant.answering.exclusions import write_exclusions
from assistant.answering.finding import Finder, cite_hit, is_close, is_quotable, write_found
from assistant.answering.following import depends_on_tier, follow_ups
from assistant.answering.merging import merge_citations, renumber
from assistant.answering.outside import is_surely_outside, write_outside, write_refusal
from assistant.answering.papers import write_materials
from assistant.answering.points import write_points
from assistant.answering.quoting import choice_for, write_basis, write_doubts, write_for_tier, write_topic
from assistant.answering.review_year import write_review_round
from assistant.answering.scene import Scene, asked_name
from assistant.answering.sme_size import quote_line, suppose_industry, write_sme_size
from assistant.answering.texts import replies
from assistant.answering.timing import (
    write_change_report,
    write_deadline,
    write_valid_period,
    write_window,
    write_yearly_update,
)
from assistant.answering.verdicts import (
    settles,
    write_back,
    write_bearing,
    write_conditions_topic,
    write_told,
    write_topic_verdict,
)
from assistant.answering.years import LAST_YEAR, say_years_meant, write_this_year, write_years
from assistant.duties.schema import Who
from assistant.models import Kind, Origin, Status
from assistant.rules.logic import Status as Verdict
from assistant.topics.catalogue import topics
from assistant.topics.schema import WHOLE_TOPIC, Handler, Topic
from assistant.understanding.asks import Ask, Mode
from assistant.understanding.intent import read
from assistant.understanding.turning import asks_something
from corpus.basis import CLASSIFICATION
from corpus.citation import HOLDING_CLAUSE, under
from corpus.terms import Tier
from index.result import SearchResult

_SCORED = frozenset({Tier.INNOVATIVE, Tier.SPECIALIZED})
_WITHOUT_BASIS = frozenset({Handler.SME_SIZE})
_DAY = re.compile(r"\d{1,2}月\d{1,2}[日号]|还(能|可以)(补?交|上?传|提交|报送|寄)|来得及")
_NOW = re.compile("现在|目前|还能|还可以|来得及|今天|眼下|now|still", re.IGNORECASE)
_SETTLED = frozenset({Status.ANSWERED, Status.NEEDS_INPUT})


def compose(
    draft: Draft, scene: Scene, asks: tuple[Ask, ...], finder: Finder, found: Mapping[str, SearchResult]
) -> None:
    """Write the answer to all parts of a message into `draft`."""
    told = scene.says_facts and not asks_something(scene.reading.text) and not any(map(is_surely_outside, asks))
    wanted = [ask for ask in asks if ask.topic_id or ask.outside or ask.text in found]
    if told and not any(Mode.CAN in ask.modes for ask in wanted):
        write_told(draft, scene)
        draft.follow_ups = [topics()[WHOLE_TOPIC].ask]
        wanted = []
    elif not wanted:
        _nothing_asked(draft, scene)
        return
    if told and wanted:
        write_back(draft, scene)
    if any(concerns_awards(topic) for topic in _topics(wanted)):
        write_too_old(draft, scene)
        write_failing_ways(draft, scene)
    if any(topic.conditions or topic.handler is Handler.CONDITIONS for topic in _topics(wanted)):
        write_this_year(draft, scene)
    parts = [_part(_with_own_role(scene, ask, wanted), ask, finder, found) for ask in wanted]
    _join(draft, parts, [asked_name(ask) for ask in wanted])
    _add_related(draft, scene, wanted, found)
    _say_changes(draft, scene)
    write_years(draft, scene)
    draft.topic = next((ask.topic_id for ask in wanted if ask.topic_id), None)
    if draft.status in _SETTLED:
        if told or any(_rests_on_basis(scene, topic) for topic in _topics(wanted)):
            write_basis(draft, scene)
        write_doubts(draft, scene)
        if scene.tier_assumed and (told or any(depends_on_tier(scene, topic) for topic in _topics(wanted))):
            draft.say(replies()("tier_assumed"))
    if wanted:
        draft.follow_ups = follow_ups(scene, [ask.topic_id for ask in wanted if ask.topic_id], draft)
    merge_citations(draft, scene)


def _part(scene: Scene, ask: Ask, finder: Finder, found: Mapping[str, SearchResult]) -> Draft:
    draft, scene = Draft(), _of_part(scene, ask)
    if ask.outside:
        write_outside(draft, ask.outside, scene.where)
    elif ask.topic_id is None:
        if not write_found(draft, scene, found[ask.text]):
            if scene.reading.in_domain:
                write_outside(draft, None, scene.where)
            else:
                write_refusal(draft, "off_topic", scene.where)
    elif not _answer_topic(draft, scene, ask, topics()[ask.topic_id], finder):
        write_outside(draft, None, scene.where, ask.kind)
    return draft


def _answer_topic(draft: Draft, scene: Scene, ask: Ask, topic: Topic, finder: Finder) -> bool:
    if topic.handler is Handler.SME_SIZE:
        scene = suppose_industry(scene)
    who = Who.PROVINCE if scene.reading.province or topic.role == "province" else Who.ENTERPRISE
    handlers: dict[Handler, Callable[[], bool]] = {
        Handler.CONDITIONS: partial(write_conditions_topic, draft, scene, ask, topic),
        Handler.DEADLINE: partial(write_deadline, draft, scene, who),
        Handler.PROVINCE_DEADLINE: partial(write_deadline, draft, scene, Who.PROVINCE),
        Handler.MATERIALS: partial(write_materials, draft, scene, who),
        Handler.YEARLY_UPDATE: partial(write_yearly_update, draft, scene, topic),
        Handler.CHANGE_REPORT: partial(write_change_report, draft, scene, topic),
        Handler.VALID_PERIOD: partial(write_valid_period, draft, scene, topic),
        Handler.SME_SIZE: partial(write_sme_size, draft, scene, finder),
        Handler.EXCLUSIONS: partial(write_exclusions, draft, scene),
        Handler.REVIEW_ROUND: partial(write_review_round, draft, scene, topic),
        Handler.QUOTE: partial(_quote, draft, scene, topic, Mode.POINTS in ask.modes),
    }
    if topic.handler is Handler.MATERIALS and Mode.CAN in ask.modes and _DAY.search(scene.reading.text):
        return write_deadline(draft, scene, who)
    if topic.handler is Handler.CONDITIONS and Mode.CAN in ask.modes and _NOW.search(scene.reading.text):
        if scene.check.status is not Verdict.FAIL:
            write_window(draft, scene)
            return handlers[topic.handler]()
        answered = handlers[topic.handler]()
        write_window(draft, scene)
        return answered
    judged = scene.says_facts or bool(scene.supposed.evidence)
    if Mode.CAN in ask.modes or topic.handler is Handler.SME_SIZE:
        judged = judged or bool(scene.profile.to_json())
    if not judged or not topic.conditions:
        return handlers[topic.handler]()
    if Mode.POINTS in ask.modes and scene.check.score is not None:
        return write_points(draft, scene, topic) or handlers[topic.handler]()
    if Mode.CAN not in ask.modes and not settles(scene, topic):
        return handlers[topic.handler]() and (write_bearing(draft, scene, topic) or True)
    if not write_topic_verdict(draft, scene, topic, alone=Mode.CAN not in ask.modes):
        return handlers[topic.handler]() and (write_points(draft, scene, topic) or True)
    if topic.handler is Handler.SME_SIZE:
        quote_line(draft, scene)
    return True


def _with_own_role(scene: Scene, ask: Ask, asks: list[Ask]) -> Scene:
    """“第五批什么时候截止，省里又是什么时候”: where one part is the province's own matter, each speaks for itself."""
    if not any(other.topic_id and topics()[other.topic_id].role for other in asks if other is not ask):
        return scene
    return replace(scene, reading=replace(scene.reading, province=read(ask.text).province))


def _of_part(scene: Scene, ask: Ask) -> Scene:
    """The scene of one part of a message, which may name a tier of its own: 专精特新营收多少，小巨人负债率多少."""
    own = read(ask.text)
    if len(scene.reading.tiers) < 2 or own.tier is None:
        return replace(scene, reading=replace(scene.reading, tiers=own.tiers))
    basis = scene.basis
    if own.tier is not basis.tier:
        basis = scene.library.basis(own.tier, basis.track, scene.as_of)
    return replace(scene, basis=basis, reading=replace(scene.reading, tier=own.tier, tiers=own.tiers))


def _quote(draft: Draft, scene: Scene, topic: Topic, points: bool) -> bool:
    """A topic from its clause; where the message names several tiers, for each of them.

    Args:
        points: whether points are asked for: where no tier is named, those of the tiers that are scored.
    """
    if not write_topic(draft, scene, topic):
        return False
    if topic is topics()[LAST_YEAR]:
        say_years_meant(draft, scene)
    also = scene.reading.tiers or (_SCORED if points and topic.conditions else frozenset())
    for tier in sorted(also - {scene.basis.tier}):
        write_for_tier(draft, scene, topic, tier)
    return True


def _add_related(draft: Draft, scene: Scene, asks: list[Ask], found: Mapping[str, SearchResult]) -> None:
    """Where search had to settle a topic, the clause it found nearest, if the answer does not quote it anyway."""
    if draft.status is not Status.ANSWERED or draft.origin is Origin.RETRIEVAL or draft.check is not None:
        return
    for ask in asks:
        result = found.get(ask.text)
        hit = result.hits[0] if result and result.hits else None
        if hit is None or ask.outside or not is_close(hit) or not is_quotable(scene, hit):
            continue
        if hit.clause_id == HOLDING_CLAUSE:  # beside a row only for what 控股 means
            continue
        cited = [citation.clause_id for citation in draft.citations]
        if hit.clause_id.startswith(CLASSIFICATION) and any(known.startswith(CLASSIFICATION) for known in cited):
            continue  # the line of another industry
        if not any(under(hit.clause_id, known) or under(known, hit.clause_id) for known in cited):
            draft.say(replies()("related"))
            draft.quote(cite_hit(scene, hit))


def _say_changes(draft: Draft, scene: Scene) -> None:
    for change in scene.changes:
        draft.say(replies()("warning", warning=change))


def _topics(asks: list[Ask]) -> list[Topic]:
    return [topics()[ask.topic_id] for ask in asks if ask.topic_id]


def _join(draft: Draft, parts: list[Draft], names: list[str]) -> None:
    """One heading each where several things were asked; marks are numbered anew over the whole."""
    for part, name in zip(parts, names, strict=True):
        if len(parts) > 1:
            draft.lines.append(replies()("heading", title=name))
        renumbered = {
            f"[{old}]": draft.mark(citation) for old, citation in enumerate(part.citations, start=1)
        }
        for line in part.lines:
            draft.say(renumber(line, renumbered))
        draft.missing += [path for path in part.missing if path not in draft.missing]
        draft.warnings += [warning for warning in part.warnings if warning not in draft.warnings]
        draft.follow_ups += part.follow_ups
        draft.counts |= part.counts
        draft.check = draft.check or part.check
    if not parts:
        return
    settled = [part for part in parts if part.status in _SETTLED] or parts
    first = next((part for part in settled if part.status is Status.ANSWERED), settled[0])
    draft.kind, draft.origin, draft.status = settled[0].kind, first.origin, first.status
    if any(part.origin is Origin.RULES and part.citations for part in parts):
        draft.origin = Origin.RULES


def _nothing_asked(draft: Draft, scene: Scene) -> None:
    """Off the subject, or not understood."""
    if scene.says_facts:
        write_told(draft, scene)
        draft.follow_ups = [topics()[WHOLE_TOPIC].ask]
    elif scene.reading.in_domain:
        write_outside(draft, None, scene.where)
    else:
        write_refusal(draft, "off_topic", scene.where)


def _rests_on_basis(scene: Scene, topic: Topic) -> bool:
    """Whether the standard that decides stands behind an answer; what only another tier is asked for is none of it."""
    if topic.kind is not Kind.ELIGIBILITY or topic.handler in _WITHOUT_BASIS:
        return False
    point = choice_for(scene, topic).point
    return point is None or not point.any_tier or scene.basis.tier in point.tiers
