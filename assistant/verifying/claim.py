"""What a check looks at: a stretch of a sentence, the clauses it cites, and where the text stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.verifying.align import Aligner, Match
from assistant.verifying.evidence import Evidence
from assistant.verifying.figures import find_figures
from assistant.verifying.patterns import pattern
from assistant.verifying.statement import Stated
from corpus.basis import Basis
from corpus.library import Library


@dataclass(frozen=True)
class Standpoint:
    """From where a text is judged.

    Attributes:
        basis: which standard, round and year decide; None where nothing was named.
        check: the rules' result on the profile, where one was sent.
        told: the user's own words.
    """

    as_of: date
    basis: Basis | None = None
    check: CheckResult | None = None
    profile: Profile | None = None
    told: str = ""

    @cached_property
    def own_figures(self) -> frozenset[Decimal]:
        """The values of the profile."""
        return frozenset(each.value for each in find_figures(str(self.profile.to_json()))) if self.profile else frozenset()


@dataclass(frozen=True)
class Claim:
    """A stretch of a sentence that cites.

    Attributes:
        whole: the whole sentence, for what its other stretches say.
        earlier: the stretches before it.
    """

    text: str
    whole: str
    earlier: str
    evidence: Evidence
    standing: Standpoint
    library: Library
    aligner: Aligner

    @cached_property
    def read(self) -> Stated:
        return Stated.of(self.text)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The pieces of evidence that it speaks of, stretch by stretch."""
        return self.aligner.matches(self.read, self.evidence)

    @cached_property
    def of_enterprise(self) -> bool:
        """Whether it speaks of one enterprise."""
        if pattern("risky", "enterprise").search(self.whole):
            return True
        if self.standing.profile is None:
            return False
        return bool(pattern("risky", "enterprise_loosely").search(self.whole)) or self._says_its_figures

    @cached_property
    def _says_its_figures(self) -> bool:
        """Whether it holds, as a plain value, a figure of the profile that stands in no cited clause."""
        own = self.standing.own_figures
        known = [each for piece in self.evidence.pieces for each in piece.read.figures]
        said = [each for each in Stated.of(self.whole).figures if each.limit is None and each.unit and not each.is_date]
        return any(each.value in own and not any(each.same(other) for other in known) for each in said)
