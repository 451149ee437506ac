"""Where words and model take a number for different things, a verdict that hangs on which is asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.settings import Settings

MESSAGE = "工业企业，2025年营收9000万元，研发费用率5.5%，第八批小巨人这两条行吗"
Read = Callable[[str, dict[str, dict[str, Any]]], Answer]


@pytest.fixture
def read_by(data_dir: Path, tmp_path: Path) -> Read:
    """The answer to a message that a model reads as the test says, by the words of its numbers."""
    settings = {"database_url": "sqlite://", "llm_provider": "replay", "llm_roles": ("read",), "llm_replay_dir": tmp_path}
    assistant = Assistant.open(Settings(data_dir=data_dir, **settings))

    def ask(message: str, told: dict[str, dict[str, Any]]) -> Answer:
        request = AskRequest(question=message, as_of="2026-05-10", trace=True)
        mentions = assistant.ask(request).mentions or []
        (pending,) = (tmp_path / "pending").iterdir()
        recording = json.loads(pending.read_text(encoding="utf-8"))
        said = {"numbers": [{"n": place, **told.get(mention["words"], {"role": "other"})} for place, mention in enumerate(mentions, 1)]}
        recording["response"] = json.dumps(said)
        (tmp_path / pending.name).write_text(json.dumps(recording, ensure_ascii=False), encoding="utf-8")
        return assistant.ask(request)

    return ask


def fact(field: str, value: float) -> dict[str, Any]:
    return {"role": "fact", "field": field, "value": value, "years": [2025]}


def test_a_verdict_that_hangs_on_the_reading_is_not_given(read_by: Read) -> None:
    answer = read_by(MESSAGE, {"9000万元": fact("revenue", 9000), "5.5%": fact("main_revenue_ratio", 5.5)})
    (line,) = [line for line in answer.answer.splitlines() if "可以是" in line]
    assert "主营业务收入占比5.5%，也可以是" in line and "研发费用占比5.5%" in line and line.index("5.5%") < line.index("主营业务")
    assert answer.check is not None
    verdicts = {each["id"]: each["status"] for each in answer.check["conditions"]}
    assert verdicts["main_revenue_ratio"] == "unknown"
    assert answer.profile == {"revenue": {"2025": 9000}}
    (left,) = answer.not_used
    assert (left["words"], left["reason"]) == ("5.5%", "unclear_field")


def test_where_both_come_to_one_verdict_the_model_s_reading_stands(read_by: Read) -> None:
    answer = read_by(MESSAGE, {"9000万元": fact("revenue", 9100), "5.5%": fact("rd_ratio", 5.5)})
    assert "可以是" not in answer.answer
