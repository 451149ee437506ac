"""Messages as strangers send them: what is told comes back in the verdict, and what is asked is said first."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import AskRequest
from assistant.service import Assistant

DAY = date(2026, 11, 26)


def _answer(assistant: Assistant, question: str) -> str:
    return assistant.ask(AskRequest(question=question, as_of=DAY)).answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("手上两家，甲营收4600万负债60%，乙营收9000万负债77%，都是省级专精特新，哪家能报小巨人", ("- 甲：**不符合**。不符合：营业收入（4600万元，低于5000万元）", "- 乙：**不符合**。不符合：资产负债率（77%，高于75%）")),
        ("甲厂负债率83%营收2000万，乙厂负债率70%营收1300万，哪家够省级专精特新", ("申报专精特新中小企业，几家分别看", "83%，高于80%", "乙：**待补充**。要看没说到的：营业收入或股权投资")),
        ("A公司营收1.3亿，B公司营收3000万，谁能报小巨人", ("- A：**待补充**。已知符合：营业收入", "- B：**不符合**。不符合：营业收入")),
        ("去年主营收入从六千三掉到五千七前年比大前年涨了百分之六我是第五批小巨人今年复核过得了吗", ("**不符合**", "(5700-6300)/6300")),
        ("我们2025年主营收入7000万，2024年7500万，2024年比2023年增长3%，第五批小巨人复核行吗", ("(7000-7500)/7500",)),
        ("软件公司320个人去年营收1.1亿算不算中小企业", ("从业人员320人，不低于300人", "大型企业")),
        ("专利8个其中5个是买的，够小巨人吗", ("8-5 = 3项，低于4项",)),
        ("专利6个其中2个是受让的，够小巨人吗", ("如果全部都是", "6-2 = 4项")),
        ("一家做阀门的客户：员工1050人，营收3.6亿，有省专", ("从业人员1050人，不低于1000人；营业收入36000万元 < 40000万元",)),
        ("第五批小巨人，今年能复核吗，营收4300万，负债率65%", ("复核能否符合", "已于2026年5月25日截止")),
        ("R&D was 6 million in 2024 and 7 million in 2025, is R&D enough for little giant?", ("700+600 = 1300",)),
        ("会计一枚，研发费用2024年95万、2025年160万，营收2100万和2700万，省级专精特新研发这条过不过", ("95万元，低于100万元", "95/2100 = 4.52%")),
    ],
)
def test_what_is_told_is_judged(question: str, says: tuple[str, ...], assistant: Assistant) -> None:
    answer = _answer(assistant, question)
    assert all(words in answer for words in says), answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("负债3900万，资产5200万，小巨人和专精特新分别过不过", ("正好75%，含本数", "申报专精特新中小企业：", "不高于80%")),
        ("负债4000万资产5200万，小巨人和省里的分别过不过", ("76.92%，高于75%", "不高于80%")),
        ("主营占比85%，小巨人和省级专精特新分别达不达标", ("85%，低于90%", "85%，不低于80%")),
        ("我们负债率79%，专精特新和小巨人各能过吗", ("79%，高于75%", "79%，不高于80%")),
        ("主营占比89.9能四舍五入成90吗", ("89.9%，低于90%", "按工信部企业〔2022〕63号算，主营业务收入占营业收入比重：**符合**")),
        ("我们主营占比只有72%，能放宽吗", ("72%，低于90%", "72%，不低于70%")),
        ("负债率72%，小巨人行吗", ("72%，不高于75%",)),
        ("一家小巨人正好持有我们50%的股份，我们能推荐吗", ("没有超过（“超过”不含本数）",)),
        ("母公司是小巨人，持股刚好五成，能推荐吗", ("没有超过（“超过”不含本数）",)),
        ("母公司是小巨人，持股51%，能推荐吗", ("51%，高于50%",)),
        ("上年末负债率75%，小巨人过不过", ("正好75%，含本数",)),
        ("去年亏损了300万，营收8000万，亏损影响报小巨人吗", ("亏损不在条件里", "营业收入：**符合**")),
        ("Our R&D was 6.5 million in 2024 and 6 million in 2025. Is it enough?", ("600+650 = 1250",)),
        ("研发去年600万，前年550万，够吗", ("600+550 = 1150万元，低于1200万元",)),
        ("发明专利3项，够不够", ("3项，低于4项",)),
        ("公司连着亏了两年，营收9000万，亏损的能不能报", ("亏损不在条件里",)),
    ],
)
def test_the_very_thing_is_said_with_figures(question: str, says: tuple[str, ...], assistant: Assistant) -> None:
    answer = _answer(assistant, question)
    assert all(words in answer for words in says), answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("A轮融了2000万可以代替营收吗", "小巨人不能，上年度营业收入要5000万元以上；专精特新可以"),
        ("B轮融资拿了3000万，能不能抵营收", "小巨人不能"),
        ("老板个人出的800万能算进小巨人的融资吗", "不算，合格机构投资者是备案的创投基金和私募股权基金"),
        ("自然人投的500万，算不算创新型的股权融资", "不算，要合格机构投资者的实缴额"),
        ("软著可以抵Ⅰ类的2项吗", "不算，Ⅰ类所列的知识产权里没有这一项"),
        ("2022年附件2里研发人员占比12%得几分", "按工信部企业〔2022〕63号算："),
        ("22年附件2净利润率4%几分", "按工信部企业〔2022〕63号算："),
        ("附件1里主营增长率8%得几分", "主营业务收入增长率：8%"),
        ("无锡市级的专精特新，营收9000万，能跳过省级直接申报吗", "不可以跳过"),
        ("审计报告必须备案吗", "2025年的通知要求"),
        ("Is an audit report required for specialized SMEs?", "Yes, "),
        ("May a manufacturing champion apply for little giant?", "No: champions"),
        ("创新型到期了怎么续", "重新登录培育平台自评"),
        ("问下小巨人研发费用怎么要求", "专精特新“小巨人”企业：近两年研发费用合计不低于1200万元"),
        ("省级专精特新对主营占比是怎么规定的", "专精特新中小企业：主营业务收入总额占营业收入总额的比重不低于80%"),
    ],
)
def test_the_first_line_says_it(question: str, first: str, assistant: Assistant) -> None:
    lines = [line for line in _answer(assistant, question).split("\n") if line and not line.startswith(("不太确定", "- ", "先按"))]
    assert lines[0].startswith(first), lines


@pytest.mark.parametrize(("question", "points"), [("2022年附件2里净利润率8%得几分", "得8分"), ("附件2打分：负债率55%，几分", "得3分"), ("暂行办法附件2里负债率50%得几分", "得5分"), ("附件1里增长率12%得几分", "得15分")])
def test_points_by_the_annex_named(question: str, points: str, assistant: Assistant) -> None:
    assert points in _answer(assistant, question)


def test_two_questions_parted_by_a_space(assistant: Assistant) -> None:
    answer = _answer(assistant, "第五批的今年复核按哪个标准 负债率要求多少")
    assert "按2022年认定标准把握" in answer and "不高于70%" in answer


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("4项发明，其中2项跟大学一起，我们在权利人里排第四，够不够小巨人", "**待补充**"),
        ("发明专利6项，其中3项权利人排名第四，小巨人够吗", "**待补充**"),
        ("发明专利5项，其中1项我们排第五，小巨人够吗", "**符合**"),
        ("发明4项，权利人里我们排第二，小巨人够吗", "**符合**"),
    ],
)
def test_rights_held_behind_three_others_are_not_sure_to_count(message: str, said: str, assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=message, as_of=DAY))
    line = next(line for line in answer.answer.split("\n") if "Ⅰ类知识产权：" in line)
    assert said in line and "market_rank" not in (answer.profile or {})
