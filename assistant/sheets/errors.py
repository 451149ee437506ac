"""Errors of reading and writing tables.

BadInputError
└── TableError   a file, a header or a cell that can't be used
"""

from __future__ import annotations

from corpus.errors import BadInputError


class TableError(BadInputError):
    """A table that can't be read; `field` names the file, the header or the cell."""
