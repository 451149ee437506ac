"""The programme's own vocabulary: tiers, titles, tracks and how sure a wording is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Tier(StrEnum):
    """The three rungs of 优质中小企业 (measures-2022-63/ch-1/art-2)."""

    INNOVATIVE = "innovative"
    SPECIALIZED = "specialized"
    LITTLE_GIANT = "little_giant"


class Title(StrEnum):
    """A title an enterprise may hold; 科技型中小企业 is a rung from 2026 on (measures-2026-2/ch-1/art-2)."""

    INNOVATIVE = "innovative"
    TECH_SME = "tech_sme"
    SPECIALIZED = "specialized"
    LITTLE_GIANT = "little_giant"


class Track(StrEnum):
    """新申报 or 复核."""

    NEW = "new"
    REVIEW = "review"


class Provenance(StrEnum):
    """How far a wording can be trusted, as `provenance.yaml` defines it."""

    VERBATIM = "verbatim"
    RESTATED = "restated"
    UNCHECKED = "unchecked"

    @staticmethod
    def weakest(states: Iterable[Provenance]) -> Provenance:
        """The least trustworthy of `states`; verbatim where there are none."""
        order = list(Provenance)
        return max(states, key=order.index, default=Provenance.VERBATIM)
