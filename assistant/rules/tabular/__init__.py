"""Profiles in tables: empty forms, reading them back, many enterprises at once."""

from __future__ import annotations

from assistant.rules.tabular.errors import TableError
from assistant.rules.tabular.reading import Entry, Table, read_profile, read_table
from assistant.rules.tabular.template import Format, write_template

__all__ = ["Entry", "Format", "Table", "TableError", "read_profile", "read_table", "write_template"]
