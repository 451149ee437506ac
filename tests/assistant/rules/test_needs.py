"""The fields a form has to ask are those that the standard reads."""

from __future__ import annotations

from datetime import date

from assistant.rules.evaluate import check
from assistant.rules.fields import catalogue
from assistant.rules.needs import fields_needed
from assistant.rules.profile import Profile
from assistant.rules.standards import load_standards
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()


def test_fields_needed_are_those_that_decide() -> None:
    standards = load_standards()
    little = fields_needed(LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, date(2022, 6, 20), 4), standards)
    assert {"debt_ratio", "total_liabilities", "equity_financing.2021", "little_giant_holding_pct"} <= set(little)
    assert not {"development_score.2022", "local_feature_score", "digital_level"} & set(little)
    innovative = fields_needed(LIBRARY.basis(Tier.INNOVATIVE, Track.NEW, date(2022, 6, 20)), standards)
    assert "valid_honours" in innovative and "own_brand" not in innovative
    assert "recognitions" not in innovative


def test_only_the_years_that_are_read_are_asked_for() -> None:
    standards = load_standards()

    def asked(tier: Tier, track: Track, day: date, field: str) -> list[str]:
        paths = fields_needed(LIBRARY.basis(tier, track, day), standards)
        return [path.partition(".")[2] for path in paths if path.partition(".")[0] == field]

    new, review = Track.NEW, Track.REVIEW
    day = date(2026, 6, 1)
    assert asked(Tier.LITTLE_GIANT, new, day, "revenue") == ["2025", "2024", "2023"]  # two ratios, compound growth
    assert asked(Tier.LITTLE_GIANT, new, day, "main_revenue") == ["2025"]
    assert asked(Tier.LITTLE_GIANT, new, day, "development_score") == ["2026"]
    assert asked(Tier.LITTLE_GIANT, review, date(2027, 6, 1), "development_score") == ["2026", "2025"]
    assert asked(Tier.SPECIALIZED, new, day, "equity_financing") == ["2025", "2024"]
    assert asked(Tier.LITTLE_GIANT, new, date(2022, 6, 20), "main_revenue") == ["2021", "2020", "2019"]
    assert asked(Tier.LITTLE_GIANT, new, date(2022, 6, 20), "revenue") == ["2021", "2020"]


def test_whatever_is_missing_has_been_asked_for() -> None:
    standards = load_standards()
    for tier in Tier:
        for track in Track:
            for day in (date(2022, 6, 20), date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1)):
                result = check(Profile.parse({}), tier, None, track, day, LIBRARY, standards)
                assert set(result.missing) <= set(fields_needed(result.basis, standards)), (tier, track, day)


def test_a_form_does_not_ask_for_what_is_told_as_a_whole() -> None:
    standards = load_standards()
    told = {key for key, info in catalogue().items() if not info.form}
    assert told == {
        "rd_expense_sum2", "rd_expense_mean2", "equity_financing_sum2", "equity_financing_sum3", "revenue_cagr2",
        "score_total", "score_innovation", "score_growth", "score_specialisation",
    }  # fmt: skip
    for tier in Tier:
        for day in (date(2022, 6, 20), date(2026, 6, 1)):
            assert not told & set(fields_needed(LIBRARY.basis(tier, Track.NEW, day), standards))
