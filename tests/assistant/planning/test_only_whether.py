"""“Will it do”, with nothing else said, is asked of what was judged last; a tier for all three is every tier's."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models import AskRequest
from assistant.reading.parts import asks_only_whether
from assistant.reading.scan import Scan
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize("words", ["小巨人新申请行吗", "那算合格吗", "复核能过吗", "这样够不够", "那省级达标吗", "创新型的标准符合吗"])
def test_nothing_else_is_asked(words: str) -> None:
    assert _only_whether(words)


@pytest.mark.parametrize("words", ["软著行吗", "要盖章吗", "外资能报吗", "我们能申请小巨人吗", "负债率够吗", "小巨人新申请", "合格投资者是什么"])
def test_something_else_is_asked(words: str) -> None:
    assert not _only_whether(words)


def _only_whether(words: str) -> bool:
    scan = Scan(words, DAY)
    return asks_only_whether(scan, scan.clauses[-1])


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("去年资产负债率72%", "小巨人新申请行吗"), "资产负债率：**符合**。72%，不高于75%"),
        (("按2022年的标准小巨人负债率多少", "新的呢", "我们72%，那算合格吗"), "资产负债率：**符合**。72%，不高于75%"),
        (("营收8000万，负债72%，小巨人行吗", "那省级够吗"), "资产负债率：**符合**。72%，不高于80%"),
        (("主营收入占比多少算合格？三档都说下",), "专精特新中小企业：主营业务收入总额占营业收入总额的比重不低于80%"),
        (("专精特新三档的负债率分别是多少",), "上年末资产负债率不超过80%"),
        (("一家2024年3月成立的公司，今年能报专精特新吗",), "从事特定细分市场时间：**不符合**。1.83年，低于3年"),
        (("2024年营收3000万的企业能报第七批吗",), "营业收入（本批次）：**不符合**。3000万元，低于5000万元"),
        (("营收4500万的公司能不能报小巨人",), "营业收入：**不符合**。4500万元，低于5000万元"),
        (("我们有2个发明专利，想报小巨人", "其中一个是受让来的", "不对，两个都是自己的，另外还有3个在申请中"), "2-1 = 1项"),
        (("小巨人负债率要求多少", "省级呢"), "不超过80%"),
        (("小巨人研发要求", "去年700万，前年480万，营收2亿和1.5亿", "那省级的这条我们过吗"), "研发费用：**符合**"),
        (("2023年11月评的创新型，啥时候到期", "具体是11月20号公告的，哪天到期"), "2026年11月19日"),
        (("我司2023年认定创新型，何时到期", "如果是2023年11月20号公告的呢"), "2026年11月19日"),
        (("控股我们的公司是小巨人我们还能报不",), "存在控股关系的，不予推荐"),
        (("我们是软件公司，320人，营收9000万", "那要是裁到280人呢"), "从业人员280人 < 300人"),
        (("我们厂310人营收5亿算中小企业吗",), "还缺：所属行业，暂不能判断"),
        (("融资3000万能代替营收吗，专精特新",), "不低于2000万元"),
        (("创新型过期了咋续",), "创新型中小企业新申报适用"),
        (("2022年附件2里净利润率8%得几分",), "8%-10%得8分"),
        (("附件1打分：研发占比4%，负债60%，主营占比75%，多少分？",), "研发费用占比：4%，不低于3%，得15分"),
        (("去年营收三千八百万前年三千五研发九十八万前年九十万省专精特新能行不",), "申报专精特新中小企业**不符合**"),
        (("营收8000万负债72%研发两年都是700万小巨人够不够",), "申报专精特新“小巨人”企业能否符合还**待补充**"),
        (("员工1000人、营收4亿的机械厂还算中小企业吗",), "从划型看属于大型企业"),
    ],
)
def test_the_answer_is_that_of_the_thing_judged(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer, answer.answer


def test_a_day_of_recognition_is_no_day_of_a_change(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="公司2023年7月14日公告为第五批小巨人，今年复核没报上，是不是已经失效了", as_of=DAY))
    assert "2023年10月14日" not in answer.answer
