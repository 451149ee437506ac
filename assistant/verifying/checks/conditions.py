"""The limits of a requirement: none lost, none added, 且 and 或 kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.align import Match
from assistant.verifying.checks.sums import shown_sums
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import SaidFigure
from assistant.verifying.patterns import names, pattern
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason

_EVEN_SO: Final = ("照样", "照常")
_ONLY: Final = bounded.compile("只有|仅有?|唯有|只对|仅对|只要求|只针对|仅限")
_GROUPS: Final = {"limit.newly_applying": "new", "limit.reviewing": "review", "act.review": "review"}


def conditions(claim: Claim) -> Iterator[Objection]:
    """What the clause limits and the sentence doesn't, and the other way round."""
    yield from _added(claim)
    for match in claim.matches:
        if match.pieces:
            yield from _lost(claim, match)
            yield from _limit_lost(claim, match)
            yield from _modifier(claim, match)
    yield from _waived(claim)
    yield from _only_group(claim)
    yield from _asked_again(claim)
    yield from _without_exception(claim)
    yield from _category(claim)
    yield from _limit_waived(claim)


def _limit_waived(claim: Claim) -> Iterator[Objection]:
    """排名第几都可以: a limit said not to matter."""
    waived = pattern("turns", "waives_limit").search(claim.text.rstrip("。"))
    if waived is None and _waives_by_itself(claim):
        waived = bounded.search(".+", claim.text)
    if waived and waived[0] not in claim.evidence.text:
        yield Objection(Reason.CONDITION, "condition_other", waived[0], claim.matches[0].pieces[0].text if claim.matches else "")


def _waives_by_itself(claim: Claim) -> bool:
    """营收占比不作要求 of what the clause asks, with nothing beside it to choose."""
    token = next((each for each in claim.read.tokens if each.id == "act.waive"), None)
    if token is None or claim.evidence.ids & {"act.waive", "join.any"} or claim.of_enterprise:
        return False
    clause = claim.read.clause_at(token.start)
    things = [each.id for each in claim.read.tokens if each.id.startswith("thing.") and clause.start <= each.start < clause.end]
    return any(each in claim.evidence.ids and each not in names("vague_subjects") for each in things)


def _category(claim: Claim) -> Iterator[Objection]:
    """What belongs to a class (Ⅰ类, 省级) stands in one piece with it."""
    for clause in claim.read.clauses:
        if clause.denied or not bounded.search("属于|算|包括|归|是|都|列", clause.text):
            continue
        inside = [token for token in claim.read.tokens if clause.start <= token.start < clause.end]
        classes = {token.id for token in inside if token.id in names("classes")}
        things = [token for token in inside if token.id.startswith("thing.") and len(token.words) > 2 and token.words in claim.evidence.text]
        for thing in things if classes else ():
            pieces = [piece for piece in claim.evidence.pieces if thing.words in piece.text and bounded.search("包括|属于|所称|是指", piece.line)]
            if pieces and not any(classes <= piece.read.ids | piece.context.ids for piece in pieces):
                yield Objection(Reason.CONDITION, "condition_other", claim.text.strip("。"), pieces[0].text)
                return


def _without_exception(claim: Claim) -> Iterator[Objection]:
    """原则上 turned into a rule without exception."""
    match = bounded.search("一律|没有例外|无例外|无一例外|毫无例外|必须全部|绝对", claim.text)
    piece = next((found.pieces[0] for found in claim.matches if "limit.in_principle" in found.pieces[0].read.ids), None)
    if match and piece and "limit.in_principle" not in claim.read.ids:
        yield Objection(Reason.CONDITION, "condition_lost", "", "原则上")


def _only_group(claim: Claim) -> Iterator[Objection]:
    """只有小巨人才需要 of what the clause asks of several."""
    for match in _ONLY.finditer(claim.text):
        token = next((each for each in claim.read.tokens if match.end() <= each.start <= match.end() + 4 and each.id.startswith("tier.")), None)
        if token is not None and any(len(piece.read.of_kind("tier")) > 1 for found in claim.matches for piece in found.pieces[:1]):
            yield Objection(Reason.CONDITION, "condition_added", claim.text[match.start() : token.end])
            return


def _waived(claim: Claim) -> Iterator[Objection]:
    """A requirement waived for those for whom the clause does not waive it."""
    for token in claim.read.tokens:
        if token.id != "act.waive":
            continue
        waiving = [piece for piece in claim.evidence.pieces if "act.waive" in piece.read.ids]
        groups = _groups(claim.read, token.start)
        theirs = {group for piece in waiving for group in _groups(piece.read, None)}
        if waiving and theirs and groups and not set(groups) & theirs:
            yield Objection(Reason.CONDITION, "condition_other", claim.text, waiving[0].text)
            return


def _asked_again(claim: Claim) -> Iterator[Objection]:
    """What the clause waives for 复核企业, asked of them."""
    if "act.waive" in claim.read.ids or not _groups(claim.read, len(claim.text)):
        return
    mine = set(_groups(claim.read, len(claim.text)))
    if not bounded.search("同样|仍|也[要须应得]|照样|须|必须|要求|应当|考[察查核]", claim.text) or any(clause.denied for clause in claim.read.clauses):
        return
    for piece in dict.fromkeys(piece for match in claim.matches for piece in match.pieces[:1]):
        place = next((token.start for token in piece.read.tokens if token.id == "act.waive"), None)
        if place is not None and mine & set(_groups(piece.read, place)) and mine != {"new"} and not bounded.search("作要求的|仍需", piece.text[place:]):
            yield Objection(Reason.CONDITION, "condition_other", claim.text.strip("。"), piece.text)
            return


def _groups(read: Stated, place: int | None) -> list[str]:
    found = []
    for token in read.tokens:
        name = _GROUPS.get(token.id)
        if name and (place is None or token.start < place):
            found.append(name)
    return found[-1:] if place is not None else found


def _added(claim: Claim) -> Iterator[Objection]:
    for token in claim.read.tokens:
        kind = token.id.split(".")[0]
        if (kind == "limit" or token.id in ("quantity.every", "quantity.prior")) and token.id not in claim.evidence.ids and token.words not in claim.evidence.text and not _harmless(token.id, token.words) and not _adds_nothing(claim, token):
            yield Objection(Reason.CONDITION, "condition_added", token.words)
            return


def _adds_nothing(claim: Claim, token: Hit) -> bool:
    """省级 of the title or the province itself, 合计 before the most that can be had, 任何 of what is denied."""
    if token.id == "limit.provincial_level" and pattern("turns", "of_the_province").match(claim.text, token.end):
        return True
    if token.id == "limit.sum" and (pattern("turns", "at_most").match(claim.text, token.end) or "limit.sum" in _shown(claim) or "总额" in claim.evidence.text):
        return True
    if _concedes(claim, token) or _is_other_word(claim.text, token) or token.words == "即使" and claim.of_enterprise:
        return True
    return token.words.startswith("任何") and claim.read.clause_at(token.start).denied


def _is_other_word(text: str, token: Hit) -> bool:
    """工业这一类, 结合起来, 请自行核对: the same signs, another word."""
    before = text[max(0, token.start - 1) : token.start]
    return bool(before) and (before in "这那" and token.id == "limit.class1" or before == "结") or token.words == "自行" and before == "请"


def _concedes(claim: Claim, token: Hit) -> bool:
    """哪怕营收超过5000万元, where the clause has another side to it."""
    if not (pattern("turns", "conceded").match(token.words) or token.words in _EVEN_SO):
        return False
    clause = claim.read.clause_at(token.start)
    limited = token.words in _EVEN_SO or any(clause.start <= each.start < clause.end and each.limit is not None for each in claim.read.figures)
    either = any("或" in piece.line for match in claim.matches for piece in match.pieces[:1])
    return limited and either and "act.waive" not in claim.evidence.ids


def _harmless(concept: str, words: str) -> bool:
    return concept in names("harmless_limits") or words in ("必须是", "自动", "直接")


def _lost(claim: Claim, match: Match) -> Iterator[Objection]:
    said = Stated.of(claim.whole)
    piece = match.pieces[0]
    if "act.waive" in said.ids:
        return
    shown = _shown(claim)
    stretch = Stated.of(claim.text[match.start : match.end])
    for figure in stretch.figures:
        theirs = next((each for each in piece.read.figures if figure.same(each)), None)
        if theirs is None or figure.is_date or figure.unit in ("batch", "annex", "document") or figure.unit.startswith("window"):
            continue
        clause = piece.read.clause_at(theirs.start)
        earlier = [each.end for each in piece.read.figures if each.end <= theirs.start and not each.unit.startswith("window") and each.mate == 0 and each.start >= clause.start]
        start = max([clause.start, *earlier])
        for token in piece.read.tokens:
            if token.id == "thing.share_of" and claim.of_enterprise and claim.standing.profile is not None:
                continue
            if token.id == "thing.share_of" and stretch.text[: figure.start].endswith(("的", "占", "（")):
                continue
            if start <= token.start < theirs.start and token.id in names("binding_limits") and token.id not in said.ids | shown and token.words not in claim.whole:
                yield Objection(Reason.CONDITION, "condition_lost", "", token.words)
                return
        if figure.unit != "money" or len(piece.read.figures) > 2:
            yield from _bracket(claim, replace(figure, start=figure.start + match.start, end=figure.end + match.start))


def _shown(claim: Claim) -> frozenset[str]:
    """What a sum that is shown says by itself: 560 + 610 = 1170 is a sum, 150/6000 = 2.5% a share."""
    words = "".join(claim.text[start:end] for start, end in shown_sums(claim))
    return frozenset(concept for signs, concept in (("+", "limit.sum"), ("/÷", "thing.share_of"), ("/÷", "limit.mean")) if any(sign in words for sign in signs))


def _limit_lost(claim: Claim, match: Match) -> Iterator[Objection]:
    """A limit without a figure: 同一集团内 without 生产相似主导产品."""
    said, stretch = Stated.of(claim.whole), Stated.of(claim.text[match.start : match.end])
    piece = match.pieces[0]
    if claim.of_enterprise:
        return
    for token in piece.read.tokens:
        if token.id not in names("limits_by_themselves") or token.id in said.ids:
            continue
        clause = piece.read.clause_at(token.start)
        beside = {each.id for each in piece.read.tokens if clause.start <= each.start < clause.end and each.id != token.id and each.id.split(".")[0] in ("who", "thing", "act")}
        mine = {each for each in stretch.ids if each.split(".")[0] in ("who", "thing", "act")}
        if mine and mine <= beside and not any(each.startswith("thing.") for each in mine):
            yield Objection(Reason.CONDITION, "condition_lost", "", token.words)
            return


def _modifier(claim: Claim, match: Match) -> Iterator[Objection]:
    """维持超过2年的…: what the clause says only of those with a figure, said of all."""
    piece = match.pieces[0]
    if claim.read.figures and any(not figure.is_date and figure.unit not in ("batch", "annex", "document", "article") for figure in claim.read.figures):
        return
    for token in Stated.of(claim.text[match.start : match.end]).tokens:
        if not token.id.startswith("thing."):
            continue
        there = next((each for each in piece.read.tokens if each.id == token.id and each.words == token.words), None)
        if there is None:
            continue
        clause = piece.read.clause_at(there.start)
        figure = next((each for each in piece.read.figures if clause.start <= each.start < there.start and each.limit is not None and not each.is_date and not each.unit.startswith("window")), None)
        if figure is not None and bounded.match(r"[^、，或和及]{0,3}的", piece.text[figure.end : there.start]):
            yield Objection(Reason.CONDITION, "condition_lost", "", piece.text[clause.start : there.end].strip())
            return


def _bracket(claim: Claim, figure: SaidFigure) -> Iterator[Objection]:
    """A requirement for a bracket (…的企业，…) said of everyone, or of another bracket."""
    limits = [each for piece in claim.evidence.pieces for other in piece.read.figures for each in _brackets(piece.read, other)]
    mine = [each for each in claim.read.figures if each.unit == "money" and any(each.same(limit) for limit in limits) and each.end <= figure.start and claim.read.clause_at(each.start) is not claim.read.clause_at(figure.start)]
    if any(figure.same(each) for piece in claim.evidence.pieces for other in piece.read.figures for each in _brackets(piece.read, other)):
        return
    bracketed = [(piece, theirs) for piece in claim.evidence.pieces if (theirs := _bracketed(piece, figure)) is not None]
    if not bracketed or len(bracketed) < len([piece for piece in claim.evidence.pieces if any(figure.same(each) for each in piece.read.figures)]):
        return
    for _, theirs in bracketed:
        if mine and all(any(_same_bound(each, other) for other in theirs) for each in mine) or not theirs:
            return
    if not mine and claim.of_enterprise:
        return
    yield Objection(Reason.CONDITION, "condition_other", figure.words, bracketed[0][0].text)


def _bracketed(piece: Piece, figure: SaidFigure) -> list[SaidFigure] | None:
    """The bracket of the requirement with this figure; None where the piece has no such requirement or no bracket."""
    own = next((each for each in piece.read.figures if figure.same(each) and (figure.limit is None or each.limit is None or each.limit.upward == figure.limit.upward)), None)
    found = _brackets(piece.read, own) if own is not None else []
    return found or None


def _brackets(read: Stated, figure: SaidFigure) -> list[SaidFigure]:
    """The amounts of the case that stands before the figure's own stretch."""
    own = read.clause_at(figure.start)
    return [
        each
        for each in read.figures
        if each.unit == "money" and each.end <= figure.start and (clause := read.clause_at(each.start)) is not own and (clause.conditional or "企业" in clause.text or "档" in clause.text) and each is not figure
    ]


def _same_bound(one: SaidFigure, other: SaidFigure) -> bool:
    return one.same(other) and (one.limit is None or other.limit is None or one.limit.upward == other.limit.upward)
