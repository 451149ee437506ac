"""What a check says in Chinese, by the same check in English: condition by condition, each beside its twin."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.result import CheckResult


def twins(chinese: CheckResult, english: CheckResult) -> Iterator[tuple[str, str]]:
    """Everything said in words, as Chinese and English."""
    yield from zip(_said(chinese), _said(english), strict=True)


def _said(check: CheckResult) -> Iterator[str]:
    for condition in check.conditions:
        yield from (condition.name, condition.requirement, condition.explain, condition.improve)
    for route in check.routes:
        yield route.name
        for way in route.ways:
            yield from (way.name, way.requirement, way.explain)
    if check.score is not None:
        yield from (group.name for group in check.score.groups)
        for indicator in check.score.indicators:
            yield from (indicator.name, indicator.explain)
    yield from (*check.remarks, *check.warnings, *check.advice)
