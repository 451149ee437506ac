"""From a row of the queue: a case of the question set, or messages to train on, which go out as a file."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from assistant.desk.teaching import add_messages, make_case, messages_file
from assistant.errors import RequestError
from assistant.models import Status
from assistant.store.people import DeskRole
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.curated_form import form_in, matter_in
from assistant.web.desk.pages import HEADERS, turned

_TABLE: Final = "text/tab-separated-values; charset=utf-8"
_LONGEST_NOTE: Final = 500


def add_teaching(routes: DeskRoutes) -> None:
    """What a row is made of."""
    routes.post("/queue/{id}/case", DeskRole.AGENT)(case)
    routes.post("/queue/{id}/messages", DeskRole.AGENT)(messages)
    routes.get("/messages.tsv", DeskRole.SUPERVISOR)(collected)


def case(visit: Visit) -> Response:
    """A case of the operator's own set: what should have been answered."""
    row, form = visit.store.queue.row(str(visit.path["id"])), visit.form
    status = form.get("status", "")
    if status not in list(Status):
        raise RequestError("invalid", "status", name="status")
    added = make_case(
        visit.service.assistant,
        row.trace,
        status=status,
        must=form.get("must", "").splitlines(),
        clauses=form.get("clauses", "").splitlines(),
        text=form.get("text", ""),
        note=form.get("note", "")[:_LONGEST_NOTE],
    )
    visit.store.audit.add(visit.person.name, "case_add", added.row["id"])
    visit.store.queue.settle(row.id, visit.person.name, "case")
    return turned(visit.request, f"desk/queue/{row.id}")


def messages(visit: Visit) -> Response:
    """Ways in which people ask for a matter, to train on at the next release."""
    row = visit.store.queue.row(str(visit.path["id"]))
    matter, form = matter_in(visit.form.get("matter", "")), form_in(visit.form.get("form", ""))
    count = add_messages(visit.service.settings, matter, form, visit.form.get("messages", "").splitlines())
    visit.store.audit.add(visit.person.name, "messages_add", str(matter), str(count))
    visit.store.queue.settle(row.id, visit.person.name, "messages")
    return turned(visit.request, f"desk/queue/{row.id}")


def collected(visit: Visit) -> Response:
    """All messages collected so far."""
    path = messages_file(visit.service.settings)
    content = path.read_bytes() if path.is_file() else b""
    return Response(content, 200, {**HEADERS, "Content-Disposition": 'attachment; filename="messages.tsv"'}, _TABLE)
