"""A topic answered from its clause: what it says, the quote, the other version, the basis."""

from __future__ import annotations

from assistant import bounded as re
from assistant.answering.choose import Choice, choose, newer_text_missing
from assistant.answering.draft import Draft
from assistant.answering.premises import premise
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import day, replies
from assistant.models import Kind, Status
from assistant.topics.schema import Point, Topic
from assistant.understanding.intent import Named
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.numbering import to_chinese
from corpus.terms import Tier, Track

_MEASURES = frozenset({MEASURES_2022, MEASURES_2026})


def choice_for(scene: Scene, topic: Topic) -> Choice:
    """What is said of `topic` in this scene."""
    return choose(topic, scene.basis, scene.as_of, scene.library, scene.named)


def write_topic(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """Answer `topic` from its points; False where no text published by then speaks of it."""
    choice = choice_for(scene, topic)
    if choice.point is None:
        return False
    draft.kind, draft.status = topic.kind, Status.ANSWERED
    if choice.named is None:
        _say_lead(draft, scene, topic, choice)
        _say_point(draft, scene, topic, choice)
        draft.quote(*scene.cite_point(choice.point))
    else:
        _say_other(draft, scene, choice.named, "named_first")
        draft.quote(*scene.cite_point(choice.named))
        if choice.point.document_id in _MEASURES:  # a notice is no version of the measures that are named
            _say_deciding(draft, scene, choice.point)
            draft.quote(*scene.cite_point(choice.point))
    write_others(draft, scene, choice)
    if topic.kind is not Kind.ELIGIBILITY and choice.named is None:
        _say_source(draft, scene, choice.point)
    return True


def write_for_tier(draft: Draft, scene: Scene, topic: Topic, tier: Tier) -> None:
    """The same matter for another tier that the message names too, where it isn't what has just been said."""
    basis = scene.library.basis(tier, scene.basis.track, scene.as_of)
    point = choose(topic, basis, scene.as_of, scene.library, scene.named).point
    if point is not None and point is not choice_for(scene, topic).point:
        marks = draft.mark(*scene.cite_point(point))
        draft.say(replies()("tier_also", tier=tier_name(tier), say=point.say, marks=marks))
        draft.quote(*scene.cite_point(point))


def write_others(draft: Draft, scene: Scene, choice: Choice) -> None:
    """What the other versions say, beside the one that decides."""
    for other in choice.others:
        if other is not choice.named:
            _say_other(draft, scene, other, other_version(scene, other))


def other_version(scene: Scene, point: Point) -> str:
    """How another version is introduced: the round talked about may be over, and today's applications rest on this one."""
    today = point.document_id == scene.standard_today != scene.basis.standard
    return "other_version_today" if today else "other_version"


def _say_point(draft: Draft, scene: Scene, topic: Topic, choice: Choice) -> None:
    point, texts = choice.point, replies()
    assert point is not None
    marks = draft.mark(*scene.cite_point(point))
    values = {"tier": tier_name(scene.basis.tier), "say": point.say, "marks": marks}
    of_tier = bool(point.tiers) and not point.any_tier and topic.kind is not Kind.DEFINITION
    if point.absent:
        draft.say(texts("point_absent", **values))
    elif not choice.deciding and newer_text_missing(point, scene.as_of):
        newer = scene.library.document(MEASURES_2026).meta.title
        draft.say(texts("point_only", **values, newer=newer))
    else:
        draft.say(texts("point" if of_tier else "point_anyone", **values))
    if point.still_used and newer_text_missing(point, scene.as_of):
        draft.say(texts("point_still_used"))


def _say_lead(draft: Draft, scene: Scene, topic: Topic, choice: Choice) -> None:
    """The plain answer to the question as it is put, where the clause has one: a lead of the point, or a limit to confirm."""
    point, texts, asked = choice.point, replies(), scene.reading.text
    if point is None or not choice.deciding:
        return
    marks = draft.mark(*scene.cite_point(point))
    lead = next((lead for lead in point.leads if re.search(lead.asked, asked)), None)
    if lead is not None:
        draft.say(texts("lead", say=lead.say, marks=marks))
    elif len(scene.reading.asks) == 1 and (told := premise(asked, point.say)) and not point.absent:
        draft.say(texts("premise_right" if told[1] else "premise_wrong", asked=told[0], marks=marks))


def _say_other(draft: Draft, scene: Scene, point: Point, key: str) -> None:
    draft.say(replies()(key, **introduced(draft, scene, point)))


def introduced(draft: Draft, scene: Scene, point: Point) -> dict[str, str]:
    """What a sentence on another version is filled in with."""
    return {
        **titled(draft, scene, point.document_id),
        "as_of": day(scene.as_of),
        "track": replies()(f"track_{scene.basis.track}"),
        "say": point.say,
        "marks": draft.mark(*scene.cite_point(point)),
    }


def _say_deciding(draft: Draft, scene: Scene, point: Point) -> None:
    draft.say(replies()("decides", **introduced(draft, scene, point), tier=tier_name(scene.basis.tier)))


def _say_source(draft: Draft, scene: Scene, point: Point) -> None:
    """Which measures a rule stands in, where no threshold is asked about."""
    if point.document_id in _MEASURES:
        draft.say(replies()("source", **titled(draft, scene, point.document_id)))


def titled(draft: Draft, scene: Scene, document_id: str) -> dict[str, str]:
    """A document's title, number and the day it came into force, the mark of the line that says so with it."""
    meta = scene.library.document(document_id).meta
    in_force, source = scene.in_force_date(document_id)
    mark = draft.mark(source) if source else ""
    return {"title": meta.title, "number": meta.number, "in_force": in_force, "date_mark": mark}


def write_basis(draft: Draft, scene: Scene) -> None:
    """The closing line: which standard decides, since when, for which round."""
    basis, texts, row = scene.basis, replies(), scene.round
    draft.say(
        texts(
            "basis",
            **titled(draft, scene, basis.standard),
            tier=tier_name(basis.tier),
            track=texts(f"track_{basis.track}"),
            round=texts("basis_round", batch=row.name) if row else "",
        )
    )
    draft.say(_not_yet_in_force(draft, scene))
    draft.say(_innovative_interim(draft, scene))


def _not_yet_in_force(draft: Draft, scene: Scene) -> str:
    """Round 4 used the measures before they came into force: notice-2022-133/3/1/2 says so."""
    row = scene.round
    document = scene.library.document(scene.basis.standard)
    if document.in_force_on(scene.as_of) or row is None or row.batch != 4 or scene.basis.tier is not Tier.LITTLE_GIANT:
        return ""
    source = scene.library.cite("notice-2022-133/3/1/2", basis=scene.basis, as_of=scene.as_of)
    return replies()("basis_not_yet", as_of=day(scene.as_of), batch=row.name, mark=draft.mark(source))


def _innovative_interim(draft: Draft, scene: Scene) -> str:
    """Why innovative still rests on annex 1 of 2022: measures-2026-2/附则/施行与衔接, once it is published."""
    clause_id, words = "measures-2026-2/附则/施行与衔接", replies()("innovative_interim")
    if scene.basis.tier is not Tier.INNOVATIVE or scene.library.published(clause_id) > scene.as_of:
        return ""
    source = scene.library.cite(clause_id, words, basis=scene.basis, as_of=scene.as_of)
    return f"{words}{draft.mark(source)}"


def write_doubts(draft: Draft, scene: Scene) -> None:
    """What is not confirmed of the basis, and that a version asked for is not at hand."""
    basis, texts, reading = scene.basis, replies(), scene.reading
    if scene.unannounced is not None:
        draft.say(texts("review_not_announced", held=to_chinese(scene.unannounced), as_of=day(scene.as_of)))
    if basis.track is Track.REVIEW and basis.round is None:
        if basis.tier is Tier.SPECIALIZED:
            draft.say(texts("review_unconfirmed_specialized"))
        elif basis.tier is Tier.LITTLE_GIANT and basis.standard == MEASURES_2026:
            draft.say(texts("review_unconfirmed_lg"))
    first_round = min((row.announced for row in scene.library.rounds()), default=scene.as_of)
    if scene.as_of < first_round or (reading.named is Named.PREVIOUS and scene.named is None):
        draft.say(texts("no_earlier_standard"))
    elif reading.named is not None and scene.named is None:
        draft.say(texts("named_not_at_hand"))
