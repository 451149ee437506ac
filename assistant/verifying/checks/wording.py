"""A stretch that is all but the clause's own may differ from it in no small word that carries meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Lexicon
from assistant.verifying.claim import Claim
from assistant.verifying.evidence import Evidence
from assistant.verifying.patterns import names, pattern, words_of
from assistant.verifying.statement import Stated
from assistant.verifying.verdict import Objection, Reason

_STRETCH: Final = bounded.compile(r"(?:[^，,；;。：:（）()\n]|(?<=\d),(?=\d))+")
_PLAIN: Final = bounded.compile(r"[\s“”‘’「」、]+")
_ALIKE: Final = 0.74
_HEAD: Final = bounded.compile(r"^(?:\s|[一二三四五六七八九十]+、)*(?:而且|并且|且|或者|或|要么|以及|同时|还|也|并|可能)+")
_LONG: Final = 6
_REASONS: Final = {"and": Reason.CONDITION, "or": Reason.CONDITION, "national": Reason.CONDITION, "provincial": Reason.CONDITION, "ministry": Reason.CONDITION, "city": Reason.CONDITION}
_LIMITS: Final = bounded.compile(r"(?:不|未|没有?)?(?:能|得|可|应)?(?:低于|高于|少于|多于|超过|大于|小于|达到|满|足)(?=[约□])|(?<=□)(?:及|或)?(?:以上|以下|以内|之内)")

_LAST: Final = bounded.compile("以(?=上一?(?:会计)?年)")
"""以上一年度…为准: no 以上."""


def wording(claim: Claim) -> Iterator[Objection]:
    """不 lost, 或 for 且, 以上 for 以下, one title or body for another."""
    stretches = _stretches(claim.evidence)
    for match in _STRETCH.finditer(claim.text):
        said = match[0]
        grams = _grams(said)
        if len(grams) < _LONG:
            continue
        alike, there = max(((_dice(grams, theirs), words) for words, theirs in stretches), default=(0.0, ""))
        if alike < _ALIKE or _PLAIN.sub("", said) == _PLAIN.sub("", there):
            continue
        other = _differing(said, there)
        if _is_turned_round(claim.read, match.start()):
            other = [each for each in other if each not in ("not", "already")]
        if other:
            yield Objection(_reason(other[0]), "polarity_turned" if other[0] in ("not", "already") else "condition_other", said, there)
            return


def _is_turned_round(read: Stated, place: int) -> bool:
    """A case that ends badly is the requirement turned round: 没有资格的，不能参评."""
    clause = read.clause_at(place)
    after = [each for each in read.clauses if each.start >= clause.end and not each.conditional][:2]
    return clause.conditional and any(each.denied or each.outcome_bad or pattern("turns", "asks_first").search(each.text) or pattern("turns", "case_fails").search(each.text) for each in after)


def _differing(said: str, there: str) -> list[str]:
    """The small words that are more or less than there; a 或 for a 、 and a body added are none."""
    head, their_head = _HEAD.match(said), _HEAD.match(there)
    mine, theirs = _small_words(said[head.end() :] if head else said), _small_words(there[their_head.end() :] if their_head else there)
    more, less = mine - theirs, theirs - mine
    kinds_lost = {each.split(".")[0] for each in less}
    other = [each for each in more if not each.startswith(("tier.", "who.")) and each not in ("and", "or", "may") or each.startswith(("tier.", "who.")) and each.split(".")[0] in kinds_lost]
    other += [each for each in less if each == "not" or each in names("binding_limits")]
    if {"and", "or"} <= {*more, *less} or head and their_head and _joins(head[0]) * _joins(their_head[0]) < 0:
        other.append("and")
    return other


def _joins(head: str) -> int:
    """1 for 且, -1 for 或, 0 for what may stand for either (也, 还)."""
    return -1 if bounded.search("或|要么", head) else 1 if bounded.search("且|同时", head) else 0


def _reason(kind: str) -> Reason:
    if kind.startswith("tier."):
        return Reason.TIER
    if kind.startswith("who."):
        return Reason.ROLE
    if kind.startswith(("limit.", "thing.")):
        return Reason.CONDITION
    return _REASONS.get(kind, Reason.POLARITY)


@lru_cache(maxsize=512)
def _stretches(evidence: Evidence) -> tuple[tuple[str, frozenset[str]], ...]:
    found = dict.fromkeys(match[0] for piece in evidence.pieces for match in _STRETCH.finditer(piece.text))
    return tuple((words, _grams(words)) for words in found)


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    plain = _PLAIN.sub("", text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _small_words(text: str) -> Counter[str]:
    """The words that carry meaning, each as often as it stands there; limits of figures are judged with their figures."""
    read = Stated.of(text)
    rest = _LIMITS.sub(lambda match: "□" * len(match[0]), read.without_figures)
    rest = _LAST.sub(lambda match: "□" * len(match[0]), rest)
    rest = pattern("turns", "denies_nothing").sub(lambda match: "□" * len(match[0]), rest)
    found = Counter(hit.id for hit in _lexicon().find(rest))
    found.update(token.id for token in read.tokens if token.id.startswith(("tier.", "who.")) or token.id in names("binding_limits"))
    return found


@cache
def _lexicon() -> Lexicon:
    return Lexicon(words_of("wording"))
