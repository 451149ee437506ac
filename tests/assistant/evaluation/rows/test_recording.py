"""Prompts are written down round after round: a conversation goes on as far as its readings are recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.errors import BadCaseError, NoReplayError
from assistant.evaluation.rows.recording import Recorded, record, take_in
from assistant.evaluation.rows.rowset import Conversation, RowSet
from assistant.llm.replay import PENDING
from assistant.settings import Settings

NOTHING_MORE = {"facts": [], "titles": [], "events": []}
FIRST, SECOND = "我们资产负债率71.5%，第四批小巨人过得去吗", "要是降到65%呢"


def talk() -> RowSet:
    turns = [{"text": text, "status": "answered"} for text in (FIRST, SECOND)]
    return RowSet("dev", "题", shown=True, conversations=(Conversation.model_validate({"id": "t", "kind": "conversation", "as_of": "2022-06-20", "turns": turns}),))


def waiting(folder: Path) -> dict[str, dict[str, Any]]:
    """What waits, by the prompt's name."""
    return {found["request"]["prompt"]: {"path": path, **found} for path in (folder / PENDING).glob("*.json") if (found := json.loads(path.read_text(encoding="utf-8")))}


def answer(found: dict[str, Any], response: object) -> None:
    text = json.dumps({"request": found["request"], "response": json.dumps(response, ensure_ascii=False)}, ensure_ascii=False)
    found["path"].write_text(text, encoding="utf-8")


def run(settings: Settings) -> Recorded:
    return record(talk(), settings, lambda step, done, total: None)


def test_a_turn_waits_for_the_reading_of_the_one_before_and_no_wording_for_a_reading_that_lacks(data_dir: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=data_dir, llm_provider="replay", llm_replay_dir=tmp_path, _env_file=None)
    assert run(settings) == Recorded(taken=0, whole=0, waiting=1, behind=1)
    first = waiting(tmp_path)
    assert list(first) == ["read"] and FIRST in first["read"]["request"]["messages"][1]["content"]

    numbers = [{"n": 1, "role": "fact", "field": "debt_ratio", "value": 71.5}, {"n": 2, "role": "other"}, {"n": 3, "role": "other"}]
    asks = [{"words": "第四批小巨人过得去吗", "matter": "debt_ratio", "form": "verdict", "tier": "little_giant"}]
    answer(first["read"], {**NOTHING_MORE, "numbers": numbers, "asks": asks, "tier": "little_giant", "round": {"number": 4}})
    assert run(settings) == Recorded(taken=1, whole=0, waiting=2, behind=0)
    second = waiting(tmp_path)
    told = json.loads(second["read"]["request"]["messages"][1]["content"])
    assert told["message"] == SECOND and told["kept"]["profile"] == {"debt_ratio": 71.5}
    assert "71.5%" in second["write"]["request"]["messages"][1]["content"]


def test_nothing_is_recorded_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NoReplayError):
        run(Settings(data_dir=tmp_path, _env_file=None, llm_provider="none"))


@pytest.mark.parametrize("text", ["{", "[]", '{"request": {}}', '{"request": {}, "response": {}}'])
def test_a_file_that_waits_and_is_none_of_ours_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / PENDING).mkdir()
    (tmp_path / PENDING / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadCaseError) as raised:
        take_in(tmp_path)
    assert raised.value.field == "a.json"
