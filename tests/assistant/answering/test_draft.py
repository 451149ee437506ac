"""An answer while it is being written."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.draft import Draft
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
AS_OF = date(2022, 6, 20)
BASIS = LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, AS_OF)
CITATIONS = [
    LIBRARY.cite(clause_id, basis=BASIS, as_of=AS_OF)
    for clause_id in ("measures-2022-63/annex-3/1", "measures-2022-63/annex-3/2", "notice-2022-133/3/4")
]


@given(st.lists(st.sampled_from(CITATIONS), min_size=1, max_size=12))
def test_a_citation_keeps_its_mark(used: list) -> None:  # type: ignore[type-arg]
    draft = Draft()
    marks = [draft.mark(citation) for citation in used]
    assert draft.citations == list(dict.fromkeys(used))
    for citation, mark in zip(used, marks, strict=True):
        assert draft.citations[int(mark.strip("[]")) - 1] == citation


def test_several_marks_stand_together_each_once() -> None:
    draft = Draft()
    assert draft.mark(CITATIONS[0], CITATIONS[1], CITATIONS[0]) == "[1][2]"


def test_the_same_words_are_not_said_twice() -> None:
    draft = Draft()
    for line in ("甲。", "乙。", "甲。", ""):
        draft.say(line)
    assert draft.lines == ["甲。", "乙。"]


def test_a_quote_of_several_lines_stays_one_block() -> None:
    draft = Draft()
    draft.quote(CITATIONS[0])
    assert all(line.startswith("> ") for line in draft.text.split("\n"))
    assert draft.text.endswith("[1]")


def test_a_line_of_the_rounds_table_is_only_marked() -> None:
    draft, row = Draft(), LIBRARY.round(4)
    draft.quote(LIBRARY.cite(row.id, row.line("enterprise_upload"), basis=BASIS, as_of=AS_OF))
    assert draft.lines == []
    assert len(draft.citations) == 1


def test_list_items_stand_close_paragraphs_apart() -> None:
    draft = Draft()
    for line in ("要求：", "- 甲", "- 乙", "以上。"):
        draft.say(line)
    assert draft.text == "要求：\n\n- 甲\n- 乙\n\n以上。"
