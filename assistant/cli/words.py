"""Results as text for a terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.rules.fields import FieldInfo

Json = dict[str, Any]


def answer_text(answer: Json) -> str:
    """The answer, its citations with document and number, and what else to ask."""
    t = texts()
    lines = [answer["answer"], ""]
    for citation in answer["citations"]:
        state = t(f"provenance_{citation['provenance']}")
        if not citation["applies"]:
            state += "；" + t("not_applying")
        values = {key: citation[key] for key in ("mark", "document", "number", "label")}
        lines.append(t("answer_citation", **values, provenance=state))
    if answer["follow_ups"]:
        lines += ["", t("follow_ups")]
        lines += [t("follow_up", question=question) for question in answer["follow_ups"]]
    return "\n".join(lines).rstrip()


def search_text(result: Json) -> str:
    """The hits, each with its text."""
    t, lines = texts(), []
    for hit in result["results"]:
        applies = "" if hit["applies"] else f"（{t('not_applying')}）"
        values = {key: hit[key] for key in ("rank", "document", "label")}
        lines.append(t("hit", **values, score=f"{hit['score']:.2f}", applies=applies))
        lines.append(t("hit_text", text=hit["text"].replace("\n", "\n   ")))
    return "\n".join(lines)


def extract_text(result: Json) -> str:
    """Each fact by its name with the words it came from, and what contradicts itself."""
    from assistant.rules.fields import field_of

    t, lines = texts(), []
    for evidence in result["evidence"]:
        info = field_of(evidence["field"])
        marks = t("extract_approximate") if evidence["approximate"] else ""
        if evidence["assumed"]:
            marks += t("extract_assumed", what="、".join(t(f"assumed_{each}") for each in evidence["assumed"]))
        lines.append(
            t(
                "extract_row",
                name=info.name_for(evidence["field"]),
                field=evidence["field"],
                value=_said(evidence["value"], info) + (info.unit or ""),
                words=evidence["words"],
                marks=marks,
            )
        )
    for entry in result["conflicts"]:
        info = field_of(entry["field"])
        values = "、".join(_said(value, info) + (info.unit or "") for value in entry["values"])
        lines.append(t("extract_conflict", name=info.name_for(entry["field"]), values=values))
    return "\n".join(lines) or t("extract_none")


def _said(value: Any, info: FieldInfo) -> str:
    if isinstance(value, bool):
        return texts()("said_yes" if value else "said_no")
    if isinstance(value, list):
        return "、".join(_said(item, info) for item in value) or texts()("said_none")
    if isinstance(value, dict):
        title = _said(value["tier"], info)
        return " ".join([title, *(str(value[key]) for key in ("on", "round") if key in value)])
    choice = (info.choices or {}).get(value)
    return choice.zh if choice else str(value)


def verdict_text(result: Json) -> str:
    """Each sentence, whether it stands, and why not."""
    t, lines = texts(), [texts()(f"verify_{result['status']}")]
    for sentence in result["sentences"]:
        lines.append(t("verify_row_ok" if sentence["ok"] else "verify_row_stopped", text=sentence["text"]))
        if not sentence["ok"]:
            lines.append(t("verify_note", reasons="、".join(t(f"reason_{each}") for each in sentence["reasons"]), note=sentence["note"]))
    return "\n".join(lines)


def materials_text(result: Json) -> str:
    """The checklist."""
    t, lines = texts(), []
    for item in result["items"]:
        parts = [item["annex"]] if item["annex"] and item["annex"] not in item["name"] else []
        parts += [t(f"material_form_{item['form']}")] if item["form"] else []
        parts += [t("material_copies", copies=item["copies"])] if item["copies"] else []
        parts += [t(f"material_stamped_{item['stamped_by']}")] if item["stamped_by"] else []
        parts += [str(item[key]) for key in ("to", "how") if item[key]]
        parts += [t("material_by", by=item["by"])] if item["by"] else []
        details = f"（{'，'.join(parts)}）" if parts else ""
        note = f" {item['note']}" if item["note"] else ""
        lines.append(t("material_row", name=item["name"], details=details + note))
    if not lines:
        lines.append(t("material_none"))
    if result["note"]:
        lines.append(result["note"])
    return "\n".join(lines)


def deadlines_text(result: Json) -> str:
    """The dated duties with their state, what to heed, and the clause."""
    from assistant.duties.states import state_words

    t, lines = texts(), []
    as_of = date.fromisoformat(result["as_of"])
    for item in result["items"]:
        if item["to"] is None:
            dates = item["period"] or t("deadline_undated")
        elif item["from"]:
            dates = t("deadline_dates", **{"from": item["from"], "to": item["to"]})
        else:
            dates = t("deadline_until", to=item["to"])
        first, last = (date.fromisoformat(item[key]) if item[key] else None for key in ("from", "to"))
        state = state_words(as_of, first, last) if item["to"] else ""
        lines.append(t("deadline_row", dates=dates, state=state, name=item["name"]).rstrip())
        source = item["citation"]
        lines.append(t("deadline_ground", note=item["note"], number=source["number"], label=source["label"]))
    return "\n".join([*lines, *result["notes"]])
