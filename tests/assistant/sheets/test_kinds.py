"""Every kind of sheet says what a person reads in it; what is not understood is named, nothing else is taken."""

from __future__ import annotations

import pytest

from assistant.sheets import read_table
from tests.assistant.sheets.bureau_kinds import ALL as BUREAUS
from tests.assistant.sheets.kinds import ALL as TABLES
from tests.assistant.sheets.kinds import SheetKind
from tests.assistant.sheets.word_kinds import ALL as FORMS

ALL = (*TABLES, *FORMS, *BUREAUS)


def test_there_are_enough_kinds() -> None:
    assert len({each.id for each in ALL}) == len(ALL) >= 60


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.id)
def test_a_sheet_is_read(sheet: SheetKind) -> None:
    table = read_table(sheet.file.content, sheet.file.name, year=2025)
    assert [entry.error for entry in table.entries] == [None] * len(sheet.profiles)
    assert [entry.profile.to_json() for entry in table.entries if entry.profile] == list(sheet.profiles)
    unread = [(cell.place, cell.head, cell.words, cell.why) for entry in table.entries for cell in entry.unread]
    assert len(unread) == sheet.unread, unread
    assert all(place and words and why for place, _, words, why in unread)
    assert len(table.left_out) == sheet.left, table.left_out
