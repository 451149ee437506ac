"""Sentences and their marks, and which of them state something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verifying.sentences import split
from assistant.verifying.stating import states_something


def test_marks_stay_with_their_sentence() -> None:
    found = split("负债率不高于70%[1]。占有率10%以上。[2][3]\n谢谢！")
    assert [(each.text, each.marks) for each in found] == [("负债率不高于70%[1]。", (1,)), ("占有率10%以上。[2][3]", (2, 3)), ("谢谢！", ())]


def test_what_is_quoted_is_not_cut() -> None:
    (only,) = split("原文是“满足下列条件。同时满足”[1]。")
    assert only.marks == (1,)


def test_the_stretches_of_a_sentence_have_their_own_marks() -> None:
    (only,) = split("2022年是70%[1]，2026年是75%[2]。")
    assert [part.marks for part in only.parts] == [(1,), (2,)]


@given(st.text(max_size=80))
def test_sentences_are_the_text_by_their_offsets(text: str) -> None:
    found = split(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert "".join(each.text for each in found).split() == text.split() or "".join(text.split()) == "".join("".join(each.text.split()) for each in found)


@pytest.mark.parametrize("text", ["您好！", "一、申报时间", "感谢您的咨询。", "关于小巨人的申报条件，答复如下：", "认定由谁来做", "三种情况要留意。", "具体请咨询当地主管部门。", "您想了解哪一批？"])
def test_greetings_headings_and_questions_state_nothing(text: str) -> None:
    assert not states_something(split(text)[0])


@pytest.mark.parametrize("text", ["资产负债率不高于70%。", "申请不收任何费用。", "“以上”包括本数。", "企业6月28日前上传。", "您好，小巨人由工信部认定。"])
def test_a_statement_states_something(text: str) -> None:
    assert states_something(split(text)[0])
