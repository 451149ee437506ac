"""A quoted clause, with all a reader needs to weigh it; and whether a clause decides for a given basis."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from corpus.basis import CLASSIFICATION, MEASURES_2022, MEASURES_2026, NEW_STANDARD_FROM, Basis
from corpus.rounds import ROUNDS_ID
from corpus.terms import Provenance, Tier

HOLDING_CLAUSE: Final = "notice-2022-133/3/1/3"
"""Says what 控股 means (over 50%); it stands beside every round that excludes 控股."""

_MANAGEMENT_2026: Final = (f"{MEASURES_2026}/ch-3", f"{MEASURES_2026}/附则")
_MANAGEMENT_STILL_2022: Final = tuple(
    f"{MEASURES_2022}/ch-3/{heading}" for heading in ("重大变化报告", "违法违规与数据造假", "实名举报")
)
_UPDATE_2022: Final = f"{MEASURES_2022}/ch-3/年度信息更新"
_VALIDITY_2022: Final = f"{MEASURES_2022}/ch-3/有效期与复核"


@dataclass(frozen=True)
class Citation:
    """A verbatim quote from a clause.

    Attributes:
        quote: a substring of the clause's text, exactly as in the corpus.
        provenance: the weakest state of the spans the quote touches.
        in_force: whether the document (or round) is in force on the day asked about, literally by date.
        applies: whether the clause decides for the basis of the answer.
    """

    clause_id: str
    document: str
    number: str
    label: str
    quote: str
    provenance: Provenance
    in_force: bool
    applies: bool

    def to_json(self) -> dict[str, str | bool]:
        """As JSON, without a mark."""
        return asdict(self)


def under(clause_id: str, *ancestors: str) -> bool:
    """Whether the clause is one of `ancestors` or lies beneath one."""
    return any(clause_id == ancestor or clause_id.startswith(f"{ancestor}/") for ancestor in ancestors)


def applies(clause_id: str, basis: Basis, as_of: date, row_id: str | None, notice_id: str | None) -> bool:
    """Whether a clause decides for `basis` on `as_of`.

    Args:
        row_id: clause id of the row of the round concerned.
        notice_id: document id of that round's notice, where the corpus has it.
    """
    document_id = clause_id.split("/", 1)[0]
    if document_id == CLASSIFICATION or clause_id == HOLDING_CLAUSE:
        return True
    if document_id == ROUNDS_ID:
        return clause_id == row_id
    if as_of >= NEW_STANDARD_FROM:
        if under(clause_id, *_MANAGEMENT_2026, *_MANAGEMENT_STILL_2022):
            return True
        if under(clause_id, _UPDATE_2022):
            return False
        if under(clause_id, _VALIDITY_2022):
            return basis.tier is Tier.INNOVATIVE
    if under(clause_id, f"{MEASURES_2022}/annex-1"):
        return True
    return document_id in (basis.standard, notice_id)
