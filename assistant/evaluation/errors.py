"""Errors of the evaluation.

ZjtxError
└── BadInputError
    ├── UnknownSetError   no such question set, or its files are not there
    └── BadCaseError      a line of a set or of a run that can't be read
"""

from __future__ import annotations

from corpus.errors import BadInputError


class UnknownSetError(BadInputError):
    """No question set of that name, or its files are not on this machine."""


class BadCaseError(BadInputError):
    """A line of a set or of a run's file that is not what it should be; `field` names file and line."""
