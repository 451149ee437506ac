"""A standard as a readable table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.rules.needs import fields_needed
from assistant.rules.reference import reference
from assistant.rules.schema import KINDS
from assistant.rules.show import show
from assistant.rules.standards import load_standards
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
DOCS = Path(__file__).parents[3] / "docs" / "rules.md"


def test_a_standard_shows_every_requirement_with_its_clause() -> None:
    table = show(Tier.LITTLE_GIANT, 4, Track.NEW, date(2022, 6, 20), LIBRARY)
    line = next(line for line in table.splitlines() if line.startswith("资产负债率"))
    assert line.split() == ["资产负债率", "不高于70%", "附件3", "二"]
    assert "第四批" in table and "工信部企业〔2022〕63号" in table and "2026" not in table
    assert "“创客中国”全国50强企业组" in table


def test_a_scored_standard_shows_its_points() -> None:
    table = show(Tier.INNOVATIVE, None, Track.NEW, date(2022, 7, 1), LIBRARY)
    assert "A.55%以下（10分）" in table and "满分100分" in table


def test_a_review_shows_what_the_round_waives() -> None:
    table = show(Tier.LITTLE_GIANT, 7, Track.REVIEW, date(2025, 6, 1), LIBRARY)
    assert "不作要求" in table and "不低于5000万元" in table


def test_the_reference_page_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == reference()


def test_every_key_of_the_schema_has_a_word_for_people() -> None:
    for model in KINDS.values():
        assert all(field.description for field in model.model_fields.values())
    assert "None" not in reference()


def test_fields_needed_are_those_that_decide() -> None:
    standards = load_standards()
    little = fields_needed(LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, date(2022, 6, 20), 4), standards)
    assert {"debt_ratio", "total_liabilities", "equity_financing", "little_giant_holding_pct"} <= set(little)
    assert not {"development_score", "local_feature_score", "digital_level"} & set(little)
    innovative = fields_needed(LIBRARY.basis(Tier.INNOVATIVE, Track.NEW, date(2022, 6, 20)), standards)
    assert "valid_honours" in innovative and "own_brand" not in innovative
    assert "recognitions" not in innovative
