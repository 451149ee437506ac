"""Recordings: the key is the contract's, what is recorded comes back, what is not is left to be answered."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import ModelMessage, ModelRequest
from assistant.llm.replay import Replay

REQUEST = ModelRequest("read", 3, (ModelMessage("system", "读"), ModelMessage("user", '{"as_of":"2026-05-10"}')), {"type": "object"})


def test_the_key_is_the_contracts() -> None:
    written = {"messages": [{"content": "读", "role": "system"}, {"content": '{"as_of":"2026-05-10"}', "role": "user"}], "prompt": "read", "schema": {"type": "object"}, "version": 3}
    assert REQUEST.key == hashlib.sha256(json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_what_is_not_recorded_is_left_to_be_answered_once(tmp_path: Path) -> None:
    replay = Replay(tmp_path / "new")
    for _ in range(2):
        with pytest.raises(ModelError) as raised:
            replay.complete(REQUEST)
        assert raised.value.fault is ModelFault.NOT_RECORDED
    left = tmp_path / "new" / "pending" / f"{REQUEST.key}.json"
    assert json.loads(left.read_text(encoding="utf-8")) == {"request": REQUEST.to_json(), "response": None}
    assert [path.name for path in left.parent.iterdir()] == [left.name]


def test_a_recording_answers(tmp_path: Path) -> None:
    (tmp_path / f"{REQUEST.key}.json").write_text(json.dumps({"request": REQUEST.to_json(), "response": "{}"}), encoding="utf-8")
    assert Replay(tmp_path).complete(REQUEST).text == "{}"
    assert list(Replay(tmp_path).stream(REQUEST)) == ["{}"]


@pytest.mark.parametrize("text", ["", "[]", '{"response": 3}', "{"])
def test_what_is_no_recording_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{REQUEST.key}.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError):
        Replay(tmp_path).complete(REQUEST)
