from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.duties.states as states
from assistant.duties.states import State, days_left, state_on, state_words
from corpus.yamlfile import load_yaml

OPENS, CLOSES = date(2022, 6, 21), date(2022, 6, 28)


@pytest.mark.parametrize(
    ("as_of", "state", "left", "words"),
    [
        (date(2022, 6, 20), State.UPCOMING, 8, "未开始（2022年6月21日开始，距截止还有8天）"),
        (date(2022, 6, 21), State.OPEN, 7, "进行中（还有7天）"),
        (date(2022, 6, 27), State.OPEN, 1, "进行中（还有1天）"),
        (date(2022, 6, 28), State.LAST_DAY, 0, "今天截止"),
        (date(2022, 6, 29), State.CLOSED, None, "已于2022年6月28日截止"),
    ],
)
def test_both_ends_belong_to_the_window(as_of: date, state: State, left: int | None, words: str) -> None:
    assert state_on(as_of, OPENS, CLOSES) is state
    assert days_left(as_of, CLOSES) == left
    assert state_words(as_of, OPENS, CLOSES) == words


def test_without_a_last_day_nothing_is_said_of_it() -> None:
    assert state_on(CLOSES, OPENS, None) is State.UNDATED
    assert days_left(CLOSES, None) is None
    assert state_words(CLOSES, None, None) == "日期未收录"


def test_a_window_of_one_day_is_its_last_day() -> None:
    assert state_on(CLOSES, CLOSES, CLOSES) is State.LAST_DAY


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_days_left_says_the_same_as_the_state(as_of: date, last: date) -> None:
    state, left = state_on(as_of, None, last), days_left(as_of, last)
    assert (left is None) == (state is State.CLOSED)
    assert (left == 0) == (state is State.LAST_DAY)


def test_every_state_has_its_words_in_both_languages() -> None:
    texts = load_yaml(Path(states.__file__).with_name("states.yaml"))
    assert set(texts) == {state.value for state in State}
    assert all(set(entry) == {"zh", "en"} for entry in texts.values())
    assert state_words(date(2022, 6, 22), OPENS, CLOSES, "en") == "open (6 days left)"
