"""Rights: some or all of those counted, and none of a kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.understanding.extract import extract

DAY = date(2024, 6, 20)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("发明专利8项，其中自主研发6项、受让2项", {"class1_ip": 8, "class1_ip_self_developed": 6, "class1_ip_transferred_in": 2}),
        ("发明专利7件，5件自研2件受让", {"class1_ip": 7, "class1_ip_self_developed": 5, "class1_ip_transferred_in": 2}),
        ("发明6件（含受让2件）", {"class1_ip": 6, "class1_ip_transferred_in": 2}),
        ("今年报了8个发明，都在实审阶段", {}),
        ("报了小巨人，有8个发明专利", {"class1_ip": 8}),
        ("有3个发明专利是老板个人名下的", {}),
        ("5项发明专利都在学校名下，独占许可给我们用", {}),
        ("发明专利5项，都在我们公司名下", {"class1_ip": 5}),
        ("发明专利5件，全部受让取得", {"class1_ip": 5, "class1_ip_transferred_in": 5}),
        ("实用新型20件，其中5件授权不满两年", {"class2_ip": 15}),
        ("软著8项，实用新型10项，其中4项没满两年", {"class2_ip": 14}),
        ("发明专利6项，其中2项受让未满1年", {"class1_ip": 4}),
        ("实用新型10件、外观设计5件，其中3件授权未满2年", {}),
        ("实用新型12项，都不满两年", {}),
        ("已申请发明专利5件，软著3件", {}),
        ("只有几个软著没有专利", {"class1_ip": 0}),
        ("我们只有1个实用新型", {"class1_ip": 0, "class2_ip": 1}),
        ("发明专利3项，实用新型只有1个", {"class1_ip": 3, "class2_ip": 1}),
        ("没有任何知识产权", {"class1_ip": 0, "class2_ip": 0}),
    ],
)
def test_what_counts_under_each_class(text: str, profile: dict[str, Any]) -> None:
    assert extract(text, DAY).profile.to_json() == profile


def test_what_is_left_of_a_count_is_said_in_the_words_of_both() -> None:
    (fact,) = extract("实用新型20件，其中5件授权不满两年", DAY).evidence
    assert fact.words.startswith("实用新型20件，其中5件")
