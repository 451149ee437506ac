"""Every figure stands in the cited clause, of the same thing, with its unit and its comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.grounding.sums import right_sums
from assistant.verifying.claim import Claim
from assistant.verifying.counts import counts
from assistant.verifying.evidence import Piece
from assistant.verifying.figures import Figure, find_figures
from assistant.verifying.limits import Limit
from assistant.verifying.statement import Statement
from assistant.verifying.subjects import subject
from assistant.verifying.verdict import Objection, Reason
from corpus.basis import MEASURES_2022
from corpus.rounds import ROUNDS_ID

_FORMULA: Final = bounded.compile(r"[\d(（][^，。；=]{0,80}=[^，。；]{1,40}")
_SUM_PARTS: Final = bounded.compile(r"[+*×/÷−-]\s?\d")
_REASONS: Final = {"date": Reason.DATE, "month": Reason.DATE, "quarter": Reason.DATE, "document": Reason.VERSION, "year": Reason.DATE}
_VERSION_YEAR: Final = bounded.compile(r"年?度?(?:的|版的?|修订的?|新|旧|版|那[部个份]|发布的|印发的|出台的|公布的|新发布的|“?小巨人”?|专精特新|创新型|企业|中小企业)*(?:管理|暂行|新|旧|认定|评价)*(?:暂行)*(?:办法|标准|规定|文件|版)")
_COUNT_OF_PARTS: Final = bounded.compile("层|方面|指标")
_HOW_MANY: Final = bounded.compile("(?:满足|符合|具备|做到|达到|占)(?:了|其中|以下|下列|上述|任意|任何|的)*$")
_OF_THEM: Final = bounded.compile("[^，。；]{0,10}(?:之一|中的?(?:任|一)|里的?(?:任|一)|任[一意何]|其中)")
_SATISFIED: Final = 0.5
_SAYS_THE_SAME: Final = 0.2
_EXACTLY: Final = bounded.compile("(?:正好|恰好|刚好|等于|恰为|刚到|恰是|正好是|刚好是|刚满|恰|整整)(?:是|为|在|占)?$")
_EXACT: Final = bounded.compile("整(?!个|体)|本身|本数|这个数")
_OPTION: Final = bounded.compile(r"[（(]\d+分[)）]")
_BARE: Final = 4
"""Words beside a bare verdict: 高于70%，不符合要求."""
_OUTCOME: Final = bounded.compile(
    r"不(?:符合|满足|达标|合格|合规|能(?:申报|认定|参评|通过|申请|算)|予(?:推荐|认定)|得(?:申报|申请)|行|可以?|够|算|再推荐|推荐|会(?:被)?推荐|接收|过关|具备)|达不到(?:要求|标准|条件|门槛)?|没(?:有)?(?:资格|达标|戏|达到)|未(?:达标|达到|满足|符合)|出局|淘汰|过不了|过线了|超标|无法(?:申报|认定|满足|通过)|取消|撤销|暂不接收|踩(?:了)?线|就不|不(?:包含|包括|含|计(?!划)|算|属于|收(?!取|费|任何)|受理|予受理)|失去|丧失"
)
_WITHIN: Final = bounded.compile("[ ]?(?:之|以)?内")
_REACHED: Final = bounded.compile("(?:达到?|满|够)$")
_LEFT_OUT: Final = bounded.compile("排除|剔除|不(?:包含|包括|含|计(?!划)|算)|除外")
_DURATIONS: Final = ("years", "months", "days", "workdays", "weeks")


@dataclass(frozen=True)
class Known:
    """A figure of a cited clause, the piece it stands in and what it is said of."""

    figure: Figure
    piece: Piece
    of: frozenset[str]


def known_figures(claim: Claim) -> list[Known]:
    """The figures of the cited clauses."""
    found = []
    for piece in claim.evidence.pieces:
        for figure in piece.read.figures:
            found.append(Known(figure, piece, subject(piece.read, figure, lead=piece.context)))
    return found


def numbers(claim: Claim) -> Iterator[Objection]:
    """Figures that don't stand, or stand for something else."""
    known = known_figures(claim)
    yield from wrong_sums(claim)
    free = shown_sums(claim)
    for figure in claim.read.figures:
        if any(start <= figure.start < end for start, end in free):
            continue
        objection = _judge(figure, claim, known)
        if objection is not None:
            yield objection


def wrong_sums(claim: Claim) -> Iterator[Objection]:
    """A sum that is shown and does not come out."""
    for match in _FORMULA.finditer(claim.text):
        if _SUM_PARTS.search(match[0].split("=")[0]) and not list(right_sums(match[0])) and not list(right_sums(match[0].replace("%", ""))):
            dated = bounded.search(r"\d{4}-\d{2}|年\d|月", match[0])
            yield Objection(Reason.DATE if dated else Reason.NUMBER, "sum_wrong", match[0].strip())


def shown_sums(claim: Claim) -> list[tuple[int, int]]:
    """Where figures need no clause: in a sum that comes out."""
    return [match.span() for match in _FORMULA.finditer(claim.text) if _SUM_PARTS.search(match[0].split("=")[0])]


def _judge(figure: Figure, claim: Claim, known: Sequence[Known]) -> Objection | None:
    if figure.unit == "year" and _year_stands(figure, claim):
        return _another_version(figure, claim)
    if _is_contextual(figure, claim):
        return None
    same = [each for each in known if figure.same(each.figure)]
    if not same and figure.unit == "years" and figure.limit is None and any(each.figure.unit == "window_years" and each.figure.value == figure.value for each in known):
        return None
    if not same:
        return _absent(figure, claim, known)
    if (objection := _another_version(figure, claim)) is not None:
        return objection
    if (objection := _at_the_edge(figure, same, claim)) is not None:
        return objection
    mine = subject(claim.read, figure, lead=Statement.of(claim.earlier) if claim.earlier else None)
    return _elsewhere(figure, mine, same, claim, known) or _compared(figure, mine, same, claim)


def _another_version(figure: Figure, claim: Claim) -> Objection | None:
    """The statement closest in the clause names another version."""
    if figure.unit not in ("document", "year") or figure.unit == "year" and not _VERSION_YEAR.match(claim.text, figure.end):
        return None
    match = next((each for each in claim.matches if each.start <= figure.start < each.end), None)
    if match is None or match.share < _SAYS_THE_SAME:
        return None
    read = match.pieces[0].read
    named = [each for each in read.figures if each.unit == "document" or each.unit == "year" and _VERSION_YEAR.match(read.text, each.end)]
    years = {each.year if each.unit == "document" else int(each.value) for each in named}
    if not named or (figure.year if figure.unit == "document" else int(figure.value)) in years:
        return None
    return Objection(Reason.VERSION, "version_other", figure.words, match.pieces[0].text)


def _at_the_edge(figure: Figure, same: Sequence[Known], claim: Claim) -> Objection | None:
    """恰好50%: whether the limit itself is in."""
    before, behind = claim.text[max(0, figure.start - 4) : figure.start], claim.text[figure.end : figure.end + 4]
    limited = [each for each in same if each.figure.limit is not None and not each.figure.mate and not _OPTION.search(each.piece.text)]
    if not limited or claim.of_enterprise or figure.limit is not None or not (_EXACTLY.search(before) or _EXACT.match(behind)):
        return None
    clause = claim.read.clause_at(figure.start)
    after = next((each for each in claim.read.clauses if each.start >= clause.end), None)
    told = clause if not (clause.conditional and after) else after
    denied = told.denied or clause.denied
    other = limited[0]
    included = other.figure.limit in (Limit.AT_LEAST, Limit.AT_MOST)
    good = not other.piece.read.clause_at(other.figure.start).denied and not _bad_outcome(other.piece.read, other.figure)
    if (included == good) == denied:
        return Objection(Reason.COMPARISON, "comparison_other", claim.text.strip("。"), other.piece.text)
    return None


def _year_stands(figure: Figure, claim: Claim) -> bool:
    year = int(figure.value)
    if _VERSION_YEAR.match(claim.text, figure.end):
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
    return years | {int(year) for year in bounded.findall(r"(20\d\d)年(?:的)?(?:认定)?标准", claim.evidence.text)}


def _is_contextual(figure: Figure, claim: Claim) -> bool:
    """The day asked about, the round and the documents that are spoken of, what was told of the enterprise."""
    standing = claim.standing
    if figure.unit == "date" and figure.value == standing.as_of.month * 100 + standing.as_of.day and figure.year == standing.as_of.year:
        return True
    if figure.unit == "batch" and int(figure.value) in _batches(claim):
        return True
    if figure.unit == "batch" and standing.basis is not None and standing.basis.round == int(figure.value) and not any(f.unit == "batch" for piece in claim.evidence.pieces for f in piece.read.figures):
        return True
    if figure.unit == "annex" and bounded.search(rf"annex-{int(figure.value)}(?:/|$)", " ".join(claim.evidence.clause_ids)):
        return True
    if figure.unit == "article" and f"art-{int(figure.value)}" in " ".join(claim.evidence.clause_ids):
        return True
    if figure.unit in ("date", "year", "month") and _is_of_document(figure, claim):
        return True
    if figure.unit == "items" and _HOW_MANY.search(claim.text[: figure.start]) and not _OF_THEM.match(claim.text, figure.end):
        return False
    if figure.unit in ("items", "sheets", "") and not _COUNT_OF_PARTS.search(figure.words) and int(figure.value) in counts(claim.evidence) and figure.limit is None:
        return True
    summed = _summed(claim)
    if figure.unit in ("date", "month") and any(figure.same(each) for each in summed):
        return True
    if summed and figure.limit is None and (any(figure.value == each.value for each in summed) or figure.unit == "year"):
        return True
    if figure.unit == "document" and any(figure.same(each) for each in Statement.of(claim.evidence.head).figures):
        return True
    return claim.of_enterprise and _is_told(figure, claim)


def _batches(claim: Claim) -> set[int]:
    """The batch that a cited notice is for."""
    numbers = {claim.library.document(each).meta.number for each in claim.evidence.documents - {ROUNDS_ID}}
    known = {int(each.value) for piece in claim.evidence.pieces for each in piece.read.figures if each.unit == "batch"}
    return {row.batch for row in claim.library.rounds() if row.number in numbers} - known


def _summed(claim: Claim) -> list[Figure]:
    """The dates that stand in a sum shown."""
    return [figure for start, end in shown_sums(claim) for figure in claim.read.figures if start <= figure.start < end]


def _is_of_document(figure: Figure, claim: Claim) -> bool:
    days: list[date] = []
    for document_id in claim.evidence.documents:
        if document_id == "rounds":
            continue
        meta = claim.library.document(document_id).meta
        days += [meta.issued, *(day for day in meta.in_force if day)]
    if figure.unit == "year":
        return int(figure.value) in {day.year for day in days} and not _VERSION_YEAR.match(claim.text, figure.end)
    if not bounded.search("施行|实施|生效|起用|执行|印发|发布|公布|启用|适用", claim.text):
        return False
    near = claim.text[max(0, figure.start - 8) : figure.end + 10]
    for day in days:
        if figure.value == day.month * 100 + day.day and figure.year in (None, day.year):
            return bool(bounded.search("施行|实施|生效|执行|启用|适用|起" if day in {d for document_id in claim.evidence.documents if document_id != "rounds" for d in claim.library.document(document_id).meta.in_force if d} else "印发|发布|公布", near))
    return False


def _is_told(figure: Figure, claim: Claim) -> bool:
    return any(figure.value == each.value and (figure.unit == each.unit or not each.unit or not figure.unit) for each in told_figures(claim))


def told_figures(claim: Claim) -> list[Figure]:
    """The figures of the profile, of the rules' result and of the user's own words."""
    text = [claim.standing.told]
    if claim.standing.profile is not None:
        text.append(str(claim.standing.profile.to_json()))
    if claim.standing.check is not None:
        text.append(str(claim.standing.check.to_json()))
    return find_figures("；".join(text))


def _absent(figure: Figure, claim: Claim, known: Sequence[Known]) -> Objection:
    digits = bounded.search(r"[\d.]+|[一二三四五六七八九十百千两]+", figure.words)
    spelled = digits[0] if digits else ""
    if figure.unit not in ("document", "date", "year", "batch", "annex", "article"):
        for each in known:
            others = bounded.search(r"[\d.]+|[一二三四五六七八九十百千两]+", each.figure.words)
            if others and _value(others[0]) == _value(spelled) and each.figure.unit != figure.unit and each.figure.unit not in ("document", "date", "year", "batch", "annex", "article", ""):
                return Objection(Reason.UNIT, "unit_other", figure.words, each.figure.words)
            if others and _value(others[0]) == _value(spelled) and each.figure.unit == figure.unit == "money":
                return Objection(Reason.UNIT, "unit_other", figure.words, each.figure.words)
    if figure.unit == "year" and _VERSION_YEAR.match(claim.text, figure.end):
        return Objection(Reason.VERSION, "version_other", figure.words, claim.evidence.head or "、".join(claim.evidence.clause_ids))
    reason = _REASONS.get(figure.unit, Reason.NUMBER)
    if reason is Reason.VERSION:
        return Objection(reason, "version_other", figure.words, claim.evidence.head)
    return Objection(reason, "date_absent" if reason is Reason.DATE else "number_absent", figure.words)


def _value(digits: str) -> Decimal | None:
    from assistant.reading.numbers.chinese_number import chinese_number

    try:
        return Decimal(digits) if digits[:1].isdigit() else chinese_number(digits)
    except (ValueError, KeyError, ArithmeticError):
        return None


def _elsewhere(figure: Figure, mine: frozenset[str], same: Sequence[Known], claim: Claim, known: Sequence[Known]) -> Objection | None:
    """The figure is said of something else, and what is said here has another figure."""
    if not mine:
        return None
    best = max(_fit(mine, each) for each in same)
    if figure.unit == "score" and (figure.limit is None or not figure.limit.upward):
        return None
    rivals = [each for each in known if _comparable(each.figure, figure) and not figure.same(each.figure) and not any(each.figure.same(own) for own in claim.read.figures)]
    doers = {each for each in mine if each.startswith("who.")}
    theirs = [{each for each in known_of.of if each.startswith("who.")} for known_of in same]
    if figure.is_date and doers and all(their and not their & doers for their in theirs):
        return Objection(Reason.ROLE, "role_other", claim.text.strip("。"), same[0].piece.text)
    if not rivals:
        return None
    rival = max(rivals, key=lambda each: _fit(mine, each))
    if _fit(mine, rival) > best + (_SATISFIED if figure.unit != "batch" else 3 * _SATISFIED):
        reason = _REASONS.get(figure.unit, Reason.NUMBER)
        key = "date_elsewhere" if reason is Reason.DATE else "number_elsewhere"
        return Objection(reason, key, figure.words, rival.figure.words)
    return None


def _fit(mine: frozenset[str], known: Known) -> float:
    """How well what is said fits what a known figure is said of; what the clause's own heading says counts half."""
    around = known.piece.read.ids | known.piece.context.ids
    return sum(_weight(each) if each in known.of else _weight(each) * 0.25 if each in around else -0.75 * _weight(each) for each in mine) - 0.05 * len(known.of - mine)


def _weight(concept: str) -> float:
    return {"thing": 2.0, "who": 2.0, "act": 1.5, "tier": 1.0}.get(concept.split(".")[0], 1.0)


def _comparable(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit


def _compared(figure: Figure, mine: frozenset[str], same: Sequence[Known], claim: Claim) -> Objection | None:
    if figure.limit is None or figure.unit in _DURATIONS and _WITHIN.match(claim.text, figure.end) and not _REACHED.search(claim.text[: figure.start]):
        return None
    best = max(_fit(mine, each) for each in same)
    near = [each for each in same if _fit(mine, each) >= best - _SATISFIED]
    limited = [each for each in near if each.figure.limit is not None]
    if not limited or len(limited) < len(near):
        return _loose(figure, near, claim)
    if any(_agree(figure, each, claim) for each in limited):
        return None
    if {each.figure.limit for each in limited} == {Limit.AT_LEAST, Limit.AT_MOST} and figure.limit in (Limit.LESS, Limit.MORE) and not figure.mate:
        return None
    other = limited[0]
    turned = other.figure.limit is not None and figure.limit.upward != other.figure.limit.upward
    reason = Reason.POLARITY if turned else Reason.COMPARISON
    key = "polarity_turned" if turned else "comparison_other"
    return Objection(reason, key, _around(claim.read, figure), _around(other.piece.read, other.figure))


def _loose(figure: Figure, near: Sequence[Known], claim: Claim) -> Objection | None:
    """The clause only says the figure (有效期为三年): beyond or below it is another figure."""
    if figure.unit in ("date", "month", "year", "score", "copies", "rank", "top") or figure.mate or any(each.figure.limit is not None for each in near):
        return None
    if figure.limit in (Limit.MORE, Limit.LESS) and not _bad_outcome(claim.read, figure):
        return None
    return None


def _agree(figure: Figure, known: Known, claim: Claim) -> bool:
    """Whether the two limits say the same, a case with a bad outcome being the requirement turned round."""
    theirs = known.figure.limit
    if theirs is None or figure.limit is None:
        return True
    if figure.is_date:
        return figure.limit.upward == theirs.upward
    mine = figure.limit.denied if _bad_outcome(claim.read, figure) else figure.limit
    if _bad_outcome(known.piece.read, known.figure):
        theirs = theirs.denied
    if mine is theirs:
        return True
    both = {mine, theirs}
    if known.piece.clause_id.startswith("classification") and both <= {Limit.AT_MOST, Limit.LESS}:
        return mine is Limit.LESS or figure.limit is known.figure.limit
    if figure.limit is known.figure.limit and bool(_LEFT_OUT.search(claim.text)) and bool(_LEFT_OUT.search(known.piece.text)):
        return True
    if figure.limit is known.figure.limit and _OUTCOME.search(claim.text) and _OUTCOME.search(known.piece.text):
        return True
    return figure.limit is theirs and not _bad_outcome(known.piece.read, known.figure) and not _bad_outcome(claim.read, figure)


def _bad_outcome(read: Statement, figure: Figure) -> bool:
    """Whether the stretch names a case that has a bad outcome: 高于70%的，不符合."""
    clause = read.clause_at(figure.start)
    after = [each for each in read.clauses if each.start >= clause.end][:3]
    if _OUTCOME.search(clause.text) and clause.denied:
        return True
    if clause.conditional:
        after = [each for each in after if not each.conditional] or after
    if not after:
        return False
    follows = clause.conditional or bounded.match("就|则|便|即|说明|都|一律", after[0].text.strip())
    found = _OUTCOME.search(after[0].text[:14])
    return bool(found and (follows or len(after[0].text.strip()) - len(found[0]) <= _BARE))


def _around(read: Statement, figure: Figure) -> str:
    clause = read.clause_at(figure.start)
    return clause.text.strip()
