"""`/desk/search`: clauses with their scores, two versions side by side, and the way to the trace of any answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from fastapi import Response
from markupsafe import Markup, escape

from assistant.clock import today
from assistant.desk.looking_up import Looked, documents_to_choose, look_up
from assistant.errors import RequestError, UnknownTraceError
from assistant.store.people import DeskRole
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.pages import page, said, turned
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.diff import Change, Statement, compare
from corpus.terms import Tier, Track

_LONGEST: Final = 400


def add_search(routes: DeskRoutes) -> None:
    """The tools that only look."""
    routes.get("/search", DeskRole.AGENT)(search)
    routes.get("/search/versions", DeskRole.AGENT)(versions)
    routes.get("/search/trace", DeskRole.AGENT)(trace)


def search(visit: Visit) -> Response:
    """Clauses that come near to some words; nothing is looked for before something is asked."""
    query = visit.request.query_params
    looked, assistant = _looked(query), visit.service.assistant
    found = look_up(assistant, looked) if looked.query else []
    return page(
        visit.request,
        "search.html",
        visit=visit,
        looked=looked,
        found=found,
        documents=documents_to_choose(assistant, looked.site),
        sites=assistant.sites.names(),
        **_names(visit),
    )


def versions(visit: Visit) -> Response:
    """Two documents side by side, the changed figures marked."""
    query, assistant = visit.request.query_params, visit.service.assistant
    site = query.get("site") or None
    before, after = query.get("before") or MEASURES_2022, query.get("after") or MEASURES_2026
    library = assistant.library(site)
    diff = compare(library, before, after)
    everything = bool(query.get("everything"))
    return page(
        visit.request,
        "versions.html",
        visit=visit,
        before=library.document(before).meta,
        after=library.document(after).meta,
        chosen=(before, after),
        tables=diff.standards,
        pairs=[pair for pair in diff.pairs if everything or pair.change is Change.CHANGED],
        everything=everything,
        marked=_marked,
        documents=[each for each in documents_to_choose(assistant, site) if each[0] in {document.id for document in library.documents()}],
        changes={change: said(visit.request, f"change_{change}") for change in Change},
    )


def trace(visit: Visit) -> Response:
    """To the way of an answer, by the id that stands beneath it.

    Raises:
        UnknownTraceError: it is not, or no longer, kept.
    """
    id = visit.request.query_params.get("id", "").strip()
    if visit.store.traces.load(id) is None:
        raise UnknownTraceError
    return turned(visit.request, f"trace/{id}")


def _looked(query: Mapping[str, str]) -> Looked:
    tier, track = query.get("tier", ""), query.get("track", "")
    words = query.get("q", "").strip()
    if len(words) > _LONGEST:
        raise RequestError("too_long", "q", length=len(words), limit=_LONGEST)
    try:
        day = date.fromisoformat(query["as_of"]) if query.get("as_of") else today()
    except ValueError:
        raise RequestError("date", "as_of", name="as_of") from None
    return Looked(
        query=words,
        as_of=day,
        site=query.get("site") or None,
        document=query.get("document", ""),
        tier=Tier(tier) if tier in list(Tier) else Tier.LITTLE_GIANT,
        track=Track(track) if track in list(Track) else Track.NEW,
        deciding=bool(query.get("deciding")),
    )


def _names(visit: Visit) -> dict[str, Any]:
    return {
        "tiers": [(tier.value, said(visit.request, f"tier_{tier}")) for tier in Tier],
        "tracks": [(track.value, said(visit.request, f"track_{track}")) for track in Track],
    }


def _marked(statement: Statement) -> Markup:
    """A clause's words with the figures that the other version does not have."""
    parts = statement.highlighted("\x00").split("\x00")
    return Markup("").join(Markup("<mark>{}</mark>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts))
