"""Promises, advice to shape figures, contacts, and one requirement called sufficient: said by nobody but the clause."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.flat import lower
from assistant.verifying.patterns import pattern
from assistant.verifying.verdict import Objection, Reason


def promises(claim: Claim) -> Iterator[Objection]:
    """An outcome promised; 确保 where the clause says it is none."""
    for match in pattern("risky", "promise").finditer(claim.text):
        if not _stands(match[0], claim) and not _denied(claim.text, match.start()):
            yield Objection(Reason.PROMISE, "promise", match[0])
            return


def advice(claim: Claim) -> Iterator[Objection]:
    """How to shape figures or get round a rule."""
    for match in pattern("risky", "advice").finditer(claim.text):
        if bounded.match(r"[迟后]?到(?:每年)?\d", claim.text[match.end() :]):
            continue
        if not _stands(match[0], claim) and not _denied(claim.text, match.start()):
            yield Objection(Reason.ADVICE, "advice", match[0])
            return


def contacts(claim: Claim) -> Iterator[Objection]:
    """An address, number or name to turn to that doesn't stand in the cited clause."""
    known = claim.evidence.lower
    for match in pattern("risky", "contact").finditer(lower(claim.text)):
        if match.start() == 0 and bounded.match("[，, ]?(?:您|你)好", claim.text[match.end() :]):
            continue
        if not _is_there(match[0].rstrip("/."), known):
            yield Objection(Reason.CONTACT, "contact", match[0])
            return


def _is_there(words: str, known: str) -> bool:
    """A whole address, not the end or the beginning of another."""
    return any(
        not known[match.end() : match.end() + 1].isalnum() or not known[match.end() : match.end() + 1].isascii()
        for match in bounded.finditer(rf"(?<![a-z0-9.-]){bounded.escape(words)}", known)
    )


def sufficiency(claim: Claim) -> Iterator[Objection]:
    """One requirement said to be enough for the title."""
    match = pattern("risky", "sufficient").search(claim.text)
    if match and bounded.match(r"[^，。；]{0,4}\d+分", claim.text[match.end() :]):
        return
    if match and not bounded.search("即视为|即可|之一|直接|就", claim.evidence.text):
        yield Objection(Reason.CONDITION, "condition_sufficient", match[0])
    elif match and not bounded.search("之一|任[一何意]|其一|一[项个条](?:即可|就|的)|其中|同时|都|全部|各项|直通|不看得分|复核|有效|撤销|取消", claim.whole):
        yield Objection(Reason.CONDITION, "condition_sufficient", match[0])


def _stands(words: str, claim: Claim) -> bool:
    return bounded.sub(r"[\s“”‘’「」]", "", words) in claim.evidence.bare


def _denied(text: str, place: int) -> bool:
    """不得, 不能, 谨防, 不承诺: what is warned of is not advised."""
    return bool(bounded.search(r"(?:不得|不能|不可|不要|不应|禁止|严禁|切勿|请勿|谨防|没有|无法|不|未|并非|莫)(?:有)?.{0,4}$", text[max(0, place - 8) : place]))
