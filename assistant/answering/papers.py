"""Answers with checklists: which papers, how many, stamped by whom, sent where, by when."""

from __future__ import annotations

from assistant import bounded as re
from assistant.answering.draft import Draft
from assistant.answering.outside import write_unannounced
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import day, replies
from assistant.duties.materials import Material, MaterialList, materials
from assistant.duties.schema import Who
from assistant.models import Kind, Status
from corpus.rounds import Round
from corpus.terms import Tier

_OF_PARCEL = re.compile("盖章|公章|几份|一式|邮寄|寄|附件|申请书|汇总表")
"""What the province's parcel is asked for by; where no list for enterprises is at hand, it answers."""

_ONLINE = frozenset({"online", "both"})


def write_materials(draft: Draft, scene: Scene, who: Who) -> bool:
    """The checklist where a notice names it; else that it is not at hand, and what the texts do say."""
    draft.kind = Kind.MATERIALS
    tier, texts = scene.basis.tier, replies()
    if scene.unannounced is not None:
        write_unannounced(draft, scene.unannounced, scene.as_of, scene.where)
        return True
    row = scene.round or (scene.library.newest_round(scene.as_of) if tier is Tier.LITTLE_GIANT else None)
    listed = _listed(scene, who, row)
    if not listed.known and who is Who.ENTERPRISE and _OF_PARCEL.search(scene.reading.text):
        parcel = _listed(scene, Who.PROVINCE, row)
        if parcel.known and row is not None:
            draft.say(texts("materials_of_province", batch=row.name))
            listed, who = parcel, Who.PROVINCE
    if not listed.known:
        draft.status = Status.NOT_IN_CORPUS
        if tier is not Tier.LITTLE_GIANT:
            draft.say(texts("materials_unknown_tier", tier=tier_name(tier)))
        elif row is None:
            draft.say(texts("materials_unknown_none"))
        else:
            draft.say(texts("materials_unknown", batch=row.name))
            if row.batch > 4:
                draft.say(texts("materials_as_of_2022"))
                draft.follow_ups.append(texts("materials_question_2022"))
        draft.say(texts("materials_ask", where=scene.where))
        return True
    draft.status = Status.ANSWERED
    batch = row.name if row else ""
    track = "" if listed.track is None else texts(f"track_{listed.track}")
    draft.say(texts("materials_intro", batch=batch, track=track, who=texts(f"who_{who}")))
    for item in listed.items:
        mark = draft.mark(*item.citations)
        draft.say(texts("materials_item", name=item.name, details=_details(item), mark=mark))
    for citation in dict.fromkeys(citation for item in listed.items for citation in item.citations):
        draft.quote(citation)
    if who is Who.ENTERPRISE:
        draft.say(texts("deadline_local"))
    return True


def has_list(scene: Scene, row: Round) -> bool:
    """Whether the texts name what an enterprise has to hand in for a round."""
    return _listed(scene, Who.ENTERPRISE, row).known


def _listed(scene: Scene, who: Who, row: Round | None) -> MaterialList:
    return materials(
        scene.library,
        as_of=scene.as_of,
        track=None if who is Who.PROVINCE and scene.reading.track is None else scene.basis.track,
        role=who,
        tier=scene.basis.tier,
        round=row.batch if row else None,
        site=scene.site,
    )


def _details(item: Material) -> str:
    texts, parts = replies(), []
    if item.annex and item.annex not in item.name:
        parts.append(item.annex)
    if item.form:
        parts.append(texts(f"materials_form_{item.form}"))
    if item.copies == 1:
        parts.append(texts("materials_one_copy"))
    elif item.copies:
        key = f"materials_copies_{item.copies}"
        parts.append(texts(key) if key in texts else texts("materials_copies", copies=item.copies))
    if item.stamped and item.stamped_by:
        parts.append(texts(f"materials_stamped_{item.stamped_by}"))
    if item.to:
        key = "materials_to_online" if item.form in _ONLINE else "materials_to_paper"
        parts.append(texts(key, to=item.to))
    if item.how:
        parts.append(item.how)
    if item.by:
        parts.append(texts("materials_by", by=day(item.by)))
    note = item.note.rstrip("。") if item.note else ""
    said = "，".join(parts)
    if note and not any(note in part or part in note.replace("需", "") and len(part) > 3 for part in parts):
        said = f"{said}。{note}" if said else note
    return texts("materials_details", details=said) if said else ""
