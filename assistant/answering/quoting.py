"""A topic answered from its clause: what it says, the quote, the other version, the basis."""

from __future__ import annotations

from assistant.answering.choose import Choice, choose, newer_text_missing
from assistant.answering.draft import Draft
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import day, replies
from assistant.models import Status
from assistant.topics.schema import Point, Topic
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.terms import Tier, Track


def write_topic(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """Answer `topic` from its points; False where no text published by then speaks of it."""
    choice = choose(topic, scene.basis, scene.as_of, scene.library, scene.named)
    if choice.point is None:
        return False
    draft.kind, draft.status = topic.kind, Status.ANSWERED
    if choice.named is not None:
        _say_other(draft, scene, choice.named, "named_first")
        draft.quote(*scene.cite_point(choice.named))
        _say_deciding(draft, scene, choice.point)
        draft.quote(*scene.cite_point(choice.point))
    else:
        _say_point(draft, scene, choice)
        draft.quote(*scene.cite_point(choice.point))
    for other in choice.others:
        if other is not choice.named:
            _say_other(draft, scene, other, "other_version")
    return True


def _say_point(draft: Draft, scene: Scene, choice: Choice) -> None:
    point = choice.point
    assert point is not None
    marks = draft.mark(*scene.cite_point(point))
    values = {"tier": tier_name(scene.basis.tier), "say": point.say, "marks": marks}
    if point.absent:
        draft.say(replies()("point_absent", **values))
    elif not choice.deciding and newer_text_missing(point, scene.as_of):
        titles = {doc: f"《{scene.library.document(doc).meta.title}》" for doc in (MEASURES_2022, MEASURES_2026)}
        draft.say(
            replies()("point_only", **values, document=titles[MEASURES_2022], newer=titles[MEASURES_2026])
        )
    elif point.tiers and not point.any_tier:
        draft.say(replies()("point", **values))
    else:
        draft.say(replies()("point_anyone", **values))
    if point.still_used and newer_text_missing(point, scene.as_of):
        draft.say(replies()("point_still_used"))


def _say_other(draft: Draft, scene: Scene, point: Point, key: str) -> None:
    meta = scene.library.document(point.document_id).meta
    in_force, source = scene.in_force_date(point.document_id)
    marks = draft.mark(*scene.cite_point(point))
    date_mark = draft.mark(source) if source else ""
    draft.say(
        replies()(
            key,
            title=meta.title,
            number=meta.number,
            in_force=in_force,
            date_mark=date_mark,
            say=point.say,
            marks=marks,
        )
    )


def _say_deciding(draft: Draft, scene: Scene, point: Point) -> None:
    meta = scene.library.document(point.document_id).meta
    draft.say(
        replies()(
            "decides",
            as_of=day(scene.as_of),
            tier=tier_name(scene.basis.tier),
            track=replies()(f"track_{scene.basis.track}"),
            title=meta.title,
            number=meta.number,
            say=point.say,
            marks=draft.mark(*scene.cite_point(point)),
        )
    )


def write_basis(draft: Draft, scene: Scene) -> None:
    """The closing line: which standard decides, since when, for which round; and what is not confirmed of it."""
    basis, texts = scene.basis, replies()
    meta = scene.library.document(basis.standard).meta
    row = scene.round
    draft.say(
        texts(
            "basis",
            tier=tier_name(basis.tier),
            track=texts(f"track_{basis.track}"),
            title=meta.title,
            number=meta.number,
            in_force=day(meta.in_force[0]),
            date_mark="",
            round=texts("basis_round", batch=row.name) if row else "",
        )
    )
    draft.say(_not_yet_in_force(draft, scene))
    draft.say(_innovative_interim(draft, scene))
    for note in _doubts(scene):
        draft.say(note)


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


def _doubts(scene: Scene) -> list[str]:
    basis, texts, notes = scene.basis, replies(), []
    if basis.track is Track.REVIEW and basis.round is None:
        batch = scene.reading.batch
        if batch and batch.held and batch.number:
            notes.append(texts("review_not_announced", held=_numeral(batch.number), as_of=day(scene.as_of)))
        if basis.tier is Tier.SPECIALIZED:
            notes.append(texts("review_unconfirmed_specialized"))
        elif basis.tier is Tier.LITTLE_GIANT and basis.standard == MEASURES_2026:
            notes.append(texts("review_unconfirmed_lg"))
    first_round = min((row.announced for row in scene.library.rounds()), default=scene.as_of)
    if scene.as_of < first_round:
        notes.append(texts("no_earlier_standard"))
    return notes


def _numeral(number: int) -> str:
    from corpus.numbering import to_chinese

    return to_chinese(number)
