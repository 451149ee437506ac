"""Errors of the rule engine.

BadInputError
├── ProfileError   an enterprise profile with an unknown field, a wrong type or an impossible value
├── WhatIfError    a what-if that names no field or no value
└── StandardError  a rules file that its schema, or the clause it cites, refuses
"""

from __future__ import annotations

from corpus.errors import BadInputError


class ProfileError(BadInputError):
    """A profile that can't be read; `field` is a path such as `revenue.2021`."""


class WhatIfError(BadInputError):
    """A what-if such as `rd_expense.2021=600` that can't be read; `field` is the part before the `=`."""


class StandardError(BadInputError):
    """A rules file that can't be used; `field` is a path such as `little_giant-2022.yaml: conditions[3].at_least`."""
