from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.duties.dates import PartialDate
from assistant.duties.events import change_report, validity
from assistant.duties.states import State
from corpus.library import load_library
from corpus.terms import Tier

LIBRARY = load_library()


def when(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_change_is_reported_within_three_months() -> None:
    item = change_report(LIBRARY, when("2023-03-31"), as_of=date(2023, 5, 1))
    assert (item.to, item.days_left, item.state) == (date(2023, 6, 30), 60, State.OPEN)
    assert item.to_json()["formula"] == "2023-03-31 + 3个月 = 2023年6月30日"
    assert item.citation.clause_id == "measures-2022-63/ch-3/重大变化报告"
    assert "3个月内" in item.citation.quote
    assert item.citation.applies


def test_a_change_of_2026_is_still_quoted_from_2022_with_a_word() -> None:
    item = change_report(LIBRARY, when("2026-04-10"), as_of=date(2026, 5, 1))
    assert item.citation.clause_id == "measures-2022-63/ch-3/重大变化报告"
    assert item.citation.applies
    assert "新办法对应条文未收录，请向省级主管部门核实" in item.note


@pytest.mark.parametrize(
    ("tier", "day", "clause", "word"),
    [
        (Tier.LITTLE_GIANT, date(2026, 3, 31), "measures-2022-63/ch-3/有效期与复核", "到期前"),
        (Tier.LITTLE_GIANT, date(2026, 4, 1), "measures-2026-2/ch-3/art-16", "到期前"),
        (Tier.SPECIALIZED, date(2026, 4, 1), "measures-2026-2/ch-3/art-16", "到期前"),
        (Tier.INNOVATIVE, date(2026, 4, 1), "measures-2022-63/ch-3/有效期与复核", "新办法对应条文未收录"),
        (Tier.INNOVATIVE, date(2025, 4, 1), "measures-2022-63/ch-3/有效期与复核", "证书"),
    ],
)
def test_the_text_that_decides_on_validity(tier: Tier, day: date, clause: str, word: str) -> None:
    item = validity(LIBRARY, when("2023-07-14"), as_of=day, tier=tier)
    assert (item.to, item.citation.clause_id, item.citation.applies) == (date(2026, 7, 13), clause, True)
    assert word in item.note
    assert item.computed is not None
    assert item.computed.formula == "2023-07-14 + 3年 − 1天 = 2026年7月13日"


def test_of_a_month_the_month_and_the_earliest_safe_day() -> None:
    item = validity(LIBRARY, when("2022-08"), as_of=date(2025, 1, 1))
    assert item.to == date(2025, 7, 31)
    assert item.to_json()["words"] == "2025年8月"
    assert "2022-08-01 + 3年 − 1天 = 2025年7月31日" in item.note


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 7, 31), State.LAST_DAY),
        (date(2025, 8, 1), State.UNDATED),
        (date(2025, 8, 30), State.UNDATED),
        (date(2025, 8, 31), State.CLOSED),
    ],
)
def test_a_title_known_by_its_month_is_not_called_over_too_soon(day: date, state: State) -> None:
    item = validity(LIBRARY, when("2022-08"), as_of=day)
    assert item.state is state
    assert ("可能已经届满" in item.note) == (state is State.UNDATED)


def test_the_certificates_own_day_goes_first() -> None:
    item = validity(LIBRARY, when("2022-08-15"), as_of=date(2025, 1, 1), certificate_until=date(2025, 9, 1))
    assert item.to == date(2025, 9, 1)
    assert "2025年9月1日" in item.note
    assert item.to_json()["formula"] is None


@given(
    st.dates(date(2019, 1, 1), date(2026, 1, 16)),
    st.dates(date(2022, 6, 1), date(2026, 1, 16)),
    st.sampled_from(Tier),
)
def test_before_it_is_published_the_new_text_is_not_cited(event: date, as_of: date, tier: Tier) -> None:
    for item in (
        validity(LIBRARY, when(event.isoformat()), as_of=as_of, tier=tier),
        change_report(LIBRARY, when(event.isoformat()), as_of=as_of, tier=tier),
    ):
        assert "measures-2026-2" not in repr(item)
        assert "新办法" not in item.note
        assert item.tiers == (tier,)
