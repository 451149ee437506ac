"""What a reader may know of the conversation before the message it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.topics.forms import AskedTopic
from corpus.terms import Tier, Track


@dataclass(frozen=True)
class Kept:
    """What a conversation has kept; empty for a question that stands alone.

    Attributes:
        fields: paths of the profile that were told or asked for last; a bare answer is one to them.
        asked: the topics asked about last, the newest first.
        profile: what is known of the enterprise, as the contract's JSON.
        event: what happened and when, as last told.
    """

    fields: tuple[str, ...] = ()
    asked: tuple[AskedTopic, ...] = ()
    tier: Tier | None = None
    track: Track | None = None
    round: int | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    event: tuple[str, str] | None = None

    @property
    def happened(self) -> tuple[str, str] | None:
        """What happened and when: the event told last, else when the one title held was given."""
        given = [title["on"] for title in self.profile.get("recognitions", ()) if title.get("on")]
        return self.event or (("recognised", given[0]) if len(given) == 1 else None)


NOTHING_KEPT = Kept()
