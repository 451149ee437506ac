"""Word lists: every spelling is found, the longest first, and none stands under two ids."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.lexicon import Lexicon
from assistant.spelling import spelled_out

plain = st.text("ab营业额XY", max_size=3)
alternatives = st.lists(plain, min_size=1, max_size=3)


@given(st.lists(st.tuples(plain, alternatives), max_size=4), plain)
def test_every_choice_of_alternatives_is_a_spelling(parts: list[tuple[str, list[str]]], end: str) -> None:
    word = "".join(f"{before}{{{'|'.join(choices)}}}" for before, choices in parts) + end
    expected = ["".join(before + choice for (before, _), choice in zip(parts, chosen, strict=True)) + end for chosen in itertools.product(*(choices for _, choices in parts))]
    assert list(spelled_out(word)) == expected


def test_the_longest_spelling_is_found_whatever_its_letters() -> None:
    words = Lexicon({"revenue": ["营{业|}收{入|}"], "rd": ["R&D{费用|}"]})
    found = [(hit.id, hit.start, hit.end) for hit in words.find("营业收入和r&d费用，R&D")]
    assert found == [("revenue", 0, 4), ("rd", 5, 10), ("rd", 11, 14)]


def test_a_spelling_under_two_ids_is_refused() -> None:
    with pytest.raises(ValueError, match="营收"):
        Lexicon({"a": ["营{业|}收"], "b": ["营收"]})
