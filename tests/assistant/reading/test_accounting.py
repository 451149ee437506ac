"""Nothing is lost in silence: every number that a pattern of this test's own sees lies in exactly one mention.

The pattern shares nothing with the reader. Messages in which the reader is known to lose a number stand in
`accounting.yaml`; where one of them is mended, its entry has to go. Of unseen messages nothing but ids and counts shows.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.cases import SETS_DIR
from assistant.reading.reader import WordsReader
from corpus.yamlfile import load_yaml

NUMBER = re.compile(
    r"""
      \d+                                                             # every run of digits
    | (?<![\d.])[〇零一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*(?=[%％元年月日批项名人件])
    """,
    re.VERBOSE,
)
HERE, ROOT = Path(__file__).parent, Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "cases"
WIDE = os.environ.get("HYPOTHESIS_PROFILE") == "long"
DAY = date(2024, 6, 1)
KNOWN = load_yaml(HERE / "accounting.yaml")
KINDS = re.compile("|".join(kind["pattern"] for kind in KNOWN["kinds"]))
READER = WordsReader(None, {4: 2022, 5: 2023, 6: 2024, 7: 2025, 8: 2026})


FIGURES = st.sampled_from(
    ["8600", "1.2", "9,600", "１２", "0.5", "-3.5", "2022", "21", "7", "100", "1亿2000", "3-5", "一", "两", "十二", "二十", "三百二十", "一千五百", "壹佰", "二〇二二", "500余", "近3"]
)
UNITS = st.sampled_from(["", "万元", "亿元", "元", "%", "％", "个百分点", "年", "月", "日", "批", "项", "件", "名", "人", "个", "年6月", "年12月31日", "分", "成", "倍", "级"])
WORDS = st.sampled_from(
    [
        "营收", "研发费用", "资产负债率", "员工", "发明专利", "第", "排名第", "去年", "前年", "近两年", "不到", "超过", "约", "左右", "分别是", "其中", "母公司", "我们", "如果", "要求", "不低于",
        "小巨人", "省级专精特新", "认定", "复核", "吗", "能报吗", "（工信部企业〔2022〕63号）", "材料", "ISO9001认证", "电话", "市占率", "的", "和", "至", "比", "没有", "从", "降到",
    ]
)
SIGNS = st.sampled_from(["，", "。", "、", "；", "：", "？", ",", "/", "~", "（", "）", "(", ")", "【", "“", "+", "=", "@", "$", "¥"])
LAYOUT = st.sampled_from([" ", "\n", "\t", "|", "\u3000", "\u200b，", "\n1、", "\n（1）", "①", "\n- ", "\r\n", "\n项目\t2021年\t2020年\n"])
BEFORE = st.one_of(WORDS, SIGNS, LAYOUT)
PIECES = st.one_of(BEFORE, st.builds("{}{}{}".format, BEFORE, FIGURES, UNITS))
"""A figure has a word, a sign or a break before it, so that no two of them run together."""
MESSAGES = st.lists(PIECES, max_size=25).map("".join)
ANY = st.text(st.one_of(st.sampled_from("0123456789０９年月日批项名人%％第.,，。、：；（）/-~ \n\t"), st.characters(exclude_categories=["C", "Nd"])), max_size=60)
"""Anything; numerals are left to `MESSAGES`, since here they would not be well formed."""


class Said(NamedTuple):
    """A message as it stands in a file."""

    id: str
    text: str
    day: date


def lost(text: str, day: date, kinds: re.Pattern[str] | None = KINDS) -> list[str]:
    """The numbers of a text that lie in no mention, or in more than one; those of `kinds` are left out."""
    mentions = READER.read_facts(text, day).mentions
    excused = [kind.span() for kind in kinds.finditer(text)] if kinds else []
    return [
        number[0]
        for number in NUMBER.finditer(text)
        if sum(each.start <= number.start() and number.end() <= each.end for each in mentions) != 1
        and not any(start <= number.start() and number.end() <= end for start, end in excused)
    ]


def from_json(*paths: Path) -> Iterator[Said]:
    """Messages of lines of JSON, each turn of a conversation one."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            day = date.fromisoformat(case.get("as_of") or DAY.isoformat())
            for number, turn in enumerate(case.get("turns", [case])):
                text = turn if isinstance(turn, str) else turn.get("text") or turn["question"]
                yield Said(f"{case['id']}#{number}", text, day)


def from_topics() -> Iterator[Said]:
    """One in three of the training messages, all of them in the wider search."""
    for path in sorted((ROOT / "assistant" / "topics" / "messages").glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            text = line.split("\t")[2]
            if WIDE or crc32(text.encode()) % 3 == 0:
                yield Said(f"{path.stem}:{number}", text, DAY)


def from_utterances() -> Iterator[Said]:
    data = load_yaml(HERE / "utterances.yaml")
    for group, cases in data.items():
        for number, case in enumerate(cases if isinstance(cases, list) else []):
            yield Said(f"{group}:{number}", case["say"], date.fromisoformat(case.get("as_of", data["as_of"])))




def check(name: str, source: Iterator[Said], least: int) -> None:
    """Read all messages; what is lost is what is known to be lost, no more and no less."""
    messages = list(source)
    found = {said.text: numbers for said in messages if (numbers := lost(said.text, said.day))}
    assert len(messages) >= least
    texts = {said.text for said in messages}
    assert found == {text: numbers for text, numbers in KNOWN["lost"].get(name, {}).items() if text in texts}


def test_every_number_of_the_own_set_is_accounted_for() -> None:
    check("own", from_json(SETS_DIR / "own" / "cases.jsonl"), 500)


def test_every_number_of_the_development_sets_is_accounted_for() -> None:
    check("dev", from_json(*sorted((SETS_DIR / "dev").glob("*.jsonl"))), 190)


def test_every_number_of_the_training_messages_is_accounted_for() -> None:
    check("training", from_topics(), 2000)


def test_every_number_of_the_utterances_is_accounted_for() -> None:
    check("utterances", from_utterances(), 500)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the messages that lie beside the project are not here")
def test_every_number_of_the_messages_beside_the_project_is_accounted_for() -> None:
    check("beside", from_json(SHARED / "messages.jsonl", SHARED / "conversations.jsonl"), 300)


def test_every_number_of_unseen_messages_is_accounted_for() -> None:
    """Only ids and counts are told, whatever happens."""
    counts: dict[str, int] = {}
    for said in from_json(*sorted((SETS_DIR / "unseen").glob("*.jsonl"))):
        try:
            counts[said.id] = len(lost(said.text, said.day))
        except Exception:  # noqa: BLE001 - the error might quote the message
            counts[said.id] = -1
    assert len(counts) >= 600
    assert {key: count for key, count in counts.items() if count} == KNOWN["lost_unseen"]


@pytest.mark.parametrize("example", [kind["example"] for kind in KNOWN["kinds"]])
def test_what_is_known_to_be_lost_still_is(example: str) -> None:
    """Once it isn't, its kind has to go from `accounting.yaml`."""
    assert lost(example, DAY, None)
    assert not lost(example, DAY)


@given(MESSAGES)
def test_every_number_of_a_made_up_message_is_accounted_for(text: str) -> None:
    assert lost(text, DAY) == []


@given(ANY)
def test_every_number_of_any_text_is_accounted_for(text: str) -> None:
    assert lost(text, DAY) == []


@given(MESSAGES)
def test_mentions_never_overlap_nor_leave_the_message(text: str) -> None:
    mentions = READER.read_facts(text, DAY).mentions
    assert all(text[mention.start : mention.end] == mention.words for mention in mentions)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    numbers = [mention for mention in mentions if NUMBER.search(mention.words)]
    assert all(earlier.end <= later.start for earlier, later in pairwise(numbers))
