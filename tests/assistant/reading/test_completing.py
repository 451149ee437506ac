"""A follow-up that names only what is different stands for the whole question; one that asks by itself stays as it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.completing import completed
from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)
FRAMES = ("那{}呢", "要是{}呢", "{}的话", "换成{}怎么样", "{}也是这样吗")
ASKED = (
    ("负债率{}能拿几分", ("58%", "正好70%", "七成")),
    ("我们营收{}够小巨人吗", ("3000万", "1.2亿", "五千万")),
    ("{}小巨人什么时候开始报", ("第五批", "第七批", "第八批")),
    ("{}的有效期有几年", ("小巨人", "创新型中小企业", "专精特新中小企业")),
    ("{}要求多少", ("资产负债率", "研发费用占比", "市场占有率")),
)


@given(st.sampled_from(FRAMES), st.sampled_from(ASKED).flatmap(lambda each: st.tuples(st.just(each[0]), st.permutations(each[1]))))
def test_the_words_of_its_kind_give_way(frame: str, asked: tuple[str, list[str]]) -> None:
    question, (before, now, *_) = asked
    whole = completed(frame.format(now), question.format(before), DAY)
    assert whole is not None and whole.words == question.format(now)


@pytest.mark.parametrize("said_first", ["哦，", "好的 ", "嗯那", "你好，", "好的，谢谢，那", "但", "不过"])
def test_what_is_said_first_changes_nothing(said_first: str) -> None:
    whole = completed(f"{said_first}正好10年呢", "维持11年的发明专利算吗", DAY)
    assert whole is not None and whole.words == "维持正好10年的发明专利算吗"


def test_a_word_that_only_begins_alike_is_left_alone() -> None:
    whole = completed("行业呢", "资产负债率要求多少", DAY)
    assert whole is None or "行业" in whole.words


@pytest.mark.parametrize(
    ("follow_up", "asked"),
    [
        ("那营收要多少呢", "资产负债率要求多少"),
        ("几份", "第四批什么时候报"),
        ("那9300万呢", "营收5000万、研发900万够吗"),
        ("好的谢谢", "有效期几年"),
        ("那我们去年被处罚过的事呢", "负债率58%能拿几分"),
        ("那7年呢", "负债率58%能拿几分"),
        ("那70%呢", ""),
    ],
)
def test_what_asks_by_itself_or_has_no_counterpart_is_left_alone(follow_up: str, asked: str) -> None:
    assert completed(follow_up, asked, DAY) is None


@given(st.text("那呢小巨人负债率70%第五批年吗多少，。 ", max_size=40), st.text("小巨人负债率70%第五批年吗多少，。 ", max_size=60))
def test_any_two_messages_are_borne(follow_up: str, asked: str) -> None:
    whole = completed(follow_up, asked, DAY)
    assert whole is None or whole.words


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("维持11年的发明专利算高价值吗", "正好10年呢"), "正好10年不够"),
        (("地方特色指标谁定", "多少分"), "15分"),
        (("创新型有效期几年", "那小巨人呢"), "有效期3年"),
        (("有效期几年", "创新型也是这样吗"), "有效期为三年"),
        (("我们资产负债率72%，能报小巨人吗", "那不限批次呢", "那专精特新中小企业呢"), "72%，不高于80%"),
        (("小巨人研发要1200万吗", "那以前的标准呢"), "占营业收入的比重"),
        (("第七批小巨人什么时候开始报", "第八批呢", "那第五批呢"), "2023年3月15日"),
    ],
)
def test_a_conversation_goes_on_with_the_thing_asked(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY)
    assert says in answer.answer.split("\n>")[0], answer.answer
