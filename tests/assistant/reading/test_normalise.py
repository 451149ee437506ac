"""Normalising: one plain way of writing, with every place of the original kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.normalise import normalise


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("專精特新企業的資產負債率", "专精特新企业的资产负债率"),
        ("發明專利３件、軟體著作權１０項", "发明专利3件、软件著作权10项"),
        ("小具人怎么报", "小巨人怎么报"),
        ("小巨仁", "小巨人"),
        ("专精特薪、专精持新、砖精特新", "专精特新、专精特新、专精特新"),
        ("专精特新", "专精特新"),
        ("xiaojuren 和 Zhuan Jing Te Xin", "小巨人 和 专精特新"),
        ("zjtx.miit.gov.cn 怎么登录", "zjtx.miit.gov.cn 怎么登录"),
        ("ZJTX怎么报", "专精特新怎么报"),
        ("負債率７２％", "负债率72%"),
        ("１，２００万", "1,200万"),
        ("营收1200万，研发200万", "营收1200万，研发200万"),
        ("小\u200b巨\u200b人\ufeff", "小巨人"),
        ("I类知识产权2项，AI类产品", "Ⅰ类知识产权2项，AI类产品"),
        ("使用新型材料", "使用新型材料"),
    ],
)
def test_reads_as_the_field_writes(said: str, read: str) -> None:
    assert normalise(said).text == read


def test_every_place_is_known_in_the_original() -> None:
    said = normalise("👍我們是\u200b小具人，負債率７２％")
    at = said.text.index("小巨人")
    assert said.words(at, at + 3) == "小具人"
    at = said.text.index("72%")
    assert said.words(at, at + 3) == "７２％"


@given(st.text())
def test_any_text_is_read_and_read_again_the_same(text: str) -> None:
    once = normalise(text)
    assert normalise(once.text).text == once.text


@given(st.text(alphabet="我小具巨人專精特薪負債率７２％ \u200b👍，xjr", min_size=1))
def test_spans_run_in_order_within_the_original(text: str) -> None:
    said = normalise(text)
    spans = [said.span(i, i + 1) for i in range(len(said.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert (
        said.span(0, len(said.text)) == ((spans[0][0], spans[-1][1]) if spans else (len(text), len(text)))
        or not said.text
    )


def test_untouched_text_keeps_no_map() -> None:
    said = normalise("我司2021年营收1.2亿")
    assert said.starts == () and said.span(2, 7) == (2, 7)


def test_bank_numerals_are_read_as_plain_ones_and_names_stay() -> None:
    assert normalise("壹亿贰仟叁佰万元整").text == "一亿二千三百万元整"
    assert normalise("中国大陆，伍先生，陆家嘴").text == "中国大陆，伍先生，陆家嘴"


@given(st.text(alphabet="我小具巨人專精特薪負債率７２％ \u200b👍，xjr", min_size=1))
def test_a_place_of_the_original_is_found_again(text: str) -> None:
    said = normalise(text)
    for place in range(len(said.text)):
        start, end = said.within(*said.span(place, place + 1))
        assert start <= place < end
