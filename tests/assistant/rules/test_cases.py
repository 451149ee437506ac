"""Cases as data: each file holds questions to the rule engine with the statuses that must come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.yamlfile import load_yaml
from tests.assistant.rules.companies import run_at

CASES = [
    (path.stem, case) for path in sorted(Path(__file__).with_name("cases").glob("*.yaml")) for case in load_yaml(path)
]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}-{i}" for i, (file, _) in enumerate(CASES)])
def test_case(file: str, case: dict[str, Any]) -> None:
    ask = case["ask"]
    result = run_at(case["profile"], ask["tier"], ask.get("round"), ask.get("track", "new"), ask["as_of"])
    found = {key: str(result.status if key == "status" else result.condition(key).status) for key in case["expect"]}
    assert found == case["expect"], case["name"]
