"""The cells of one enterprise put together: the same told twice, parts added up, figures that others are computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from assistant.reading.facts import Fact
from assistant.reading.reader import WordsReader
from assistant.rules.fields import FieldType, field_of
from assistant.rules.profile import Profile
from assistant.sheets.cells import CellReading, is_unknown, read_cell, value_in_words
from assistant.sheets.entry import Entry, ReadCell, UnreadCell
from assistant.sheets.files import messages
from assistant.sheets.found import Found, Loose, Slot, Spot
from assistant.sheets.grammar import parts_of
from assistant.sheets.names import HELPERS, names
from assistant.sheets.pairs import JOINED
from assistant.sheets.values import shown

_reader: Final = WordsReader(embed=None)
_PAIRS: Final = {"rd_staff": "employees", "net_assets": "total_liabilities"}
"""With which figure of a profile a helper gives another one."""
_SCORES: Final = ("score_innovation", "score_growth", "score_specialisation")
_CLOSE: Final = Decimal("0.1")
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class _Told:
    """One value told of a path, with the cell it comes from."""

    slot: Slot
    value: Any
    fact: Fact | None


def fold(found: Found, year: int, where: Callable[[Spot], str]) -> Entry:
    """An enterprise with its profile.

    Args:
        year: the round's year.
        where: puts a spot into words.
    """
    if found.problem:
        return Entry(found.place, None, found.problem, "file", found.name)
    folding = _Folding(found, year, where)
    return folding.entry()


class _Folding:
    def __init__(self, found: Found, year: int, where: Callable[[Spot], str]) -> None:
        self.found, self.year, self.where = found, year, where
        self.told: dict[str, list[_Told]] = {}
        self.unread: list[UnreadCell] = [self._unread(loose) for loose in found.loose if not loose.unasked and not is_unknown(loose.cell)]
        self.refused: set[str] = set()
        self.questions: list[str] = []
        self.read: list[ReadCell] = [ReadCell(where(loose.spot), loose.head, shown(loose.cell), "", loose.why) for loose in found.loose if loose.unasked]
        self.values: dict[str, Any] = {}
        self.facts: dict[str, Fact] = {}

    def entry(self) -> Entry:
        """Read every cell, then settle every path."""
        for slot in self.found.slots:
            self._hear(slot)
        for path, told in self.told.items():
            self._settle(path, self._parts(path, told))
        self._compute()
        self._add_scores_up()
        profile = self._profile()
        warnings = tuple(dict.fromkeys(self.questions))
        return Entry(self.found.place, profile, name=self.found.name, warnings=warnings, facts=self.facts, read=tuple(self.read), unread=tuple(self.unread))

    def _hear(self, slot: Slot) -> None:
        reading: CellReading = slot.told or read_cell(slot.cell, slot.header, self.year)
        if reading.why:
            self.refused.add(slot.header.path)
            self.unread.append(UnreadCell(self.where(slot.spot), slot.header.text, shown(slot.cell), reading.why))
            return
        place = self.where(slot.spot)
        self.questions += [messages("unread_at", place=place, why=question) for question in reading.questions]
        for path in dict.fromkeys((*reading.values, *reading.facts)):
            self.told.setdefault(path, []).append(_Told(slot, reading.values.get(path), reading.facts.get(path)))

    def _parts(self, path: str, told: Sequence[_Told]) -> Sequence[_Told]:
        """Parts of a count added up, where the whole is not told as such."""
        parts = [each for each in told if each.slot.header.part is not None and each.slot.header.path == path and each.fact is None]
        if not parts:
            return told
        if field_of(path).type is FieldType.YES:
            return self._all_or_any(path, told, parts)
        whole = [each for each in told if each not in parts]
        if whole:
            for each in parts:
                self._note_read(each, path, messages("read_as_part", value=value_in_words(path, each.value)))
            return whole
        counted = [part for each in parts for part in (each.slot.header.part or "").split(JOINED)]
        if len(set(counted)) < len(counted):
            return told
        if path in self.refused:  # one part, or the whole, was not understood
            for each in parts:
                self._lose(each, messages("cell_part", header=each.slot.header.text))
            return ()
        if len(parts) > 1:
            for each in parts[1:]:
                self._note_read(each, path, messages("read_as_part", value=value_in_words(path, each.value)))
        return [_Told(parts[0].slot, sum(each.value for each in parts), None)]

    def _all_or_any(self, path: str, told: Sequence[_Told], parts: Sequence[_Told]) -> Sequence[_Told]:
        """What sums up several things: any of them affirms it, all of them deny it; one denied leaves the others open."""
        whole = [each for each in told if each not in parts]
        affirmed = [each for each in parts if each.value]
        if affirmed:
            return (*affirmed, *whole)
        if {each.slot.header.part for each in parts} >= parts_of(path) and parts_of(path):
            return told
        for each in () if whole else parts:
            self._lose(each, messages("cell_one_part", header=each.slot.header.text, name=field_of(path).zh))
        return whole

    def _settle(self, path: str, told: Sequence[_Told]) -> None:
        told = self._elements(path, self._without_asides(path, told))
        told = _highest(path, _without_limits_met(told))
        if not told:
            return
        first = told[0]
        if any(not _same(first, other) for other in told[1:]):
            if path in ("name", "province"):
                told = [first]
            else:
                self._contradicted(told)
                return
        if first.value is not None:
            self.values[path] = first.value
        if first.fact is not None:
            self.facts[path] = first.fact
        for each in (each for each in told if not _is_one_of(each, path)):
            self._note_read(each, path, "" if path in HELPERS else value_in_words(path, first.value))

    def _without_asides(self, path: str, told: Sequence[_Told]) -> Sequence[_Told]:
        """What a cell says by itself gives way to the cell that is asked for it; a difference is to be checked."""
        asked = [each for each in told if each.slot.told is None]
        if not asked or _is_list(told[0]):
            return told
        for each in (each for each in told if each.slot.told is not None and not _same(asked[0], each)):
            value = value_in_words(path, asked[0].value)
            self.questions.append(messages("aside_differs", place=self.where(each.slot.spot), words=shown(each.slot.cell), name=messages(f"helper_{path}") if path in HELPERS else field_of(path).name_for(path), value=value))
        return asked

    def _elements(self, path: str, told: Sequence[_Told]) -> Sequence[_Told]:
        """Single titles or honours asked for one by one, joined; that one is not held leaves the others open."""
        single = [each for each in told if _is_one_of(each, path)]
        if not single:
            return told
        for each in single:
            self._note_read(each, path, value_in_words(path, each.value) if each.slot.header.key != path else messages("yes" if each.value else "no"))
        whole = [each for each in told if each not in single]
        if whole:
            joined = [item for each in (*whole[:1], *single) for item in each.value]
        else:
            joined = [item for each in single for item in each.value]
        kept = list({str(item.get("tier", item) if isinstance(item, dict) else item): item for item in reversed(joined)}.values())[::-1]
        if not kept and not whole:
            return ()
        return [_Told((whole or single)[0].slot, kept, None)]

    def _note_read(self, told: _Told, path: str, value: str) -> None:
        slot = told.slot
        self.read.append(ReadCell(self.where(slot.spot), slot.header.text, shown(slot.cell), path, value))

    def _lose(self, told: _Told, why: str) -> None:
        self.unread.append(UnreadCell(self.where(told.slot.spot), told.slot.header.text, shown(told.slot.cell), why))

    def _contradicted(self, told: Sequence[_Told]) -> None:
        first = told[0]
        other = next(each for each in told[1:] if not _same(first, each))
        why = messages(
            "cell_twice",
            header=first.slot.header.text,
            other=other.slot.header.text,
            value=shown(first.slot.cell),
            other_value=shown(other.slot.cell),
        )
        for each in told:
            self._lose(each, why)

    def _compute(self) -> None:
        """研发人员 of 从业人员 → their share; 净资产 and 负债 → 资产总额, as a message that tells both is read."""
        for helper, beside in _PAIRS.items():
            value = self.values.pop(helper, None)
            if value is None:
                continue
            other = self.values.get(beside)
            if other is None or beside in self.facts:
                self._useless(helper, beside)
            elif helper == "rd_staff":
                self._staff_share(Decimal(value), Decimal(other))
            elif "total_assets" not in self.values and "debt_ratio" not in self.values:
                self._take_computed(f"净资产{value}万元，负债总额{other}万元")

    def _add_scores_up(self) -> None:
        """A total that is not the sum of its parts is to be asked; the parts stand."""
        parts = [Decimal(self.values[key]) for key in _SCORES if key in self.values]
        total = self.values.get("score_total")
        if total is None or len(parts) < len(_SCORES) or total == sum(parts):
            return
        for each in self.told["score_total"]:
            self._lose(each, messages("scores_differ", value=value_in_words("score_total", total), sum=value_in_words("score_total", sum(parts))))
        del self.values["score_total"]

    def _useless(self, helper: str, beside: str) -> None:
        for each in self.told[helper]:
            self._lose(each, messages("head_helper", header=each.slot.header.text, beside=field_of(beside).zh))

    def _staff_share(self, staff: Decimal, of: Decimal) -> None:
        if staff > of or of == 0:
            self._useless("rd_staff", "employees")
            return
        given = self.values.get("rd_staff_ratio")
        if given is None:
            self._take_computed(f"从业人员{of}人，研发人员{staff}人")
        elif abs(Decimal(str(given)) - staff / of * _HUNDRED) > _CLOSE:
            computed = f"{(staff / of * _HUNDRED).quantize(_CLOSE):f}"
            self.questions.append(messages("ratio_differs", given=value_in_words("rd_staff_ratio", given).rstrip("%"), computed=computed))

    def _take_computed(self, message: str) -> None:
        settled = _reader.read_facts(message, date(self.year, 6, 1)).assembled()
        for path, fact in settled.settled.items():
            if fact.formula and path not in self.values and path not in HELPERS and isinstance(fact.value, Decimal):
                self.values[path] = fact.value
                self.questions.append(messages("computed", name=field_of(path).name_for(path), value=value_in_words(path, fact.value), formula=fact.formula))

    def _profile(self) -> Profile:
        data: dict[str, Any] = {}
        for path, value in self.values.items():
            key, _, year = path.partition(".")
            if year:
                data.setdefault(key, {})[year] = value
            else:
                data[key] = value
        return Profile.parse(data)

    def _unread(self, loose: Loose) -> UnreadCell:
        return UnreadCell(self.where(loose.spot), loose.head, shown(loose.cell), loose.why)


def _without_limits_met(told: Sequence[_Told]) -> Sequence[_Told]:
    """Without what is told roughly, where another cell tells it exactly and within the rough limits."""
    exact = [each for each in told if each.fact is None]
    if len(exact) == len(told) or not exact or not isinstance(exact[0].value, int | Decimal):
        return told
    value = Decimal(exact[0].value)
    return [each for each in told if each.fact is None or not _fits(value, each.fact)]


def _highest(path: str, told: Sequence[_Told]) -> Sequence[_Told]:
    """Of several levels that were ticked the highest, where the field asks for that; none of them beside another contradicts it."""
    if path not in names().highest or len(told) < 2 or any(each.slot.header.element is None for each in told):
        return told
    order = list(field_of(path).choices or {})
    return told if order[0] in (each.value for each in told) else [max(told, key=lambda each: order.index(each.value))]


def _fits(value: Decimal, fact: Fact) -> bool:
    return (fact.low is None or fact.low <= value) and (fact.high is None or value <= fact.high)


def _is_list(told: _Told) -> bool:
    return isinstance(told.value, list)


def _is_one_of(told: _Told, path: str) -> bool:
    """Whether a cell tells a single item of a list: its head asks for one, or the cell is of another list (高企 among titles)."""
    return _is_list(told) and (told.slot.another or told.slot.header.element is not None or told.slot.header.key != path)


def _same(one: _Told, other: _Told) -> bool:
    if isinstance(one.value, bool) or isinstance(other.value, bool) or not isinstance(one.value, int | Decimal):
        return bool(one.value == other.value)
    return isinstance(other.value, int | Decimal) and Decimal(one.value) == Decimal(other.value)


