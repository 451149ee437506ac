"""From a request to where its text stands: the basis, the rules' result and the user's words."""

from __future__ import annotations

from datetime import date

from assistant.models import VerifyRequest
from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.standards import Standards
from assistant.verifying.claim import Standpoint
from corpus.library import Library
from corpus.terms import Tier, Track


def standing_of(request: VerifyRequest, as_of: date, library: Library, standards: Standards) -> Standpoint:
    """Where the text of `request` stands on `as_of`.

    Raises:
        UnknownRoundError, ProfileError: the request names what there is not, or a profile that can't be used.
    """
    tier, track = request.tier or Tier.LITTLE_GIANT, request.track or Track.NEW
    basis = library.basis(tier, track, as_of, request.round)
    told = request.question or ""
    if request.profile is None:
        return Standpoint(as_of, basis, told=told)
    profile = Profile.parse(request.profile)
    result = check(profile, tier, request.round, track, as_of, library, standards, advice=False)
    return Standpoint(as_of, basis, result, profile, told)
