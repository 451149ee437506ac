"""Company sheets: empty forms, tables and forms as people fill them in, many enterprises at once."""

from __future__ import annotations

from assistant.sheets.entry import Entry, Table
from assistant.sheets.errors import TableError
from assistant.sheets.reading import read_profile, read_table
from assistant.sheets.template import Format, write_template

__all__ = ["Entry", "Format", "Table", "TableError", "read_profile", "read_table", "write_template"]
