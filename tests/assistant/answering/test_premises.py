"""A limit taken for granted is confirmed or not, where the clause has exactly one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.premises import premise
from assistant.models import Answer

Ask = Callable[..., Answer]
DEBT = "截至上年末，资产负债率不高于70%"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("小巨人负债率不超过80%对吧", ("80%", False)),
        ("负债率不高于70%，是吗", ("70%", True)),
        ("负债率80%就行了吧", ("80%", False)),
        ("负债率70%就行了吧", None),
        ("负债率是70%还是75%对吧", None),
        ("负债率不低于70%对吗", None),
        ("负债率要求多少", None),
    ],
)
def test_premise(asked: str, found: tuple[str, bool] | None) -> None:
    assert premise(asked, DEBT) == found


@pytest.mark.parametrize(
    ("question", "as_of", "lead"),
    [
        ("小巨人有效期5年对吧", "2024-08-08", "不是，有效期是三年"),
        ("专精特新有效期是5年吗", "2026-08-08", "不是，有效期是3年"),
        ("想举报一家小巨人专利是假的，匿名可以吗", "2024-09-09", "规定的是实名举报"),
        ("半年前买来的发明专利可以算进去吗", "2023-11-11", "不算，不包含转让未满1年的"),
        ("去年买来的发明专利可以算进去吗", "2026-11-11", "不算，Ⅰ类知识产权不包含转入的"),
        ("创新型也要工信部批准的对吧", "2023-08-01", "不是，由省级中小企业主管部门公告"),
        ("小巨人也要工信部批准的对吧", "2023-08-01", "是，由工业和信息化部认定"),
        ("小巨人省里批就行了吧", "2023-08-01", "不是，由工业和信息化部认定"),
        ("去年出了一起一般等级的安全事故，没到较大，今年小巨人还能报吗", "2026-05-15", "写明的是较大生产安全事故"),
        ("香港分公司能报吗", "2023-05-15", "要在中华人民共和国境内工商注册登记"),
        ("自评创新能力18分，成长性25分，专业化25分，一共68，创新型能过不", "2024-05-05", "按得分不够"),
        ("拿过省科技进步二等奖，获奖单位里排第四，专精特新能不打分吗？", "2023-06-06", "省级科技奖励前三名：**不符合**"),
        ("小巨人负债率不超过80%对吧", "2024-05-05", "不是80%"),
        ("重大变化要在6个月内报告对吧", "2023-11-11", "不是6个月"),
        ("年度更新是4月30日对吧", "2026-05-20", "不是4月30日"),
        ("年度更新是4月30日对吧", "2024-05-20", "是的"),
        ("小巨人营收要6000万以上对不对", "2026-11-11", "不是6000万"),
        ("今年营收4800万还能报小巨人么", "2025-05-20", "看的是上年度的数据"),
    ],
)
def test_the_plain_answer_leads(ask: Ask, question: str, as_of: str, lead: str) -> None:
    assert ask(question, as_of=as_of).answer.startswith(lead)


@pytest.mark.parametrize("question", ["小巨人有效期多久", "创新型是工信部批还是省里批", "两年前买来的发明专利算吗"])
def test_no_lead_where_the_clause_has_none(ask: Ask, question: str) -> None:
    first = ask(question, as_of="2024-05-05").answer.split("\n", 1)[0]
    assert not first.startswith(("是", "不"))
