"""A limit told stands in its own words beside the verdict: no number is shown that nobody told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer


@pytest.mark.parametrize(
    ("told", "line", "invented"),
    [
        ("负债率不到七成", "资产负债率：**符合**。“负债率不到七成”，不高于75%。", "69.99"),
        ("去年营收不到5000万", "营业收入：**不符合**。“去年营收不到5000万”，低于5000万元。", "4999"),
        ("从业不满3年", "从事特定细分市场时间：**不符合**。“从业不满3年”，低于3年。", "2.99"),
        ("负债率在60%到65%之间", "资产负债率：**符合**。“负债率在60%到65%之间”，不高于75%。", "65%，"),
        ("负债率62%", "资产负债率：**符合**。62%，不高于75%。", "“负债率"),
    ],
)
def test_what_was_told_is_what_is_shown(ask: Callable[..., Answer], told: str, line: str, invented: str) -> None:
    answer = ask(f"{told}，第八批小巨人行吗", "2026-05-10")
    assert line in answer.answer
    assert invented not in answer.answer
