"""What was asked of a language model stands in the trace, with how it ended and what it took."""

from __future__ import annotations

from pathlib import Path

from assistant.llm.counting import ModelCall
from assistant.llm.port import Usage
from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.steps.calls import calls_section


def test_a_row_a_call_with_its_tokens_where_they_are_known():
    known, unknown = calls_section([ModelCall("read", "read", "k", "ok", 1.234, Usage(900, 80)), ModelCall("write", "write", "k", "slow", 8.0, detail="deadline")]).rows
    assert (known.label, known.text) == ("read · read", "ok，1.23秒，词元：发出900、收到80")
    assert unknown.text == "slow，8.00秒，接口没有报词元数，deadline"


def test_the_trace_shows_a_call_that_gave_nothing(data_dir: Path, tmp_path: Path):
    settings = {"database_url": "sqlite://", "llm_provider": "replay", "llm_replay_dir": tmp_path}
    assistant = Assistant.open(Settings(data_dir=data_dir, **settings))
    answer = assistant.ask(AskRequest(question="小巨人资产负债率要求多少", as_of="2026-05-10"))
    shown = {step.name: [section.name for section in step.sections] for step in assistant.trace(answer.trace_id).steps}
    assert "model_calls" in shown["read"] and "model_calls" in shown["write"]
