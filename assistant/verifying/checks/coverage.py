"""Every word that says something stands in the cited clause, or says what a word of it says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from assistant import bounded
from assistant.verifying.claim import Claim
from assistant.verifying.flat import lower
from assistant.verifying.patterns import pattern, words_of
from assistant.verifying.subjects import is_left_out
from assistant.verifying.verdict import Objection, Reason

_HAN: Final = bounded.compile(r"[\u4e00-\u9fff]+")
_PLAIN_KINDS: Final = ("m", "q", "p", "c", "u", "r", "y", "e", "o", "x", "w", "f", "d", "t", "z")
_ENOUGH: Final = 1.0
_NOUN: Final = 0.75
_VERB: Final = 0.5
"""One unknown word may be another way of saying it; two are not."""
_SOME: Final = 0.75
_SHARE: Final = 0.34
"""One is too many where little else is known."""
_OF_ENTERPRISE: Final = 1.5
"""What is said of an enterprise may use words of its own."""



def coverage(claim: Claim) -> Iterator[Objection]:
    """Concepts and words that the cited clauses don't have."""
    weights = dict(unknown_concepts(claim)) | dict(unknown_words(claim))
    missing, total = list(weights), sum(weights.values())
    if claim.of_enterprise and claim.standing.profile is not None:
        total -= _OF_ENTERPRISE
    if total >= _ENOUGH or total >= _SOME and total / (total + known_count(claim)) >= _SHARE:
        yield Objection(Reason.UNSUPPORTED, "unsupported_words", "、".join(missing[:4]))


def known_count(claim: Claim) -> int:
    """How many things that the sentence speaks of stand in the clauses."""
    figures = [each for piece in claim.evidence.pieces for each in piece.read.figures]
    return len(claim.read.ids & claim.evidence.ids) + sum(any(figure.same(each) for each in figures) for figure in claim.read.figures)


def unknown_concepts(claim: Claim) -> Iterator[tuple[str, float]]:
    """What the sentence speaks of and the clauses don't."""
    known = claim.evidence.ids
    for token in claim.read.tokens:
        kind = token.id.split(".")[0]
        if is_left_out(claim, claim.read.clause_at(token.start), token.id):
            continue
        if kind in ("thing", "act") and token.id not in known and token.words not in claim.evidence.text and token.id not in _loose() and not _related(token.id) & known:
            yield token.words, _ENOUGH if kind == "thing" else _NOUN


def unknown_words(claim: Claim) -> Iterator[tuple[str, float]]:
    """Words outside the list of concepts that neither stand in the clauses nor are plain speech."""
    rest = claim.read.without_figures
    for token in claim.read.tokens:
        rest = f"{rest[: token.start]}{'，' * (token.end - token.start)}{rest[token.end :]}"
    rest = pattern("plain", "phrases").sub(lambda match: "，" * len(match[0]), rest)
    known = f"{claim.evidence.bare}{claim.evidence.bare.replace('、', '')}"
    for run in _HAN.findall(lower(rest)):
        for word, kind in _cut(run):
            if word in _risky() and word not in known:
                yield word, _ENOUGH
                continue
            if len(word) < 2 or word in known or word in _plain() or kind[:1] in _PLAIN_KINDS:
                continue
            if all(sign in known for sign in word) and kind[:1] in ("v", "a") or all(sign in _plain_signs() for sign in word):
                continue
            yield word, _VERB if kind in ("v", "vi", "vd", "zg") else _NOUN


@cache
def _related(concept: str) -> frozenset[str]:
    """What says the same in other words: who posts sends."""
    return frozenset(words_of("concept_sets")["related"].get(concept, ()))


@cache
def _loose() -> frozenset[str]:
    return frozenset(words_of("plain")["concepts"])


@cache
def _plain() -> frozenset[str]:
    return frozenset(word for line in words_of("plain")["words"] for word in line.split())


@cache
def _risky() -> frozenset[str]:
    return frozenset(word for line in words_of("plain")["risky"] for word in line.split())


@cache
def _plain_signs() -> frozenset[str]:
    return frozenset(words_of("plain")["signs"])


def _cut(run: str) -> list[tuple[str, str]]:
    return [(pair.word, pair.flag) for pair in _cutter().lcut(run)]


@cache
def _cutter() -> Any:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return jieba.posseg
