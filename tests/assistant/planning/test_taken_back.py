"""A place or a share that turns out to be a region's counts no more; a region's beside the country's takes nothing back."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import Answer
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    "turns",
    [
        ("我们国内排名第3，小巨人市占率这条过吗", "搞错了，第3是省里的排名"),
        ("市场占有率12%，小巨人过吗", "哦，12%是华东的，不是全国的"),
        ("国内第二，小巨人这条行吗", "不对，那是我们市里的排名"),
        ("细分市场国内排第2，小巨人名次够吗", "第2是行业协会说的省内名次，不是国内的"),
        ("国内排第2，小巨人市场占有率过吗", "不是国内是省内第2呢"),
        ("全国排名第一，小巨人市占率够吗", "更正：第一是长三角的"),
        ("市占率15%，小巨人市场份额达标吗", "15%指的是本省市场"),
        ("全国第3，小巨人行吗", "说错了，是全省第3"),
        ("我们市占率全国11%，能报小巨人吗", "刚才说的只是全市的份额"),
    ],
)
def test_what_is_of_a_region_counts_no_more(turns: tuple[str, ...], assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert not _known(answer) and "**符合**。第" not in answer.answer and "不低于10%" not in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("turns", "kept"),
    [
        (("全国第2，小巨人市占率过吗", "我们省内第一"), {"market_rank": 2}),
        (("市占率12%，小巨人过吗", "华东占30%"), {"market_share": 12}),
        (("全国第5，小巨人够吗", "其实是全国第2"), {"market_rank": 2}),
        (("市占率全国第3，占9%，小巨人行吗", "不对，第三说的是江苏省内"), {"market_share": 9}),
        (("国内市场排第一，能过小巨人的市占率吗", "准确说是省内第一，全国第六"), {"market_rank": 6}),
        (("市占率12%，小巨人过吗", "不是省内，是全国的"), {"market_share": 12}),
        (("市占率12%，小巨人过吗", "省里什么时候报"), {"market_share": 12}),
        (("市占率12%，小巨人过吗", "那是全国的占有率"), {"market_share": 12}),
    ],
)
def test_what_is_of_the_country_stays(turns: tuple[str, ...], kept: dict[str, int], assistant: Assistant) -> None:
    assert _known(last_answer(assistant, turns, DAY)) == kept


def _known(answer: Answer) -> dict[str, object]:
    return {field: value for field, value in answer.profile.items() if field in ("market_rank", "market_share")}
