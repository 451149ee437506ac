"""How company sheets are read: a folder of files with `expected.jsonl`, one enterprise a line, against what is read of them.

A line: `{"file": …, "row": 3, "name": …, "fields": {"revenue.2024": 6200, …}, "doubtful": ["market_share@C5", …]}`; `fields` is what
a person reads in the sheet, `doubtful` what has to be asked, `derivable` what may be computed as well, `may` what may be read besides.

>>> python -m bench.sheets FOLDER --year 2026  # doctest: +SKIP
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from assistant.rules.fields import catalogue
from assistant.sheets import Entry, TableError, read_table
from assistant.sheets.plainwords import plain

_CLOSE: Final = 1e-6
_TIMELESS: Final = frozenset({"name", "province"})


@dataclass(frozen=True)
class Expected:
    """An enterprise as a person reads it; `row` and `column` are where its values begin."""

    name: str
    row: int
    column: str
    fields: Mapping[str, Any]
    doubtful: frozenset[str]
    derivable: Mapping[str, Any]
    may: Mapping[str, Any]


@dataclass
class Score:
    """What came of the enterprises of some files; the lists name each case."""

    enterprises: int = 0
    refused: list[str] = field(default_factory=list)
    cells: int = 0
    unread: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubtful: int = 0
    taken: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures, for people."""
        return [
            f"enterprises {self.enterprises}, refused whole {len(self.refused)} ({_share(self.refused, self.enterprises)})",
            f"filled cells {self.cells}, left unread {len(self.unread)} ({_share(self.unread, self.cells)})",
            f"wrong year, field or value {len(self.wrong)}",
            f"cells to be asked {self.doubtful}, taken without asking {len(self.taken)}",
            f"read as an enterprise and none {len(self.strangers)}",
            f"computed of what is told {len(self.computed)}",
        ]


def score(folder: Path, year: int) -> Score:
    """Read every file of a folder once."""
    by_file: dict[str, list[Expected]] = defaultdict(list)
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            item = json.loads(line)
            doubtful = frozenset(_of_last_year(each.partition("@")[0], year) for each in item.get("doubtful", ()))
            fields, derivable, may = ({_of_last_year(path, year): value for path, value in item.get(which, {}).items()} for which in ("fields", "derivable", "may"))
            by_file[item["file"]].append(Expected(item.get("name") or "", item.get("row") or 0, item.get("col") or "", fields, doubtful, derivable, may))
    found = Score()
    for name, expected in sorted(by_file.items()):
        try:
            entries: Sequence[Entry] = read_table((folder / name).read_bytes(), name, year=year).entries
        except TableError as error:
            entries = ()
            found.refused.append(f"{name}: {error.message}")
        _compare(name, expected, list(entries), found)
    return found


def _of_last_year(path: str, year: int) -> str:
    """A field by year that an author wrote without one is of last year."""
    info = catalogue().get(path)
    return f"{path}.{year - 1}" if info is not None and info.by_year else path


def _compare(file: str, expected: Sequence[Expected], entries: list[Entry], found: Score) -> None:
    left = list(entries)
    for each in expected:
        found.enterprises += 1
        found.cells += len(each.fields)
        found.doubtful += len(each.doubtful)
        entry = _entry_of(each, left) or (left[0] if len(expected) == len(entries) == 1 else None)
        where = f"{file} {each.name}"
        if entry is None or entry.profile is None:
            if entries:
                found.refused.append(f"{where}: {entry.error if entry else 'not found'}")
            found.unread += [f"{where} {path}" for path in each.fields]
            continue
        left.remove(entry)
        _fields(where, each, entry, found)
    found.strangers += [f"{file} {entry.place} {entry.name}" for entry in left]


def _entry_of(expected: Expected, entries: Sequence[Entry]) -> Entry | None:
    """The one of that name, else the one that stands there and has no other name."""
    named = next((entry for entry in entries if plain(entry.name) == plain(expected.name)), None)
    return named or next((entry for entry in entries if _stands_at(expected, entry) and (not entry.name or plain(expected.name) in plain(entry.name))), None)


def _stands_at(expected: Expected, entry: Entry) -> bool:
    return f"第{expected.row}行" in entry.place or entry.place == f"{expected.column}列"


def _fields(where: str, expected: Expected, entry: Entry, found: Score) -> None:
    assert entry.profile is not None
    read = dict(_paths(entry.profile.to_json()))
    told = {cell.path for cell in entry.read}
    for path, value in expected.fields.items():
        if (path not in read and path not in entry.facts) or _is_part(read.get(path), value):
            found.unread.append(f"{where} {path} = {value}")
        elif path in read and not (_same(read[path], value) or (path in _TIMELESS and _is_short(str(read[path]), str(value)))):
            found.wrong.append(f"{where} {path} = {value}, read as {read[path]}")
    for path, value in read.items():
        if path in expected.fields or path in _TIMELESS or path in expected.derivable or value == []:
            continue  # 无 beneath a head of titles is no title
        if path not in told and path not in expected.doubtful:
            found.computed.append(f"{where} {path}, computed as {value}")
            continue
        if path not in expected.doubtful and path in expected.may and _same(value, expected.may[path]):
            continue
        (found.taken if path in expected.doubtful else found.wrong).append(f"{where} {path}, read as {value}")


def _paths(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [pair for key, value in facts.items() for pair in ([(f"{key}.{year}", item) for year, item in value.items()] if isinstance(value, dict) else [(key, value)])]


def _is_part(read: Any, value: Any) -> bool:
    """A list with some of what stands in the sheet, the rest of it in a cell that is named."""
    return isinstance(read, list) and isinstance(value, list) and len(read) < len(value) and all(item in value for item in read)


def _is_short(one: str, other: str) -> bool:
    """山东 and 山东省 are one place."""
    return len(one) > 1 and other.startswith(one)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _CLOSE * max(1.0, abs(other))
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return bool(one == other)


def _share(part: Sequence[str], of: int) -> str:
    return f"{100 * len(part) / of:.1f} %" if of else "-"


def main() -> None:
    """Print the figures, and with `--each` every case."""
    parser = argparse.ArgumentParser(description="how company sheets are read")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--year", type=int, required=True, help="the round's year")
    parser.add_argument("--each", action="store_true", help="name every case")
    given = parser.parse_args()
    found = score(given.folder, given.year)
    print("\n".join(found.lines()))
    if given.each:
        for title in ("refused", "unread", "wrong", "taken", "strangers", "computed"):
            print(f"\n{title}:", *getattr(found, title), sep="\n  ")


if __name__ == "__main__":
    main()
