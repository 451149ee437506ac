"""What is said to be left out is not what the clause takes in; what is said without exception has none there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.patterns import pattern
from assistant.verifying.verdict import Objection, Reason

_STRETCH: Final = bounded.compile(r"[^，,；;。：:]+")
_NAME_BEFORE: Final = bounded.compile(r"([\u4e00-\u9fff]{2,10})$")
_NAME_AFTER: Final = bounded.compile(r"^([\u4e00-\u9fff]{2,10})$")
_AROUND: Final = bounded.compile("[，；（）()、]")
_DENIED_THERE: Final = bounded.compile("不|除|未|非|无|没")
_WITHOUT_GROUND: Final = ("sweeping", "only", "passed", "any_of", "regardless", "expired", "pledged")
"""Turns that widen or narrow what is stated, each with the words that the clause must have for it."""
_LONGEST: Final = 10
_SHORTEST: Final = 2


def left_out(claim: Claim) -> Iterator[Objection]:
    """餐饮业不适用, “以上”不包括本数, 采矿业不在内, where the clause names it among what it takes in."""
    for match in _STRETCH.finditer(claim.text):
        turn = pattern("exclusive", "left_out").search(match[0])
        if turn is None or pattern("turns", "whether").search(match[0]):
            continue
        before, after = match[0][: turn.start()], match[0][turn.end() :]
        piece = _taken_in(claim, before, after)
        if piece is not None:
            yield Objection(Reason.POLARITY, "polarity_turned", match[0], piece.text)
            return


def _taken_in(claim: Claim, before: str, after: str) -> Piece | None:
    """The piece that takes in what is said to be left out: named before the turn, and what stands behind it with it."""
    behind = _NAME_AFTER.match(bounded.sub("[“”‘’]", "", after))
    for name in _names(before):
        for piece in claim.evidence.pieces:
            place = piece.text.find(name)
            if place < 0 or behind and behind[1] not in piece.text:
                continue
            around = _beside(piece.text, place) + (_beside(piece.text, piece.text.find(behind[1])) if behind else "")
            taken = pattern("exclusive", "takes_in").search(f"{piece.lead}{piece.text}")
            return piece if taken and not _DENIED_THERE.search(around) else None
    return None


def _beside(text: str, place: int) -> str:
    """The stretch that a word stands in."""
    return f"{_AROUND.split(text[:place])[-1]}{_AROUND.split(text[place:])[0]}"


def _names(before: str) -> list[str]:
    """What may be named there: a word in quotes alone, else the longest run of signs first."""
    quoted = bounded.search("[“「]([^“”「」]+)[”」]$", before)
    if quoted:
        return [quoted[0], quoted[1]]
    found = _NAME_BEFORE.search(bounded.sub("[“”‘’「」]", "", before))
    return [found[1][-length:] for length in range(min(_LONGEST, len(found[1])), _SHORTEST, -1)] if found else []


def brought_in(claim: Claim) -> Iterator[Objection]:
    """铁路运输业也按…划型, where the clause says 不含铁路运输业; what the clause has in brackets for reviews, said of new applications."""
    for piece in claim.evidence.pieces:
        for match in bounded.finditer("(?:不含|不包括|除)([\u4e00-\u9fff]{3,10}?)(?:以?外)?(?=[，。；）、]|$)", piece.text):
            place = claim.text.find(match[1])
            if place >= 0 and not _DENIED_THERE.search(claim.read.clause_at(place).text) and "外" not in claim.text[place:]:
                yield Objection(Reason.POLARITY, "polarity_turned", claim.text.strip("。"), piece.text)
                yield Objection(Reason.CONDITION, "polarity_turned", claim.text.strip("。"), piece.text)
                return
        for inside in bounded.findall("（([^）]*复核企业[^）]*)）", piece.text):
            said = pattern("exclusive", "for_reviews").search(claim.text)
            only_there = pattern("exclusive", "for_reviews").search(inside)
            if said and only_there and bounded.search("新申[报请]|首次", claim.text) and "复核" not in claim.text:
                yield Objection(Reason.CONDITION, "condition_other", claim.text.strip("。"), piece.text)
                return


def sweeping(claim: Claim) -> Iterator[Objection]:
    """一律, 没有例外 said of what the clause says without it; before and after exchanged."""
    for key in _WITHOUT_GROUND:
        found = pattern("exclusive", key).search(claim.text)
        if found and not pattern("exclusive", f"{key}_there").search(claim.evidence.text):
            yield Objection(Reason.CONDITION, "condition_added", found[0])
            yield Objection(Reason.POLARITY, "condition_added", found[0])
            return
    for moment in bounded.finditer("(到期|期满|届满|公示|公告|初审|发布|推荐|申报)(?:之|以)?([前后])", claim.text):
        there = {match[2] for match in bounded.finditer(f"({moment[1]})(?:之|以)?([前后])", claim.evidence.text)}
        if there and moment[2] not in there:
            yield Objection(Reason.CONDITION, "condition_other", moment[0], f"{moment[1]}{there.pop()}")
            yield Objection(Reason.DATE, "condition_other", moment[0], moment[1])
            return


def bodies(claim: Claim) -> Iterator[Objection]:
    """A body of the state or of a trade that the cited clause does not name."""
    for found in pattern("exclusive", "bodies").finditer(claim.text):
        if found[0] not in claim.evidence.text and found[0] not in claim.standing.told:
            yield Objection(Reason.ROLE, "role_absent", found[0])
            yield Objection(Reason.UNSUPPORTED, "role_absent", found[0])
            return
