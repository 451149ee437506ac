"""Typed pinyin is read as Chinese, with its places kept; English is never touched."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.learned import input_method
from assistant.reading.normalise import normalise
from assistant.reading.pinyin import _letters, from_pinyin, syllables
from assistant.reading.reader import WordsReader
from corpus.terms import Tier

MESSAGES = Path(input_method.__file__).parents[2] / "topics" / "messages"
LATIN = sorted(
    {
        words
        for path in MESSAGES.glob("*.tsv")
        for words in (line.split("\t")[2] for line in path.read_text(encoding="utf-8").splitlines())
        if not re.search("[\u4e00-\u9fff]", words) and re.search("[A-Za-z]{2}", words)
    }
)
ENGLISH = [message for message in LATIN if any(not syllables(word) for word in re.findall("[A-Za-z]{3,}", message))]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("di wu pi xiaojuren shenqing yao jiaoqian ma", "第五批小巨人申请要交钱吗"),
        ("xiaojuren fuzhailv yaoqiu duoshao", "小巨人负债率要求多少"),
        ("xiaojuren fuzhailu yaoqiu duoshao", "小巨人负债率要求多少"),
        ("zhuanjingtexin youxiaoqi jinian", "专精特新有效期几年"),
        ("zhuan jing te xin you xiao qi ji nian", "专精特新有效期几年"),
        ("xjr fzl 72% neng bao ma", "小巨人负债率72%能报吗"),
        ("cxx qiye zenme ping?", "创新型企业怎么评?"),
        ("women 2024 nian yingshou 8000 wan, yanfa 500wan", "我们2024年营收8000万, 研发500万"),
        ("xiaojuren R&D zhanbi yaoqiu duoshao", "小巨人 R&D 占比要求多少"),
        ("xi'an de zjtx zai na shenbao", "西安的专精特新在哪申报"),
        ("xiàn zài néng shēn bào ma", "现在能申报吗"),
        ("XIAOJUREN ZENME SHENQING", "小巨人怎么申请"),
        ("Buzai fuhe biaozhun hui zenyang", "不再符合标准会怎样"),
        ("shenqing\nfuhe cailiao", "申请\n复核材料"),
        ("women gongsi zai 经营异常名录 li, hai neng bao ma", "我们公司在 经营异常名录 里, 还能报吗"),
        ("请问 xiaojuren 的 fuzhailv 要求", "请问 小巨人 的 负债率 要求"),
    ],
)
def test_reads_what_was_typed(said: str, read: str) -> None:
    assert normalise(said).text == read


@pytest.mark.parametrize(
    "said",
    [
        "can you name a man",
        "women",
        "Can women see more?",
        "Guangdong deadline?",
        "the Shanghai deadline",
        "Shenzhen Huawei",
        "my staff can get Shanghai hukou by this?",
        "shenbao.gov.cn",
        "he",
        "72%",
        "",
        "我们做 can 总线和 wifi 模块，app 也有，CEO 让我问的",
        "联系 ligang@163.com 或 www.zjtx.miit.gov.cn",
        "revenue about 9000万，we can do it，is it ok 吗",
    ],
)
def test_leaves_the_rest_alone(said: str) -> None:
    assert from_pinyin(said) == []


def test_all_english_messages_stay_as_they_are() -> None:
    assert len(ENGLISH) > 850
    assert [message for message in ENGLISH if from_pinyin(message)] == []


def test_all_messages_in_pinyin_become_chinese() -> None:
    pinyin = [message for message in LATIN if message not in ENGLISH and sum(map(syllables, re.findall("[A-Za-z]+", message))) > 1]
    assert len(pinyin) > 90
    assert [message for message in pinyin if re.search("[A-Za-z]", normalise(message).text)] == []


def test_every_word_stands_for_its_syllables() -> None:
    said = normalise("Xjr fu zhai lv 72% neng baoma")
    for words, typed in {"小巨人": "Xjr", "负债率": "fu zhai lv", "72%": "72%", "能": "neng", "报": "bao"}.items():
        at = said.text.index(words)
        assert said.words(at, at + len(words)) == typed


@given(st.lists(st.sampled_from(["xiao", "juren", "xjr", "fu", "zhailv", "72%", "lv", "a", "xi'an", "you", "R", " ", ",", "\n", "-", "Ｘ", "\u200b"])))
def test_places_run_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    said = normalise(text)
    spans = [said.span(at, at + 1) for at in range(len(said.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert normalise(said.text).text == said.text
    for number in re.finditer("[0-9]+%", said.text):
        assert said.words(*number.span()) == number[0]


def test_every_syllable_has_a_character() -> None:
    letters = _letters()
    for syllable in letters.syllables | letters.alone:
        assert input_method.typed_words(syllable, frozenset()), syllable


@pytest.mark.parametrize("unit", ["xiaojuren fuzhailv ", "shishi", "anan ", "xian'", "1 yi ", "a", "women "])
def test_takes_time_by_length(unit: str) -> None:
    from_pinyin("xiaojuren shenqing")

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        from_pinyin(text)
        return time.process_time() - started

    short, long = (min(seconds(length) for _ in range(3)) for length in (500, 4000))
    assert long < 8 * 3 * max(short, 0.002)


def test_facts_and_scope_are_read() -> None:
    question = WordsReader(None).read_facts("xiaojuren fuzhailv 72% neng bao ma", date(2026, 5, 1))
    assert question.scope.tier is Tier.LITTLE_GIANT
    assert question.assembled().profile.to_json() == {"debt_ratio": 72}
    assert not question.english
    assert [fact.words for fact in question.facts] == ["fuzhailv 72%"]


def test_the_words_are_few_enough() -> None:
    assert input_method.WORDS.stat().st_size < 160_000
