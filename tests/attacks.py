"""Texts made to slow a pattern down: each of its repeats is pumped with what it takes, and then denied an end.

A text that a backtracking engine reads in exponential or cubic time costs a hundred times as much when it is twice or
four times as long; `steps` of a linear pattern grow with its length. So no clock of this machine enters a test: a
pattern is slow where the longer text takes more than `GROWTH` times what its length explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_HAN = r"\p{Han}"
"""`regex` knows it, the parser of `re` does not; the letters tried are Chinese anyway."""
_END = "\x01甲1"
"""What no pattern goes on with."""


def attacks(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Texts of about `length` characters that pump the repeats of `pattern`, with and without what leads up to them."""
    tree = list(parser.parse(pattern.replace(_HAN, r"\w"), flags & (re.IGNORECASE | re.VERBOSE | re.DOTALL)))
    leads = {"", *(_sample(tree, choice)[:12] for choice in range(3))}
    for body in sorted({body for repeat in _repeats(tree) for body in _bodies(repeat)} - {""}):
        for lead in sorted(leads):
            yield lead + body * max(1, length // len(body)) + _END


def _repeats(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    for op, argument in nodes:
        for part in _parts(op, argument):
            yield from _repeats(part)
        if op in _REPEATS and argument[1] >= 8:
            yield list(argument[2])


def _parts(op: Any, argument: Any) -> list[list[Node]]:
    if op in _REPEATS:
        return [list(argument[2])]
    if op is ops.BRANCH:
        return [list(branch) for branch in argument[1]]
    if op is ops.SUBPATTERN:
        return [list(argument[3])]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [list(argument[1])]
    return [list(argument)] if op is ops.ATOMIC_GROUP else []


def _bodies(repeat: list[Node]) -> Iterator[str]:
    """A text for each alternative of what is repeated."""
    inner = repeat
    while len(inner) == 1 and inner[0][0] is ops.SUBPATTERN:
        inner = list(inner[0][1][3])
    branches = len(inner[0][1][1]) if len(inner) == 1 and inner[0][0] is ops.BRANCH else 1
    for choice in range(min(branches, 60)):
        yield _sample(repeat, choice)


def _sample(nodes: Sequence[Node], choice: int) -> str:
    return "".join(_one(op, argument, choice) for op, argument in nodes)


def _one(op: Any, argument: Any, choice: int) -> str:
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.IN:
        return _member(argument)
    if op is ops.BRANCH:
        return _sample(list(argument[1][choice % len(argument[1])]), choice)
    if op in _REPEATS:
        return _sample(list(argument[2]), choice) * max(argument[0], 1)
    if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
        return _sample(_parts(op, argument)[0], choice)
    return "甲" if op in (ops.ANY, ops.NOT_LITERAL) else ""


def _member(members: Sequence[Node]) -> str:
    op, argument = members[0]
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.RANGE:
        return chr(argument[0])
    if op is ops.CATEGORY and "NOT" not in str(argument):
        return "1" if "DIGIT" in str(argument) else " " if "SPACE" in str(argument) else "甲"
    return "甲"
