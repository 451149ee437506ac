"""Figures and how they are meant."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verifying.figures import find_figures
from assistant.verifying.limits import Limit


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.2亿元", "money", 12000),
        ("12000万元", "money", 12000),
        ("一亿二千万元", "money", 12000),
        ("三年", "years", 3),
        ("3年", "years", 3),
        ("百分之七十", "percent", 70),
        ("七成", "percent", 70),
        ("一半", "percent", 50),
        ("3个月内", "months", 3),
        ("6月28日", "date", 628),
        ("2022-06-28", "date", 628),
        ("工信部企业〔2022〕63号", "document", 63),
        ("第四批", "batch", 4),
        ("附件3", "annex", 3),
        ("一式两份", "copies", 2),
        ("排名前三", "rank", 3),
        ("全国50强", "top", 50),
        ("近2年", "window_years", 2),
    ],
)
def test_a_figure_has_its_unit_and_value(text: str, unit: str, value: int) -> None:
    (figure,) = find_figures(text)
    assert (figure.unit, figure.value) == (unit, Decimal(value))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("不低于3%", Limit.AT_LEAST),
        ("至少3%", Limit.AT_LEAST),
        ("3%以上", Limit.AT_LEAST),
        ("达到3%以上", Limit.AT_LEAST),
        ("不得少于3%", Limit.AT_LEAST),
        ("超过3%", Limit.MORE),
        ("高于3%", Limit.MORE),
        ("比3%更高", Limit.MORE),
        ("3%以上（不含3%）", Limit.MORE),
        ("不高于3%", Limit.AT_MOST),
        ("没有超过3%", Limit.AT_MOST),
        ("控制在3%以内", Limit.AT_MOST),
        ("低于3%", Limit.LESS),
        ("不到3%", Limit.LESS),
        ("未达到3%以上", Limit.LESS),
        ("占3%", None),
    ],
)
def test_the_words_around_a_figure_make_it_a_limit(text: str, limit: Limit | None) -> None:
    assert find_figures(text)[0].limit is limit


@pytest.mark.parametrize(("text", "limit"), [("6月28日前", Limit.AT_MOST), ("截止6月28日", Limit.AT_MOST), ("自6月21日起", Limit.AT_LEAST), ("6月28日发布", None)])
def test_a_day_is_by_then_or_from_then_on(text: str, limit: Limit | None) -> None:
    assert find_figures(text)[0].limit is limit


def test_the_ends_of_a_range_share_unit_and_year() -> None:
    low, high = find_figures("400-500万元")
    assert (low.value, high.value, low.mate, high.mate) == (400, 500, -1, 1)
    first, last = find_figures("2022年6月21日至6月28日")
    assert (first.year, last.year) == (2022, 2022)


def test_numbers_of_lines_and_marks_are_no_figures() -> None:
    assert find_figures("A.国家级[1]") == []


@given(st.text(alphabet="0123456789一二三十百千万亿元年月日%第批附件前〔〕号项以上不低于超过.—至，", max_size=40))
def test_any_text_has_figures_in_order_none_inside_another(text: str) -> None:
    found = find_figures(text)
    assert all(text[each.start : each.end] == each.words for each in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
