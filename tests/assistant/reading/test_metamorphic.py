"""Same facts, same verdict, whatever stands around them; and what alters the facts alters them, and nothing else does.

`changes.py` holds the changes, `metamorphic.yaml` the messages and what is known to be read wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import pytest

from assistant.models import CheckRequest
from assistant.reading.extraction import Extraction
from assistant.reading.reader import WordsReader
from assistant.reading.scope import Which
from assistant.service import Assistant
from assistant.settings import Settings
from tests.assistant.reading.changes import ALTERING, DATA, KEEPING, Altered, Case, cases

CASES = cases()
KNOWN_WRONG: Mapping[str, list[str]] = DATA["known_wrong"]
READER = WordsReader(None, {row["batch"]: row["year"] for row in DATA["batches"]})
CHECKING = Assistant(Settings(_env_file=None))


class Read(NamedTuple):
    """What a message comes to: its profile, how firm each value is, and the verdict."""

    profile: dict[str, Any]
    firm: dict[str, Any]
    whole: str
    conditions: tuple[tuple[str, str], ...]


def read(text: str, day: date) -> Read:
    question = READER.read_facts(text, day)
    found = Extraction(question).to_json()
    firm = {each["field"]: (each["approximate"], each.get("at_least"), each.get("at_most")) for each in found["evidence"]}
    named = question.scope.round
    known = {row.batch for row in CHECKING.library().rounds(day)}
    round_ = named.number if named and named.which is Which.NUMBER and not named.held and named.number in known else None
    request = CheckRequest(profile=found["profile"], tier=question.scope.tier, track=question.scope.track, round=round_, as_of=day)
    result = CHECKING.check(request, advice=False)
    return Read(found["profile"], firm, result.status.value, tuple((each.id, each.status.value) for each in result.conditions))


@cache
def told(case: Case) -> Read:
    return read(case.say, date.fromisoformat(case.as_of))


def failing(case: Case, kind: str) -> list[str]:
    """What is wrong after the changes of one kind, in words."""
    if kind in KEEPING:
        changed = KEEPING[kind](case)
        return [] if changed is None else differences(told(case), read(changed, date.fromisoformat(case.as_of)), changed)
    return [wrong for altered in ALTERING[kind](case) for wrong in unaltered(case, altered)]


def differences(before: Read, after: Read, text: str) -> list[str]:
    return [f"{text!r}: {name} {old} → {new}" for name, old, new in zip(Read._fields, before, after, strict=True) if old != new]


def unaltered(case: Case, altered: Altered) -> list[str]:
    """Where a field is not as the change has made it, or another one is not as it was."""
    got = holding(read(altered.say, date.fromisoformat(case.as_of)).profile)
    if not altered.whole:
        return [f"{altered.say!r}: {each}" for each in [got.get("recognitions")] if each]
    before, gone = told(case).profile, {path for path, value in altered.values.items() if value is None}
    wanted = {path: value for path, value in (flat(before) | dict(altered.values)).items() if path not in gone}
    had = {path: value for path, value in flat(got).items() if path not in gone or value}
    return [] if had == wanted else [f"{altered.say!r}: {had}, not {wanted}"]


def holding(profile: Mapping[str, Any]) -> dict[str, Any]:
    """With the titles held, without those said not to be."""
    held = profile.get("recognitions")
    return {key: value for key, value in profile.items() if key not in ("recognitions", "titles_denied")} | ({"recognitions": held} if held else {})


def flat(profile: Mapping[str, Any]) -> dict[str, Any]:
    """By path, numbers exact."""
    found: dict[str, Any] = {}
    for key, value in profile.items():
        found |= {f"{key}.{year}": each for year, each in value.items()} if isinstance(value, dict) else {key: value}
    return {path: Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value for path, value in found.items()}


def test_the_messages_are_still_read_right() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 300
    for case in CASES:
        got = told(case)
        failed = tuple(name for name, status in got.conditions if status == "fail")
        assert (got.profile, got.whole, failed) == (case.profile, case.whole, case.failed), case.say


def test_there_are_changes_enough() -> None:
    kept = {kind: sum(change(case) is not None for case in CASES) for kind, change in KEEPING.items()}
    altered = {kind: sum(len(list(change(case))) for case in CASES) for kind, change in ALTERING.items()}
    assert sum(kept.values()) >= 5 * 300
    assert sum(sum(change(case) is not None for change in KEEPING.values()) >= 5 for case in CASES) >= 300
    assert min(kept.values()) >= 5, kept
    assert all(altered[kind] >= least for kind, least in DATA["least_altered"].items()), altered


@pytest.mark.parametrize("kind", [*KEEPING, *ALTERING])
def test_a_change_does_what_it_must(kind: str) -> None:
    """What is known to be read wrongly is read wrongly still, and nothing else is."""
    wrong = {case.id: found for case in CASES if (found := failing(case, kind))}
    known = set(KNOWN_WRONG.get(kind, ()))
    worse = [found for case_id, found in wrong.items() if case_id not in known]
    assert worse == []
    assert known - set(wrong) == set(), "read right now: to be taken from known_wrong"


def test_every_known_wrong_names_a_change_and_a_message() -> None:
    assert set(KNOWN_WRONG) <= {*KEEPING, *ALTERING}
    assert {case_id for listed in KNOWN_WRONG.values() for case_id in listed} <= {case.id for case in CASES}
