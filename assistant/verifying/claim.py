"""What a check looks at: a stretch of a sentence, the clauses it cites, and where the text stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.verifying.align import Aligner, Match
from assistant.verifying.evidence import Evidence
from assistant.verifying.patterns import pattern
from assistant.verifying.statement import Statement
from corpus.basis import Basis
from corpus.library import Library


@dataclass(frozen=True)
class Standing:
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
    standing: Standing
    library: Library
    aligner: Aligner

    @cached_property
    def read(self) -> Statement:
        return Statement.of(self.text)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The pieces of evidence that it speaks of, stretch by stretch."""
        return self.aligner.matches(self.read, self.evidence)

    @cached_property
    def of_enterprise(self) -> bool:
        """Whether it speaks of one enterprise."""
        if pattern("risky", "enterprise").search(self.whole):
            return True
        return self.standing.profile is not None and bool(pattern("risky", "enterprise_loosely").search(self.whole))
