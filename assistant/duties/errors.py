"""Errors of the duties.

BadInputError
├── DutyFileError     a deadlines.yaml or materials.yaml that its schema, or the clause it cites, refuses
└── PartialDateError  a date that is neither YYYY, YYYY-MM nor YYYY-MM-DD
"""

from __future__ import annotations

from corpus.errors import BadInputError


class DutyFileError(BadInputError):
    """A file of deadlines or materials that can't be used; `field` is a path such as `dated.0.to`."""


class PartialDateError(BadInputError):
    """A date that can't be read."""
