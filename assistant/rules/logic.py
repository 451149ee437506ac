"""Strong Kleene logic: pass, fail, and unknown that is neither.

>>> all_of([Status.PASS, Status.UNKNOWN]), all_of([Status.FAIL, Status.UNKNOWN])
(<Status.UNKNOWN: 'unknown'>, <Status.FAIL: 'fail'>)
>>> any_of([Status.PASS, Status.UNKNOWN]), any_of([Status.FAIL, Status.UNKNOWN])
(<Status.PASS: 'pass'>, <Status.UNKNOWN: 'unknown'>)
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """What can be said of a condition."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"

    @staticmethod
    def of(truth: bool | None) -> Status:
        """Pass for True, fail for False, unknown for None."""
        if truth is None:
            return Status.UNKNOWN
        return Status.PASS if truth else Status.FAIL


def all_of(statuses: Iterable[Status]) -> Status:
    """且: fails as soon as one fails, passes only when all pass (so where there are none)."""
    found = set(statuses)
    if Status.FAIL in found:
        return Status.FAIL
    return Status.UNKNOWN if Status.UNKNOWN in found else Status.PASS


def any_of(statuses: Iterable[Status]) -> Status:
    """或: passes as soon as one passes, fails only when all fail (so where there are none)."""
    found = set(statuses)
    if Status.PASS in found:
        return Status.PASS
    return Status.UNKNOWN if Status.UNKNOWN in found else Status.FAIL


def every_case(statuses: Iterable[Status]) -> Status:
    """What holds whichever case is the true one: settled only where all cases agree."""
    found = set(statuses)
    return found.pop() if len(found) == 1 else Status.UNKNOWN
