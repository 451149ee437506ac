"""How a figure is meant as a limit, in the sentence and in the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant import bounded
from assistant.verifying.checks.known import Known
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.limits import Limit
from assistant.verifying.patterns import pattern
from assistant.verifying.statement import SmallClause, Stated
from assistant.verifying.verdict import Objection, Reason

SATISFIED: Final = 0.5
"""Two places that fit a figure alike differ by no more."""
_EXACTLY: Final = bounded.compile("(?:正好|恰好|刚好|等于|恰为|刚到|恰是|正好是|刚好是|刚满|恰|整整)(?:是|为|在|占)?$")
_EXACT: Final = bounded.compile("整(?!个|体)|本身|本数|这个数|就(?:是|算|够|属)")
_OPTION: Final = bounded.compile(r"[（(]\d+分[)）]")
_BARE: Final = 4
"""Words beside a bare verdict: 高于70%，不符合要求."""
_FOLLOWS: Final = bounded.compile("就|则|便|即|说明|都|一律|才|也就|因此|所以|因而|故|于是|那么?|自然|还")
_QUOTED: Final = bounded.compile("[“「][^”」]+[”」]")
_SIGNS: Final = bounded.compile(r"[\s“”‘’「」]")
_ALL_OF_THEM: Final = "缺一不可"
_OF_IT: Final = bounded.compile("这一?[项条]|指标|要求|条件|称号|资格|因此|所以")
_CONCLUDES: Final = 30
"""Words within which the outcome behind such a word is said."""
_WITHIN: Final = bounded.compile("[ ]?(?:之|以)?内")
_REACHED: Final = bounded.compile("(?:达到?|满|够)$")
_LEFT_OUT: Final = bounded.compile("排除|剔除|不(?:包含|包括|含|计(?!划)|算)|除外")
_DURATIONS: Final = ("years", "months", "days", "workdays", "weeks")


_MEMBER: Final = bounded.compile("(?P<not>不)?(?:算|属于|在)(?:作|入)?(?:其中|此列|之列|低于|超过|高于|控股|[^，。]{0,14}之列)")
"""5000万元整不在其中, 刚好50%的也算控股: whether the limit itself is one of those that the clause means."""


def at_the_edge(figure: SaidFigure, same: Sequence[Known], claim: Claim) -> Objection | None:
    """恰好50%: whether the limit itself is in."""
    before, behind = claim.text[max(0, figure.start - 4) : figure.start], claim.text[figure.end : figure.end + 4]
    limited = [each for each in same if each.figure.limit is not None and not each.figure.mate and not _OPTION.search(each.piece.text)]
    if not limited or claim.of_enterprise or figure.limit is not None or not (_EXACTLY.search(before) or _EXACT.match(behind)):
        return None
    member = _MEMBER.search(claim.text[figure.end :])
    if member is not None:
        strict = all(each.figure.limit in (Limit.MORE, Limit.LESS) for each in limited)
        agrees = strict if member["not"] else not strict
        return None if agrees else Objection(Reason.COMPARISON, "comparison_other", claim.text.strip("。"), limited[0].piece.text)
    clause = claim.read.clause_at(figure.start)
    after = next((each for each in claim.read.clauses if each.start >= clause.end), None)
    told = after if after is not None and (clause.conditional or _FOLLOWS.match(after.text.strip())) else clause
    denied = told.denied or clause.denied
    other = limited[0]
    included = other.figure.limit in (Limit.AT_LEAST, Limit.AT_MOST) and not (other.figure.limit is Limit.AT_MOST and other.piece.clause_id.startswith("classification"))
    good = not other.piece.read.clause_at(other.figure.start).denied and not bad_outcome(other.piece.read, other.figure)
    if (included == good) == denied:
        return Objection(Reason.COMPARISON, "comparison_other", claim.text.strip("。"), other.piece.text)
    return None


def compared(figure: SaidFigure, mine: frozenset[str], same: Sequence[Known], claim: Claim) -> Objection | None:
    """不低于 for 高于, 以下 for 以上: the figure is meant otherwise in every place where the clause says it of this."""
    if figure.limit is None or figure.unit in _DURATIONS and _WITHIN.match(claim.text, figure.end) and not _REACHED.search(claim.text[: figure.start]):
        return None
    if _is_conceded(figure, same, claim) or _is_quoted(figure, claim):
        return None
    best = max(each.fit(mine) for each in same)
    near = [each for each in same if each.fit(mine) >= best - SATISFIED]
    limited = [each for each in near if each.figure.limit is not None]
    if not limited or len(limited) < len(near):
        return None
    if any(_agree(figure, each, claim) for each in limited):
        return None
    if {each.figure.limit for each in limited} == {Limit.AT_LEAST, Limit.AT_MOST} and figure.limit in (Limit.LESS, Limit.MORE) and not figure.mate:
        return None
    other = limited[0]
    turned = other.figure.limit is not None and figure.limit.upward != other.figure.limit.upward
    reason = Reason.POLARITY if turned else Reason.COMPARISON
    key = "polarity_turned" if turned else "comparison_other"
    return Objection(reason, key, _around(claim.read, figure), _around(other.piece.read, other.figure))


def _is_quoted(figure: SaidFigure, claim: Claim) -> bool:
    """没有达到“…不低于6%”: the words quoted are the clause's, and judged as such."""
    return any(match.start() < figure.start and figure.end <= match.end() and _SIGNS.sub("", match[0]) in _SIGNS.sub("", claim.evidence.text) for match in _QUOTED.finditer(claim.text))


def _is_conceded(figure: SaidFigure, same: Sequence[Known], claim: Claim) -> bool:
    """即使营收超过…，只要资产…也算: the other side of a 或, where that side is said as in the clause."""
    if not pattern("turns", "even_so").search(claim.text, figure.end):
        return False
    others = [each for each in claim.read.figures if each is not figure and each.limit is not None]
    lines = [each.piece for each in same if "或" in each.piece.line or "或" in each.piece.headings]
    return bool(lines) and any(each.same(known) and each.limit is known.limit for each in others for piece in claim.evidence.pieces for known in piece.read.figures)


def _agree(figure: SaidFigure, known: Known, claim: Claim) -> bool:
    """Whether the two limits say the same, a case with a bad outcome being the requirement turned round."""
    theirs = known.figure.limit
    if theirs is None or figure.limit is None:
        return True
    if figure.is_date:
        return figure.limit.upward == theirs.upward
    mine = figure.limit.denied if bad_outcome(claim.read, figure) else figure.limit
    if bad_outcome(known.piece.read, known.figure):
        theirs = theirs.denied
    if known.piece.clause_id.startswith("classification") and figure.limit is Limit.AT_MOST and not claim.text.startswith(("以下", "及以下"), figure.end) and not figure.mate:
        return False
    if mine is theirs:
        return True
    both = {mine, theirs}
    if known.piece.clause_id.startswith("classification") and both <= {Limit.AT_MOST, Limit.LESS}:
        return mine is Limit.LESS or claim.text.startswith(("以下", "及以下"), figure.end)
    if figure.limit is known.figure.limit and bool(_LEFT_OUT.search(claim.text)) and bool(_LEFT_OUT.search(known.piece.text)):
        return True
    if figure.limit is known.figure.limit and pattern("turns", "case_outcome").search(claim.text) and pattern("turns", "case_outcome").search(known.piece.text):
        return True
    return figure.limit is theirs and not bad_outcome(known.piece.read, known.figure) and not bad_outcome(claim.read, figure)


def bad_outcome(read: Stated, figure: SaidFigure) -> bool:
    """Whether the stretch names a case that has a bad outcome: 高于70%的，不符合."""
    clause = read.clause_at(figure.start)
    after = [each for each in read.clauses if each.start >= clause.end and not _in_brackets(read, each)][:3]
    if pattern("turns", "case_outcome").search(clause.text) and clause.denied:
        return True
    if clause.conditional:
        after = [each for each in after if not each.conditional] or after
    if not after:
        return False
    follows = clause.conditional or _FOLLOWS.match(after[0].text.strip())
    if _ALL_OF_THEM in after[0].text:
        return False
    said = after[0].text[: _CONCLUDES if follows else 14]
    found = pattern("turns", "case_outcome").search(said) or pattern("turns", "case_fails").search(said)
    if found and (follows or len(after[0].text.strip()) - len(found[0]) <= _BARE):
        return True
    return bool(_OF_IT.search(after[0].text) and pattern("turns", "ends_badly").search(after[0].text.strip()))


def _in_brackets(read: Stated, clause: SmallClause) -> bool:
    """An aside, or what goes on behind it: 不满3年（算到上年末）的公司，…"""
    return read.text[clause.start - 1 : clause.start] in ("（", "(") or clause.text.startswith("的")


def _around(read: Stated, figure: SaidFigure) -> str:
    clause = read.clause_at(figure.start)
    return clause.text.strip()
