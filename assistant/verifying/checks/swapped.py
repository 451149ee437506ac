"""Two clauses cited for one sentence: what is said of each batch or version stands in the clause of that one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.verdict import Objection, Reason
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.rounds import ROUNDS_ID

_STRETCH: Final = bounded.compile(r"[^，,；;。]+")
_OLD: Final = bounded.compile("(?:旧|老|原|暂行)(?:的)?(?:管理)?(?:办法|标准)|2022年?(?:的|版)?(?:管理|暂行|认定)*(?:办法|标准|版)|〔2022〕63号")
_NEW: Final = bounded.compile("(?<!不用)新(?:的)?(?:管理)?(?:办法|标准)|2026年?(?:的|版)?(?:管理|认定)*(?:办法|标准|版)|〔2026〕2号")
_NAMED: Final = frozenset({"document", "batch", "annex", "article", "year", "score"})
_QUOTED: Final = bounded.compile("[“「]([^“”「」]{2,20})[”」]")


def swapped(claim: Claim) -> Iterator[Objection]:
    """旧办法是75%，新办法是70% with both cited: each figure stands, but in the other's clause."""
    kinds = (_by_batch(claim), _by_version(claim))
    for pieces in kinds:
        if len(pieces) < 2:
            continue
        for match in _STRETCH.finditer(claim.text):
            named = [key for key in pieces if _names(claim, key, match.start(), match.end())]
            if len(named) != 1:
                continue
            own = pieces[named[0]]
            others = [piece for key, theirs in pieces.items() if key != named[0] for piece in theirs]
            for figure in claim.read.figures:
                inside = match.start() <= figure.start < match.end() and figure.unit not in _NAMED
                if inside and not _has(figure, own) and _has(figure, others):
                    yield Objection(Reason.DATE if figure.is_date else Reason.NUMBER, "number_elsewhere", figure.words, own[0].text)
                    yield Objection(Reason.VERSION, "version_other", match[0], own[0].text)
                    return
            for words in _QUOTED.findall(match[0]):
                if not any(words in piece.text for piece in own) and any(words in piece.text for piece in others):
                    yield Objection(Reason.VERSION, "version_other", words, own[0].text)
                    yield Objection(Reason.QUOTE, "version_other", words, own[0].text)
                    return


def _names(claim: Claim, key: str, start: int, end: int) -> bool:
    if key == MEASURES_2022:
        return bool(_OLD.search(claim.text[start:end]))
    if key == MEASURES_2026:
        return bool(_NEW.search(claim.text[start:end]))
    return any(start <= figure.start < end and figure.unit == "batch" and str(int(figure.value)) == key for figure in claim.read.figures)


def _by_version(claim: Claim) -> Mapping[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in claim.evidence.pieces:
        document = piece.clause_id.split("/", 1)[0]
        if document in (MEASURES_2022, MEASURES_2026):
            found.setdefault(document, []).append(piece)
    return found


def _by_batch(claim: Claim) -> Mapping[str, list[Piece]]:
    """The pieces of each round's row or notice."""
    batches = {row.number: str(row.batch) for row in claim.library.rounds() if row.number}
    found: dict[str, list[Piece]] = {}
    for piece in claim.evidence.pieces:
        document, _, rest = piece.clause_id.partition("/")
        batch = rest.split("/", 1)[0] if document == ROUNDS_ID else batches.get(claim.library.document(document).meta.number)
        if batch is not None:
            found.setdefault(batch, []).append(piece)
    return found


def _has(figure: SaidFigure, pieces: list[Piece]) -> bool:
    return any(figure.same(each) for piece in pieces for each in piece.read.figures)
