"""`/desk/queue`: what went wrong, who took it, and how it was settled."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from fastapi import Response
from markupsafe import Markup

from assistant.models import Kind
from assistant.store.people import DeskRole
from assistant.store.queue import Troubled, Wanted
from assistant.trace import Trace, in_words, matter_words
from assistant.trace.summary import Trouble
from assistant.web.appearance import appearance_of
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.curated_form import form_options, matter_options, suggested
from assistant.web.desk.pages import page, said, turned
from assistant.web.markup import to_html

_SHOWN: Final = ("open", "mine", "settled")
_LOOKED_AT: Final = "looked_at"
OUTCOMES: Final = (_LOOKED_AT, "curated", "case", "messages")


def add_queue(routes: DeskRoutes) -> None:
    """The list, a row beside it, and what is done with a row."""
    routes.get("/queue", DeskRole.AGENT)(lambda visit: _shown(visit, None))
    routes.get("/queue/{id}", DeskRole.AGENT)(lambda visit: _shown(visit, row_of(visit)))
    routes.post("/queue/{id}/take", DeskRole.AGENT)(take)
    routes.post("/queue/{id}/back", DeskRole.AGENT)(give_back)
    routes.post("/queue/{id}/settle", DeskRole.AGENT)(settle)
    routes.post("/queue/{id}/open", DeskRole.AGENT)(open_again)


def row_of(visit: Visit) -> Troubled:
    """The row of the address.

    Raises:
        UnknownTroubleError: there is none.
    """
    return visit.store.queue.row(str(visit.path["id"]))


def take(visit: Visit) -> Response:
    """Say that one looks at it."""
    visit.store.queue.take(row_of(visit).id, visit.person.name)
    return _back(visit, stay=True)


def give_back(visit: Visit) -> Response:
    """Leave it to somebody else."""
    visit.store.queue.take(row_of(visit).id, None)
    return _back(visit, stay=True)


def settle(visit: Visit) -> Response:
    """Nothing more is to be done."""
    visit.store.queue.settle(row_of(visit).id, visit.person.name, _LOOKED_AT)
    return _back(visit, stay=False)


def open_again(visit: Visit) -> Response:
    """Something is to be done after all."""
    visit.store.queue.settle(row_of(visit).id, None)
    return _back(visit, stay=True)


def _back(visit: Visit, *, stay: bool) -> Response:
    row = f"/{visit.path['id']}" if stay else ""
    return turned(visit.request, f"desk/queue{row}{_query(visit)}")


def _shown(visit: Visit, row: Troubled | None) -> Response:
    wanted, store = _wanted(visit), visit.store
    trace = store.traces.load(row.trace) if row and row.trace else None
    lang = appearance_of(visit.request).lang
    likely = suggested(row, trace)
    return page(
        visit.request,
        "queue.html",
        visit=visit,
        rows=store.queue.rows(wanted),
        row=row,
        answer=_answer(trace) if trace else [],
        read_as=_read_as(visit, trace) if trace else [],
        matters=matter_options(likely.matter, lang),
        forms=form_options(likely.forms, lang, all_forms=True),
        wanted=wanted,
        show=_show(visit),
        query=_query(visit),
        sites=store.queue.sites(),
        all_troubles=list(Trouble),
        all_kinds=list(Kind),
        names={each: said(visit.request, f"trouble_{each}") for each in Trouble},
        kinds={each: said(visit.request, f"kind_{each}") for each in Kind},
        outcomes={each: said(visit.request, f"as_{each}") for each in OUTCOMES},
    )


def _wanted(visit: Visit) -> Wanted:
    """What the address asks for; what it names and there is not is as if it named nothing."""
    query, show = visit.request.query_params, _show(visit)
    trouble, kind = query.get("trouble"), query.get("kind", "")
    return Wanted(
        trouble=Trouble(trouble) if trouble in list(Trouble) else None,
        site=query.get("site", "")[:64],
        kind=kind if kind in list(Kind) else "",
        taken_by=visit.person.name if show == "mine" else "",
        settled=show == "settled",
    )


def _show(visit: Visit) -> str:
    show = visit.request.query_params.get("show", "")
    return show if show in _SHOWN else _SHOWN[0]


def _query(visit: Visit) -> str:
    """The filters, to go along to the next page."""
    wanted, show = _wanted(visit), _show(visit)
    chosen = {"trouble": wanted.trouble, "kind": wanted.kind, "site": wanted.site, "show": "" if show == _SHOWN[0] else show}
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _answer(trace: Trace) -> list[Markup]:
    return [Markup(to_html(block.text, frozenset())) for block in trace.blocks if block.text]


def _read_as(visit: Visit, trace: Trace) -> list[str]:
    """What each thing asked was taken for, how it is asked, and how surely."""
    lang = appearance_of(visit.request).lang
    return [f"“{part.words}” → {matter_words(part.matter, lang)} · {in_words.forms_of(part, lang)} · {part.share:.0%}" for part in trace.parts]
