"""Which standard decides, and for which year: the round first, then the date.

The rules are the contract's (“Which standard, which year”): a round named decides; otherwise the newest
announced little_giant round whose upload window is known and still open; otherwise the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.rounds import Round
from corpus.terms import Tier, Track

MEASURES_2022: Final = "measures-2022-63"
MEASURES_2026: Final = "measures-2026-2"
CLASSIFICATION: Final = "classification-2011-300"

FIRST_STANDARD_USED: Final = date(2022, 6, 15)
"""From this day new applications rest on measures-2022-63, not yet in force (notice-2022-133/3/1/2)."""
NEW_STANDARD_FROM: Final = date(2026, 4, 1)
"""measures-2026-2/附则/施行与衔接."""
REVIEWS_BY_NEW_STANDARD_FROM: Final = date(2027, 1, 1)
"""The same clause names only 2026 for reviews by the standard of 2022; no notice says what follows."""


@dataclass(frozen=True)
class Basis:
    """What an answer rests on.

    Attributes:
        round: number of the round (批次), None where no round decides.
        year: the round's year, or that of the day asked about; “last year” is the year before it.
        in_force_from, in_force_to: of `standard`; None for an end that is not known.
    """

    tier: Tier
    track: Track
    round: int | None
    standard: str
    year: int
    in_force_from: date | None = None
    in_force_to: date | None = None


def choose_standard(tier: Tier, track: Track, row: Round | None, as_of: date) -> str:
    """The document whose thresholds decide.

    Args:
        row: the round that decides, if one does.
    """
    if tier is Tier.INNOVATIVE:
        return MEASURES_2022
    if row is not None:
        by_review = track is Track.REVIEW and tier is Tier.LITTLE_GIANT
        return row.review_standard if by_review else row.standard
    if track is Track.REVIEW and tier is Tier.LITTLE_GIANT:
        return MEASURES_2022 if as_of < REVIEWS_BY_NEW_STANDARD_FROM else MEASURES_2026
    return MEASURES_2022 if as_of < NEW_STANDARD_FROM else MEASURES_2026


def open_round(rounds: Sequence[Round], as_of: date) -> Round | None:
    """The newest round announced by `as_of` whose known upload window has not ended; an unknown one has."""
    announced = [row for row in rounds if row.announced <= as_of]
    still_open = [row for row in announced if row.enterprise_upload and as_of <= row.enterprise_upload[1]]
    return max(still_open, key=lambda row: row.announced, default=None)


def newest_round(rounds: Sequence[Round], as_of: date) -> Round | None:
    """The newest round announced by `as_of`, open or closed: the one that deadlines speak of."""
    return max((row for row in rounds if row.announced <= as_of), key=lambda row: row.announced, default=None)


def review_round(rounds: Sequence[Round], held: int, as_of: date) -> Round | None:
    """The newest round announced by `as_of` that reviews the batch one holds; None where none was."""
    reviewing = [row for row in rounds if row.announced <= as_of and held in row.review_of]
    return max(reviewing, key=lambda row: row.announced, default=None)
