from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.sheets import Table, read_table
from assistant.sheets.checking import check_entries
from assistant.sheets.journal import Journal, key_of
from assistant.sheets.workbook import write_results
from corpus.library import load_library
from corpus.terms import Tier, Track
from tests.assistant.sheets.making import text

ROWS = 8
STOPS_AT = 5


class Interrupted(Exception):
    pass


def table() -> Table:
    rows = [["企业名称", "营业收入", "资产负债率"], *([f"企业{n}", 6000 + n, 60 + n] for n in range(ROWS))]
    return read_table(text(rows).content, "a.csv", year=2025)


class Counting:
    """The rules, counted, and stopped at a certain call."""

    def __init__(self, stops_at: int | None = None) -> None:
        self.calls, self.stops_at = 0, stops_at

    def __call__(self, profile: Profile) -> CheckResult:
        self.calls += 1
        if self.calls == self.stops_at:
            raise Interrupted
        return check(profile, Tier.LITTLE_GIANT, None, Track.NEW, date(2025, 6, 1), load_library())


def interrupted(path: Path, key: str = "a") -> None:
    with pytest.raises(Interrupted), Journal(path, key) as journal:
        check_entries(table(), "a.csv", Counting(STOPS_AT), journal=journal)


def test_an_interrupted_run_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    interrupted(path)
    rules = Counting()
    seen: list[tuple[int, int]] = []
    with Journal(path, "a") as journal:
        resumed = check_entries(table(), "a.csv", rules, journal=journal, progress=lambda done, of: seen.append((done, of)))
    assert (rules.calls, resumed.resumed) == (ROWS - STOPS_AT + 1, STOPS_AT - 1)
    assert seen == [(number, ROWS) for number in range(1, ROWS + 1)]
    whole = check_entries(table(), "a.csv", Counting())
    assert resumed.rows == whole.rows
    assert resumed.conditions == whole.conditions
    assert write_results(resumed)
    journal.finish()
    assert not path.exists()


def test_of_another_run_nothing_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    interrupted(path)
    with Journal(path, "b") as journal:
        assert journal.done == {}


@pytest.mark.parametrize("damage", ["cut", "garbage", "binary"])
def test_a_line_cut_off_is_done_again(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "j.jsonl"
    interrupted(path)
    content = path.read_bytes()
    path.write_bytes({"cut": content[:-40], "garbage": content + b'{"number": 7}\n[1', "binary": b"\xff\xfe\x00" + content}[damage])
    rules = Counting()
    with Journal(path, "a") as journal:
        found = check_entries(table(), "a.csv", rules, journal=journal)
    assert found.rows == check_entries(table(), "a.csv", Counting()).rows
    assert rules.calls == {"cut": ROWS - STOPS_AT + 2, "garbage": ROWS - STOPS_AT + 1, "binary": ROWS}[damage]


def test_a_key_tells_its_parts_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
