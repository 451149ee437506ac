"""A request in, its result out as plain JSON: the step that batch, HTTP and the command line share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.duties.schema import Who
from assistant.errors import RequestError
from assistant.models import (
    AskRequest,
    CalendarRequest,
    CheckRequest,
    DeadlinesRequest,
    ExtractRequest,
    MaterialsRequest,
    Request,
    SearchRequest,
    VerifyRequest,
)

if TYPE_CHECKING:
    from assistant.duties.deadline import DeadlineList
    from assistant.service import Assistant


def perform(assistant: Assistant, request: Request) -> dict[str, Any]:
    """Answer `request`.

    Raises:
        ZjtxError: what the assistant can't do with it, `field` naming the part at fault.
    """
    match request:
        case AskRequest():
            return assistant.ask(request).model_dump(mode="json")
        case CheckRequest():
            return assistant.check(request).to_json()
        case SearchRequest():
            return assistant.search(request).model_dump(mode="json")
        case ExtractRequest():
            return assistant.extract(request).to_json()
        case VerifyRequest():
            return assistant.verify(request).to_json()
        case MaterialsRequest():
            return assistant.materials(
                track=request.track,
                role=Who(request.role) if request.role else None,
                tier=request.tier,
                round=request.round,
                as_of=request.as_of,
                site=request.site,
            ).to_json()
        case DeadlinesRequest():
            return deadlines(assistant, request).to_json()
    raise TypeError(type(request))


def deadlines(assistant: Assistant, request: DeadlinesRequest) -> DeadlineList:
    """The dated duties asked for, or the one that the request names by its `id`.

    Raises:
        RequestError: no duty of that id (HTTP 404).
        UnknownRoundError: the round is not known on the day asked about.
    """
    found = assistant.deadlines(round=request.round, track=request.track, as_of=request.as_of, site=request.site)
    if not isinstance(request, CalendarRequest) or request.id is None:
        return found
    items = tuple(item for item in found.items if item.id == request.id)
    if not items:
        raise RequestError("unknown_deadline", "id", status=404, id=request.id)
    return replace(found, items=items)
