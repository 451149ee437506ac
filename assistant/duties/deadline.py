"""One dated duty, and a list of them, in the contract's shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.duties.dates import ComputedDate
from assistant.duties.schema import Who
from assistant.duties.states import State, days_left, state_on
from corpus.citation import Citation
from corpus.terms import Tier, Track


@dataclass(frozen=True)
class Deadline:
    """One dated duty, as it stands on the day asked about.

    Attributes:
        start, to: first and last day, both inclusive; None where open or not at hand.
        note: what a person has to know besides, in Chinese.
        beside: the other version's words where they differ and are published.
        local: from a site's own file.
        period: the span in words, where the day is counted from an event.
        computed: the arithmetic, where that event's day is known.
    """

    id: str
    name: str
    who: Who
    as_of: date
    start: date | None
    to: date | None
    citation: Citation
    note: str = ""
    tiers: tuple[Tier, ...] = (Tier.LITTLE_GIANT,)
    round: int | None = None
    beside: tuple[Citation, ...] = ()
    local: bool = False
    period: str = ""
    computed: ComputedDate | None = None

    @property
    def state(self) -> State:
        """Undated too where the last day is known too roughly to tell whether it has passed."""
        return State.UNDATED if self.maybe_over else state_on(self.as_of, self.start, self.to)

    @property
    def days_left(self) -> int | None:
        """To the last day; None where it is over or not known."""
        return days_left(self.as_of, self.to)

    @property
    def maybe_over(self) -> bool:
        """Whether the day asked about lies between the earliest and the latest day that can be the last."""
        return self.computed is not None and self.computed.safe < self.as_of <= self.computed.latest

    def to_json(self) -> dict[str, Any]:
        """The item in the contract's shape, with further keys after it."""
        return {
            "id": self.id,
            "name": self.name,
            "who": self.who.value,
            "from": self.start.isoformat() if self.start else None,
            "to": self.to.isoformat() if self.to else None,
            "state": self.state.value,
            "days_left": self.days_left,
            "citation": self.citation.to_json(),
            "note": self.note,
            "tiers": [tier.value for tier in self.tiers],
            "round": self.round,
            "beside": [citation.to_json() for citation in self.beside],
            "local": self.local,
            "period": self.period or None,
            "formula": self.computed.formula if self.computed else None,
            "words": self.computed.words if self.computed else None,
        }


@dataclass(frozen=True)
class DeadlineList:
    """The duties of a round, then those without one.

    Attributes:
        round: the round concerned; None where none was announced by `as_of`.
        notes: what has to be said of the list as a whole.
    """

    as_of: date
    track: Track
    round: int | None
    items: tuple[Deadline, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The list in the contract's shape, with further keys after it."""
        return {
            "as_of": self.as_of.isoformat(),
            "items": [item.to_json() for item in self.items],
            "round": self.round,
            "track": self.track.value,
            "notes": list(self.notes),
        }

    def of_round(self) -> tuple[Deadline, ...]:
        """The items of the round alone."""
        return tuple(item for item in self.items if item.round is not None)
