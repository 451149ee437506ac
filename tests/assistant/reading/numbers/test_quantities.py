"""Quantities: value, unit, and how they were said."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.numbers.quantities import Bound, Quantity, Unit, find_quantities


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("said", "wan"),
    [
        ("一千二百万", "1200"),
        ("1.2亿", "12000"),
        ("1.2 亿 元", "12000"),
        ("1,200万", "1200"),
        ("1亿2千万", "12000"),
        ("1亿2", "12000"),
        ("两个亿", "20000"),
        ("一个亿零三百万", "10300"),
        ("1亿零300万", "10300"),
        ("1亿2千3百万", "12300"),
        ("两个亿五千万", "25000"),
        ("一亿半", "15000"),
        ("一个半亿", "15000"),
        ("一亿两千多万", "12000"),
        ("1亿2000多万", "12000"),
        ("8千5百万", "8500"),
        ("1200w", "1200"),
        ("120000000元", "12000"),
        ("120 million yuan", "12000"),
        ("RMB 1.2亿", "12000"),
        ("3千万", "3000"),
        ("500块", "0.05"),
    ],
)
def test_money_is_in_wan(said: str, wan: str) -> None:
    quantity = only(said)
    assert (quantity.unit, quantity.value) == (Unit.MONEY, Decimal(wan))


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ("72%", "72"),
        ("3.5个点", "3.5"),
        ("百分之三", "3"),
        ("百分之七十二点五", "72.5"),
        ("百分之百", "100"),
        ("千分之五", "0.5"),
        ("三成", "30"),
        ("七成半", "75"),
        ("七成二", "72"),
        ("-5%", "-5"),
        ("负5%", "-5"),
    ],
)
def test_percentages(said: str, percent: str) -> None:
    quantity = only(said)
    assert (quantity.unit, quantity.value) == (Unit.PERCENT, Decimal(percent))


@pytest.mark.parametrize(
    "said", ["9000余万元", "约9000万元", "9000多万", "9000万左右", "近9000万元", "9000万余元"]
)
def test_rough_amounts_keep_their_number(said: str) -> None:
    quantity = only(said)
    assert quantity.approximate and quantity.value == 9000 and quantity.text == said


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("超过1.2亿", Bound.AT_LEAST),
        ("至少5项", Bound.AT_LEAST),
        ("3年以上", Bound.AT_LEAST),
        ("过亿", Bound.AT_LEAST),
        ("不到300人", Bound.AT_MOST),
        ("70%以内", Bound.AT_MOST),
        ("不高于70%", Bound.AT_MOST),
    ],
)
def test_limits_are_kept_as_limits(said: str, bound: Bound) -> None:
    assert only(said).bound is bound


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("60%-70%", 60, 70),
        ("60-70%", 60, 70),
        ("六七十人", 60, 70),
        ("5000-8000万", 5000, 8000),
        ("5000万到1亿之间", 5000, 10000),
        ("二十七八个", 27, 28),
        ("三到五项", 3, 5),
    ],
)
def test_a_range_has_no_value(said: str, low: int, high: int) -> None:
    quantity = only(said)
    assert quantity.value is None and (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize("said", ["千万级", "几百万", "十几项", "几千万元", "数百万元"])
def test_no_number_is_made_of_a_vague_word(said: str) -> None:
    assert only(said).value is None


@pytest.mark.parametrize("said", ["ISO9001", "第2批", "一直统一", "数据安全", "三成立", "千万不要"])
def test_signs_that_count_nothing(said: str) -> None:
    assert all(quantity.unit is Unit.OTHER for quantity in find_quantities(said))


def test_foreign_money_is_no_money_of_ours() -> None:
    assert only("500万美元").unit is Unit.OTHER


@given(
    st.decimals(min_value="0.01", max_value="99999", places=2),
    st.sampled_from(["万", "万元", "亿", "亿元", "元"]),
)
def test_an_amount_written_is_the_amount_read(number: Decimal, unit: str) -> None:
    factor = {"万": Decimal(1), "亿": Decimal(10_000), "元": Decimal("0.0001")}[unit[0]]
    assert only(f"{number}{unit}").value == number * factor


@given(st.text(alphabet="0123456789.,-一二三十百千万亿点半多余来几个人%成元至到约超不 ", max_size=25))
def test_any_mixture_is_read_in_order_and_in_place(text: str) -> None:
    quantities = find_quantities(text)
    for before, after in pairwise(quantities):
        assert before.end <= after.start
    assert all(text[q.start : q.end].startswith(q.text.rstrip()) for q in quantities)


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("12,000（万元）", "12000", "money"),
        ("12000（元）", "1.2", "money"),
        ("¥98,000,000", "9800", "money"),
        ("3千8百万", "3800", "money"),
        ("2百5十万", "250", "money"),
        ("四分之一", "25", "percent"),
        ("千分之三十二", "3.2", "percent"),
    ],
)
def test_units_in_brackets_signs_of_money_mixed_numerals_and_fractions(said: str, value: str, unit: str) -> None:
    [quantity] = find_quantities(said)
    assert (quantity.text, quantity.value, quantity.unit.value) == (said, Decimal(value), unit)


def test_a_fraction_without_an_end_has_no_value() -> None:
    assert [quantity.value for quantity in find_quantities("三分之二")] == [None]


def test_bare_numbers_of_one_order_share_the_unit_of_the_last() -> None:
    assert [q.value for q in find_quantities("5100、5600、6300万元")] == [5100, 5600, 6300]
    assert [q.value for q in find_quantities("1.1、1.2亿")] == [11000, 12000]
    assert find_quantities("3、9000万元")[0].unit.value == "bare"


@pytest.mark.parametrize(
    ("said", "leaning"),
    [("9000余万", "above"), ("七十多", "above"), ("一亿出头", "above"), ("近5000万", "below"), ("约5000万", None)],
)
def test_to_which_side_a_rough_number_is_off(said: str, leaning: str | None) -> None:
    [quantity] = find_quantities(said)
    assert quantity.approximate
    assert quantity.leaning == leaning


@pytest.mark.parametrize(
    ("text", "value"),
    [("员工几十人", None), ("数十人", None), ("十几人", None), ("几十项发明", None), ("人数十人", 10), ("项目数3项", 3), ("专利数12项", 12), ("二十人", 20)],
)
def test_some_tens_are_no_ten(text: str, value: int | None) -> None:
    assert [quantity.value for quantity in find_quantities(text)] == [value]
