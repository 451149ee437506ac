"""Whether what is to be, may be or must not be is the same in the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.checks.instances import is_instance
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Piece
from assistant.verifying.patterns import names, pattern
from assistant.verifying.statement import SmallClause, Stated, denies
from assistant.verifying.subjects import is_left_out
from assistant.verifying.verdict import Objection, Reason

_CLOSE: Final = 0.7
_TELLING: Final = 2
_SHORT: Final = 14
_TOPIC: Final = 10
_NOUN: Final = bounded.compile("的|相关|工作|事宜|活动|(?:公告|认定|评价)的")
_DENIED_BEHIND: Final = bounded.compile("^(?:的)?不了|^[^，。]{0,3}不(?:属于|在|算)|^[^，。]{0,6}(?:也|都|均|一律|是|亦)?(?:不(?:允许|行|可以|可|许|被允许|准|收|接收|受理|看|要求|需要)|禁止)(?:的)?$")
_RELATIVE: Final = bounded.compile("[未没][^，。]{0,2}(?:推荐|通过|认定|复核|参评|申报|上传|公示)的")
"""未推荐的第二批复核企业: it is the recommending that is denied."""
_ALSO: Final = bounded.compile("也(?:行|可|成|算|认|不构成|能|有另)")
_BELOW: Final = bounded.compile("不到|不足|低于|达不到")
_TURNS: Final = bounded.compile("则|就|便")
_AROUND: Final = 0.5
_QUOTED: Final = bounded.compile("[“「]([^“”「」]{1,8})[”」]")


def polarity(claim: Claim) -> Iterator[Objection]:
    """Something denied that the clause affirms, or affirmed that it denies."""
    judged: set[int] = set()
    for kind in ("act", "thing", "limit"):
        for token in claim.read.tokens:
            clause = claim.read.clause_at(token.start)
            if kind == "limit" and token.id not in names("limits_denied"):
                continue
            if not token.id.startswith(f"{kind}.") or token.id in names("without_polarity") or kind == "thing" and clause.start in judged and len(token.words) < _TELLING:
                continue
            match = next((each for each in claim.matches if each.start <= token.start < each.end), None)
            if match is None or _is_aside(claim.read, clause) or pattern("turns", "whether").search(clause.text):
                continue
            theirs = _closest_views(claim, clause, token, match.pieces)
            if not theirs:
                continue
            if kind == "thing" and clause.start in judged and not (theirs := _literal(claim.read, clause, token, match.pieces)):
                continue
            judged.add(clause.start)
            if _concludes(claim.read, clause, token) and not any(each.conditional for piece in match.pieces for each in piece.read.clauses):
                continue
            if _is_alternative(claim.read, clause, match.pieces) or _is_verdict(claim, token):
                continue
            if _is_left_out(claim, clause, token):
                continue
            if not any(_agree(mine, other, token.id) for mine in _view(claim.read, token) for other in theirs):
                yield Objection(Reason.POLARITY, "polarity_turned", clause.text.strip(), match.pieces[0].text)
                return


View = tuple[bool, int]
"""Whether a thing is affirmed, and how the case that it makes ends: 1 well, -1 badly, 0 where it is no case."""


def _closest_views(claim: Claim, clause: SmallClause, said_token: Hit, pieces: Sequence[Piece]) -> frozenset[View]:
    """How the clause's stretches that are closest in words see the concept."""
    said = Stated.of(_with_topic(claim.read, clause))
    scored: list[tuple[float, frozenset[View]]] = []
    doers = {token.id for token in claim.read.tokens if token.id.startswith("who.") and clause.start <= token.start < clause.end}
    pieces = [piece for piece in pieces if not doers or not piece.read.of_kind("who") or doers & piece.read.ids] or pieces
    alike = [(piece, token) for piece in pieces for token in piece.read.tokens if token.id == said_token.id]
    literal = [(piece, token) for piece, token in alike if token.words == said_token.words]
    for piece, token in (literal if said_token.id.startswith("thing.") and literal else alike):
        there = piece.read.clause_at(token.start)
        near = claim.aligner.nearness(Stated.of(clause.text), Stated.of(there.text)) + (3 * _AROUND if _of_a_case(claim.read, clause) else _AROUND) * claim.aligner.nearness(said, Stated.of(_with_topic(piece.read, there)))
        scored.append((near + _quoted(clause.text, f"{piece.text}"), _view(piece.read, token)))
    best = max((score for score, _ in scored), default=0.0)
    return frozenset[View]().union(*(views for score, views in scored if score >= _CLOSE * best))


def _of_a_case(read: Stated, clause: SmallClause) -> bool:
    """Whether a case stands before it (涉及海外发明专利的，…): then that tells which stretch is meant."""
    return any(each.conditional and each.end <= clause.start and clause.start - each.end <= 1 for each in read.clauses)


def _quoted(said: str, there: str) -> float:
    """What is quoted stands there: that piece is meant."""
    return sum(20.0 for words in _QUOTED.findall(said) if words in there)


def _concludes(read: Stated, clause: SmallClause, token: Hit) -> bool:
    """不能参评 behind a case: the requirement turned round, judged by the case itself."""
    return token.id in names("outcomes") and clause.denied and any(each.conditional for each in read.clauses if each.end <= clause.start)


def _is_alternative(read: Stated, clause: SmallClause, pieces: Sequence[Piece]) -> bool:
    """没有认证的话，…也行: the other side of a 或."""
    after = next((each for each in read.clauses if each.start >= clause.end), None)
    if "或" not in pieces[0].text:
        return False
    if _BELOW.search(clause.text) and _ALSO.search(clause.text):
        return True
    return after is not None and (clause.denied or bool(_BELOW.search(clause.text))) and bool(_ALSO.search(after.text))


def _is_verdict(claim: Claim, token: Hit) -> bool:
    """Whether an enterprise is small: judged by the rules' result."""
    if token.id not in names("sizes"):
        return False
    return claim.of_enterprise and claim.standing.check is not None or any(is_instance(figure, claim) for figure in claim.read.figures)


def _is_left_out(claim: Claim, clause: SmallClause, token: Hit) -> bool:
    """建筑业不看人数: a line of the size standard is whole, and what it doesn't name it doesn't look at."""
    return is_left_out(claim, clause, token.id) or token.id == "act.waive" and any(is_left_out(claim, clause, each.id) for each in claim.read.tokens if each.start > token.start)


def _is_aside(read: Stated, clause: SmallClause) -> bool:
    """（第三方出具的）: an attribute in brackets."""
    return clause.start > 0 and read.text[clause.start - 1] in "（(" and clause.text.endswith("的")


def _literal(read: Stated, clause: SmallClause, token: Hit, pieces: Sequence[Piece]) -> frozenset[View]:
    """How the very word stands there: in a list of what counts and what doesn't, or beside the same act."""
    acts = {each.id for each in read.tokens if each.id.startswith("act.") and clause.start <= each.start < clause.end}
    found: set[View] = set()
    for piece in pieces:
        for other in piece.read.tokens:
            if other.id != token.id or other.words != token.words:
                continue
            there = piece.read.clause_at(other.start)
            beside = {each.id for each in piece.read.tokens if each.id.startswith("act.") and there.start <= each.start < there.end}
            if acts & beside or bounded.search("含|包括|属于|算|涉及", there.text):
                found |= _view(piece.read, other)
    return frozenset(found)


def _with_topic(read: Stated, clause: SmallClause) -> str:
    """The words of a stretch, with those before it where it has too few of its own (仍需提供)."""
    if len(clause.text) >= _SHORT:
        return clause.text
    before = next((each for each in reversed(read.clauses) if each.end <= clause.start), None)
    return f"{before.text}，{clause.text}" if before else clause.text


def _view(read: Stated, token: Hit) -> frozenset[View]:
    clause = read.clause_at(token.start)
    affirmed = not _denied(read, clause, token)
    stop = min((place for sign in "。；;\n" if (place := read.text.find(sign, clause.end)) >= 0), default=len(read.text))
    later = [each for each in read.clauses if clause.end <= each.start < stop]
    if clause.conditional and not later and clause.text.endswith("的"):
        return frozenset({(affirmed, 0), (affirmed, -1), (affirmed, 1)})
    ends = [each for each in later if not each.conditional]
    if clause.conditional and ends:
        bad = [each for each in ends if each.denied != each.outcome_bad or pattern("turns", "asks_first").search(each.text)]
        return frozenset({(affirmed, 0 if bad and not any(_is_outcome(read, each) for each in bad) else -1 if bad else 1)})
    if not clause.conditional and affirmed and later and later[0].start == clause.end and later[0].denied and _TURNS.match(later[0].text):
        return frozenset({(True, 0), (False, 0)})
    if not clause.conditional and any((affirmed or each.outcome_bad) and each.denied != each.outcome_bad and _is_outcome(read, each) for each in later):
        return frozenset({(affirmed, 0), (affirmed, -1)})
    if len(clause.text) <= _TOPIC and clause.start == read.clauses[0].start and len(read.clauses) > 1 and read.clauses[1].denied:
        return frozenset({(affirmed, 0), (not affirmed, 0)})
    return frozenset({(affirmed, 0)})


def _is_outcome(read: Stated, clause: SmallClause) -> bool:
    if pattern("turns", "case_fails").search(clause.text):
        return True
    if any(clause.start <= token.start < clause.end and token.id == "act.waive" for token in read.tokens):
        return False
    return any(clause.start <= token.start < clause.end and token.id in names("outcomes") for token in read.tokens)


def _denied(read: Stated, clause: SmallClause, token: Hit) -> bool:
    """An act is denied by what stands before it, a thing by what is said of it anywhere in its clause."""
    if pattern("turns", "likewise").search(clause.text):
        return clause.denied
    if token.id.startswith("act.") and _NOUN.match(read.text, token.end):
        return clause.denied
    if token.id.startswith("act.") and _DENIED_BEHIND.search(read.text[token.end : clause.end]):
        return True
    if token.id.startswith("act."):
        before = _RELATIVE.sub("", read.text[clause.start : token.start])
        return denies(f"{before}{token.words}") or "免" in token.words or bounded.search(r"^(?:的)?(?:不了|不到|不得|不成|无门|免(?!费))", read.text[token.end : token.end + 3]) is not None
    return clause.denied


def _agree(mine: View, theirs: View, concept: str) -> bool:
    (affirmed, ends), (affirmed_there, ends_there) = mine, theirs
    if ends == ends_there:
        return affirmed == affirmed_there
    if ends == 0 and affirmed == affirmed_there and concept.startswith("thing."):
        return True
    if 0 in (ends, ends_there):
        other = ends or ends_there
        wanted = affirmed if ends == 0 else affirmed == (ends == 1)
        wanted_there = affirmed_there if ends_there == 0 else affirmed_there == (ends_there == 1)
        return wanted == wanted_there or (other == 1 and affirmed == affirmed_there)
    return affirmed != affirmed_there
