"""`/desk/curated`: answers that people at the desk write, looked over, published and withdrawn."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from fastapi import Response
from markupsafe import Markup

from assistant.desk.curating import CuratedFault, changed_clauses, check_curated, looked_at
from assistant.errors import RequestError, UnknownTroubleError
from assistant.store.curated import CuratedState, CuratedText
from assistant.store.people import DeskRole
from assistant.trace import matter_words
from assistant.web.appearance import appearance_of
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.curated_form import form_options, matter_options, suggested, text_in
from assistant.web.desk.pages import page, said, turned
from assistant.web.markup import to_html
from corpus.errors import ZjtxError
from corpus.terms import Tier, Track

_SETTLED_AS: Final = "curated"


def add_curated(routes: DeskRoutes) -> None:
    """The list, the form, and what becomes of an answer."""
    routes.get("/curated", DeskRole.AGENT)(listed)
    routes.get("/curated/new", DeskRole.AGENT)(begin)
    routes.post("/curated", DeskRole.AGENT)(create)
    routes.get("/curated/{id}", DeskRole.AGENT)(show)
    routes.post("/curated/{id}", DeskRole.AGENT)(save)
    routes.post("/curated/{id}/publish", DeskRole.AGENT)(publish)
    routes.post("/curated/{id}/withdraw", DeskRole.AGENT)(withdraw)


def listed(visit: Visit) -> Response:
    """All answers with their state; those whose clauses changed are flagged."""
    lang = appearance_of(visit.request).lang
    texts = visit.store.curated.all()
    flagged = {text.id: _changed(visit, text) for text in texts}
    names = {text.id: matter_words(text.matter, lang) for text in texts}
    return page(visit.request, "curated_list.html", visit=visit, texts=texts, flagged=flagged, names=names, states=_states(visit))


def begin(visit: Visit) -> Response:
    """An empty form, or one for a row of the queue."""
    id = visit.request.query_params.get("row", "")
    row = visit.store.queue.row(id) if id else None
    trace = visit.store.traces.load(row.trace) if row and row.trace else None
    return _form(visit, suggested(row, trace), new=True)


def create(visit: Visit) -> Response:
    """Keep a new answer as a draft; the row it was written for is settled once it is published."""
    row = visit.form.get("from_row", "")
    held = suggested(visit.store.queue.row(row) if row else None, None)
    text = looked_at(visit.service.assistant, replace(text_in(visit.form, held), written_by=visit.person.name))
    visit.store.curated.add(text)
    return turned(visit.request, f"desk/curated/{text.id}")


def show(visit: Visit) -> Response:
    return _form(visit, _text(visit), new=False)


def save(visit: Visit) -> Response:
    """Keep a change; what is changed has to be published anew."""
    held = _unchanged(visit)
    text = replace(text_in(visit.form, held), state=CuratedState.DRAFT, written_by=visit.person.name, released_by=None)
    kept = visit.store.curated.save(looked_at(visit.service.assistant, text))
    return turned(visit.request, f"desk/curated/{kept.id}")


def publish(visit: Visit) -> Response:
    """Use an answer from now on, where nothing speaks against it; where answers are released, an agent's waits for a supervisor.

    Raises:
        RequestError: something has to be mended first (HTTP 409).
    """
    text = looked_at(visit.service.assistant, _unchanged(visit))
    if not check_curated(visit.service.assistant, text).may_be_published:
        raise RequestError("curated_not_ready", "text", status=409)
    if visit.service.settings.desk_release and not visit.person.role.may(DeskRole.SUPERVISOR):
        visit.store.curated.save(replace(text, state=CuratedState.WAITING))
        return turned(visit.request, f"desk/curated/{text.id}")
    visit.store.audit.add(visit.person.name, "curated_publish", text.id)
    visit.store.curated.save(replace(text, state=CuratedState.PUBLISHED, released_by=visit.person.name))
    if text.from_row:
        _settle(visit, text.from_row)
    return turned(visit.request, "desk/curated")


def withdraw(visit: Visit) -> Response:
    """Use an answer no more."""
    text = _unchanged(visit)
    visit.store.audit.add(visit.person.name, "curated_withdraw", text.id, visit.form.get("reason", "")[:500])
    visit.store.curated.save(replace(text, state=CuratedState.WITHDRAWN, released_by=None))
    return turned(visit.request, f"desk/curated/{text.id}")


def _settle(visit: Visit, row: str) -> None:
    """The row's answer may be gone by now; that is no reason not to publish."""
    with suppress(UnknownTroubleError):
        visit.store.queue.settle(row, visit.person.name, _SETTLED_AS)


def _form(visit: Visit, text: CuratedText, *, new: bool) -> Response:
    lang = appearance_of(visit.request).lang
    check = None if new else check_curated(visit.service.assistant, text)
    values: dict[str, Any] = {
        "text": text,
        "new": new,
        "check": check,
        "shown": Markup(to_html(check.shown, frozenset())) if check else "",
        "verdict": check.sentences if check else None,
        "faults": [_fault(visit, fault) for fault in check.faults] if check else [],
        "changed": () if new else _changed(visit, text),
        "matters": matter_options(text.matter, lang),
        "forms": form_options(text.forms, lang),
        "tiers": [(tier.value, said(visit.request, f"tier_{tier}"), tier in text.tiers) for tier in Tier],
        "tracks": [(track.value, said(visit.request, f"track_{track}")) for track in Track],
        "states": _states(visit),
        "clauses": _clauses(visit, text),
        "waits": visit.service.settings.desk_release and not visit.person.role.may(DeskRole.SUPERVISOR),
    }
    return page(visit.request, "curated_form.html", visit=visit, **values)


def _clauses(visit: Visit, text: CuratedText) -> list[tuple[str, str]]:
    """Each clause with its words, under its mark; without words where there is no such clause."""
    library = visit.service.assistant.library(_site(visit, text))
    known = {clause.id: clause.text for clause in library.clauses}
    return [(source.clause_id, source.quote or known.get(source.clause_id, "")) for source in text.sources]


def _site(visit: Visit, text: CuratedText) -> str | None:
    """The first site it holds for, where there still is one of that name."""
    names = visit.service.assistant.sites.names()
    return next((site for site in text.sites if site in names), None)


def _changed(visit: Visit, text: CuratedText) -> tuple[str, ...]:
    try:
        return changed_clauses(visit.service.assistant, text)
    except ZjtxError:  # its site is gone
        return tuple(source.clause_id for source in text.sources)


def _fault(visit: Visit, fault: CuratedFault) -> str:
    return said(visit.request, f"fault_{fault.key}", about=fault.about)


def _states(visit: Visit) -> dict[str, str]:
    return {state.value: said(visit.request, f"curated_{state}") for state in CuratedState}


def _text(visit: Visit) -> CuratedText:
    return visit.store.curated.load(str(visit.path["id"]))


def _unchanged(visit: Visit) -> CuratedText:
    """The answer, as the page that sent the form showed it."""
    text, sent = _text(visit), visit.form.get("version", "")
    return replace(text, version=int(sent)) if sent.isdecimal() and len(sent) < 9 else text
