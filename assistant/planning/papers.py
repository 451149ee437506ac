"""Checklists: which papers, how many, stamped by whom, sent where, by when."""

from __future__ import annotations

from typing import Final

from assistant.duties.english import in_english
from assistant.duties.materials import Material, MaterialList, materials
from assistant.duties.schema import Who
from assistant.models import Kind, Status
from assistant.planning.choosing import choice_for
from assistant.planning.naming import round_name, tier_name, track_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_statement
from assistant.planning.timing import plan_unannounced
from assistant.reading.understood import Part
from assistant.rendering.text import both, in_words, templates, words
from assistant.topics.forms import Form
from assistant.topics.topic import Topic
from corpus.rounds import Round
from corpus.terms import Tier

_ONLINE: Final = frozenset({"online", "both"})
_WHOLE_LIST: Final = frozenset({Form.LIST, Form.NAME, Form.TELL, Form.WHICH, Form.HOW, Form.MISSING})
_FIRST_WITH_WHOLE_LIST: Final = 4
"""The batch whose notice lists what an enterprise hands in."""


def plan_materials(plan: Plan, settled: Settled, part: Part, topic: Topic, who: Who) -> bool:
    """The item asked about first, where the texts say it; then the checklist where a notice names it."""
    plan.kind = Kind.MATERIALS
    if settled.unannounced is not None:
        plan_unannounced(plan, settled)
        return True
    answered = _say_statements(plan, settled, part, topic)
    row = settled.round or (settled.library.newest_round(settled.as_of) if settled.basis.tier is Tier.LITTLE_GIANT else None)
    listed = _listed(settled, who, row)
    if not listed.known and who is Who.ENTERPRISE and (part.objects or part.form not in _WHOLE_LIST):
        parcel = _listed(settled, Who.PROVINCE, row)
        if parcel.known and row is not None:
            plan.say(BlockType.SILENCE, "materials_of_province", batch=round_name(row.batch))
            listed, who = parcel, Who.PROVINCE
    if not listed.known:
        if not answered:
            plan.status = Status.NOT_IN_CORPUS
        _say_unknown(plan, settled, row)
        return True
    plan.status = Status.ANSWERED
    if answered and part.form not in _WHOLE_LIST:
        plan.follow_ups.append(both("materials_question", batch=round_name(row.batch).zh if row else ""))
        return True
    _say_list(plan, settled, listed, who, row)
    return True


def has_list(settled: Settled, row: Round) -> bool:
    """Whether the texts name what an enterprise has to hand in for a round."""
    return _listed(settled, Who.ENTERPRISE, row).known


def _say_statements(plan: Plan, settled: Settled, part: Part, topic: Topic) -> bool:
    """What the notices say in words to the very thing asked: 盖谁的章, 一式几份."""
    choice = choice_for(settled, topic)
    if choice.point is None or not answers_of(settled, part, choice.point):
        return False
    plan_statement(plan, settled, part, topic)
    plan.kind = Kind.MATERIALS
    return True


def _say_unknown(plan: Plan, settled: Settled, row: Round | None) -> None:
    if settled.basis.tier is not Tier.LITTLE_GIANT:
        plan.say(BlockType.SILENCE, "materials_unknown_tier", tier=tier_name(settled.basis.tier))
    elif row is None:
        plan.say(BlockType.SILENCE, "materials_unknown_none")
    else:
        plan.say(BlockType.SILENCE, "materials_unknown", batch=round_name(row.batch))
        if row.batch > _FIRST_WITH_WHOLE_LIST:
            plan.say(BlockType.SILENCE, "materials_as_of_2022")
            plan.follow_ups.append(both("materials_question_2022"))
    plan.say(BlockType.DECLINED, "materials_ask", where=settled.where)


def _say_list(plan: Plan, settled: Settled, listed: MaterialList, who: Who, row: Round | None) -> None:
    plan.say(
        BlockType.STATEMENT,
        "materials_intro",
        batch=round_name(row.batch) if row else "",
        track="" if listed.track is None else track_name(listed.track),
        who=both(f"who_{who}"),
    )
    for item in listed.items:
        plan.say(BlockType.ITEM, "materials_item", name=Words(item.name, in_english(item.name)), details=Words(_details(item, "zh"), _details(item, "en")), mark=Marks.of(*item.citations))
    plan.quote(*dict.fromkeys(citation for item in listed.items for citation in item.citations))
    if who is Who.ENTERPRISE:
        plan.say(BlockType.CAVEAT, "deadline_local")


def _listed(settled: Settled, who: Who, row: Round | None) -> MaterialList:
    whole_parcel = who is Who.PROVINCE and settled.question.scope.track is None
    return materials(
        settled.library,
        as_of=settled.as_of,
        track=None if whole_parcel else settled.basis.track,
        role=who,
        tier=settled.basis.tier,
        round=row.batch if row else None,
        site=settled.site,
    )


def _details(item: Material, lang: str) -> str:
    told = in_english if lang == "en" else str
    parts: list[str] = []
    if item.annex and item.annex not in item.name:
        parts.append(told(item.annex))
    if item.form:
        parts.append(words(f"materials_form_{item.form}", lang))
    if item.copies == 1:
        parts.append(words("materials_one_copy", lang))
    elif item.copies:
        key = f"materials_copies_{item.copies}"
        parts.append(words(key, lang) if key in templates() else words("materials_copies", lang, copies=item.copies))
    if item.stamped and item.stamped_by:
        parts.append(words(f"materials_stamped_{item.stamped_by}", lang))
    if item.to:
        parts.append(words("materials_to_online" if item.form in _ONLINE else "materials_to_paper", lang, to=told(item.to)))
    if item.how:
        parts.append(told(item.how))
    if item.by:
        parts.append(words("materials_by", lang, by=in_words(item.by, lang)))
    note = told(item.note).rstrip("。.") if item.note else ""
    said = ", ".join(parts) if lang == "en" else "，".join(parts)
    if note and not any(note in part or part in note.replace("需", "") and len(part) > 3 for part in parts):
        said = f"{said}{'. ' if lang == 'en' else '。'}{note}" if said else note
    return words("materials_details", lang, details=said) if said else ""


