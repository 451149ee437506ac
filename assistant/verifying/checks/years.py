"""Years: which version of a document they name (2022年的标准), and whether it is the one that the clause names."""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.verdict import Objection, Reason
from corpus.basis import MEASURES_2022

_OF_WHAT: Final = "的|版的?|修订的?|新|旧|版|那[部个份]|发布的|印发的|出台的|公布的|新发布的|“?小巨人”?|专精特新|创新型|企业|中小企业"
_VERSION: Final = bounded.compile(rf"年?度?(?:{_OF_WHAT}){{0,5}}(?:管理|暂行|新|旧|认定|评价){{0,3}}(?:办法|标准|规定|文件|版)")
_STANDARD_OF: Final = bounded.compile(r"(20\d\d)年(?:的)?(?:认定)?标准")
_SAYS_THE_SAME: Final = 0.2


def names_version(text: str, figure: SaidFigure) -> bool:
    """Whether a year stands before 办法, 标准 or the like."""
    return figure.unit == "year" and bool(_VERSION.match(text, figure.end))


def another_version(figure: SaidFigure, claim: Claim) -> Objection | None:
    """The statement closest in the clause names another version."""
    if figure.unit != "document" and not names_version(claim.text, figure):
        return None
    match = next((each for each in claim.matches if each.start <= figure.start < each.end), None)
    if match is None or match.share < _SAYS_THE_SAME:
        return None
    read = match.pieces[0].read
    named = [each for each in read.figures if each.unit == "document" or names_version(read.text, each)]
    years = {each.year if each.unit == "document" else int(each.value) for each in named}
    if not named or (figure.year if figure.unit == "document" else int(figure.value)) in years:
        return None
    return Objection(Reason.VERSION, "version_other", figure.words, match.pieces[0].text)


def year_stands(figure: SaidFigure, claim: Claim) -> bool:
    """Whether a year needs no clause: the version's own, one that the clauses name, or that of the day asked about."""
    year = int(figure.value)
    if names_version(claim.text, figure):
        return year in _measure_years(claim)
    if str(year) in claim.evidence.text:
        return True
    return year == claim.standing.as_of.year


def _measure_years(claim: Claim) -> set[int]:
    """The years of the measures and standards that are cited or spoken of in the cited clauses."""
    years: set[int] = set()
    for document in claim.library.documents():
        meta = document.meta
        named = f"《{meta.title}》" in claim.evidence.text or meta.number in claim.evidence.text or meta.title in claim.evidence.text
        if "办法" in meta.title and (document.id in claim.evidence.documents or named) or "规定" in meta.title and document.id in claim.evidence.documents:
            years.add(meta.issued.year)
    if "《办法》" in claim.evidence.text:
        years.add(claim.library.document(MEASURES_2022).meta.issued.year)
    return years | {int(year) for year in _STANDARD_OF.findall(claim.evidence.text)}
