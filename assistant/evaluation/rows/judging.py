"""Hold one answer against what its row expects: every way in which it misses, named by its kind.

An answer is right when it has no miss. Needs no model; the answer is the contract's object as JSON, asked
for with its mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.evaluation.cases import ANSWERING
from assistant.evaluation.judging import place_of
from assistant.evaluation.rows.rowset import Exchange, Expected
from assistant.evaluation.rows.said import digits, named, same, words_named
from assistant.rules.logic import Status as Verdict

Answer = Mapping[str, Any]


class MissKind(StrEnum):
    """The ways to miss."""

    STATUS = "status"
    """Another status than those expected; an error of ours is one."""
    MUST = "must"
    """None of the alternatives is said."""
    MUST_NOT = "must_not"
    """What must not be said is said."""
    CLAUSE = "clause"
    """Of a group of clauses none is cited, nor one under or above it."""
    OUTSIDE = "outside"
    """Answered, or asked for more, where the texts are silent."""
    TIER = "tier"
    TRACK = "track"
    ROUND = "round"
    """Another tier, track or round than expected in the answer's context."""
    WRONG_VALUE = "wrong_value"
    """A profile value that differs from the expected one."""
    UNREAD = "unread"
    """An expected profile value that is not there, but is named in the answer or in `not_used`, or has no digits."""
    LOST = "lost"
    """An expected profile value that is not there, its digits neither in the answer nor in `not_used`."""
    BOUND = "bound"
    """A limit told of the enterprise, neither read as a fact nor named."""
    SUPPOSED = "supposed"
    """A supposed value that the answer doesn't name."""
    NOT_USED = "not_used"
    """What the answer doesn't use and doesn't account for."""
    UNDECIDED = "undecided"
    """A condition, or the whole, that should pass or fail and is unknown or not there."""
    FALSE_VERDICT = "false_verdict"
    """A condition, or the whole, that passes or fails where something else is expected."""


@dataclass(frozen=True)
class Miss:
    """One miss; `what` says in detail what, for sets that may be shown."""

    kind: MissKind
    what: str


@dataclass(frozen=True)
class JudgedRow:
    """One exchange judged.

    Attributes:
        outside: the row lies outside the texts.
        declined: neither answered nor asked for more.
        asked_back: the answer offers choices of what may have been meant.
    """

    id: str
    part: str
    misses: tuple[Miss, ...]
    outside: bool
    declined: bool
    asked_back: bool

    @property
    def right(self) -> bool:
        return not self.misses

    @property
    def kinds(self) -> tuple[MissKind, ...]:
        """The kinds of its misses, each once."""
        return tuple(dict.fromkeys(miss.kind for miss in self.misses))

    def count(self, kind: MissKind) -> int:
        """How many misses are of this kind."""
        return sum(miss.kind is kind for miss in self.misses)


def judge(exchange: Exchange, answer: Answer) -> JudgedRow:
    """Judge one answer."""
    expected = exchange.turn
    misses = (
        *_said(expected, answer),
        *_cited(expected, answer),
        *_context(expected, answer),
        *_profile(expected, answer),
        *_accounted(expected, answer),
        *_verdicts(expected, answer),
    )
    declined = answer["status"] not in ANSWERING
    return JudgedRow(exchange.id, exchange.part, misses, expected.outside, declined, bool(answer.get("choices")))


def _said(expected: Expected, answer: Answer) -> Iterator[Miss]:
    text = answer.get("answer", "")
    if answer["status"] not in expected.status:
        yield Miss(MissKind.STATUS, f"{answer['status']} ≠ {'|'.join(expected.status)}")
    if expected.outside and answer["status"] in ANSWERING:
        yield Miss(MissKind.OUTSIDE, answer["status"])
    for wanted in expected.must:
        if not any(place_of(word, text) >= 0 for word in wanted):
            yield Miss(MissKind.MUST, "|".join(wanted))
    for word in expected.must_not:
        if place_of(word, text) >= 0:
            yield Miss(MissKind.MUST_NOT, word)


def _cited(expected: Expected, answer: Answer) -> Iterator[Miss]:
    cited = [citation["clause_id"] for citation in answer.get("citations", ())]
    for group in expected.clauses:
        if not any(_in_line(one, other) for one in group for other in cited):
            yield Miss(MissKind.CLAUSE, "|".join(group))


def _in_line(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _context(expected: Expected, answer: Answer) -> Iterator[Miss]:
    context = answer.get("context", {})
    for kind in (MissKind.TIER, MissKind.TRACK, MissKind.ROUND):
        wanted = getattr(expected, kind)
        if kind in expected.model_fields_set and context.get(kind) != wanted:
            yield Miss(kind, f"{context.get(kind)} ≠ {wanted}")


def _profile(expected: Expected, answer: Answer) -> Iterator[Miss]:
    got = answer.get("profile", {})
    for field, value in expected.profile.items():
        if field == "recognitions" and value:
            for title in value:
                yield from _title(title, got.get(field) or [], answer)
        elif isinstance(value, dict):
            for year, amount in value.items():
                yield from _value(f"{field}.{year}", amount, (got.get(field) or {}).get(str(year)), answer)
        else:
            yield from _value(field, value, got.get(field), answer)


def _title(wanted: Mapping[str, Any], held: list[dict[str, Any]], answer: Answer) -> Iterator[Miss]:
    """The title of the same tier that fits best, detail by detail."""
    path = f"recognitions.{wanted['tier']}"
    of_tier = [title for title in held if title.get("tier") == wanted["tier"]]
    if not of_tier:
        details = [value for value in wanted.values() if digits(value)]
        yield _absent(path, details, answer)
        return
    best = max(of_tier, key=lambda title: sum(same(title.get(key), value) for key, value in wanted.items()))
    for key, value in wanted.items():
        yield from _value(f"{path}.{key}", value, best.get(key), answer)


def _value(path: str, wanted: Any, got: Any, answer: Answer) -> Iterator[Miss]:
    if got is None:
        yield _absent(path, [wanted], answer)
    elif not (set(wanted) == set(got) if isinstance(wanted, list) else same(wanted, got)):
        yield Miss(MissKind.WRONG_VALUE, f"{path}: {got} ≠ {wanted}")


def _absent(path: str, wanted: list[Any], answer: Answer) -> Miss:
    text = _answer_and_not_used(answer)
    kind = MissKind.UNREAD if all(named(value, text) for value in wanted) else MissKind.LOST
    return Miss(kind, f"{path}: {'、'.join(map(str, wanted))}")


def _accounted(expected: Expected, answer: Answer) -> Iterator[Miss]:
    text = _answer_and_not_used(answer)
    facts = [mention["words"] for mention in answer.get("mentions") or () if mention["role"] == "fact"]
    for path, words in expected.bounds.items():
        if not words_named(words, f"{text} {' '.join(facts)}") and not any(fact in words for fact in facts):
            yield Miss(MissKind.BOUND, f"{path}: {words}")
    for field, value in expected.supposed.items():
        amounts = value.values() if isinstance(value, dict) else [value]
        if not all(named(amount, answer.get("answer", "")) for amount in amounts):
            yield Miss(MissKind.SUPPOSED, f"{field}: {value}")
    for words in expected.not_used:
        if not words_named(words, text):
            yield Miss(MissKind.NOT_USED, words)


def _answer_and_not_used(answer: Answer) -> str:
    return " ".join((answer.get("answer", ""), *(mention["words"] for mention in answer.get("not_used", ()))))


def _verdicts(expected: Expected, answer: Answer) -> Iterator[Miss]:
    check = answer.get("check") or {}
    got = {condition["id"]: condition["status"] for condition in check.get("conditions", ())}
    for name, wanted in expected.conditions.items():
        yield from _verdict(name, wanted, got.get(name))
    if expected.whole is not None:
        yield from _verdict("whole", expected.whole, check.get("status"))


def _verdict(name: str, wanted: Verdict, got: str | None) -> Iterator[Miss]:
    if got != wanted:
        kind = MissKind.FALSE_VERDICT if got in (Verdict.PASS, Verdict.FAIL) else MissKind.UNDECIDED
        yield Miss(kind, f"{name}: {got} ≠ {wanted}")
