"""Which document is spoken of, and whether it is the one that decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.verdict import Objection, Reason
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.rounds import ROUNDS_ID

_OF_YEAR: Final = bounded.compile("年(?:的)?(?:认定)?(?:标准|办法)")
_SAYS_THE_SAME: Final = 0.3
_MEASURES: Final = (MEASURES_2022, MEASURES_2026)
_NEW: Final = bounded.compile(r"(?<!没有)(?<!没)(?<!不用)(?<!不是)(?<!不按)新(?:的)?(?:管理)?(?:办法|标准|规定|版)|修订后|新修订|最新(?:的)?(?:办法|标准|规定)")
_OLD: Final = bounded.compile(r"(?:旧|老|原|以前的?|之前的?|过去的?|原来的?)(?:版)?(?:的)?(?:管理)?(?:办法|标准|规定)")
_NOT_YET: Final = bounded.compile("(?:还没有?|尚未|还未)(?:正式)?(?:施行|实施|生效|执行)")
_INTERIM: Final = bounded.compile(r"暂行办法")
_NOW: Final = bounded.compile(r"现行|今天|今日|即日|目前|现在|眼下|如今|当前|最新|今年(?:新)?(?:申|认定|起)|现阶段|已经?开始适用|正在适用")


def versions(claim: Claim) -> Iterator[Objection]:
    """Another document named than cited, or one that doesn't decide on that day said to apply now."""
    cited = [each for each in _MEASURES if each in claim.evidence.documents]
    for document_id in claim.evidence.documents - {ROUNDS_ID}:
        meta = claim.library.document(document_id).meta
        if meta.issued > claim.standing.as_of:
            yield Objection(Reason.VERSION, "version_later", claim.text, meta.title)
            return
    if not cited:
        return
    known = [each for each in _MEASURES if claim.library.document(each).meta.issued <= claim.standing.as_of]
    if len(cited) == 1:
        named = _named(claim, known)
        if named is not None and named not in cited:
            yield Objection(Reason.VERSION, "version_other", claim.text, claim.library.document(cited[0]).meta.title)
            return
    if (objection := _not_as_there(claim, known)) is not None:
        yield objection
        return
    if _NOW.search(claim.text) and not _NOT_YET.search(claim.text) and claim.standing.basis is not None and not _any_applies(claim):
        yield Objection(Reason.VERSION, "version_not_deciding", claim.text, claim.library.document(cited[0]).meta.title)


def _named(claim: Claim, known: list[str]) -> str | None:
    if _NEW.search(claim.text) and _OLD.search(claim.text):
        return None
    if _INTERIM.search(claim.text):
        return MEASURES_2022
    if _NEW.search(claim.text) and "新办法" not in claim.evidence.text:
        return known[-1] if known else None
    if _OLD.search(claim.text):
        return known[-2] if len(known) > 1 else ""
    return None


def _not_as_there(claim: Claim, known: list[str]) -> Objection | None:
    """新办法 where the statement closest in the clause names another document."""
    named = _named(claim, known)
    for match in claim.matches:
        piece = match.pieces[0]
        there = {each.year for each in piece.read.figures if each.unit == "document"} | {int(each.value) for each in piece.read.figures if each.unit == "year" and _OF_YEAR.match(piece.text, each.end)}
        if named and there and match.share >= _SAYS_THE_SAME and claim.library.document(named).meta.issued.year not in there:
            return Objection(Reason.VERSION, "version_other", claim.text.strip("。"), piece.text)
    return None


def _any_applies(claim: Claim) -> bool:
    basis, day = claim.standing.basis, claim.standing.as_of
    return basis is None or any(claim.library.applies(each, basis, day) for each in claim.evidence.clause_ids)
