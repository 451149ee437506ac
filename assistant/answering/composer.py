"""Writes an answer part by part: a direct sentence, the clause, what else matters, what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from assistant.answering.choose import choose
from assistant.answering.draft import Draft
from assistant.answering.finding import Finder, cite_hit, is_close, is_quotable, write_found
from assistant.answering.outside import write_outside, write_refusal
from assistant.answering.papers import has_list, write_materials
from assistant.answering.quoting import write_basis, write_topic
from assistant.answering.scene import Scene, asked_name, tier_name
from assistant.answering.special import write_exclusions, write_sme_size
from assistant.answering.texts import replies
from assistant.answering.timing import (
    write_change_report,
    write_deadline,
    write_valid_period,
    write_yearly_update,
)
from assistant.answering.verdicts import understood, write_conditions_topic, write_topic_verdict
from assistant.duties.schema import Who
from assistant.models import Kind, Origin, Status
from assistant.topics.catalogue import topics
from assistant.topics.schema import Handler, Topic
from assistant.understanding.intent import Ask
from corpus.citation import under
from corpus.terms import Tier
from index.retriever import SearchResult

MAX_FOLLOW_UPS = 3
_WITHOUT_BASIS = frozenset({Handler.DEADLINE, Handler.PROVINCE_DEADLINE, Handler.MATERIALS, Handler.SME_SIZE})


def compose(
    draft: Draft, scene: Scene, asks: tuple[Ask, ...], finder: Finder, found: Mapping[str, SearchResult]
) -> None:
    """Write the answer to all parts of a message into `draft`."""
    wanted = [ask for ask in asks if ask.topic_id or ask.outside or ask.text in found]
    if not wanted:
        _nothing_asked(draft, scene)
        return
    parts = [_part(scene, ask, finder, found) for ask in wanted]
    _join(draft, parts, [asked_name(ask) for ask in wanted])
    _add_related(draft, scene, wanted, found)
    draft.topic = next((ask.topic_id for ask in wanted if ask.topic_id), None)
    if _rests_on_standard(draft, wanted):
        write_basis(draft, scene)
    if scene.tier_assumed and draft.status is Status.ANSWERED and _depends_on_tier(wanted):
        draft.say(replies()("tier_assumed"))
    draft.follow_ups = _follow_ups(scene, wanted, draft)


def _part(scene: Scene, ask: Ask, finder: Finder, found: Mapping[str, SearchResult]) -> Draft:
    draft = Draft()
    if ask.outside:
        write_outside(draft, ask.outside)
    elif ask.topic_id is None:
        if not write_found(draft, scene, found[ask.text]):
            if scene.reading.in_domain:
                write_outside(draft, None)
            else:
                write_refusal(draft, "off_topic")
    elif not _answer_topic(draft, scene, ask, topics()[ask.topic_id], finder):
        write_outside(draft, None)
    return draft


def _answer_topic(draft: Draft, scene: Scene, ask: Ask, topic: Topic, finder: Finder) -> bool:
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
        Handler.QUOTE: partial(write_topic, draft, scene, topic),
    }
    if scene.says_facts and topic.conditions and write_topic_verdict(draft, scene, topic):
        if topic.handler is Handler.QUOTE:
            write_topic(draft, scene, topic)
        return True
    return handlers[topic.handler]()


def _add_related(draft: Draft, scene: Scene, asks: list[Ask], found: Mapping[str, SearchResult]) -> None:
    """Where search had to settle a topic, the clause it found nearest, if the answer does not quote it anyway."""
    if draft.status is not Status.ANSWERED or draft.origin is Origin.RETRIEVAL:
        return
    for ask in asks:
        result = found.get(ask.text)
        hit = result.hits[0] if result and result.hits else None
        if hit is None or ask.outside or not is_close(hit) or not is_quotable(scene, hit):
            continue
        cited = [citation.clause_id for citation in draft.citations]
        if not any(under(hit.clause_id, known) or under(known, hit.clause_id) for known in cited):
            draft.say(replies()("related"))
            draft.quote(cite_hit(scene, hit))


def _join(draft: Draft, parts: list[Draft], names: list[str]) -> None:
    """One heading each where several things were asked; marks are numbered anew over the whole."""
    for part, name in zip(parts, names, strict=True):
        if len(parts) > 1:
            draft.lines.append(replies()("heading", title=name))
        renumbered = {
            f"[{old}]": draft.mark(citation) for old, citation in enumerate(part.citations, start=1)
        }
        for line in part.lines:
            draft.lines.append(_renumber(line, renumbered))
        draft.missing += [path for path in part.missing if path not in draft.missing]
        draft.warnings += [warning for warning in part.warnings if warning not in draft.warnings]
        draft.counts |= part.counts
        draft.check = draft.check or part.check
    first = next((part for part in parts if part.status is Status.ANSWERED), parts[0])
    draft.kind, draft.origin = first.kind, first.origin
    draft.status = first.status
    if any(part.origin is Origin.RULES and part.citations for part in parts):
        draft.origin = Origin.RULES


def _renumber(line: str, marks: Mapping[str, str]) -> str:
    pieces, rest = [], line
    while rest:
        start = rest.find("[")
        end = rest.find("]", start)
        if start < 0 or end < 0:
            break
        token = rest[start : end + 1]
        pieces.append(rest[:start] + marks.get(token, token))
        rest = rest[end + 1 :]
    return "".join(pieces) + rest


def _nothing_asked(draft: Draft, scene: Scene) -> None:
    """Facts without a question are said back; anything else is off the subject or not understood."""
    facts = understood(scene)
    if facts:
        draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
        draft.say(replies()("understood", facts=facts))
        draft.say(replies()("facts_next"))
        draft.follow_ups = [topics()["conditions"].ask]
    elif scene.reading.in_domain:
        write_outside(draft, None)
    else:
        write_refusal(draft, "off_topic")


def _rests_on_standard(draft: Draft, asks: list[Ask]) -> bool:
    if draft.status not in (Status.ANSWERED, Status.NEEDS_INPUT) or not draft.citations:
        return False
    return any(ask.topic_id and topics()[ask.topic_id].handler not in _WITHOUT_BASIS for ask in asks)


def _depends_on_tier(asks: list[Ask]) -> bool:
    return any(
        ask.topic_id
        and (
            topics()[ask.topic_id].handler in (Handler.CONDITIONS, Handler.DEADLINE, Handler.MATERIALS)
            or any(point.tiers for point in topics()[ask.topic_id].points)
        )
        for ask in asks
    )


def _follow_ups(scene: Scene, asks: list[Ask], draft: Draft) -> list[str]:
    """At most three questions that are really answered: the other tiers where none was named, then what is near."""
    asked = [ask.topic_id for ask in asks if ask.topic_id]
    found: list[str] = []
    if scene.tier_assumed and asked and _depends_on_tier(asks):
        topic = topics()[asked[0]]
        if topic.handler in (Handler.QUOTE, Handler.CONDITIONS):
            found += [
                replies()("follow_tier", tier=tier_name(tier), ask=topic.ask)
                for tier in (Tier.SPECIALIZED, Tier.INNOVATIVE)
                if _answerable(scene, topic, tier)
            ]
    related = [topic_id for ask in asked for topic_id in topics()[ask].related if topic_id not in asked]
    found += [topics()[topic_id].ask for topic_id in dict.fromkeys(related) if _answerable(scene, topics()[topic_id])]
    if not found and draft.status is not Status.ANSWERED:
        found = [replies()(f"example_{number}") for number in (1, 2, 3)]
    return found[:MAX_FOLLOW_UPS]


def _answerable(scene: Scene, topic: Topic, tier: Tier | None = None) -> bool:
    """Whether a follow-up on `topic` would be answered from the texts at hand, asked without a round."""
    tier = tier or scene.basis.tier
    basis = scene.library.basis(tier, scene.basis.track, scene.as_of)
    if topic.handler in (Handler.DEADLINE, Handler.PROVINCE_DEADLINE):
        return tier is Tier.LITTLE_GIANT and scene.library.newest_round(scene.as_of) is not None
    if topic.handler is Handler.MATERIALS:
        row = scene.library.newest_round(scene.as_of)
        return tier is Tier.LITTLE_GIANT and row is not None and has_list(scene, row)
    if topic.handler is Handler.QUOTE:
        return choose(topic, basis, scene.as_of, scene.library).point is not None
    return True
