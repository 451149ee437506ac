"""Points stand on the same line of a score table as what they are given for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.verifying.checks.instances import in_range
from assistant.verifying.checks.option import OPTION
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.limits import Limit
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason

_CAPS: Final = bounded.compile(r"(?:满分|最多|最高|至多|总分|顶格|封顶|共|合计|不超过|上限)(?:为|是|能?得|给|能?拿|只?有)?\s?$")
_CLOSE: Final = 0.92
_IN_WHICH: Final = bounded.compile("^(?:在|按照?|照)[^，。]{0,12}(?:评价|评分|得分|打分|评分表|得分表|标准)(?:表)?(?:里|中|时|上)?")
"""在创新型评价里得20分: where it is scored, and not what for."""
_LINES: Final = bounded.compile(r"[，,；;。]")


def tables(claim: Claim) -> Iterator[Objection]:
    """得15分 said of a range or a case that gets other points."""
    yield from _caps(claim)
    options = [piece for piece in claim.evidence.pieces if OPTION.search(piece.text)]
    if not options or claim.of_enterprise and claim.standing.check is not None:
        return
    for figure in claim.read.figures:
        if figure.unit != "score" or _CAPS.search(claim.text[: figure.start]):
            continue
        stretch = _case(claim, figure)
        lines = _lines(claim, stretch, options)
        if not lines and (line := _compared_otherwise(stretch, options)) is not None:
            yield Objection(Reason.COMPARISON, "comparison_other", stretch.text, line.text)
            return
        if lines and not any(_has(piece, figure) for piece in lines):
            yield Objection(Reason.NUMBER, "condition_other", figure.words, lines[0].text)
            yield Objection(Reason.CONDITION, "condition_other", figure.words, lines[0].text)
            return


def _caps(claim: Claim) -> Iterator[Objection]:
    """The most that can be had said of each step, or a step of the most."""
    for figure in claim.read.figures:
        if figure.unit != "score" or figure.limit is not None:
            continue
        same = [(piece, each) for piece in claim.evidence.pieces for each in piece.read.figures if figure.same(each)]
        capped = [bool(_CAPS.search(piece.text[: each.start])) for piece, each in same]
        if same and all(capped) and not _CAPS.search(claim.text[: figure.start]) and bounded.search("每", claim.text):
            yield Objection(Reason.NUMBER, "number_elsewhere", figure.words, same[0][0].text)
            return


def _compared_otherwise(case: Stated, options: list[Piece]) -> Piece | None:
    """The line with a figure of the case that is meant otherwise there."""
    for figure in case.figures:
        if figure.limit is not None and figure.unit != "score":
            line = next((piece for piece in options if any(figure.same(each) for each in piece.read.figures)), None)
            if line is not None:
                return line
    return None


def _case(claim: Claim, figure: SaidFigure) -> Stated:
    """What the points are given for: the stretch before them, and the one before that where it says nothing."""
    start = max((match.end() for match in _LINES.finditer(claim.text, 0, figure.start)), default=0)
    words = claim.text[start : figure.start]
    if len(bounded.sub("[得拿给的就是为计分可能有 ]", "", _IN_WHICH.sub("", words))) < 2 and start:
        start = max((match.end() for match in _LINES.finditer(claim.text, 0, start - 1)), default=0)
        words = claim.text[start : figure.start]
    after = claim.text[figure.end :]
    if not Stated.of(words).tokens and not Stated.of(words).figures:
        words = f"{words}{_LINES.split(after)[0]}"
    return Stated.of(words)


def _lines(claim: Claim, case: Stated, options: list[Piece]) -> list[Piece]:
    """The lines of the table that the case is: those with its figures as they are meant, else those closest in words."""
    wanted = [figure for figure in case.figures if figure.unit != "score" and not figure.unit.startswith("window") and figure.unit != "batch"]
    if wanted:
        exact = [piece for piece in options if all(figure.limit is None and in_range(figure, piece) or any(_alike(figure, each, piece, options) for each in piece.read.figures) for figure in wanted)]
        if exact:
            return _closest(claim, case, exact)
        loose = [piece for piece in options if all(any(figure.same(each) for each in piece.read.figures) for figure in wanted)]
        return [] if any(figure.limit is not None for figure in wanted) else loose
    return _closest(claim, case, options)


def _closest(claim: Claim, case: Stated, options: list[Piece]) -> list[Piece]:
    scored = [(claim.aligner.telling(case, piece) - 0.2 * len(piece.read.ids - case.ids), piece) for piece in options]
    best = max((score for score, _ in scored), default=0.0)
    return [piece for score, piece in scored if best > 0 and score >= _CLOSE * best]


def _alike(figure: SaidFigure, other: SaidFigure, piece: Piece, options: list[Piece]) -> bool:
    return figure.same(other) and (figure.limit is None or figure.limit is other.limit or _is_edge(figure, other, piece, options))


def _is_edge(figure: SaidFigure, other: SaidFigure, piece: Piece, options: list[Piece]) -> bool:
    """不足50% for 50%以下, where 50% itself gets the higher points of the next line."""
    if other.limit is not Limit.AT_MOST or figure.limit is not Limit.LESS:
        return False
    return any(_points(line) > _points(piece) and any(other.same(each) for each in line.read.figures) for line in options)


def _points(line: Piece) -> Decimal:
    return max((each.value for each in line.read.figures if each.unit == "score"), default=Decimal(0))


def _has(piece: Piece, figure: SaidFigure) -> bool:
    return any(figure.same(each) for each in piece.read.figures)
