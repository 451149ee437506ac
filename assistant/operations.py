"""A request in, its result out as plain JSON: the step that batch, HTTP and the command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.models import (
    AskRequest,
    CheckRequest,
    DeadlinesRequest,
    ExtractRequest,
    MaterialsRequest,
    Request,
    SearchRequest,
)

if TYPE_CHECKING:
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
        case MaterialsRequest():
            return assistant.materials(
                track=request.track,
                role=request.role,
                tier=request.tier,
                round=request.round,
                as_of=request.as_of,
                site=request.site,
            ).to_json()
        case DeadlinesRequest():
            return assistant.deadlines(
                round=request.round, track=request.track, as_of=request.as_of, site=request.site
            ).to_json()
    raise TypeError(type(request))
