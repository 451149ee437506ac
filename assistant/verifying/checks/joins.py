"""且 and 或 as in the clause; one of several for all, and all for one of several."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import names, pattern
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason

_SAME_MATTER: Final = 0.25
_ABOVE: Final = 160
Anchor = tuple[str, int, int]
"""What stands in both texts: what it is, and from where to where in one of them."""


def joins(claim: Claim) -> Iterator[Objection]:
    """Between two things that stand in a piece of the clause too, and of a whole list."""
    if claim.read.ids & names("sizes"):
        return
    for piece in dict.fromkeys(piece for match in claim.matches for piece in match.pieces[:2]):
        if _between(claim.read, piece) or _of_list(claim, piece):
            yield Objection(Reason.CONDITION, "condition_joined", claim.text.strip("。"), piece.text)
            return
    yield from _any_year(claim)


def _between(said: Stated, piece: Piece) -> bool:
    mine, theirs = _anchors(said), _anchors(piece.read)
    known = {what for what, _, _ in theirs}
    shared = [anchor for anchor in mine if anchor[0] in known]
    for first, second in pairwise(shared):
        words = said.text[first[2] : second[1]]
        there = _there(first[0], second[0], theirs, piece.read)
        if first[0] == second[0] or "其中" in words:
            continue
        if "或" in words and not _either_there(first[0], second[0], theirs, piece.read) and bounded.search("其一|之一|居一|任[一意]|二选一|有一[样项]", said.text) and bounded.fullmatch("[、，和及与]?(?:并)?(?:具有|具备|拥有|有|取得)?", there):
            return True
        if _in_list(there):
            continue
        if bounded.search(f"{pattern('joins', 'strong_all').pattern}|且|并且", words) and _only(there, _either(first[0], second[0])) and not said.clause_at(first[1]).denied:
            return True
        if pattern("joins", "strong_any").search(words) and _only(there, "且|同时|并(?!购|列)") and not said.clause_at(first[1]).denied:
            return True
    return False


def _either_there(one: str, other: str, anchors: list[Anchor], read: Stated) -> bool:
    """Whether a 或 stands between the two anywhere."""
    starts, ends = [each[2] for each in anchors if each[0] == one], [each[1] for each in anchors if each[0] == other]
    return any("或" in read.text[start:end] for start in starts for end in ends if start <= end)


def _there(one: str, other: str, anchors: list[Anchor], read: Stated) -> str:
    """The words between two anchors where they stand closest, in their order if that can be."""
    pairs = [(a, b) for a in anchors if a[0] == one for b in anchors if b[0] == other]
    pairs.sort(key=lambda pair: (pair[0][1] > pair[1][1], abs(pair[0][1] - pair[1][1])))
    first, second = pairs[0]
    return read.text[first[2] : second[1]] if first[1] <= second[1] else read.text[second[2] : first[1]]


def _either(one: str, other: str) -> str:
    """Between figures any 或 parts them; between things one that begins a stretch (产品或服务 is one thing)."""
    things = one.startswith(("thing.", "act.")) and other.startswith(("thing.", "act."))
    return "，或|；或|，?以及" if things else "或|以及"


def _anchors(read: Stated) -> list[Anchor]:
    figures: list[SaidFigure] = [each for each in read.figures if each.unit not in ("batch", "annex", "document", "article") and not each.unit.startswith("window")]
    tokens: list[Hit] = [each for each in read.tokens if each.id.startswith(("thing.", "act."))]
    found = [(f"{each.unit} {each.value} {each.limit}", each.start, each.end) for each in figures]
    found += [(each.id, each.start, each.end) for each in tokens]
    found += [("one of", *match.span()) for match in bounded.finditer("之一|一项即可", read.text)]
    return sorted(found, key=lambda anchor: anchor[1])


def _only(words: str, sign: str) -> bool:
    other = "且|同时|并" if "或" in sign else "或|以及"
    return bool(bounded.search(sign, words)) and not bounded.search(other, words)


def _in_list(words: str) -> bool:
    """Neighbours in one list (异常名录或失信名单) are no requirements of their own."""
    return len(words) <= 3


def _of_list(claim: Claim, piece: Piece) -> bool:
    """各项都 of what the clause wants one of, or 其中一项 of what it wants all of."""
    says_any, says_all = (bool(pattern("joins", key).search(claim.text)) for key in ("strong_any", "strong_all"))
    if says_any == says_all or says_all and claim.of_enterprise and claim.standing.profile is not None or says_all and pattern("joins", "whichever").search(claim.text) or any(clause.denied for clause in claim.read.clauses) or claim.aligner.overlap(claim.read, piece)[1] < _SAME_MATTER:
        return False
    wants_any, wants_all = _wants(piece.line)
    wants_any = wants_any and (says_any or "或" in piece.text or bool(bounded.search("之一|一项即可|任[一意何]", piece.line)))
    any_above, all_above = _wants(piece.headings[-_ABOVE:])
    if not (wants_any or wants_all):
        wants_any, wants_all = any_above, all_above
    wants_any = wants_any or "之一" in piece.headings[-_ABOVE:] and says_any
    return wants_any and not wants_all if says_all else wants_all and not wants_any


def _wants(words: str) -> tuple[bool, bool]:
    return bool(pattern("joins", "wants_any").search(words)), bool(pattern("joins", "wants_all").search(words))


def _any_year(claim: Claim) -> Iterator[Objection]:
    """任意一年 and 每年 exchanged; 有一年不到 of what is wanted every year is none."""
    if any(clause.denied for clause in claim.read.clauses):
        return
    for match in claim.matches:
        said, there = claim.text[match.start : match.end], match.pieces[0].text
        each, one = r"每一?年|各年|均|每年都|哪一?年[^，。]{0,12}都", r"任意?一年|任何一年|有一年|其中一年|某一年|哪一年(?![^，。]{0,12}都)"
        if bounded.search(each, said) and not bounded.search(each, there) and bounded.search(one, there) or bounded.search(one, said) and not bounded.search(one, there) and bounded.search(each, there):
            yield Objection(Reason.CONDITION, "condition_joined", said, there)
            return
