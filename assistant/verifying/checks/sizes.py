"""中型, 小型 and 微型: the figures that make each, as the line of the industry has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant import bounded
from assistant.verifying.checks.instances import is_instance
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.limits import Limit
from assistant.verifying.patterns import names
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason


@dataclass(frozen=True)
class SizeLimit:
    """The figures that stand before one size's name, with 且 or 或 between them."""

    name: str
    figures: tuple[SaidFigure, ...]
    either: bool
    both: bool
    words: str


def sizes(claim: Claim) -> Iterator[Objection]:
    """A figure of another size, a limit turned round, or 且 and 或 exchanged."""
    if claim.of_enterprise:
        return
    known = [size for piece in claim.evidence.pieces for size in _sizes(piece.read)]
    for said in _sizes(claim.read):
        theirs = [each for each in known if each.name == said.name and each.figures]
        said = replace(said, figures=tuple(each for each in said.figures if not is_instance(each, claim)))
        if not said.figures or not theirs:
            continue
        if not any(_fits(said, each) for each in theirs):
            yield Objection(Reason.NUMBER, "condition_other", said.words.strip("，。；、"), theirs[0].words.strip("，。；、"))
            yield Objection(Reason.CONDITION, "condition_other", said.words.strip("，。；、"), theirs[0].words.strip("，。；、"))
            return


def _sizes(read: Stated) -> list[SizeLimit]:
    found: list[SizeLimit] = []
    start = 0
    marks = [token for token in read.tokens if token.id in names("sizes")]
    for token in marks:
        words = read.text[start : token.end]
        figures = tuple(each for each in read.figures if start <= each.start < token.start and each.unit in ("people", "money"))
        found.append(SizeLimit(token.id, figures, bool(bounded.search("或|任一|其一|有一", words)), bool(bounded.search("且|同时|都|并", words)), words))
        start = token.end
    if len(marks) == 1 and not found[0].figures:
        token = marks[0]
        figures = tuple(each for each in read.figures if each.unit in ("people", "money"))
        return [SizeLimit(token.id, figures, bool(bounded.search("或|任一|其一|有一", read.text)), bool(bounded.search("且|同时|都|并", read.text)), read.text)]
    return found


def _fits(said: SizeLimit, known: SizeLimit) -> bool:
    for figure in said.figures:
        same = [each for each in known.figures if figure.same(each)]
        if not same or figure.limit is not None and not any(_meant_alike(figure, each) for each in same):
            return False
    if len(said.figures) < 2:
        return True
    return not (said.both and not said.either and known.either and not known.both or said.either and not said.both and known.both and not known.either)


def _meant_alike(figure: SaidFigure, other: SaidFigure) -> bool:
    """In these lines 以下 leaves the number itself out."""
    if figure.limit is other.limit:
        return True
    return figure.limit is Limit.LESS and other.limit is Limit.AT_MOST
