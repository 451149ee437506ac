"""The clauses of what holds for every applicant: 第三条, 第十一条."""

from __future__ import annotations

from typing import Final

from corpus.basis import MEASURES_2022, MEASURES_2026

GENERAL: Final = (f"{MEASURES_2022}/ch-1/art-3", f"{MEASURES_2026}/ch-2/art-11")
