"""Figures that need no clause: the day asked about, the documents' own, counts of what is listed, what was told."""

from __future__ import annotations

from datetime import date
from typing import Final

from assistant import bounded
from assistant.verifying.checks.reckoned import is_reckoned
from assistant.verifying.checks.sums import summed_figures
from assistant.verifying.checks.years import names_version
from assistant.verifying.claim import Claim
from assistant.verifying.counts import counts, counts_own
from assistant.verifying.figures import SaidFigure, find_figures
from assistant.verifying.statement import Stated
from corpus.rounds import ROUNDS_ID

_COUNT_OF_PARTS: Final = bounded.compile("层|方面|指标")
_COUNT_OF_RUNGS: Final = bounded.compile("[级层档]")
_RUNGS: Final = frozenset({"tier.little_giant", "tier.specialized", "tier.innovative", "tier.tech_and_innovative"})
_HOW_MANY: Final = bounded.compile("(?:满足|符合|具备|做到|达到|占)(?:了|其中|以下|下列|上述|任意|任何|的)*$")
_OF_THEM: Final = bounded.compile("[^，。；]{0,10}(?:之一|中的?(?:任|一)|里的?(?:任|一)|任[一意何]|其中)")
_ISSUED: Final = bounded.compile("印发|发布|公布")
_IN_FORCE: Final = bounded.compile("施行|实施|生效|执行|启用|适用|起")
_OF_THE_RULE: Final = bounded.compile("(?:下限|上限|门槛|标准|要求|规定|[红底]线)[^，。]{0,4}(?:是|为)$")
_NEAR: Final = 10
_PAIR: Final = 2
_TODAY: Final = bounded.compile("(?:今天|今日|现在)(?:是|已是|为)?$")
_LEFT: Final = bounded.compile("(?:还有|还剩|剩下?|剩余|不足|只剩)(?:下)?$")


def is_granted(figure: SaidFigure, claim: Claim) -> bool:
    """The day asked about, the round and the documents that are spoken of, what was told of the enterprise."""
    standing = claim.standing
    if figure.unit == "date" and _is_today(figure, claim) or figure.unit == "days" and _is_left(figure, claim):
        return True
    if figure.words == "一年" and claim.text[: figure.start].endswith("同"):
        return True
    if figure.unit == "items" and _counted_otherwise(figure, claim):
        return False
    if figure.limit is None and figure.unit in ("step", "items", "level", "sheets", "") and counts_own(figure.words, int(figure.value), claim.text[figure.end :], claim.text[: figure.start]) or figure.unit == "step":
        return True
    if figure.unit in ("level", "items") and figure.limit is None and _COUNT_OF_RUNGS.search(figure.words) and int(figure.value) == _rungs(claim):
        return True
    if figure.unit == "items" and figure.value == _PAIR and bounded.match("(?:合计|加起来|相加|一共)", claim.text[figure.end :]):
        return True
    if is_reckoned(figure, claim):
        return True
    if figure.unit in ("paragraph", "article") and _is_numbered(figure, claim):
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
    summed = summed_figures(claim)
    if figure.unit in ("date", "month") and any(figure.same(each) for each in summed):
        return True
    if summed and figure.limit is None and (any(figure.value == each.value for each in summed) or figure.unit == "year"):
        return True
    if figure.unit == "document" and any(figure.same(each) for each in Stated.of(claim.evidence.head).figures):
        return True
    return claim.of_enterprise and _is_told(figure, claim)


def _rungs(claim: Claim) -> int:
    """How many rungs the clauses name; 科技和创新型 is the lowest, and 创新型 no further one beside it."""
    found = (claim.evidence.tiers | claim.evidence.ids) & _RUNGS
    return len(found - {"tier.innovative"} if "tier.tech_and_innovative" in found else found)


def _counted_otherwise(figure: SaidFigure, claim: Claim) -> bool:
    """四个层次 where the clause says 三个层次."""
    noun = claim.text[figure.end : figure.end + 2]
    known = [(each, piece.text[each.end : each.end + 2]) for piece in claim.evidence.pieces for each in piece.read.figures if each.unit == "items"]
    alike = [each for each, theirs in known if len(noun) > 1 and theirs == noun]
    return bool(alike) and not any(figure.same(each) for each in alike)


def _is_today(figure: SaidFigure, claim: Claim) -> bool:
    """The day asked about, told as such and not as the end of something."""
    day = claim.standing.as_of
    if figure.value != day.month * 100 + day.day or figure.year not in (None, day.year):
        return False
    behind = claim.text[figure.end : figure.end + 3]
    if _TODAY.search(claim.text[: figure.start]):
        return True
    if figure.year is None:
        return bool(bounded.match("起?算|看", behind))
    return not bounded.match("[开起止关]|启动|上传|截止", behind)


def _is_left(figure: SaidFigure, claim: Claim) -> bool:
    """还有6天, counted from the day asked about to a day that the sentence and the clause name."""
    day = claim.standing.as_of
    if not _LEFT.search(claim.text[: figure.start]):
        return False
    known = [each for piece in claim.evidence.pieces for each in piece.read.figures if each.unit == "date"]
    said = [each for each in Stated.of(claim.whole).figures if each.unit == "date" and any(each.same(other) for other in known)]
    months = [divmod(int(each.value), 100) for each in said]
    return any((date(day.year, month, number) - day).days == figure.value for month, number in months)


def _is_numbered(figure: SaidFigure, claim: Claim) -> bool:
    """第三项 of a cited clause that has this number."""
    return any(f"/{int(figure.value)}" in f"/{'/'.join(each.split('/')[1:])}/" for each in (*claim.evidence.clause_ids, *(piece.clause_id for piece in claim.evidence.pieces)))


def _batches(claim: Claim) -> set[int]:
    """The batch that a cited notice is for."""
    numbers = {claim.library.document(each).meta.number for each in claim.evidence.documents - {ROUNDS_ID}}
    known = {int(each.value) for piece in claim.evidence.pieces for each in piece.read.figures if each.unit == "batch"}
    return {row.batch for row in claim.library.rounds() if row.number in numbers} - known


def _is_of_document(figure: SaidFigure, claim: Claim) -> bool:
    """The year, the day of issue or of coming into force of a cited document, said as such."""
    metas = [claim.library.document(each).meta for each in claim.evidence.documents - {ROUNDS_ID}]
    if figure.unit == "year":
        years = {day.year for meta in metas for day in (meta.issued, *meta.in_force) if day}
        return int(figure.value) in years and not names_version(claim.text, figure)
    near = claim.text[max(0, figure.start - _NEAR) : figure.end + _NEAR]
    behind = claim.text[figure.end : figure.end + _NEAR]
    issuing, starting = _ISSUED.search(behind), _IN_FORCE.search(behind)
    if issuing and starting:
        near = issuing[0] if issuing.start() < starting.start() else starting[0]
    issued = [meta.issued for meta in metas] if _ISSUED.search(near) else []
    in_force = [day for meta in metas for day in meta.in_force if day] if _IN_FORCE.search(near) else []
    return any(figure.value == day.month * 100 + day.day and figure.year in (None, day.year) for day in (*issued, *in_force))


def _is_told(figure: SaidFigure, claim: Claim) -> bool:
    if _OF_THE_RULE.search(claim.text[max(0, figure.start - 12) : figure.start]):
        return False
    return any(figure.value == each.value and (figure.unit == each.unit or not each.unit or not figure.unit) for each in told_figures(claim))


def told_figures(claim: Claim) -> list[SaidFigure]:
    """The figures of the profile, of the rules' result and of the user's own words."""
    text = [claim.standing.told]
    if claim.standing.profile is not None:
        text.append(str(claim.standing.profile.to_json()))
    if claim.standing.check is not None:
        text.append(str(claim.standing.check.to_json()))
    return find_figures("；".join(text))
