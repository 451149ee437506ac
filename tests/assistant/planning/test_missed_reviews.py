"""A review that was not applied for: what the texts say of that is answered, however it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)
WITHDRAWN = "将予以撤销"


@pytest.mark.parametrize(
    "turns",
    [
        ("公司2023年7月14日公告为第五批小巨人，今年复核没报上，是不是已经失效了",),
        ("第五批小巨人，今年复核忘记报了，资格还在吗",),
        ("我们第五批小巨人", "今年复核没赶上，还能用这个牌子吗"),
        ("小巨人2026年7月13日到期，复核没报，现在还算吗",),
        ("小巨人到期没申请复核的后果是什么",),
        ("我们错过了今年的小巨人复核，牌子还算数吗",),
        ("第五批小巨人今年复核几号截止", "那错过了怎么办"),
        ("第五批小巨人今年复核几号截止", "那如果错过了呢"),
        ("第五批小巨人今年复核几号截止", "没报上的话资格还在吗"),
    ],
)
def test_what_follows_is_said(turns: tuple[str, ...], assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY).answer
    assert WITHDRAWN in answer.split("\n\n")[0] or WITHDRAWN in answer.split("\n\n")[1], answer
    assert "3个月" not in answer and "不太确定" not in answer, answer


def test_the_term_and_the_closed_review_stand_beside_it(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("公司2023年7月14日公告为第五批小巨人，今年复核没报上，是不是已经失效了",), DAY)
    assert "有效期到2026年7月13日" in answer.answer and "已于2026年5月25日截止" in answer.answer
    assert answer.profile["recognitions"] == [{"tier": "little_giant", "on": "2023-07-14", "round": 5}]


def test_a_day_on_which_a_title_runs_out_is_not_the_day_it_was_given(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("我们的小巨人2026年7月13日到期，复核没报，现在还算吗",), DAY)
    assert all(title.get("on") != "2026-07-13" for title in answer.profile.get("recognitions", [])), answer.profile


def test_of_a_provincial_title_it_is_left_open(assistant: Assistant) -> None:
    answer = last_answer(assistant, ("省级专精特新2023年认定的，今年到期没复核，还有效吗",), DAY).answer
    assert "没有写" in answer.split("有效期到")[0] and WITHDRAWN not in answer.split("\n\n")[0], answer


@pytest.mark.parametrize(
    "turns",
    [
        ("小巨人复核没有增长率要求吗",),
        ("小巨人更名没报会怎样",),
        ("第八批小巨人新申报几号截止", "那错过了怎么办"),
        ("第五批小巨人今年复核几号截止", "要交哪些材料"),
        ("我们是第五批小巨人，复核还没报，几号截止",),
    ],
)
def test_else_nothing_is_withdrawn(turns: tuple[str, ...], assistant: Assistant) -> None:
    assert WITHDRAWN not in last_answer(assistant, turns, DAY).answer


@pytest.mark.parametrize("message", ["创新型企业去年底到期了还没续，影响报省专吗", "我们创新型中小企业已经过期了没复核，能报专精特新吗", "创新型去年到期没续上，省专还能报吗"])
def test_a_title_that_ran_out_is_none(message: str, assistant: Assistant) -> None:
    assert "已是科技和创新型中小企业：**符合**" not in last_answer(assistant, (message,), DAY).answer


@pytest.mark.parametrize("message", ["我们是创新型中小企业，明年到期，能报专精特新吗", "创新型中小企业，有效期内，能报省专吗"])
def test_a_title_that_runs_is_held(message: str, assistant: Assistant) -> None:
    assert "已是科技和创新型中小企业：**符合**" in last_answer(assistant, (message,), DAY).answer
