"""Who does what, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.claim import Claim
from assistant.verifying.doers import ENTERPRISE, doers
from assistant.verifying.evidence import Evidence, Piece
from assistant.verifying.patterns import names
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason

_TO: Final = bounded.compile(r"(?:向|报|至|给|到|对|与|跟|和|同|往|提交|寄|交|送|推荐|归|除了?|抽取|非|以及|或者?|、|为)$")
_BY: Final = bounded.compile(r"(?:由|归|经|被|让|请|是|以|靠|为|等|负责|：|:)$")
_PIVOT: Final = bounded.compile(r"组织|要求|联系|指导|促进|督促|通知|引导|推动|(?<!申)请|委托|安排")
_WIDER: Final = {
    "who.authority": frozenset({"who.province", "who.ministry", "who.county", "who.recogniser"}),
    "who.recogniser": frozenset({"who.province", "who.ministry", "who.authority"}),
    "who.province": frozenset({"who.authority"}),
    "who.ministry": frozenset({"who.ministry_office"}),
    "who.ministry_office": frozenset({"who.ministry"}),
}
_NOMINAL: Final = bounded.compile("材料|资料|意见|名单|情况")
"""推荐材料: nobody recommends there."""
_NOT_HE: Final = bounded.compile("的|(?:都|均|也)?(?:是|由)?随机")
_EXPLICIT: Final = bounded.compile("(?:(?<!不)由|的是|留给|归)$")
_PASSIVE: Final = bounded.compile("被|予以")
_ORGANISED: Final = bounded.compile("组织(?:企业)?$")
_FAR: Final = 12
_NEAREST: Final = 2
_NOTICE: Final = "notice-"
_UNDERGOES: Final = bounded.compile("接受|经受|等候|等待|配合")


@dataclass(frozen=True)
class Deed:
    """Somebody does something to something; `of` are the things and titles beside the act."""

    who: str
    act: str
    of: frozenset[str]
    words: str
    start: int
    titles: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def deeds(read: Stated) -> tuple[Deed, ...]:
    """Who does what, by the words' order."""
    everyone = doers(read)
    found: list[Deed] = []
    for act in read.tokens:
        if act.id not in names("acts_of_somebody") or _is_no_deed(act, read):
            continue
        doer = _doer_of(act, everyone, read)
        if doer is not None and not (doer.id == ENTERPRISE and _PASSIVE.match(act.words)):
            found.append(Deed(doer.id, act.id, _objects(act, read), act.words, act.start))
    return tuple(found)


def _is_no_deed(act: Hit, read: Stated) -> bool:
    """推荐材料 is a paper, 负责填写 is filling in, 再报工信部 is sending."""
    following = [each for each in read.tokens if each.start >= act.end and each.start < read.clause_at(act.start).end]
    if act.words == "负责" and any(each.id in names("acts_of_somebody") for each in following):
        return True
    if act.id == "act.apply" and any(each.start == act.end and each.id in names("bodies") for each in following):
        return True
    return bool(_NOMINAL.match(read.text, act.end))


def _doer_of(act: Hit, everyone: Sequence[Hit], read: Stated) -> Hit | None:
    clause = read.clause_at(act.start)
    inside = _in_brackets(read.text, act.start)
    before = [
        each
        for each in everyone
        if each.end <= act.start
        and not _TO.search(read.text[max(0, each.start - 4) : each.start])
        and _in_brackets(read.text, each.start) == inside
        and not (each.start < clause.start and _is_pivot(each, read))
        and not _NOT_HE.match(read.text, each.end)
        and (each.id not in names("seldom_doers") or each.start == clause.start or each.end == act.start or _BY.search(read.text[max(0, each.start - 3) : each.start]))
    ]
    behind = [each for each in everyone if act.end <= each.start < clause.end and _BY.search(read.text[max(0, each.start - 3) : each.start])]
    if before and _UNDERGOES.search(read.text[before[-1].end : act.start]):
        return None
    if behind and not (before and before[-1].start >= clause.start):
        return behind[0]
    return before[-1] if before else None


def _in_brackets(text: str, place: int) -> int:
    before = text[:place]
    return before.count("（") + before.count("(") - before.count("）") - before.count(")")


def _is_pivot(doer: Hit, read: Stated) -> bool:
    """组织企业填写: it does that, and what follows is again the organiser's."""
    clause = read.clause_at(doer.start)
    return bool(_PIVOT.search(read.text[clause.start : doer.start]))


def _objects(act: Hit, read: Stated) -> frozenset[str]:
    clause = read.clause_at(act.start)
    things = [token for token in read.tokens if token.id.split(".")[0] in ("thing", "tier")]
    near = [each for each in things if clause.start <= each.start < clause.end and _apart(act, each) <= _FAR]
    topic = [each for each in things if act.start - _FAR - 6 <= each.start < clause.start] if not near else []
    return frozenset(each.id for each in near or topic)


def _apart(act: Hit, thing: Hit) -> int:
    return thing.start - act.end if thing.start >= act.end else act.start - thing.end


def roles(claim: Claim) -> Iterator[Objection]:
    """Somebody does what the clause gives to somebody else, or is not in the clause at all."""
    known = _known(claim.evidence)
    titles = claim.read.of_kind("tier") - {"tier.all_tiers"}
    for deed in deeds(claim.read):
        theirs = [each for each in known if each.act == deed.act]
        if len(titles) == 1 and theirs and _of_other_titles(titles, theirs, claim):
            yield Objection(Reason.ROLE, "role_other", claim.text.strip("。"), _said(claim, deed))
            return
        theirs = [each for each in theirs if titles & each.titles] or theirs if len(titles) == 1 else theirs
        narrowed = [each for each in theirs if each.of & deed.of & names("objects_that_tell")] if deed.of & names("objects_that_tell") else []
        theirs = narrowed or theirs
        if theirs and not any(_alike(deed.who, each.who) for each in theirs) and not _organises(claim, deed):
            yield Objection(Reason.ROLE, "role_other", claim.text.strip("。"), _said(claim, deed))
            return
    if (piece := _by_another(claim)) is not None:
        yield Objection(Reason.ROLE, "role_other", claim.text.strip("。"), piece.text)
        return
    everyone = _everyone(claim.evidence) | _addressed(claim)
    for each in doers(claim.read):
        if each.id in names("bodies") and each.id not in everyone and not any(_alike(each.id, other) for other in everyone):
            yield Objection(Reason.ROLE, "role_other", each.words, _said(claim, None))
            return


def _by_another(claim: Claim) -> Piece | None:
    """由企业自己判定 where the closest piece gives it to others only."""
    for each in doers(claim.read):
        if not _EXPLICIT.search(claim.text[: each.start]) and not (each.words.startswith("由") and each.start == 0 or "由" in each.words):
            continue
        if claim.text.startswith(("以外", "之外"), each.end) or claim.text.startswith("不", max(0, each.start - 1)):
            continue
        match = next((found for found in claim.matches if found.start <= each.start < found.end), None)
        piece = match.pieces[0] if match else None
        there = {other.id for near in (match.pieces[:_NEAREST] if match else ()) for other in (*doers(near.read), *doers(Stated.of(near.lead)))}
        there = there or set(_everyone(claim.evidence))
        if there and not any(_alike(each.id, other) for other in there):
            return piece or next(iter(claim.evidence.pieces), None)
    return None


def _organises(claim: Claim, deed: Deed) -> bool:
    """由省里组织填写: who organises it in the clause too."""
    if not _ORGANISED.search(claim.text[: deed.start]):
        return False
    return any(_alike(deed.who, each.id) and "组织" in piece.text[each.end : each.end + _FAR] for piece in claim.evidence.pieces for each in doers(piece.read))


def _of_other_titles(titles: frozenset[str], theirs: Sequence[Deed], claim: Claim) -> bool:
    """Whether the clause says it of other titles only, and something else of this one."""
    if any(not each.titles or titles & each.titles for each in theirs):
        return False
    return any(titles & piece.read.of_kind("tier") for piece in claim.evidence.pieces)


def _addressed(claim: Claim) -> frozenset[str]:
    """A notice is the ministry's to the provinces, whether its clause names them or not."""
    return frozenset({"who.province", "who.ministry"} if any(each.startswith(_NOTICE) for each in claim.evidence.documents) else ())


def _alike(one: str, other: str) -> bool:
    return one == other or one in _WIDER.get(other, ()) or other in _WIDER.get(one, ())


@lru_cache(maxsize=512)
def _known(evidence: Evidence) -> tuple[Deed, ...]:
    found: list[Deed] = []
    for piece in evidence.pieces:
        offset = len(piece.lead) + 1 if piece.lead else 0
        joined = Stated.of(f"{piece.lead}；{piece.text}" if piece.lead else piece.text)
        found += [replace(deed, titles=piece.tiers - {"tier.all_tiers"}) for deed in deeds(joined) if deed.start >= offset]
        found += _by_tier(joined)
        found += [replace(deed, who=organiser) for deed in found if deed.who == "who.expert" and (organiser := _organiser(joined))]
    return tuple(found)


def _organiser(read: Stated) -> str:
    """我部组织专家评审: who has the experts do it."""
    return next((each.id for each in doers(read) if bounded.match("(?:负责)?组织(?:有关|相关)?专家", read.text[each.end :])), "")


def _by_tier(read: Stated) -> Iterator[Deed]:
    """由专精特新中小企业…提出申请: a holder of a title does what an enterprise does."""
    for tier in read.tokens:
        if tier.id.startswith("tier."):
            clause = read.clause_at(tier.start)
            act = next((each for each in read.tokens if clause.end > each.start >= tier.end and each.id in names("acts_of_somebody")), None)
            if act is not None and act.id in names("acts_of_enterprises"):
                yield Deed(ENTERPRISE, act.id, _objects(act, read), act.words, act.start)


@lru_cache(maxsize=512)
def _everyone(evidence: Evidence) -> frozenset[str]:
    return frozenset(each.id for piece in evidence.pieces for text in (piece.text, piece.headings) for each in doers(Stated.of(text)))


def _said(claim: Claim, deed: Deed | None) -> str:
    for match in claim.matches:
        if deed is None or match.start <= deed.start < match.end:
            return match.pieces[0].text
    return claim.evidence.pieces[0].text if claim.evidence.pieces else ""
