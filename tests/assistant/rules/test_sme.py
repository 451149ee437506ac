"""划型: all sixteen lines at, below and above their numbers; strictly below the line is an SME."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.rules.derive import Facts
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.schema import SizeLine
from assistant.rules.sme import Size, judge_size
from assistant.rules.standards import load_standards
from assistant.rules.values import Industry
from corpus.library import load_library
from tests.assistant.rules.companies import company, run

LINES = load_standards().size_lines
every_line = pytest.mark.parametrize("line", LINES, ids=lambda line: line.industry.name.lower())


def judged(line: SizeLine | None, **values: Any) -> tuple[Status, Size | None]:
    data = {key: {"2021": value} if key == "revenue" else value for key, value in values.items()}
    if line is not None:
        data["industry"] = str(line.industry)
    found = judge_size(Facts(Profile.parse(data), 2022), LINES)
    return found.finding.status, found.size


def test_there_is_a_line_for_every_industry_and_its_clause_names_it() -> None:
    assert [line.industry for line in LINES] == list(Industry)
    for line in LINES:
        assert load_library().clause(line.clause).text.split("）", 1)[1].startswith(str(line.industry))


@every_line
def test_exactly_at_every_line_is_large(line: SizeLine) -> None:
    at = {str(measure): int(limit) for measure, limit in line.sme.items()}
    assert judged(line, **at) == (Status.FAIL, Size.LARGE)


@every_line
def test_one_measure_below_the_line_is_enough(line: SizeLine) -> None:
    at = {str(measure): int(limit) for measure, limit in line.sme.items()}
    for measure in at:
        status, size = judged(line, **{**at, measure: at[measure] - 1})
        assert status is Status.PASS
        assert size is not Size.LARGE
        alone, _ = judged(line, **{measure: at[measure] - 1})
        assert alone is Status.PASS
        unsettled, _ = judged(line, **{measure: at[measure]})
        assert unsettled is (Status.FAIL if len(at) == 1 else Status.UNKNOWN)


@every_line
def test_medium_small_and_micro(line: SizeLine) -> None:
    medium = {str(measure): int(limit) for measure, limit in line.medium.items()}
    small = {str(measure): int(limit) for measure, limit in line.small.items()}
    assert judged(line, **medium)[1] is Size.MEDIUM
    for measure in medium:
        if medium[measure] > small[measure]:
            assert judged(line, **{**medium, measure: medium[measure] - 1})[1] is Size.SMALL
    assert judged(line, **small)[1] is Size.SMALL
    for measure in small:
        assert judged(line, **{**small, measure: small[measure] - 1})[1] is Size.MICRO
        assert judged(line, **{measure: small[measure] - 1})[1] is Size.MICRO


def test_without_an_industry_only_what_holds_for_every_line_is_settled() -> None:
    assert judged(None, employees=100, revenue=4000)[0] is Status.PASS
    assert judged(None, employees=100)[0] is Status.UNKNOWN
    assert judged(None, employees=5000, revenue=300000, total_assets=300000)[0] is Status.FAIL
    assert judged(None)[0] is Status.UNKNOWN


def test_the_condition_cites_the_industrys_line_and_shows_the_comparison() -> None:
    row = run("little_giant-2022", company("little_giant-2022", revenue=None, main_revenue=None)).condition("sme")
    assert row.status is Status.PASS
    assert row.citation.clause_id == "classification-2011-300/4/2"
    assert [c.clause_id for c in row.citations] == ["measures-2022-63/ch-1/art-3"]
    assert "200人 < 1000人" in row.explain
