"""Forms: labels with their values beside them, years or enterprises as columns, small tables of years between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant import bounded as re
from assistant.rules.fields import FieldType
from assistant.sheets.asides import aside
from assistant.sheets.files import messages
from assistant.sheets.formlines import Kind, Marked, columns_of_labels, mark, marks_of, role_in_title
from assistant.sheets.found import Found, HeadUse, Layout, LeftOut, LeftOutAs, Loose, Slot, Spot
from assistant.sheets.grid import Grid, letters
from assistant.sheets.headblock import GO_ON, NAME_HEAD, is_firm
from assistant.sheets.headers import HeadReading, Why
from assistant.sheets.headwords import unit_in
from assistant.sheets.mapping import HeadReader
from assistant.sheets.names import names
from assistant.sheets.pairs import cells_of, head_of_all, heads_of
from assistant.sheets.plainwords import plain
from assistant.sheets.provinces import province_of_address
from assistant.sheets.segments import Segment, Segmenter, State
from assistant.sheets.values import Cell, is_blank, shown

_WORDS: Final = 40
_COLON = re.compile("[:：]")
_FEW: Final = 2


class Form:
    """Reads a sheet as a form of one enterprise, or of one enterprise a column."""

    def __init__(self, grid: Grid, reader: HeadReader) -> None:
        self.grid, self.reader = grid, reader
        self.segmenter = Segmenter(grid, reader, columns_of_labels(grid, reader))
        self.slots: list[tuple[int, Slot]] = []
        self.loose: list[tuple[int, Loose]] = []
        self.heads: list[HeadUse] = []
        self.left_out: list[LeftOut] = []
        self.whole = ""
        """The label before, with which 其中自主研发 goes on."""
        self.headed: Slot | None = None
        """The name that stands alone on a line, where no label tells one."""

    @property
    def state(self) -> State:
        """What the lines so far have settled of the columns."""
        return self.segmenter.state

    def layout(self) -> Layout:
        """The enterprises of the form; none where nobody filled it in."""
        for row in range(len(self.grid.lines)):
            self._line(row)
        if self.headed is None and is_firm(self.grid.sheet.name) and (header := self.reader.read(NAME_HEAD).header) is not None:
            self.headed = Slot(Spot(self.grid.sheet.name, self.grid.number(0), 0), header, self.grid.sheet.name)  # a sheet called by its firm
        if self.headed is not None and self.slots and not any(slot.header.key == "name" for _, slot in self.slots):
            self.slots.insert(0, (self.headed.spot.column, self.headed))
        return Layout(tuple(self._enterprises()), tuple(self.heads), tuple(self.left_out))

    # lines

    def _line(self, row: int) -> None:
        marked = marks_of(self.grid, row, self.reader)
        if not marked or self._is_heading(row, marked) or self._is_aside(row, marked):
            return
        if self._titles(row, marked):
            return
        if self.state.heads and not any(each.kind is Kind.LABEL for each in marked):
            self._table_line(row, marked)
            return
        self.state.heads = {}
        if self._opens_table(row, marked):
            return
        if any(each.kind is Kind.LABEL and each.column in self.state.years for each in marked):
            self.state.years, self.state.label_column = {}, None
        for segment in self.segmenter.segments(row, marked):
            self._settle(row, segment)
        if any(each.kind is Kind.LABEL for each in marked):
            self.state.lone = shown(marked[0].cell) if len(marked) == 1 else ""

    def _is_heading(self, row: int, marked: Sequence[Marked]) -> bool:
        """The name of the enterprise alone on a line, above what is told of it."""
        first = marked[0]
        if len(marked) > 1 or first.kind is not Kind.OTHER or not is_firm(shown(first.cell)) or self._continues(row, first.column):
            return False
        header = self.reader.read(NAME_HEAD).header
        if header is None or self.headed is not None or self.slots:
            return False
        self.headed = Slot(Spot(self.grid.sheet.name, self.grid.number(row), first.column), header, first.cell)
        return True

    def _is_aside(self, row: int, marked: Sequence[Marked]) -> bool:
        """A title, a note, a line to sign: said to be left out."""
        if any(each.kind is Kind.LABEL and each.reading.header is not None for each in marked):
            return False
        cells = [(each.column, each.cell) for each in marked]
        why = aside(cells, None)
        alone = len(marked) == 1 and marked[0].kind in (Kind.OTHER, Kind.ROLE) and not self._continues(row, marked[0].column)
        if all(each.kind in (Kind.OTHER, Kind.UNIT) and _COLON.search(shown(each.cell)) for each in marked):
            why, alone = LeftOutAs.NOTE, True
        if why not in (LeftOutAs.NOTE, LeftOutAs.SAMPLE) and not alone:
            return False
        if why is LeftOutAs.NOTE and not alone and self._continues(row, marked[-1].column):
            return False
        words = " ".join(shown(cell) for _, cell in cells)
        self.left_out.append(LeftOut(self.grid.sheet.name, self.grid.place(row), words[:_WORDS], why or LeftOutAs.TITLE))
        return True

    def _continues(self, row: int, column: int) -> bool:
        """Whether a label of a line above, or heads, reach this cell."""
        if self.state.heads or self.state.label:
            return True
        return any(self.grid.is_covered(row, left) and self.grid.origin(row, left)[0] < row for left in range(column))

    def _titles(self, row: int, marked: Sequence[Marked]) -> bool:
        """A line that says what the columns hold: 项目 | 2024年 | 2023年; 指标 | 要求 | 企业填写; 项目 | 甲公司 | 乙公司."""
        labels = [each for each in marked if each.kind is Kind.LABEL]
        times = [each for each in marked if each.kind is Kind.TIME]
        roles = [each for each in marked if each.kind is Kind.ROLE]
        roles += [each for each in marked if each.kind is Kind.OTHER and role_in_title(each.cell)]
        others = [each for each in marked if each.kind in (Kind.OTHER, Kind.NUMBER) and each not in roles]
        item = next((each for each in roles if role_in_title(each.cell) == "item"), None)
        by_time = len(times) >= _FEW and not others and len(labels) <= 1
        one_time = len(times) == 1 and item is not None and not others and not labels
        by_role = item is not None and not labels and (len(roles) >= _FEW or bool(others)) and all(each.kind is Kind.OTHER for each in others)
        if not (by_time or one_time or by_role):
            return False
        state = State(label=tuple(shown(each.cell) for each in labels), unit=(unit_in(shown(item.cell)) or "") if item else "")
        for each in times:
            self._spread(row, each.column, shown(each.cell) if isinstance(each.cell, str) else f"{each.year}年", state.years)
        for each in roles:
            self._spread(row, each.column, role_in_title(each.cell), state.roles)
        if not any(role == "value" for role in state.roles.values()):
            for each in others:
                self._spread(row, each.column, shown(each.cell), state.names)
        answers = [column for column, role in state.roles.items() if role == "value"]
        first = min((*answers, *state.names, *state.years), default=0)
        state.label_column = max((each.column for each in roles if role_in_title(each.cell) == "item" and each.column < first), default=None)
        if not state.names and times:
            state.names = {column: name for column, name in self.state.names.items() if len(set(self.state.names.values())) >= _FEW}
        self.segmenter.state = state
        return True

    def _spread(self, row: int, column: int, words: str, into: dict[int, str]) -> None:
        """What a merged title says holds for each of its columns."""
        for each in range(column, column + self.grid.extent(row, column)[1]):
            into[each] = words

    def _opens_table(self, row: int, marked: Sequence[Marked]) -> bool:
        """A line of labels alone over a line of values alone."""
        labels = [each for each in marked if each.kind is Kind.LABEL]
        if len(labels) < _FEW or any(each.kind in (Kind.OTHER, Kind.NUMBER) for each in marked) or row + 1 == len(self.grid.lines):
            return False
        below = [mark(self.grid, row + 1, column, cell, self.reader) for column, cell in self.grid.filled(row + 1)]
        columns = {each.column for each in marked}
        if not below or any(each.kind is Kind.LABEL for each in below) or not all(each.column in columns for each in below):
            return False
        self.segmenter.state = State(heads={each.column: shown(each.cell) for each in marked}, names={})
        return True

    def _table_line(self, row: int, marked: Sequence[Marked]) -> None:
        time = next((each for each in marked if each.kind is Kind.TIME and self.state.heads.get(each.column, "") not in self._labels_of_heads), None)
        said = "" if time is None else f"{time.year}年" if time.year else shown(time.cell)
        for each in marked:
            if each is time or each.kind is Kind.UNIT:
                continue
            head = self.state.heads.get(each.column)
            segment = Segment((head,) if head else (), time=said, values=[(each.column, said, each.cell)])
            self._settle(row, segment)

    @property
    def _labels_of_heads(self) -> frozenset[str]:
        return frozenset(text for text in self.state.heads.values() if self.reader.read(text).header is not None)

    # values

    def _settle(self, row: int, segment: Segment) -> None:
        if not segment.parts:
            self._lose(row, segment, lambda cell: messages("head_none", value=shown(cell)))
            return
        bare = self.reader.read(*segment.parts)
        if bare.why is Why.UNKNOWN and self.whole and segment.parts[-1].startswith(GO_ON):
            together = self.reader.read(self.whole, segment.parts[-1])
            if together.header is not None:
                segment.parts, bare = (self.whole, segment.parts[-1]), together
        elif bare.header is not None and not segment.parts[-1].startswith(GO_ON):
            self.whole = segment.parts[-1]
        values = [value for value in segment.values if not is_blank(value[2])]
        self._use(row, self._read(segment, values[0][1] if values else ""))
        if not values:
            return
        is_text = bare.header is not None and not bare.header.is_helper and bare.header.info.type is FieldType.TEXT
        if is_text and any(time for _, time, _ in values):  # 编制单位：甲公司 | 2024年12月31日
            values = values[:1]
        if self._names_enterprises(bare, values):
            for column, _, cell in values:
                self._spread(row, column, shown(cell), self.state.names)
        keys = [(time, self.state.names.get(column, "")) for column, time, _ in values]
        if len(set(keys)) < len(keys) and bare.why is not Why.BESIDE:
            kept = values[:1] if is_text else []
            segment.values = [value for value in values if value not in kept]
            said = "、".join(shown(cell) for _, _, cell in segment.values)
            self._lose(row, segment, lambda cell: messages("cell_several", header=bare.text, value=said))
            values = kept
        for column, time, cell in values:
            self._put(row, column, self._read(segment, time), cell)

    def _names_enterprises(self, reading: HeadReading, values: Sequence[tuple[int, str, Cell]]) -> bool:
        return reading.header is not None and reading.header.key == "name" and len(values) >= _FEW

    def _read(self, segment: Segment, time: str) -> HeadReading:
        unit = f"（{segment.unit or self._unit_over(segment)}）" if segment.unit or self._unit_over(segment) else ""
        parts = segment.parts if not unit else (*segment.parts[:-1], segment.parts[-1] + unit)
        reading = self.reader.read(*((time,) if time and time not in parts else ()), *parts)
        return replace(reading, text=" ".join(segment.parts), header=replace(reading.header, text=" ".join(segment.parts)) if reading.header else None)

    def _unit_over(self, segment: Segment) -> str:
        """The unit in the title over the labels, for an amount that names none itself."""
        header = self.reader.read(*segment.parts).header if self.state.unit else None
        is_amount = header is not None and not header.is_helper and header.info.type is FieldType.AMOUNT and header.unit is None
        return self.state.unit if is_amount else ""

    def _put(self, row: int, column: int, reading: HeadReading, cell: Cell) -> None:
        spot = Spot(self.grid.sheet.name, self.grid.number(row), column)
        heads = heads_of(reading, self.reader)
        if parts := cells_of(cell, heads):
            for head, part in zip(heads, parts, strict=True):
                self._put(row, column, head, part)
            return
        reading = province_of_address(head_of_all(heads) or reading, cell)
        if reading.header is not None:
            self.slots.append((column, Slot(spot, reading.header, cell)))
        elif plain(reading.text) in names().remarks:
            self.loose.append((column, Loose(spot, reading.text, cell, "", unasked=True, remark=True)))
        elif reading.why is not Why.BESIDE:
            self.loose.append((column, Loose(spot, reading.text, cell, messages(f"head_{reading.why}", header=reading.text), reading.why is Why.OTHER_YEAR, reading.why is Why.UNKNOWN)))

    def _lose(self, row: int, segment: Segment, why: object) -> None:
        assert callable(why)
        for column, _, cell in segment.values:
            spot = Spot(self.grid.sheet.name, self.grid.number(row), column)
            self.loose.append((column, Loose(spot, " ".join(segment.parts), cell, str(why(cell)))))

    def _use(self, row: int, reading: HeadReading) -> None:
        self.heads.append(HeadUse(self.grid.sheet.name, self.grid.place(row), reading))

    # enterprises

    def _enterprises(self) -> list[Found]:
        named: dict[int, str] = {}
        for column, slot in self.slots:
            if slot.header.key == "name":
                named[column] = shown(slot.cell)
        if len({plain(name) for name in named.values()}) < _FEW:
            named = {c: n for c, n in self.state.names.items() if len(set(self.state.names.values())) >= _FEW and self.state.names.get(c - 1) != n}
        if len(named) < _FEW:
            return self._one()
        owner = {column: max((c for c in named if c <= column), default=min(named)) for column, _ in (*self.slots, *self.loose)}
        return [
            Found(
                messages("column", letters=letters(column)),
                name,
                tuple(slot for at, slot in self.slots if owner[at] == column),
                tuple(loose for at, loose in self.loose if owner[at] == column),
            )
            for column, name in named.items()
            if any(owner[at] == column for at, _ in (*self.slots, *self.loose))
        ]

    def _one(self) -> list[Found]:
        if not self.slots and not self.loose:
            return []
        name = next((shown(slot.cell) for _, slot in self.slots if slot.header.key == "name"), "")
        columns = {column for column, _ in self.slots}
        place = messages("column", letters=letters(columns.pop())) if len(columns) == 1 else messages("form")
        return [Found(place, name, tuple(slot for _, slot in self.slots), tuple(loose for _, loose in self.loose))]
