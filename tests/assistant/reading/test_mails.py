"""Messages of the shapes that mails have are read whole: each profile as `mails.yaml` has it, nothing more, nothing less."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.reading.reader import WordsReader
from corpus.yamlfile import load_yaml

MAILS = load_yaml(Path(__file__).with_name("mails.yaml"))
READER = WordsReader(None, {1: 2019, 2: 2020, 3: 2021, 4: 2022, 5: 2023, 6: 2024, 7: 2025, 8: 2026})
CASES = [pytest.param(case, id=f"{kind} {number}") for kind, cases in MAILS["kinds"].items() for number, case in enumerate(cases, start=1)]


@pytest.mark.parametrize("case", CASES)
def test_a_mail_is_read_whole(case: dict[str, Any]) -> None:
    question = READER.read_facts(case["say"], date.fromisoformat(case.get("as_of", MAILS["as_of"])))
    read = question.assembled()
    assert read.points.to_json() == case["profile"]
    assert sorted({fact.field for fact in question.facts if fact.supposed}) == case.get("supposed", [])
    limits = {path: [_near(read.open[path].low), _near(read.open[path].high)] for path in case.get("bounds", {})}
    assert limits == case.get("bounds", {})


def _near(limit: Decimal | None) -> int | None:
    """不到70% leaves the 70 out by a very little."""
    return None if limit is None else round(limit)
