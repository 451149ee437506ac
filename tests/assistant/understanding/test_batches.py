"""Rounds and titles named by number or by year."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.batches import Batch, batches_applied, find_batch, find_coming


@pytest.mark.parametrize(
    ("text", "batch"),
    [
        ("2022年认定的小巨人什么时候复核", Batch(None, True, 2022)),
        ("我们2023年7月获得小巨人，今年要复核吗", Batch(None, True, 2023)),
        ("2022年公告的国家级专精特新“小巨人”，要复核吗", Batch(None, True, 2022)),
        ("2023年7月14日被认定为小巨人，有效期到什么时候", None),
        ("2025年小巨人复核什么时候", Batch(None, False, 2025)),
        ("2025年小巨人认定条件", Batch(None, False, 2025)),
    ],
)
def test_the_year_of_a_title_is_not_the_year_of_a_round(text: str, batch: Batch | None) -> None:
    assert find_batch(text) == batch


@pytest.mark.parametrize(
    ("text", "year"), [("明年什么时候申报", 2027), ("后年的小巨人", 2028), ("今年什么时候报", None), ("去年的小巨人", None)]
)
def test_a_year_to_come(text: str, year: int | None) -> None:
    found = find_coming(text, date(2026, 11, 24))
    assert (found.year if found else None) == year


def test_all_rounds_applied_to() -> None:
    assert batches_applied("第四批和第五批的上传时间") == (4, 5)
    assert batches_applied("我们是第四批小巨人，申报第七批什么时候截止") == (7,)
