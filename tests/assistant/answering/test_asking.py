"""What is asked for first, and how."""

from __future__ import annotations

from datetime import date

from assistant.answering.asking import in_order, questions
from assistant.rules.evaluate import check
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import load_standards
from corpus.library import load_library
from corpus.terms import Tier, Track


def _check(tier: Tier = Tier.LITTLE_GIANT, **profile: object) -> CheckResult:
    return check(
        Profile.parse(profile), tier, None, Track.NEW, date(2026, 11, 24), load_library(), load_standards(), advice=False
    )


def test_what_one_says_first_is_asked_first() -> None:
    missing = _check().missing
    ordered = [path.partition(".")[0] for path in in_order(missing)]
    assert sorted(in_order(missing)) == sorted(missing)
    assert ordered.index("recognitions") < ordered.index("revenue") < ordered.index("debt_ratio")
    assert ordered.index("class1_ip") < ordered.index("registered_in_china")


def test_every_field_that_can_be_missing_has_its_place() -> None:
    for tier in Tier:
        for path in _check(tier).missing:
            assert path.partition(".")[0] in catalogue()


def test_the_years_of_a_field_are_one_question() -> None:
    found = {question.paths: question.text for question in questions(_check(), _check().missing)}
    assert found[("rd_expense.2025", "rd_expense.2024")].startswith("2024年、2025年研发费用")


def test_yes_or_no_is_asked_together_at_the_end() -> None:
    last = questions(_check(), _check().missing)[-1]
    assert "registered_in_china" in last.paths
    assert len(last.paths) > 3


def test_what_follows_from_another_answer_is_not_asked() -> None:
    keys = {path.partition(".")[0] for question in questions(_check(), _check().missing) for path in question.paths}
    assert "rd_expense" in keys
    assert "rd_ratio" not in keys


def test_a_question_names_the_condition_it_settles() -> None:
    found = {question.paths[0]: question.condition for question in questions(_check(), _check().missing)}
    condition = found["debt_ratio"]
    assert condition is not None
    assert condition.requirement == "不高于75%"
