"""What a conversation keeps from turn to turn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.rules.profile import Profile
from assistant.topics.forms import AskedTopic
from corpus.terms import Tier, Track


@dataclass(frozen=True)
class State:
    """The state of a conversation; one that stands alone has none of it.

    Attributes:
        asked: the things asked last, the newest first.
        last_fields: paths of the profile told last, or asked for.
        event: what happened and when, as last told.
    """

    profile: Profile = field(default_factory=Profile)
    tier: Tier | None = None
    track: Track | None = None
    round: int | None = None
    asked: tuple[AskedTopic, ...] = ()
    last_fields: tuple[str, ...] = ()
    event: tuple[str, str] | None = None

    def without(self, *paths: str) -> State:
        """With parts of it forgotten: `round`, `tier`, `track`, `profile`, or `profile.debt_ratio`."""
        state = self
        for path in paths:
            key, _, inside = path.partition(".")
            if key == "profile":
                state = replace(state, profile=state.profile.without(inside) if inside else Profile(), last_fields=())
            else:
                state = replace(state, tier=None if key == "tier" else state.tier, track=None if key == "track" else state.track, round=None if key == "round" else state.round)
        return state
