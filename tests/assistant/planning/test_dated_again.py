"""Another date of what was told to have happened replaces the one kept; a date of something else does not."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("turns", "says", "on"),
    [
        (("专精特新2024年3月认定，有效期到哪天", "证上写的是3月18日"), "2027年3月17日", "2024-03-18"),
        (("省级专精特新2024年5月认定的，哪天到期", "不对，是2023年5月"), "到2026年5月", "2023-05"),
        (("小巨人2023年认定的，什么时候到期", "确切说是2023年7月14号公告的"), "2026年7月13日", "2023-07-14"),
        (("我司2023年认定创新型，何时到期", "如果是2023年11月20号公告的呢"), "2026年11月19日", "2023-11-20"),
        (("2024年评的省级专精特新，哪天到期", "证书落款是11月8号"), "2027年11月7日", "2024-11-08"),
        (("创新型是2023年拿到的，哪天到期", "更正下，是2022年12月15日公告的"), "2025年12月14日", "2022-12-15"),
        (("小巨人2023年7月认定，何时到期", "公示日期是7月14日"), "2026年7月13日", "2023-07-14"),
        (("省级专精特新2024年5月认定的，哪天到期", "要是2022年5月10日呢"), "2025年5月9日", "2024-05"),
    ],
)
def test_the_date_is_put_right(turns: tuple[str, ...], says: str, on: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer and [title["on"] for title in answer.profile["recognitions"]] == [on], answer.answer


@pytest.mark.parametrize("last", ["第八批4月25日开始填报吗", "我们2024年6月改的名", "2026年6月30日前省里要报什么", "我们2023年5月才开始做这个", "5月31日前要更新什么"])
def test_another_date_leaves_it(last: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, ("专精特新2024年3月认定，有效期到哪天", last), DAY)
    assert [title["on"] for title in answer.profile["recognitions"]] == ["2024-03"]


def test_a_change_is_dated_again(assistant: Assistant) -> None:
    assert "2025年11月" in last_answer(assistant, ("我们去年5月办完更名", "最晚哪天报", "要是去年8月呢"), DAY).answer


def test_a_title_that_may_have_run_out_is_said_to(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("我司2023年认定创新型，何时到期", "如果是2023年11月20号公告的呢", "过期了影响报省专吗"), DAY).answer
    assert "可能已经到期" in answer, answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("小巨人研发要求多少", "我们去年400万前年300万", "差多少"), "500万元"),
        (("去年营收4600万，小巨人营收够吗", "还差多少"), "400万元"),
        (("我们2项发明专利，小巨人知识产权够吗", "那还差几项"), "2项"),
        (("主营占比85%，小巨人行不行", "差多少"), "5"),
    ],
)
def test_how_much_is_lacking_is_said(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY).answer
    assert any(says in line and ("差" in line or "增加" in line or "还" in line) for line in answer.split("\n")), answer
