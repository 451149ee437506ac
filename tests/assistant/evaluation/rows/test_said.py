from __future__ import annotations

from typing import Any

import pytest

from assistant.evaluation.rows.said import digits, named, same, words_named


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        (11000, "营收 **1.1亿元**", True),
        (11000, "营收11,000万元", True),
        (11000, "营收1.1万元", False),
        (48.1, "481,000.00元", True),
        (3000, "三千万", False),
        (2000, "2千万", True),
        (72, "不高于70%[72]", False),
        (5, "50%", False),
        (3, "第三批", True),
        ("2022-10", "2022年10月认定", True),
        ("2022-10", "2022年认定", False),
        (0, "没有", True),
        (True, "", True),
        ("none", "", True),
        ([], "", True),
    ],
)
def test_a_value_is_named_by_its_digits_in_any_unit(value: Any, text: str, found: bool) -> None:
    assert named(value, text) is found


def test_only_numbers_and_dates_have_digits() -> None:
    assert [digits(value) for value in (0, False, True, "a", [], [3], None)] == [()] * 7
    assert digits("2022-10-20") == (2022.0, 10.0, 20.0) and digits(4.5) == (4.5,)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("出口占比30%", "没有用到“30%”", True),
        ("出口占比30%", "按300万计算", False),
        ("2024年营收300万", "2024年", False),
        ("2024年", "2024年没有用到", True),
        ("小三千万", "没有用到“小三千万”", True),
        ("小三千万", "三千", False),
    ],
)
def test_words_are_named_by_a_number_that_is_no_year(words: str, text: str, found: bool) -> None:
    assert words_named(words, text) is found


def test_numbers_are_the_same_up_to_rounding_and_yes_is_not_one() -> None:
    assert same(0.1 + 0.2, 0.3) and same(70, 70.0) and same("a", "a")
    assert not same(1, True) and not same(70, 70.1) and not same(1, "1")
