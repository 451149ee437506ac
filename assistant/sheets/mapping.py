"""What an operator said once of the columns of a table, kept as a file.

>>> mapping = Mapping.parse("columns:\\n  - {head: 去年卖了多少, field: revenue, year: 2024, unit: 元}\\n", "a.yaml")
>>> mapping.column("去年卖了多少").field
'revenue'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.rules.fields import FieldType, catalogue
from assistant.sheets.errors import TableError
from assistant.sheets.files import messages
from assistant.sheets.found import HeadUse
from assistant.sheets.headers import WAN_PER_UNIT, Frame, Header, HeadReading, Why, read_head
from assistant.sheets.headwords import unit_in
from assistant.sheets.heard import part_named
from assistant.sheets.honours import honour_asked
from assistant.sheets.plainwords import plain
from corpus.yamlfile import load_yaml


class Column(BaseModel):
    """What one head means.

    Attributes:
        head: the words in the table; of a head of several cells all of them.
        field: of the profile; None where the column is not to be used.
        year: for a field by year; None leaves it to the head.
        unit: of money.
        numbers: whether plain numbers beneath are percentages (12 is 12 %) or fractions (0.12 is 12 %).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    head: str
    field: str | None = None
    year: int | None = None
    unit: str | None = None
    numbers: Literal["percent", "fraction"] | None = None

    @field_validator("field")
    @classmethod
    def _is_a_field(cls, value: str | None) -> str | None:
        if value is not None and value not in catalogue():
            raise ValueError(messages("mapping_field", field=value))
        return value

    @field_validator("unit")
    @classmethod
    def _is_a_unit(cls, value: str | None) -> str | None:
        if value is not None and value not in WAN_PER_UNIT:
            raise ValueError(messages("mapping_unit", unit=value, units="、".join(WAN_PER_UNIT)))
        return value


class Mapping(BaseModel):
    """The columns that somebody settled; `sheets` names those to read, all where it is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[Column, ...] = ()
    sheets: tuple[str, ...] = ()

    @staticmethod
    def parse(text: str, name: str) -> Mapping:
        """Read the file.

        Raises:
            TableError: it is none, naming what is wrong.
        """
        data = load_yaml(text, name=name)
        try:
            return Mapping.model_validate(data if data is not None else {})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            said = str(first["msg"]).removeprefix("Value error, ")
            raise TableError(messages("mapping_broken", name=name, where=where, said=said), "mapping") from error

    def column(self, head: str) -> Column | None:
        """What was said of a head."""
        return next((column for column in self.columns if plain(column.head) == plain(head)), None)


NO_MAPPING = Mapping()


class HeadReader:
    """Reads heads, those that somebody settled as they were settled."""

    def __init__(self, frame: Frame, mapping: Mapping = NO_MAPPING) -> None:
        self.frame, self.mapping = frame, mapping
        self._read: dict[tuple[str, ...], HeadReading] = {}

    def read(self, *parts: str) -> HeadReading:
        """What the head of these cells names."""
        if parts not in self._read:
            self._read[parts] = self._mapped(read_head(parts, self.frame))
        return self._read[parts]

    def framed(self, frame: Frame) -> HeadReader:
        """The same for another frame of years."""
        return HeadReader(frame, self.mapping)

    def _mapped(self, reading: HeadReading) -> HeadReading:
        column = self.mapping.column(reading.text)
        if column is None:
            return reading
        if column.field is None:
            return HeadReading(reading.text, why=Why.BESIDE)
        info = catalogue()[column.field]
        own = reading.header if reading.header is not None and reading.header.key == column.field else None
        said = str(column.year) if column.year else own.year if own else None
        year = (said or str(self.frame.last)) if info.by_year else None
        header = own or _unread(reading.text, column.field)
        fraction = None if column.numbers is None else column.numbers == "fraction"
        unit = column.unit or header.unit or (unit_in(reading.text) if info.type is FieldType.AMOUNT else None)
        return HeadReading(reading.text, replace(header, year=year, unit=unit, year_assumed=info.by_year and said is None, fraction=fraction))


def _unread(text: str, key: str) -> Header:
    """A head that only its column in the mapping names: of a list it may ask for one item, of a count for a part."""
    asked = honour_asked(text)
    return Header(text, key, part=part_named(key, text), element=asked[1] if asked is not None and asked[0] == key else None)


def mapping_of(heads: Iterable[HeadUse]) -> str:
    """The mapping as it was read, as a file to correct and keep."""
    import yaml

    columns: list[dict[str, Any]] = []
    for use in heads:
        header = use.reading.header
        column: dict[str, Any] = {"head": use.reading.text, "field": header.key if header is not None and not header.is_helper else None}
        if header is not None and header.year:
            column["year"] = int(header.year)
        if header is not None and header.unit:
            column["unit"] = header.unit
        if column not in columns and (header is None or not header.is_helper):
            columns.append(column)
    return messages("mapping_head") + "\n" + yaml.safe_dump({"columns": columns}, allow_unicode=True, sort_keys=False, width=1000)
