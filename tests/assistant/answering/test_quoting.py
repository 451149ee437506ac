"""A topic answered from its clause."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Answer

Ask = Callable[..., Answer]


def test_what_holds_for_both_tiers_is_said_once(ask: Ask) -> None:
    answer = ask("小巨人与专精特新的差别")
    assert answer.answer.count("依次是基础力量、中坚力量和核心力量") == 1


def test_the_same_requirement_of_two_versions_is_no_difference(ask: Ask) -> None:
    answer = ask("小巨人要满足哪些条件", "2026-05-10")
    _, differences = answer.answer.split("与上面不同的主要是")
    assert "资产负债率" in differences
    assert "从事特定细分市场的年限" not in differences
