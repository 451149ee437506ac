"""Every call is counted once, with how it ended, for Prometheus and for the trace."""

from __future__ import annotations

import pytest

from assistant.llm.cache import CachedModel
from assistant.llm.counting import CountedModel, calls_made, metrics
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Usage
from assistant.web.metrics import Metrics
from tests.assistant.llm.played import PlayedModel, request


def counted(line: str) -> float:
    found = [row for row in metrics().decode().splitlines() if row.startswith(line + " ")]
    return float(found[0].split()[-1]) if found else 0.0


def test_how_calls_end() -> None:
    inner = PlayedModel("可以", ModelError(ModelFault.SLOW, "deadline"), "不能", "不能", usage=Usage(100, 20))
    model = CountedModel(CachedModel(inner, 5), "read")
    lines = {outcome: f'zjtx_llm_calls_total{{outcome="{outcome}",role="read"}}' for outcome in ("ok", "cached", "slow", "left")}
    tokens = 'zjtx_llm_tokens_total{kind="completion",role="read"}'
    before = {outcome: counted(line) for outcome, line in lines.items()}
    tokens_before = counted(tokens)
    with calls_made() as calls:
        model.complete(request("甲"))
        model.complete(request("甲"))
        with pytest.raises(ModelError):
            model.complete(request("乙"))
        list(model.stream(request("丙")))
        pieces = model.stream(request("丁"))
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]
    assert [call.outcome for call in calls] == ["ok", "cached", "slow", "ok", "left"]
    assert calls[0].usage == Usage(100, 20) and calls[0].key == request("甲").key
    assert calls[2].detail == "deadline"
    assert {outcome: counted(line) - before[outcome] for outcome, line in lines.items()} == {"ok": 2, "cached": 1, "slow": 1, "left": 1}
    assert counted(tokens) - tokens_before == 20 + 2 + 1


def test_outside_a_trace_nothing_is_kept() -> None:
    with calls_made() as calls:
        pass
    CountedModel(PlayedModel("好"), "write").complete(request())
    assert calls == []


def test_the_service_tells_them() -> None:
    CountedModel(PlayedModel("好"), "write").complete(request())
    text = Metrics().text().decode()
    assert 'zjtx_llm_calls_total{outcome="ok",role="write"}' in text
    assert "zjtx_http_requests" in text
