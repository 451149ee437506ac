"""Who does what, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Evidence
from assistant.verifying.statement import Statement
from assistant.verifying.verdict import Objection, Reason

_TO: Final = bounded.compile(r"(?:向|报|至|给|到|对|与|跟|和|同|往|由.{1,8}报|提交|寄|交|送|推荐|归|除了?|非)$")
_BY: Final = bounded.compile(r"(?:由|归|经|被|让|请|是|以|靠|为|等|负责|：|:)$")
_ENTERPRISE: Final = bounded.compile(
    r"(?<![小])(?:申[请报]|参评|被推荐|各|有关|相关|拟|复核)?(?:企业|贵公司|公司|单位)(?=自|按|应|须|需|要|可|得|不|在|于|通过|登录|填|上传|传|提|直接|只|先|如实|将|每|年|必|也|就|把|向|亲|统|完|办|仍|还|无|各|对|自己|本身|收|负|报|寄|更新|申|说|$)|由(?:申请|申报|参评)?企业|企业自[己行主愿]"
)
_ACTS: Final = frozenset(
    f"act.{each}"
    for each in ["first_review", "audit", "spot_check", "site_visit", "recommend", "recognise", "evaluate", "announce", "publicise", "review", "update", "upload", "fill", "send", "explain", "revoke", "set", "publish", "file", "train", "apply", "self_evaluate", "report", "whistle", "keep_file", "lead", "licence", "stamp", "entrust"]
)
_STRONG: Final = frozenset(
    f"who.{each}"
    for each in (
        ["ministry", "province", "county", "intermediary", "expert", "ip_office", "finance", "tax", "police", "regulator", "auditor", "listed", "other_body", "ministry_office", "recogniser"]
    )
)
_WIDER: Final = {
    "who.authority": frozenset({"who.province", "who.ministry", "who.county", "who.recogniser"}),
    "who.recogniser": frozenset({"who.province", "who.ministry", "who.authority"}),
    "who.province": frozenset({"who.authority"}),
    "who.ministry": frozenset({"who.ministry_office"}),
    "who.ministry_office": frozenset({"who.ministry"}),
}
ENTERPRISE: Final = "who.enterprise"


def agents(read: Statement) -> list[Hit]:
    """Who is spoken of, in order; an enterprise only where it does something."""
    found = [token for token in read.tokens if token.id.startswith("who.")]
    taken = {place for token in found for place in range(token.start, token.end)}
    for match in _ENTERPRISE.finditer(read.text):
        if taken.isdisjoint(range(*match.span())):
            found.append(Hit(ENTERPRISE, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda hit: hit.start)


def deeds(read: Statement) -> list[tuple[str, Hit]]:
    """Pairs of who and what he does."""
    everyone = agents(read)
    pairs: list[tuple[str, Hit]] = []
    for act in read.tokens:
        if act.id not in _ACTS:
            continue
        agent = _agent_of(act, everyone, read)
        if agent is not None:
            pairs.append((agent.id, act))
    return pairs


def _agent_of(act: Hit, everyone: Sequence[Hit], read: Statement) -> Hit | None:
    before = [each for each in everyone if each.end <= act.start and not _TO.search(read.text[max(0, each.start - 4) : each.start])]
    clause = read.clause_at(act.start)
    behind = [
        each for each in everyone if act.end <= each.start < clause.end and _BY.search(read.text[max(0, each.start - 3) : each.start])
    ]  # fmt: skip
    if behind and not (before and before[-1].start >= clause.start):
        return behind[0]
    return before[-1] if before else None


def roles(claim: Claim) -> Iterator[Objection]:
    """Somebody does what the clause gives to somebody else, or is not in the clause at all."""
    known = _known(claim.evidence)
    named = frozenset(each for pair in known for each in [pair[0]]) | _everyone(claim.evidence)
    for agent, act in deeds(claim.read):
        theirs = {who for who, what in known if what == act.id}
        if theirs and agent not in theirs and not any(agent in _WIDER.get(who, ()) or who in _WIDER.get(agent, ()) for who in theirs):
            yield Objection(Reason.ROLE, "role_other", claim.text.strip("。"), _said(claim, act))
            return
    for each in agents(claim.read):
        if each.id in _STRONG and each.id not in named and not _WIDER.get(each.id, frozenset()) & named:
            yield Objection(Reason.ROLE, "role_other", each.words, _said(claim, None))
            return


def _known(evidence: Evidence) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for piece in evidence.pieces:
        joined = Statement.of(f"{piece.lead}；{piece.text}" if piece.lead else piece.text)
        found |= {(agent, act.id) for agent, act in deeds(joined)}
        found |= {(ENTERPRISE if each == "tier" else each, act) for each, act in _by_tier(joined)}
    return frozenset(found)


def _by_tier(read: Statement) -> Iterator[tuple[str, str]]:
    """由专精特新中小企业…提出申请: a holder of a title does what an enterprise does."""
    for tier in read.tokens:
        if tier.id.startswith("tier."):
            act = next((each for each in read.tokens if each.start >= tier.end and each.id in _ACTS), None)
            if act is not None:
                yield "tier", act.id


def _everyone(evidence: Evidence) -> frozenset[str]:
    found = {each.id for piece in evidence.pieces for text in (piece.text, piece.headings) for each in agents(Statement.of(text))}
    return frozenset(found | {each for each in Statement.of(evidence.head).ids if each.startswith("who.")})


def _said(claim: Claim, act: Hit | None) -> str:
    for match in claim.matches:
        if act is None or match.start <= act.start < match.end:
            return match.pieces[0].text
    return claim.evidence.pieces[0].text if claim.evidence.pieces else ""
