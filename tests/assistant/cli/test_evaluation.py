"""`zjtx eval` by its options for a second judge; the measuring itself is tested beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.evaluation.errors import BadSampleError


def test_a_judged_sample_is_read_back(tmp_path: Path) -> None:
    for name in ("sample.jsonl", "verdicts.jsonl"):
        (tmp_path / name).write_text('{"id": "a", "right": true}', encoding="utf-8")
    call = ["eval", "--compare", str(tmp_path / "sample.jsonl")]
    assert "1.000" in CliRunner().invoke(app, call).stdout
    assert json.loads(CliRunner().invoke(app, [*call, "--json"]).stdout)["agreement"] == 1.0


@pytest.mark.parametrize("sets", [[], ["own"], ["dev", "unseen"], ["nowhere"]])
def test_a_sample_is_of_one_set_of_rows(sets: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", *sets, "--sample", "2", "--out", str(tmp_path)])
    assert isinstance(result.exception, BadSampleError) and "dev、unseen" in result.exception.message
    assert list(tmp_path.iterdir()) == []
