"""How days are written in answers, and that no template of them is lost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import texts
from assistant.answering.texts import day, replies, window
from corpus.library import load_library
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_can_be_read_back(value: date) -> None:
    match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", day(value))
    assert match is not None
    assert date(*map(int, match.groups())) == value


def test_the_year_is_said_once_where_it_is_the_same() -> None:
    assert window(date(2022, 6, 21), date(2022, 6, 28)) == ("2022年6月21日", "6月28日")
    assert window(date(2022, 12, 30), date(2023, 1, 5)) == ("2022年12月30日", "2023年1月5日")


def test_every_value_that_a_template_is_chosen_by_has_one() -> None:
    assert all(f"tier_{tier}" in replies() for tier in Tier)
    assert all(f"track_{track}" in replies() for track in Track)


def test_a_share_or_amount_in_a_template_stands_in_the_texts() -> None:
    told = load_yaml(Path(texts.__file__).with_name("replies.yaml"))
    known = "".join(document.text for document in load_library().documents())
    for key, entry in told.items():
        words = entry if isinstance(entry, str) else entry["zh"]
        for number in re.findall(r"\d+(?:%|万元|亿元)", re.sub(r"\{[^}]*\}", "", words)):
            assert number in known, key
