"""The model that the settings name plays the roles that they name, behind its limits."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.factory import model_for
from assistant.llm.port import Completion, LanguageModel, ModelMessage, ModelRequest
from assistant.settings import Settings
from tests.assistant.llm.played import request
from tests.assistant.llm.scripted_server import answer, error, serving
from tests.assistant.llm.test_chat import GOOD, JSON

SECRET = "sk-very-secret-0042"
Make = Callable[..., Settings]


def completed(model: LanguageModel | None, asked: ModelRequest) -> Completion:
    assert model is not None
    return model.complete(asked)


def test_none_is_the_default() -> None:
    present = Settings(_env_file=None)
    assert model_for(present, "read") is None and model_for(present, "write") is None


def test_only_the_roles_that_are_set(settings_for: Make) -> None:
    present = settings_for("http://127.0.0.1:9/v1", llm_roles="write")
    assert model_for(present, "read") is None
    assert model_for(present, "write") is not None


def test_both_roles_share_the_cache(warm: None, settings_for: Make) -> None:
    with serving(lambda body: answer(body, GOOD)) as server:
        present = settings_for(server.url)
        assert not completed(model_for(present, "read"), JSON).cached
        assert completed(model_for(present, "write"), JSON).cached
    assert len(server.bodies) == 1


def test_a_busy_endpoint_is_asked_again(warm: None, settings_for: Make) -> None:
    turns = iter([error(503), error(429, headers={"Retry-After": "0"})])
    with serving(lambda body: next(turns, None) or answer(body, GOOD)) as server:
        text = completed(model_for(settings_for(server.url, llm_retries=2, llm_seconds=10), "read"), JSON).text
    assert json.loads(text) == json.loads(GOOD)
    assert len(server.bodies) == 3


def test_one_that_stays_down_is_left_alone(warm: None, settings_for: Make) -> None:
    faults = []
    with serving(lambda body: error(500)) as server:
        model = model_for(settings_for(server.url, llm_retries=0), "read")
        for _ in range(8):
            with pytest.raises(ModelError) as raised:
                completed(model, JSON)
            faults.append(raised.value.fault)
    assert faults == [ModelFault.DOWN] * 5 + [ModelFault.PAUSED] * 3
    assert len(server.bodies) == 5


def test_what_is_longer_than_allowed_is_not_sent(warm: None, settings_for: Make) -> None:
    with serving(lambda body: answer(body, "好")) as server, pytest.raises(ModelError) as raised:
        completed(model_for(settings_for(server.url, llm_max_input_chars=100), "read"), request("长" * 101))
    assert raised.value.fault is ModelFault.TOO_LONG
    assert server.bodies == []


def test_recordings(tmp_path: Path) -> None:
    present = Settings(_env_file=None, llm_provider="replay", llm_replay_dir=tmp_path)
    with pytest.raises(ModelError) as raised:
        completed(model_for(present, "read"), JSON)
    assert raised.value.fault is ModelFault.NOT_RECORDED
    left = json.loads((tmp_path / "pending" / f"{JSON.key}.json").read_text(encoding="utf-8"))
    (tmp_path / f"{JSON.key}.json").write_text(json.dumps({**left, "response": GOOD}), encoding="utf-8")
    assert completed(model_for(present, "read"), JSON).text == GOOD


def test_no_log_holds_the_message_or_the_key(warm: None, settings_for: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked = ModelRequest("write", 1, (ModelMessage("user", "营收七千二百万"),), {})
    with serving(lambda body: error(401, said=f"wrong key {SECRET}: 营收七千二百万")) as server, pytest.raises(ModelError):
        completed(model_for(settings_for(server.url, llm_api_key=SECRET), "write"), asked)
    assert "HTTP 401" in caplog.text
    assert SECRET not in caplog.text and "七千二百万" not in caplog.text
