"""What a check of one enterprise comes to, as its row of the result shows it; plain data, so that a run can be resumed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from assistant.rules.fields import field_of
from assistant.rules.logic import Status
from assistant.rules.result import CheckResult, ConditionResult, ScoreResult
from assistant.sheets.entry import Entry, UnreadCell
from assistant.sheets.files import messages
from corpus.rounds import ROUNDS_ID

Teller = Callable[[str], str]
"""Puts a quoted line of the rounds' table into words."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Points(_Data):
    """The score: `total` where it is settled, and what is possible; `own` where the enterprise told it itself."""

    total: Decimal | None
    low: Decimal
    high: Decimal
    own: bool = False

    @staticmethod
    def of(score: ScoreResult) -> Points:
        return Points(total=score.total, low=score.low, high=score.high, own=score.self_assessed)


class Outcome(_Data):
    """One row of the result.

    Attributes:
        status: None where nothing of the enterprise could be read, as `error` says.
        statuses: by condition.
        failed: the ids of the necessary conditions that are not met; `reasons` in the same order.
    """

    place: str
    name: str
    status: Status | None
    error: str = ""
    points: Points | None = None
    statuses: dict[str, Status] = {}
    failed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    mend: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    unread: tuple[UnreadCell, ...] = ()


class Cited(_Data):
    """A condition with the clause it stands in."""

    id: str
    name: str
    requirement: str
    quote: str
    source: str
    provenance: str
    label: str
    told: str = ""

    @staticmethod
    def of(condition: ConditionResult, tell_row: Teller | None) -> Cited:
        cited = condition.citation
        is_round = cited.clause_id.startswith(f"{ROUNDS_ID}/")
        return Cited(
            id=condition.id,
            name=condition.name,
            requirement=condition.requirement,
            quote=cited.quote,
            source=messages("result_source_value", document=cited.document, number=cited.number, label=cited.label),
            provenance=messages(f"result_{cited.provenance}"),
            label=cited.label,
            told=tell_row(cited.quote) if tell_row and is_round else "",
        )


def outcome_of(entry: Entry, result: CheckResult, unsettled: tuple[str, ...] = ()) -> Outcome:
    """The row of an enterprise that was checked.

    Args:
        unsettled: rough values so near a limit that they decide nothing, in the words they were told in.
    """
    failed = [condition for condition in result.conditions if condition.necessary and condition.status is Status.FAIL]
    near = tuple(messages("result_near_limit", words=words) for words in unsettled)
    return Outcome(
        place=entry.place,
        name=entry.name,
        status=result.status,
        points=Points.of(result.score) if result.score is not None else None,
        statuses={condition.id: condition.status for condition in result.conditions},
        failed=tuple(condition.id for condition in failed),
        reasons=tuple(messages("result_reason", name=each.name, explain=each.explain) for each in failed if each.explain),
        missing=tuple(field_of(path).name_for(path) for path in result.missing),
        mend=result.advice,
        ask=(*entry.warnings, *near, *result.warnings),
        unread=entry.unread,
    )


def unread_outcome(entry: Entry, error: str) -> Outcome:
    """The row of an enterprise of which nothing can be read."""
    return Outcome(place=entry.place, name=entry.name, status=None, error=error, ask=entry.warnings, unread=entry.unread)
