"""The rule engine's words: every text is used and every placeholder filled."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from assistant.rules.measures import Measure
from assistant.rules.texts import names, text, unit_of, with_unit
from corpus.yamlfile import load_yaml

FOLDER = Path(__file__).parents[3] / "assistant" / "rules"


def test_names_carry_their_year() -> None:
    assert names(["rd_expense.2021", "own_brand"]) == "2021年研发费用、自主品牌"


def test_numbers_carry_their_unit() -> None:
    assert with_unit(Fraction(5000), unit_of(Measure.REVENUE)) == "5000万元"
    assert text("with_formula", formula="1+2", value=with_unit(Fraction(3), "年")) == "1+2 = 3年"


def test_every_text_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    patterns = [re.sub(r"\{[^}]*\}", ".+", found) for found in re.findall(r'f?"([\w.{}+\-\s]+)"', code)]
    for key in load_yaml(FOLDER / "messages.yaml"):
        assert any(re.fullmatch(pattern, key) for pattern in patterns if "." in pattern or pattern == key), key
