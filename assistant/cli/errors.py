"""Errors of the command line.

BadInputError
├── FileInputError   a file named in the call can't be read or written
└── OptionError      an option that does not fit
"""

from __future__ import annotations

from typing import Any

from assistant.cli.texts import texts
from corpus.errors import BadInputError


class FileInputError(BadInputError):
    """A file named in the call can't be read or written; `field` is `file`."""

    def __init__(self, path: str, error: OSError) -> None:
        key = {FileNotFoundError: "file_missing", PermissionError: "file_denied", IsADirectoryError: "file_folder"}
        super().__init__(texts()(key.get(type(error), "file_unreadable"), path=path), "file")


class OptionError(BadInputError):
    """An option whose value does not fit."""

    def __init__(self, key: str, field: str, **values: Any) -> None:
        super().__init__(texts()(key, **values), field)
