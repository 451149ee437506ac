"""A message that is all about dates and papers is about the newest round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Context

Take = Callable[..., Context]


@pytest.mark.parametrize(
    ("question", "round_"),
    [
        ("小巨人什么时候申报", 4),
        ("小巨人要交什么材料", 4),
        ("小巨人资产负债率要求多少", None),
        ("小巨人什么时候申报，资产负债率要求多少", None),
        ("创新型中小企业什么时候申报", None),
    ],
)
def test_the_newest_round_of_dates_and_papers(take: Take, question: str, round_: int | None) -> None:
    context = take(question, "focus", "2022-10-01")
    assert context.basis is not None and context.scene is not None
    assert context.basis.round == round_
    assert context.scene.basis == context.basis


def test_a_round_named_stays(take: Take) -> None:
    context = take("第四批小巨人什么时候申报", "focus", "2026-11-24")
    assert context.basis is not None
    assert context.basis.round == 4


def test_a_review_not_announced_is_of_no_other_round(take: Take) -> None:
    context = take("我们是第八批小巨人，复核什么时候申报", "focus", "2026-11-24")
    assert context.basis is not None
    assert context.basis.round is None
