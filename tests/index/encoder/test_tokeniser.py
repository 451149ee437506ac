"""A text is cut the likeliest way; nothing of it is lost, whatever it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.encoder.tokeniser import PieceTokeniser

PIECES = ["", "▁", "小", "巨", "人", "巨人", "小巨人", "a", "▁a"]
SCORES = [0.0, -2.0, -4.0, -4.5, -4.0, -5.0, -20.0, -3.0, -2.5]


def tokeniser() -> PieceTokeniser:
    return PieceTokeniser(PIECES, SCORES, {"Ａ": "a", "\x01": "", "\u3000": " "}, unknown=0, lowest=-20.0)


def cut(text: str) -> list[str]:
    return [PIECES[number] for number in tokeniser().cut(text)]


def test_the_likeliest_pieces_win_not_the_longest() -> None:
    assert cut("小巨人") == ["▁", "小", "巨人"]


def test_characters_are_replaced_before_cutting() -> None:
    assert cut("Ａ\x01") == ["▁a"]


def test_spaces_in_a_row_are_one() -> None:
    assert cut("a \u3000 a") == ["▁a", "▁a"]


def test_a_character_that_no_piece_knows_is_one_unknown() -> None:
    assert cut("小é巨人") == ["▁", "小", "", "巨人"]


def test_no_text_is_a_space() -> None:
    assert cut("") == ["▁"]


@given(st.text(alphabet="小巨人aＡé \u3000\x01", max_size=40))
def test_every_character_is_in_a_piece_or_unknown(text: str) -> None:
    spaced = " " + text.replace("Ａ", "a").replace("\x01", "").replace("\u3000", " ")
    while "  " in spaced:
        spaced = spaced.replace("  ", " ")
    assert sum(len(piece) or 1 for piece in cut(text)) == len(spaced)


@given(st.text(alphabet="小巨人aＡé \u3000\x01", max_size=40))
def test_every_piece_knows_its_place_and_none_is_lost(text: str) -> None:
    found = tokeniser().cut_at(text)
    assert [number for number, _, _ in found] == tokeniser().cut(text)
    assert [end for _, _, end in found[:-1]] == [start for _, start, _ in found[1:]]
    assert (found[0][1], found[-1][2]) == (0, len(text))
