"""The questions that are timed: those of the project's own set that expect an answer, each asked once."""

from __future__ import annotations

from assistant.evaluation.cases import load_set
from assistant.models import AskRequest


def asked(count: int) -> list[AskRequest]:
    """The first `count` answerable questions, spread over all topics."""
    cases = [case for case in load_set("own").cases if case.answerable]
    step = max(len(cases) // count, 1)
    chosen = cases[::step][:count]
    return [
        AskRequest.model_validate(
            case.model_dump(
                mode="json", include={"question", "as_of", "tier", "round", "track"}, exclude_none=True
            )
        )
        for case in chosen
    ]
