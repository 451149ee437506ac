"""What a model proposes, in the shape that it is asked for; the same classes give the JSON schema of the request.

A proposal is untrusted: values of a wrong type are refused here, everything else by `checking`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.reading.events import EventKind
from assistant.reading.question import Role, Unused
from assistant.reading.scope import Version
from assistant.reading.titles import TitleRole
from assistant.reading.understood import Conduct
from assistant.topics.forms import Form
from corpus.terms import Tier, Title, Track

MOST_ITEMS = 200
"""Of each list; a message of the allowed length has fewer."""


def _list(value: object) -> object:
    """A list, also where null stands for none or one thing stands alone."""
    return [] if value is None else value if isinstance(value, list | tuple) else [value]


Years = Annotated[tuple[int, ...], BeforeValidator(_list)]
Scalar = bool | int | float | str | list[str] | None


class _Proposed(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ProposedNumber(_Proposed):
    """What one of the mentions that the grammar found is for, by its number `n`."""

    n: int
    role: Role
    field: str | None = None
    value: float | None = None
    years: Years = ()
    part: str | None = None
    reason: Unused | None = None


class ProposedFact(_Proposed):
    """Something told without a number of its own; `value` null where it is touched and left open."""

    field: str
    value: Scalar
    words: str
    years: Years = ()
    supposed: bool = False


class ProposedTitle(_Proposed):
    """A title, and as what it is named."""

    tier: Title
    role: TitleRole
    on: str | None = None
    round: int | None = None
    supposed: bool = False
    words: str = ""


class ProposedEvent(_Proposed):
    """Something that happened."""

    kind: EventKind
    on: str | None = None
    words: str = ""


class ProposedRound(_Proposed):
    """A round as it is named."""

    number: int | None = None
    year: int | None = None
    which: Literal["this", "this_year", "next", "last"] | None = None
    held: bool = False


class ProposedAsk(_Proposed):
    """One thing asked."""

    words: str
    matter: str
    form: Form
    about: str = ""
    fields: Annotated[tuple[str, ...], BeforeValidator(_list)] = ()
    tier: Tier | None = None
    track: Track | None = None
    round: ProposedRound | None = None


class Proposal(_Proposed):
    """A whole message."""

    numbers: tuple[ProposedNumber, ...] = Field((), max_length=MOST_ITEMS)
    facts: tuple[ProposedFact, ...] = Field((), max_length=MOST_ITEMS)
    titles: tuple[ProposedTitle, ...] = Field((), max_length=MOST_ITEMS)
    events: tuple[ProposedEvent, ...] = Field((), max_length=MOST_ITEMS)
    asks: tuple[ProposedAsk, ...] = Field((), max_length=MOST_ITEMS)
    tier: Tier | None = None
    track: Track | None = None
    round: ProposedRound | None = None
    version: Version | None = None
    now: bool = False
    supposed_enterprise: bool = False
    corrects: bool = False
    conduct: Conduct | None = None


def schema() -> dict[str, Any]:
    """The JSON schema of a proposal."""
    return Proposal.model_json_schema()
