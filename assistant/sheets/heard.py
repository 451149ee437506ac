"""Heads and cells under no known name, as the reader of messages takes them: 搞研发的人占比 over 15.2%, 专利 over 发明3项.

A head is read so only where no word of it is left over beside the names of quantities and words that say nothing of
which field it is: 女职工人数 and 研发费用预算 are none. A cell is read so only where all that it says is understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from assistant import bounded as re
from assistant.reading.facts import Fact
from assistant.reading.names import Name, find_names
from assistant.reading.question import Role
from assistant.reading.understood import Question
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue
from assistant.sheets.headwords import Piece
from assistant.sheets.names import HELPERS, Named, field_names, names
from assistant.sheets.plainwords import plain
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
_BETWEEN: Final = "，,。；;：:\n"
"""Signs between clauses."""
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
    """What a cell says by itself, and which clauses of it hold figures that aren't understood; None where it says nothing sure."""
    if len(text) > _LONGEST:
        return None
    return _told(text, year)


def _named(key: str, name: str) -> Named | None:
    """The field, unless words of the head are left over."""
    if key in HELPERS:
        return None
    if catalogue()[key].type in _OF_YES:
        return Named(key, part=name if key in names().sums_up else None) if _is_part_of_a_name(key, name) else None
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
    return None if told is None or told.rest else frozenset(path.partition(".")[0] for path in (*told.values, *told.facts))


@lru_cache(maxsize=8192)
def _told(message: str, year: int) -> Spoken | None:
    """The facts of every clause in which nothing is doubted or left over, and the other clauses that hold figures."""
    question = facts_of(message, year)
    if question is None:
        return None
    assembled = question.assembled()
    settled: Mapping[str, Fact] = {path: fact for path, fact in assembled.settled.items() if not fact.formula}
    if assembled.conflicts or any(fact.supposed for fact in settled.values()):
        return None
    spoilt = {_clause_at(message, start) for start in _not_understood(question)}
    spoilt |= {clause for fact in settled.values() if any(word in message[slice(*(clause := _clause_at(message, fact.start)))] for word in names().wished)}
    doubted = {doubt.field for doubt in question.doubts} | {mention.field for mention in question.mentions if mention.role is Role.NOT_USED and _clause_at(message, mention.start) in spoilt}
    told = {path: fact for path, fact in settled.items() if path.partition(".")[0] not in doubted and _clause_at(message, fact.start) not in spoilt}
    try:
        values: dict[str, Any] = {path: value for path, value in flat_values(assembled.profile.to_json()).items() if path in told}
    except ProfileError:
        return None
    if not (values or any(path in told for path in assembled.open)):
        return None
    values |= {path: fact.value for path, fact in told.items() if path in HELPERS and isinstance(fact.value, Decimal)}
    rough = {path: fact for path, fact in assembled.open.items() if path in told}
    return Spoken(values, rough, tuple(message[start:end].strip() for start, end in sorted(spoilt)))


def _not_understood(question: Question) -> Iterator[int]:
    """Where figures stand that are no fact, and words that are doubted."""
    yield from (doubt.start for doubt in question.doubts)
    for mention in question.mentions:
        if mention.role not in (Role.FACT, Role.TITLE) and (mention.role is not Role.OTHER or mention.kind not in _NO_FIGURES):
            yield mention.start


def _clause_at(message: str, place: int) -> tuple[int, int]:
    """The clause that holds a place."""
    start = max((message.rfind(sign, 0, place) for sign in _BETWEEN), default=-1) + 1
    end = min((at for sign in _BETWEEN if (at := message.find(sign, place)) >= 0), default=len(message))
    return start, end
