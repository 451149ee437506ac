"""Every formula shown comes out of its own shown numbers, to half a unit of the last digit of its result."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

import pytest

from tests.assistant.rules.companies import run, run_at
from tests.assistant.rules.enterprises import Maker
from tests.assistant.rules.oracle import MEASURES_2022, MEASURES_2026, Rules

SETTINGS = (
    (Rules("little_giant", "new", MEASURES_2022, 2022, 4), "2022-06-20"),
    (Rules("little_giant", "new", MEASURES_2026, 2026, 8), "2026-05-01"),
    (Rules("specialized", "review", MEASURES_2022, 2025), "2025-09-01"),
    (Rules("specialized", "new", MEASURES_2026, 2026), "2026-09-01"),
    (Rules("innovative", "review", MEASURES_2022, 2026), "2026-09-01"),
)
FINER = ("revenue", "main_revenue", "rd_expense", "equity_financing", "main_revenue_growth", "total_assets")
_FORMULA = re.compile(r"([-(\d][-+*/().%\d^½]*[+*/^(][-+*/().%\d^½]*) = (-?\d+(?:\.\d+)?)(%?)")


def formulas(words: Any) -> Iterator[tuple[str, Decimal, bool]]:
    """Left side, result and whether it is a percentage, of each formula among the words of a result."""
    if isinstance(words, str):
        for left, result, percent in _FORMULA.findall(words):
            yield left, Decimal(result), bool(percent)
    elif isinstance(words, dict):
        for key, value in words.items():
            if key not in ("citation", "requirement"):
                yield from formulas(value)
    elif isinstance(words, list):
        for value in words:
            yield from formulas(value)


def evaluated(left: str) -> Decimal:
    """The left side's value, with forty digits."""
    with localcontext() as context:
        context.prec = 40
        numbers = re.sub(r"\d+(?:\.\d+)?", lambda match: f"Decimal('{match[0]}')", left.replace("½", "0.5"))
        return Decimal(eval(numbers.replace("^", "**").replace("%", "/100"), {"Decimal": Decimal}))


def comes_out(left: str, result: Decimal, percent: bool) -> bool:
    value = evaluated(left) * (100 if percent else 1)
    return abs(value - result) <= Decimal("0.5").scaleb(int(result.as_tuple().exponent)) + Decimal("1e-30")


def finer(value: Any, rng: random.Random) -> Any:
    """Amounts and shares with as many as four decimals, as yuan in 万元 have them."""
    if isinstance(value, dict):
        return {key: finer(item, rng) for key, item in value.items()}
    return round(value + rng.choice((0, 0.0037, 0.0001, 0.2945)), 4)


def test_of_three_hundred_random_enterprises() -> None:
    seen: Counter[str] = Counter()
    for seed in range(300):
        rules, as_of = SETTINGS[seed % len(SETTINGS)]
        rng, profile = random.Random(seed), Maker(seed, rules).enterprise()
        profile |= {field: finer(profile[field], rng) for field in FINER if field in profile}
        result = run_at(profile, rules.tier, rules.batch, rules.track, as_of, advice=True).to_json()
        for left, shown, percent in formulas(result):
            assert comes_out(left, shown, percent), (seed, left, shown)
            seen[re.sub(r"[\d.]+", "N", left)] += 1
    for shape in ("N/N", "N+N", "(N-N)/N", "((N-N)/N+(N-N)/N)/N", "(N/N)^½-N", "(N%+N%)/N", "N+N+N"):
        assert seen[shape] >= 3, (shape, seen)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"total_liabilities": 0.0035, "total_assets": 0.005}, "0.0035/0.005 = 70%，正好70%，含本数"),
        ({"main_revenue_growth": {"2021": 4.996, "2020": 5.003}}, "(4.996%+5.003%)/2 = 4.9995%，低于5%"),
        ({"revenue": {"2021": 9999.9996}, "rd_ratio": {"2021": 6, "2020": 6}}, "9999.9996万元，适用“5000万元—1亿元”"),
    ],
)
def test_the_inputs_are_shown_as_given(facts: dict[str, Any], words: str) -> None:
    explained = run("little_giant-2022", facts).to_json()["conditions"]
    assert any(words in condition["explain"] for condition in explained)
