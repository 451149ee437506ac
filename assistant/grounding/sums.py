"""The sums that an answer shows: of numbers, evaluated exactly, and of dates, by the readings of the duties."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator
from fractions import Fraction

from assistant import bounded as re
from assistant.duties.dates import PartialDate, months_after, years_valid
from assistant.rules.derive import square_root

_FORMULA = re.compile(
    r"[\d(（][\d.%％万亿元年天个月倍,()（）+\-−–*×/÷^½·\s]*=\s*-?[\d.]+\s*(?:%|％|个百分点|亿元|亿|万元|万|元|年|个月|天)?"
)
_DATE_SUM = re.compile(
    r"(\d{4}(?:-\d{2}){0,2})\s*\+\s*(\d+)(个月|年)(?:\s*[−-]\s*1天)?\s*=\s*\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至\d{4}年)?"
)
_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "％": "%", "^": "**", "½": "0.5"})


def right_sums(line: str) -> Iterator[str]:
    """What the sums on `line` that come out right give: the result of a sum of numbers, a sum of dates whole.

    >>> list(right_sums("3600/5000=72%，2023-07-14 + 3年 − 1天 = 2026年7月13日，1+1=3"))
    ['2023-07-14 + 3年 − 1天 = 2026年7月13日', '72%']
    """
    for match in _DATE_SUM.finditer(line):
        if _date_comes_out(match):
            yield match[0]
    for match in _FORMULA.finditer(line):
        left, _, right = match[0].rpartition("=")
        if _comes_out(left, right):
            yield right


def _date_comes_out(match: re.Match) -> bool:
    """Whether a sum of dates is right, by the readings of `assistant.duties.dates`."""
    start, count = PartialDate.parse(match[1]), int(match[2])
    computed = years_valid(start, count) if match[3] == "年" else months_after(start, count)
    return _tight(match[0]) == _tight(computed.formula)


def _tight(formula: str) -> str:
    return re.sub(r"\s", "", formula)


def _comes_out(left: str, right: str) -> bool:
    """Whether the right side is the left one's value, rounded at its last digit: half a unit off at most."""
    shown = re.search(r"-?\d+(?:\.(\d+))?", right.replace(",", ""))
    value = _evaluate(left)
    if shown is None or value is None:
        return False
    last_digit = Fraction(1, 10 ** len(shown[1] or ""))
    scale = 100 if re.search("[%％]|百分点", right) else 1
    return abs(value * scale - Fraction(shown[0])) <= last_digit / 2


def _evaluate(expression: str) -> Fraction | None:
    plain = expression.replace(",", "").translate(_SIGNS)
    plain = re.sub(r"([\d.]+)\s*%", r"(\1/100)", plain)
    plain = re.sub(r"[万亿元年天个月倍\s]", "", plain)
    try:
        return _fold(ast.parse(plain, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError):
        return None


def _fold(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_fold(node.operand)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and _fold(node.right) == Fraction(1, 2):
        return square_root(_fold(node.left))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        result: Fraction = _OPERATORS[type(node.op)](_fold(node.left), _fold(node.right))
        return result
    raise ValueError(ast.dump(node))

