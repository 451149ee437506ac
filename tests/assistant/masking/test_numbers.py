"""What is private is hidden wherever it stands; what is not stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.masking import HIDDEN, mask, masked

PRIVATE = [
    "13800138000",
    "１３８００１３８０００",
    "138-0013-8000",
    "139 1234 5678",
    "0571-88888888",
    "０５７１－８８８８８８８８",
    "(010)66668888",
    "330102199003071234",
    "33010219900307123X",
    "91330100MA2B00XX0T",
    "91110108551385082Q",
    "MA330102ABCDEFGHJK",
    "6222021202041234567",
    "zhang.san@abc-tech.com.cn",
    "12345@qq.com",
]
PUBLIC = [
    "2021年营收12000万元，研发450.55万元",
    "工信部企业〔2022〕63号",
    "13800000000元",
    "15912345678.5",
    "2022-06-21至2022-06-28",
    "第四批，附件3 四（一）1",
    "zjtx.miit.gov.cn",
    "证书号GR202133001234",
    "measures-2022-63/annex-3/4/1/1",
    "2026-11-26T05:20:43.722210Z",
    "从业人员320人，资产8000万",
]


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("around", ["{}", "请回电{}，谢谢", "电话：{}\n", "（{}）", "我的号码是{}呢"])
def test_what_is_private_is_hidden_and_every_place_stays(private: str, around: str) -> None:
    text = around.format(private)
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert not any(letter.isalnum() for letter in hidden[text.index(private) :][: len(private)])
    before, _, behind = around.partition("{}")
    assert hidden.startswith(before) and hidden.endswith(behind)


@pytest.mark.parametrize("public", PUBLIC)
def test_what_is_not_private_stays(public: str) -> None:
    assert mask(public) == public


@given(st.text(), st.sampled_from(PRIVATE), st.text())
def test_masking_twice_is_masking_once(before: str, private: str, behind: str) -> None:
    once = mask(f"{before} {private} {behind}")
    assert mask(once) == once
    assert len(once) == len(before) + len(private) + len(behind) + 2


def test_all_texts_of_an_object_are_masked() -> None:
    found = masked({"a": ["电话13800138000", 13800138000, None], "13800138000": {"b": "13800138000"}})
    assert found == {"a": [f"电话{HIDDEN * 11}", 13800138000, None], "13800138000": {"b": HIDDEN * 11}}
