"""Heads and cells under no known name, as the reader of messages takes them: 搞研发的人占比 over 15.2%, 专利 over 发明3项.

A head is read so only where no word of it is left over beside the names of quantities and words that say nothing of
which field it is: 女职工人数 and 研发费用预算 are none. A cell is read so only where all that it says is understood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from assistant import bounded as re
from assistant.reading.facts import Fact
from assistant.reading.names import Name, find_names
from assistant.reading.question import Role
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue, field_of
from assistant.sheets.headwords import Piece
from assistant.sheets.names import HELPERS, Named, field_names, names, plain
from assistant.sheets.spoken import Spoken, facts_of, flat_values
from assistant.sheets.times import Kind

_SAMPLES: Final = 8
"""Cells of a column that are put to the reader."""
_LONGEST: Final = 300
_LONGEST_HEAD: Final = 40
_BARE = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")
_FEWEST_SIGNS: Final = 2
_NO_FIGURES: Final = frozenset({"date", "point", "standard"})
"""Kinds of mentions that may be of no fact: the day of a founding, the number of a list's item, ISO9001."""
_OF_YES: Final = frozenset({FieldType.YES, FieldType.CHOICE})


def heard_head(text: str, cells: Sequence[str], year: int) -> Named | None:
    """The field that a head names in people's own words; None where the reader is not sure of it or its cells differ.

    Args:
        cells: what stands beneath.
        year: the round's year.
    """
    piece = Piece.of(text)
    if len(text) > _LONGEST_HEAD or any(time.kind in (Kind.PART, Kind.SEVERAL) for time in piece.times(own=True)):
        return None
    heard = [keys for cell in dict.fromkeys(cells[:_SAMPLES]) if (keys := _keys(f"{piece.name}：{cell}{_unit(piece, cell)}", year)) is not None]
    found = {key for each in heard for key in each}
    return _named(found.pop(), piece.name) if len(found) == 1 else None


def heard_cell(text: str, year: int) -> Spoken | None:
    """All that a cell says by itself; None where anything in it is doubted, left over or told of somebody else."""
    if len(text) > _LONGEST:
        return None
    return _told(text, year)


def _named(key: str, name: str) -> Named | None:
    """The field, unless words of the head are left over."""
    if key in HELPERS:
        return None
    if catalogue()[key].type in _OF_YES:
        return Named(key) if _is_part_of_a_name(key, name) else None
    hits = find_names(name)
    left = name
    for hit, _ in reversed(hits):
        left = left[: hit.start] + " " + left[hit.end :]
    if not hits or not all(known.fields for _, known in hits) or not _nothing().fullmatch(plain(left)):
        return None
    first: Name = hits[0][1]
    return Named(key, part=first.part, assumed=first.assumed)


def part_named(key: str, text: str) -> str | None:
    """The part of a count that a head of this field names (实用新型), None where it names the whole."""
    hits = find_names(Piece.of(text).name)
    return hits[0][1].part if len(hits) == 1 and key in hits[0][1].fields.values() else None


def _is_part_of_a_name(key: str, name: str) -> bool:
    """失信 of 失信名单: words of this field's names and of no other's."""
    asked = _asking().sub("", plain(name))
    owners = {owner for known, owner in field_names().items() if asked in known}
    return len(asked) >= _FEWEST_SIGNS and owners == {key}


@lru_cache(maxsize=1)
def _nothing() -> re.Pattern:
    return re.compile(f"(?:{'|'.join(sorted({*names().fillers, *names().relations}, key=len, reverse=True))})*+")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern:
    return re.compile(f"^(?:{'|'.join(sorted(names().before, key=len, reverse=True))})")


def _unit(piece: Piece, cell: str) -> str:
    """The unit that a bare number is taken in: that of the head, or what the head counts."""
    if not _BARE.fullmatch(cell.strip()):
        return ""
    if piece.percent:
        return "%"
    return next((unit for unit, words in names().counted_in.items() if any(word in piece.name for word in words)), "")


def _keys(message: str, year: int) -> frozenset[str] | None:
    told = _told(message, year)
    return None if told is None else frozenset(path.partition(".")[0] for path in (*told.values, *told.facts))


@lru_cache(maxsize=8192)
def _told(message: str, year: int) -> Spoken | None:
    question = facts_of(message, year)
    if question is None:
        return None
    assembled = question.assembled()
    if question.doubts or question.not_used or assembled.conflicts or assembled.left_out:
        return None
    if any(mention.role not in (Role.FACT, Role.TITLE) and (mention.role is not Role.OTHER or mention.kind not in _NO_FIGURES) for mention in question.mentions):
        return None
    settled: Mapping[str, Fact] = assembled.settled
    told = {path: fact for path, fact in settled.items() if not fact.supposed and path not in HELPERS}
    if not told or len(told) < len(settled) or any(fact.supposed for fact in settled.values()):
        return None
    try:
        values: dict[str, Any] = {path: value for path, value in flat_values(assembled.profile.to_json()).items() if path in told}
    except ProfileError:
        return None
    rough = {path: fact for path, fact in assembled.open.items() if path in told}
    known = {path for path in (*values, *rough) if field_of(path)}
    return Spoken(values, rough) if known else None
