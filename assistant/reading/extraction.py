"""The facts that a text states of an enterprise, in the contract's shape: the plain profile and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.reading.assembling import Assembled
from assistant.reading.facts import Fact
from assistant.reading.understood import Question
from assistant.rules.profile import Profile, json_number


@dataclass(frozen=True)
class Extraction:
    """What a text says of the enterprise."""

    question: Question

    @property
    def assembled(self) -> Assembled:
        """The facts put together; of an enterprise only supposed nothing is extracted."""
        return Assembled() if self.question.hypothetical else self.question.assembled()

    @property
    def profile(self) -> Profile:
        """The facts as a profile: point values only."""
        return self.assembled.points

    def to_json(self) -> dict[str, Any]:
        """The contract's object."""
        assembled = self.assembled
        ignored = [mention.to_json() for mention in self.question.not_used]
        return {
            "profile": assembled.points.to_json(),
            "evidence": evidence_of(assembled),
            "conflicts": [
                {"field": conflict.path, "values": [_plain(fact.value) for fact in conflict.facts], "words": [fact.words for fact in conflict.facts]}
                for conflict in assembled.conflicts
            ],
            "ignored": ignored,
            "not_used": ignored,
            "mentions": [mention.to_json() for mention in self.question.mentions],
        }


def evidence_of(assembled: Assembled) -> list[dict[str, Any]]:
    """What stands behind each path settled: the value taken and the words it came from."""
    values = assembled.profile.to_json()
    return [_evidence(path, fact, values) for path, fact in assembled.settled.items()]


def _evidence(path: str, fact: Fact, values: dict[str, Any]) -> dict[str, Any]:
    """The words a fact came from; limits that were not said are left out."""
    key, _, year = path.partition(".")
    held = values.get(key, {}).get(year) if year else values.get(key)
    found: dict[str, Any] = {
        "field": path,
        "value": held if held is not None else _plain(fact.value),
        "words": fact.words,
        "start": fact.start,
        "end": fact.end,
        "approximate": fact.approximate,
        "assumed": [assumed.value for assumed in fact.assumed],
    }
    if fact.bound is not None:
        found[fact.bound.value] = True
    if fact.value is None:
        for name, limit in (("low", fact.low), ("high", fact.high)):
            if limit is not None:
                found[name] = json_number(limit)
    if fact.formula:
        found["formula"] = fact.formula
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, tuple):
        return [dict(item) if isinstance(item, tuple) else item for item in value]
    return value
