"""The same request by command, in a batch and over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.batch import run_batch
from assistant.cli.main import app
from assistant.errors import OverBudgetError
from assistant.models import VerifyRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app

REQUEST: dict[str, Any] = {
    "text": "您好。小巨人的资产负债率不高于75%[1]。",
    "citations": ["measures-2022-63/annex-3/2"],
    "question": "负债率要求多少？",
    "profile": {"debt_ratio": 72},
    "tier": "little_giant",
    "round": 4,
    "track": "new",
    "as_of": "2022-06-20",
    "lang": "zh",
}
SETTINGS = Settings(_env_file=None)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), _env_file=None)
    return TestClient(create_app(Assistant.open(settings), settings))


def is_expected(result: dict[str, Any]) -> bool:
    first, second = result["sentences"]
    assert (first["text"], first["start"], first["end"], first["ok"], first["reasons"], first["note"]) == ("您好。", 0, 3, True, [], "")
    assert set(second) == {"text", "start", "end", "ok", "reasons", "note"}
    assert REQUEST["text"][second["start"] : second["end"]] == second["text"]
    return result["status"] == "stopped" and second["reasons"] == ["number"] and "75%" in second["note"]


def test_by_http(client: TestClient) -> None:
    response = client.post("/api/v1/verify", json=REQUEST)
    assert response.status_code == 200 and is_expected(response.json())


def test_in_a_batch() -> None:
    lines = [json.dumps({"op": "verify", **REQUEST}), '{"op": "verify", "text": "", "citations": []}', '{"op": "verify", "text": "x", "citations": [3]}']
    found = [json.loads(line) for line in run_batch(lines, Assistant.open(SETTINGS), SETTINGS)]
    assert is_expected(found[0])
    assert [each["error"]["field"] for each in found[1:]] == ["text", "citations.0"]


def test_by_command(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(REQUEST), encoding="utf-8")
    assert is_expected(json.loads(CliRunner().invoke(app, ["verify", str(file), "--json"]).stdout))
    shown = CliRunner().invoke(app, ["verify", "-"], input=json.dumps(REQUEST)).stdout
    assert "✓ 您好。" in shown and "✗ 小巨人" in shown and "数字：" in shown


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"text": "问" * 9000}, 422, "text"),
        ({"text": "  "}, 422, "text"),
        ({"citations": "rounds/8"}, 422, "citations"),
        ({"profile": {"debts": 3}}, 422, "debts"),
        ({"round": 99}, 422, "round"),
        ({"tier": "giant"}, 422, "tier"),
        ({"site": "nowhere"}, 404, "site"),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_what_does_not_fit_is_named(client: TestClient, change: dict[str, Any], status: int, field: str) -> None:
    response = client.post("/api/v1/verify", json={**REQUEST, **change})
    assert (response.status_code, response.json()["field"]) == (status, field)


def test_the_time_of_a_request_is_bounded() -> None:
    short = Settings(request_seconds=1e-6, _env_file=None)
    with pytest.raises(OverBudgetError):
        Assistant.open(short).verify(VerifyRequest.model_validate(REQUEST))
