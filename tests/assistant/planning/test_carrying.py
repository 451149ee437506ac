"""What a turn leaves out is what was asked before: pointing back, a bare figure, a date, what is still lacking."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Talk = Callable[[str, list[str]], Answer]


@pytest.fixture
def talk(ask: Callable[..., Answer]) -> Talk:
    """The answer to the last of some turns."""

    def run(day: str, turns: list[str]) -> Answer:
        held = "new"
        for turn in turns:
            answer = ask(turn, day, conversation_id=held)
            held = answer.conversation_id or held
        return answer

    return run


def _topic(answer: Answer) -> tuple[str, str]:
    return answer.parts[0]["topic"], answer.parts[0]["form"]


@pytest.mark.parametrize("pointing", ["创新型也是这天吗", "小巨人也是这一天吗", "这个日子今年是不是过了", "这条对创新型适用吗"])
def test_words_that_point_back_are_about_what_was_asked(talk: Talk, pointing: str) -> None:
    assert _topic(talk("2025-09-15", ["企业每年的信息更新最晚几号", pointing]))[0] == "yearly_update"


def test_when_behind_a_change_is_the_last_day_of_its_report(talk: Talk) -> None:
    answer = talk("2025-09-15", ["我们8月20日搬到了外省，要报告吗", "最晚哪天"])
    assert _topic(answer) == ("change_report", "when")
    assert "2025年11月20日" in answer.answer


def test_a_date_told_behind_a_duty_that_runs_from_a_day_is_its_beginning(talk: Talk) -> None:
    answer = talk("2025-09-15", ["公司改了名，要不要上平台报", "新执照是今年6月11号下来的"])
    assert _topic(answer) == ("change_report", "when")
    assert "2025年9月11日" in answer.answer
    assert "已经过了" in answer.answer


@pytest.mark.parametrize(("figure", "topic"), [("营收呢", "revenue"), ("负债率呢", "debt_ratio"), ("那主营占比呢", "main_revenue_ratio")])
def test_a_figure_named_by_itself_is_asked_as_the_last_one(talk: Talk, figure: str, topic: str) -> None:
    assert _topic(talk("2022-07-05", ["省级专精特新研发费用要多少", figure]))[0] == topic


def test_what_lacks_is_said_of_the_enterprise_that_is_known(talk: Talk) -> None:
    answer = talk("2025-05-20", ["我们2024年营收6200万，负债率58%，能报小巨人吗", "还有啥没提供"])
    assert _topic(answer) == ("conditions", "missing")
    assert answer.missing


def test_a_round_that_is_over_does_not_decide_whether_one_can_apply_now(talk: Talk) -> None:
    answer = talk("2026-09-01", ["小巨人现在还能申请吗"])
    assert answer.context["round"] is None
    assert "已" in answer.answer
    assert "截止" in answer.answer


def test_figures_named_together_have_a_line_each(ask: Callable[..., Answer]) -> None:
    answer = ask("新申报小巨人的资产负债率、主营业务收入占比、从事特定细分市场的年限，要求各是多少", "2026-05-10")
    lines = [line for line in answer.answer.splitlines() if line.startswith("- ") and "：" in line]
    assert len(lines) == 3
    assert all(figure in "".join(lines) for figure in ("75%", "90%", "3年"))
