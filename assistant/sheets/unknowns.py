"""Cells under heads that name no known field: two questions in one, a title by its bare name, people's own words.

What the reader of messages makes of such a head is a guess, said to be one wherever it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.sheets.cells import CellReading, read_cell, said
from assistant.sheets.files import messages
from assistant.sheets.found import Found, HeadUse, Layout, Loose, Slot
from assistant.sheets.grammar import composed_of_several
from assistant.sheets.headblock import is_firm
from assistant.sheets.headers import Header, HeadReading, read_as
from assistant.sheets.headwords import Piece
from assistant.sheets.heard import heard_cell, heard_head
from assistant.sheets.honours import honour_asked, told_in
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import Named, names
from assistant.sheets.plainly import NotPlain, plain_value
from assistant.sheets.plainwords import plain
from assistant.sheets.spoken import Spoken
from assistant.sheets.times import time_in
from assistant.sheets.values import shown

_JOINED = re.compile("或者?|[及和、且并,，/／]")
_EITHER = re.compile("或")
_TITLES: Final = frozenset({"recognitions", "valid_honours", "manufacturing_champion"})
_BRACKETS = re.compile("[（(](?P<inner>[^（()）]{4,40})[)）]")
_ANSWERS: Final = frozenset({FieldType.YES, FieldType.TEXT})
_MOST_PARTS: Final = 3
_THREE: Final = 3
_ANY_YEAR = re.compile("(?:19|20)[0-9]{2}")
_MOST_HEARD: Final = 100
"""Different cells of a column that are heard; where none of them tells anything, the others are not heard either."""


def with_unknowns(layout: Layout, reader: HeadReader, year: int, *, years_in_rows: bool = False) -> Layout:
    """A layout in which cells under unknown heads are read where that is sure enough.

    Args:
        year: the round's year.
        years_in_rows: a column tells the year of each row, which what is heard of a head would miss.
    """
    beneath_heads: dict[str, list[str]] = defaultdict(list)
    for found in layout.enterprises:
        for loose in found.loose:
            if loose.unknown and not loose.remark:
                beneath_heads[loose.head].append(shown(loose.cell))
    cells = {head: sorted(set(beneath))[:_MOST_HEARD] for head, beneath in beneath_heads.items()}
    heads = {head: _head(head, beneath, reader, year, years_in_rows) for head, beneath in cells.items()}
    usual = reader.frame.default is None and reader.frame.told in (None, year, year - 1)
    telling = frozenset(head for head, beneath in cells.items() if usual and not years_in_rows and _leaves_it_to_the_cell(head) and any(_says(cell, year) for cell in beneath))
    enterprises = tuple(_settled(found, heads, telling, reader, year) for found in layout.enterprises)
    return Layout(enterprises, tuple(_used(use, heads) for use in layout.heads), layout.left_out)


def _head(head: str, beneath: Sequence[str], reader: HeadReader, year: int, years_in_rows: bool) -> HeadReading | None:
    """A head of one field: a title's bare name, or what the reader of messages takes it for."""
    asked = honour_asked(head) or _title_before_brackets(head)
    if asked is not None:
        return HeadReading(head, Header(head, asked[0], element=asked[1], guessed=True))
    if len(_parts_known(head, reader)) > 1:
        return None
    heard = heard_head(head, beneath, year) or _under_a_group(head, beneath, year)
    if heard is None:
        return None
    reading = read_as(head, heard, reader.frame)
    by_year = reading.header is not None and (reading.header.year_assumed or reading.header.key in names().of_last_year)
    return None if years_in_rows and by_year else reading


def _title_before_brackets(head: str) -> tuple[str, str] | None:
    """小巨人（国家）, 创新型（公告）; 小巨人（拟申报） is none that is had."""
    applied = any(word in head for word in (*names().others, *names().applied, *names().doubtful))
    piece = Piece.of(head)
    only = piece.extras[0] if not piece.name and len(piece.extras) == 1 else piece.name  # Q4[专精特新中小企业]
    return None if applied else honour_asked(only)


def _under_a_group(head: str, beneath: Sequence[str], year: int) -> Named | None:
    """The lowest of several cells of a head, beneath words that group heads and say nothing: 经营数据 主营业务增速."""
    group, _, lowest = head.rpartition(" ")
    if not group or any(word in group for word in names().others):
        return None
    return heard_head(lowest, beneath, year)


def _used(use: HeadUse, heads: dict[str, HeadReading | None]) -> HeadUse:
    known = heads.get(use.reading.text) if use.reading.header is None else None
    return use if known is None else replace(use, reading=known)


def _settled(found: Found, heads: dict[str, HeadReading | None], telling: frozenset[str], reader: HeadReader, year: int) -> Found:
    slots, left = list(found.slots), []
    for loose in found.loose:
        head = heads.get(loose.head) if loose.unknown else None
        if loose.unknown and (both := _none_of_several(loose, reader) or _joint(loose, reader)):
            slots += both
            continue
        if head is not None and head.header is not None:
            slots.append(Slot(loose.spot, head.header, loose.cell))
        elif head is not None:
            left.append(replace(loose, why=messages(f"head_{head.why}", header=loose.head)))
        elif loose.unknown and (first := _told_of_the_first(loose, reader, year)) is not None:
            slots.append(first)
        elif loose.unknown and loose.head in telling and (told := _by_itself(loose, year)):
            slots.append(told)
        elif loose.remark:
            slots += [told] if (told := _by_itself(loose, year)) else []
        else:
            left.append(loose)
    return replace(found, slots=tuple(slots), loose=tuple(left))


def _none_of_several(loose: Loose, reader: HeadReader) -> list[Slot]:
    """无 beneath a head that asks of several fields at once: 国家级、省级科技奖励."""
    keys = composed_of_several(loose.head)
    if not keys or plain(shown(loose.cell)) not in names().none:
        return []
    read = [read_as(loose.head, Named(key), reader.frame).header or Header(loose.head, key) for key in keys]
    return [Slot(loose.spot, replace(header, guessed=False), loose.cell) for header in read]


def _joint(loose: Loose, reader: HeadReader) -> list[Slot]:
    """Two questions answered at once: 否 to 是否被列入异常名录或失信名单 denies both, 是 says not which."""
    found = (_both(loose, head, reader) for head in dict.fromkeys((loose.head, loose.head.rpartition(" ")[2], _in_brackets(loose.head))))
    return next((slots for slots in found if slots), [])


def _in_brackets(head: str) -> str:
    """What a head's brackets list: 不良信用记录（经营异常、严重失信）."""
    found = _BRACKETS.search(head)
    return found["inner"] if found else ""


def _both(loose: Loose, head: str, reader: HeadReader) -> list[Slot]:
    """The same of a head, or of the lowest of its cells."""
    parts = _parts(head)
    if not 2 <= len(parts) <= _MOST_PARTS:
        return []
    read = [reader.read(part).header for part in parts]
    headers = [header for header in read if header is not None and not header.is_helper and header.info.type is FieldType.YES]
    denied = bool(headers) and headers[0].negated  # 未列入经营异常、严重失信名单
    if any(header.negated for header in headers[1:]):
        return []
    if len({header.key for header in headers}) < len(parts):
        return []
    try:
        answers = {bool(plain_value(loose.cell, header)) != denied for header in headers}
    except NotPlain:
        return []
    adverse = {header.key in names().adverse for header in headers}
    settles = {False} if adverse == {True} or _EITHER.search(head) else {True} if adverse == {False} else set()
    return [Slot(loose.spot, replace(header, text=loose.head, negated=denied), loose.cell) for header in headers] if answers == settles else []


def _parts(head: str) -> list[str]:
    """The things that one head asks of, as it joins them."""
    return [part for part in _JOINED.sub("\n", head).split("\n") if part.strip()] or [head]


def _parts_known(head: str, reader: HeadReader) -> frozenset[str]:
    """The fields that the parts of a head name."""
    parts = _parts(head)
    return frozenset(header.key for part in parts if (header := reader.read(part).header) is not None) if len(parts) > 1 else frozenset()


def _told_of_the_first(loose: Loose, reader: HeadReader, year: int) -> Slot | None:
    """A head of two things over a cell that tells both in words: 职工人数，其中研发 over 86人，其中研发27人."""
    first, *rest = _parts(loose.head)
    header = reader.read(first).header if rest and isinstance(loose.cell, str) else None
    if header is None or header.is_helper or header.info.type in _ANSWERS:
        return None
    reading = read_cell(loose.cell, replace(header, text=loose.head), year)
    several = len({*reading.values, *reading.facts}) > 1
    return Slot(loose.spot, replace(header, text=loose.head), loose.cell, reading) if several else None


def _by_itself(loose: Loose, year: int) -> Slot | None:
    """What a cell says by itself, whatever its head: 发明3项，实用新型15项; 省专精特新、高企."""
    if not isinstance(loose.cell, str) or is_firm(loose.cell):
        return None
    if loose.remark and any(word in loose.cell for word in (*names().applied, *names().planned, *names().unsettled)):
        return None
    said_by_it = _says(loose.cell, year)
    if said_by_it is not None and any(path in names().of_three_years for path in said_by_it.values) and any(int(said) < year - _THREE for said in _ANY_YEAR.findall(loose.cell)):
        return None
    under_head = heard_cell(f"{loose.head}：{loose.cell}", year)
    if said_by_it is None or (under_head is not None and _differ(under_head.values, said_by_it.values)):
        return None
    if said_by_it.values.keys() & _TITLES and not any(word in loose.head for word in names().of_titles) and not any(word in loose.cell for word in names().given):
        return None
    values, facts = said_by_it.values, said_by_it.facts
    question = messages("cell_in_words", header=loose.head, words=shown(loose.cell)[:40], read=said(values, facts))
    key = next(iter((*values, *facts))).partition(".")[0]
    rest = (messages("cell_rest", header=loose.head, words="；".join(said_by_it.rest)),) if said_by_it.rest else ()
    return Slot(loose.spot, Header(loose.head, key), loose.cell, CellReading(values, facts, (question, *rest)))


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a head makes a cell say another thing; that it says more or less is no difference."""
    return any(one[path] != other[path] for path in one.keys() & other.keys()) or not one.keys() & other.keys()


def _leaves_it_to_the_cell(head: str) -> bool:
    """Whether a head says of its cells neither whose nor of when nor that it is but applied for: 母公司情况, 2023年情况, 申报类型."""
    return (time_in(head) is None or bool(composed_of_several(head))) and not any(word in head for word in (*names().others, *names().applied))


def _says(text: str, year: int) -> Spoken | None:
    titles, heard = told_in(text, year), heard_cell(text, year)
    if not titles or heard is None or heard.values.keys() <= titles.keys():
        return Spoken(titles, {}) if titles else heard
    return Spoken({**heard.values, **titles}, heard.facts, heard.rest)
