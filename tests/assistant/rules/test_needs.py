"""The fields a form has to ask are those that the standard reads."""

from __future__ import annotations

from datetime import date

from assistant.rules.needs import fields_needed
from assistant.rules.standards import load_standards
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()


def test_fields_needed_are_those_that_decide() -> None:
    standards = load_standards()
    little = fields_needed(LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, date(2022, 6, 20), 4), standards)
    assert {"debt_ratio", "total_liabilities", "equity_financing", "little_giant_holding_pct"} <= set(little)
    assert not {"development_score", "local_feature_score", "digital_level"} & set(little)
    innovative = fields_needed(LIBRARY.basis(Tier.INNOVATIVE, Track.NEW, date(2022, 6, 20)), standards)
    assert "valid_honours" in innovative and "own_brand" not in innovative
    assert "recognitions" not in innovative
