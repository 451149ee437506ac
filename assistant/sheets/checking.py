"""Many enterprises at once: a table in, an outcome an enterprise out.

An enterprise that can't be read keeps its place in the result, with what is wrong with it; the others are checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.planning.judging import judge
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.sheets.entry import Entry, Table
from assistant.sheets.errors import TableError
from assistant.sheets.files import messages
from assistant.sheets.journal import Journal
from assistant.sheets.outcome import Cited, Outcome, Teller, outcome_of, unread_outcome
from assistant.sheets.reading import read_table
from corpus.errors import BadInputError

Check = Callable[[Profile], CheckResult]
Progress = Callable[[int, int], None]
"""Told how many enterprises of how many are done."""


@dataclass(frozen=True)
class CheckedTable:
    """All enterprises of a table; `table` is what was read of it."""

    rows: tuple[Outcome, ...]
    conditions: tuple[Cited, ...]
    table: Table
    resumed: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What concerns the table as a whole."""
        return self.table.warnings

    def count(self, status: Status | None) -> int:
        """How many enterprises ended so; None counts those that could not be read."""
        return sum(row.status is status for row in self.rows)


def check_table(content: bytes, name: str, check: Check, *, year: int) -> CheckedTable:
    """Read a table of enterprises and check each.

    Args:
        content: the bytes of an XLSX, CSV, YAML or JSON file.
        name: the file's name.
        check: the verdict on one profile.
        year: the round's year, from which 上年度 is counted.

    Raises:
        TableError: the table as a whole can't be read, or has heads only.
    """
    return check_entries(read_table(content, name, year=year), name, check)


def check_entries(
    table: Table,
    name: str,
    check: Check,
    *,
    journal: Journal | None = None,
    progress: Progress | None = None,
    tell_row: Teller | None = None,
) -> CheckedTable:
    """Check each enterprise of a table that was read.

    Args:
        name: the file's name.
        journal: takes down what is done, and knows what was done before.
        tell_row: puts a quoted line of the rounds' table into words, which stand beside it.

    Raises:
        TableError: there is no enterprise in it.
    """
    if not table.entries:
        raise TableError(messages("no_rows", name=name), "file")
    rows: list[Outcome] = []
    conditions: dict[str, Cited] = {}
    done = dict(journal.done) if journal is not None else {}
    for number, entry in enumerate(table.entries):
        outcome, cited = done.get(number) or _checked(entry, check, conditions, tell_row)
        conditions |= {each.id: each for each in cited}
        rows.append(outcome)
        if journal is not None and number not in done:
            journal.note(number, outcome, cited)
        if progress is not None:
            progress(number + 1, len(table.entries))
    return CheckedTable(tuple(rows), tuple(conditions.values()), table, len(done))


def _checked(entry: Entry, check: Check, known: dict[str, Cited], tell_row: Teller | None) -> tuple[Outcome, tuple[Cited, ...]]:
    """The outcome of an enterprise, with the conditions first seen at it."""
    if entry.profile is None:
        return unread_outcome(entry, entry.error or ""), ()
    try:
        result, unsettled = verdict(entry, check)
    except BadInputError as error:
        return unread_outcome(entry, error.message), ()
    new = tuple(Cited.of(condition, tell_row) for condition in result.conditions if condition.id not in known)
    return outcome_of(entry, result, unsettled), new


def verdict(entry: Entry, check: Check) -> tuple[CheckResult, tuple[str, ...]]:
    """The verdict on an enterprise, and the rough values that decide nothing, being too near a limit."""
    profile = entry.profile or Profile()
    if not entry.facts:
        return check(profile), ()
    judgement = judge(profile, entry.facts, {}, check)
    words = tuple(fact.words or str(fact.value) for fact in judgement.unsettled)
    return judgement.check, words


def without_unsettled(entry: Entry, check: Check) -> tuple[Profile, tuple[str, ...]]:
    """The profile without rough values that decide nothing, being too near a limit, and the words that say so."""
    profile = entry.profile or Profile()
    if not entry.facts:
        return profile, ()
    judgement = judge(profile, entry.facts, {}, check)
    near = tuple(messages("result_near_limit", words=fact.words or str(fact.value)) for fact in judgement.unsettled)
    return profile.without(*(fact.path for fact in judgement.unsettled)), near
