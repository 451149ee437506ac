"""A follow-up that names nothing but a tier or a version of the measures asks again what was asked last, with what is known."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.parts import names_only_a_standard
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)
ONLY = ("换成专精特新中小企业看呢", "如果照63号文来看呢", "22年那版标准下呢", "原先的规定呢", "要是只报省级专精特新呢", "那省级这一条呢", "那报省里的那个呢", "按老标准的话")
MORE = ("老标准的负债率呢", "省级怎么申请", "小巨人有效期几年", "小巨人的材料呢", "新标准什么时候出的", "省里的补贴呢", "那我们呢", "换成软著呢", "复核按新办法还是老办法", "小巨人还是专精特新呢")


@pytest.mark.parametrize("words", ONLY)
def test_nothing_but_a_standard_is_named(words: str) -> None:
    assert names_only_a_standard(words)


@pytest.mark.parametrize("words", MORE)
def test_something_else_is_named(words: str) -> None:
    assert not names_only_a_standard(words)


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("主营占比85%，小巨人行不行", "要是只报省级专精特新呢"), "主营业务收入占营业收入比重：**符合**。85%，不低于80%"),
        (("我们负债率77%，报小巨人可以吗", "那报省里的那个呢"), "资产负债率：**符合**。77%，不高于80%"),
        (("小巨人主营占比89.6%差不多吧", "四舍五入行不行", "省级呢"), "主营业务收入占营业收入比重：**符合**。89.6%，不低于80%"),
        (("负债率78%能报小巨人吗", "那省级这一条呢"), "资产负债率：**符合**。78%，不高于80%"),
        (("负债率78%能报小巨人吗", "退一步报省级行不行"), "资产负债率：**符合**。78%，不高于80%"),
        (("去年营收1800万，小巨人营收够不够", "换成省级专精特新来看"), "1800万元，不低于1500万元"),
        (("我们省级专精特新的负债率79%过不过", "要是冲国家级小巨人"), "资产负债率：**不符合**。79%，高于75%"),
        (("去年研发150万，前年110万，小巨人研发这条怎么样", "只报省里的呢"), "研发费用：**符合**"),
    ],
)
def test_a_tier_is_judged_anew(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    assert says in last_answer(assistant, turns, DAY).answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("我们2项发明专利，小巨人知识产权够吗", "22年那版标准下呢"), "Ⅰ类知识产权：**符合**。2项，正好2项"),
        (("负债率72%，能报小巨人吗", "如果照63号文来看呢"), "资产负债率：**不符合**。72%，高于70%"),
        (("主营占比75%，小巨人过吗", "以前那个标准能过吗"), "主营业务收入占营业收入比重：**符合**。75%，不低于70%"),
        (("小巨人市占率要多少", "原先的规定呢"), "且享有较高知名度和影响力"),
        (("去年营收1300万，省专营收这条过吗", "要按老的那套标准呢"), "1300万元，不低于1000万元"),
        (("去年营收4200万，小巨人营收够吗", "按老办法呢"), "没有单独的营业收入门槛"),
        (("小巨人研发要求", "去年800万，前年500万", "这一项达标没"), "近两年研发费用合计：**符合**。800+500 = 1300万元"),
    ],
)
def test_a_version_is_judged_anew(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    assert says in last_answer(assistant, turns, DAY).answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("负债率78%能报小巨人吗", "省级怎么申请"), "省级"),
        (("我们负债率77%，报小巨人可以吗", "小巨人有效期几年"), "有效期3年"),
        (("我们负债率77%，报小巨人可以吗", "老标准是哪年的"), "2022"),
    ],
)
def test_what_asks_by_itself_is_answered(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer and "**不符合**" not in answer.answer, answer.answer
