"""What rests on a changed clause is listed, answers that people wrote among it."""

from __future__ import annotations

from assistant.resting import Resting, RestingKind, resting_on
from assistant.rules.standards import load_standards
from assistant.sites import Site

MINE = Resting(RestingKind.ANSWER, "a1", "有效期多久", "measures-2022-63/ch-3/art-10")
OTHER = Resting(RestingKind.ANSWER, "a2", "研发占比", "measures-2022-63/annex-3/4")


def test_an_answer_rests_on_a_clause_that_changed_or_holds_or_lies_beneath_one_that_did() -> None:
    standards, site = load_standards(), Site()
    for changed in ("measures-2022-63/ch-3/art-10", "measures-2022-63/ch-3", "measures-2022-63/ch-3/art-10/1"):
        found = resting_on({changed}, standards, site, [MINE, OTHER])
        assert [each for each in found if each.kind is RestingKind.ANSWER] == [MINE]


def test_rules_rest_on_the_clauses_of_their_thresholds() -> None:
    found = resting_on({"measures-2022-63/annex-3/2"}, load_standards(), Site())
    assert {each.kind for each in found} >= {RestingKind.RULE}
