from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.evaluation.rows.judging import JudgedRow, MissKind, judge
from assistant.evaluation.rows.rowset import Exchange, Turn
from assistant.evaluation.texts import texts

DEBT = "measures-2022-63/annex-3/2"


def judged(expected: dict[str, Any], **answer: Any) -> JudgedRow:
    turn = Turn.model_validate({"text": "问", "status": "answered"} | expected)
    exchange = Exchange("x", "mails", date(2022, 6, 20), turn)
    return judge(exchange, {"status": "answered", "answer": "不高于70%[1]", "citations": [{"clause_id": DEBT}]} | answer)


def check(whole: str = "unknown", **conditions: str) -> dict[str, Any]:
    return {"status": whole, "conditions": [{"id": id, "status": status} for id, status in conditions.items()]}


CONTEXT = {"tier": "little_giant", "track": "new", "round": 4}
GIANT = {"tier": "little_giant", "round": 3}
TOLD = [{"words": "30%"}]
FACT = [{"words": "不到55%", "role": "fact"}]
RECITED = [{"words": "不到55%", "role": "required"}]

RIGHT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"status": ["needs_input", "answered"]}, {}),
    ({"must": ["70%", ["不超过", "不高于"]]}, {}),
    ({"must_not": ["7%", "高于75%"]}, {}),
    ({"clauses": [[DEBT], ["measures-2022-63/annex-3/2/1"], ["measures-2022-63/annex-3"]]}, {}),
    ({"status": ["refused", "not_in_corpus"], "outside": True}, {"status": "refused"}),
    ({"tier": "little_giant", "track": "new", "round": 4}, {"context": CONTEXT}),
    ({"round": None}, {"context": CONTEXT | {"round": None}}),
    ({"profile": {"debt_ratio": 70, "revenue": {"2021": 9000}}}, {"profile": {"debt_ratio": 70.0, "revenue": {"2021": 9000, "2020": 1}}}),
    ({"profile": {"product_field": ["a", "b"], "valid_honours": []}}, {"profile": {"product_field": ["b", "a"], "valid_honours": []}}),
    ({"profile": {"recognitions": [GIANT]}}, {"profile": {"recognitions": [{"tier": "specialized"}, GIANT | {"on": "2021"}]}}),
    ({"profile": {"recognitions": []}}, {"profile": {"recognitions": []}}),
    ({"bounds": {"debt_ratio": "不到55%"}}, {"mentions": FACT}),
    ({"bounds": {"debt_ratio": "不到70%"}}, {}),
    ({"supposed": {"debt_ratio": 70, "own_brand": True}}, {}),
    ({"not_used": ["出口占比30%"]}, {"not_used": TOLD}),
    ({"conditions": {"debt_ratio": "fail", "rung": "unknown"}, "whole": "fail"}, {"check": check("fail", debt_ratio="fail", rung="unknown")}),
]

WRONG: list[tuple[dict[str, Any], dict[str, Any], list[MissKind]]] = [
    ({}, {"status": "needs_input"}, [MissKind.STATUS]),
    ({}, {"status": "error", "answer": ""}, [MissKind.STATUS]),
    ({"must": [["75%", "7 0%"], "不低于"]}, {}, [MissKind.MUST]),
    ({"must": ["符合"]}, {"answer": "不符合"}, [MissKind.MUST]),
    ({"must_not": ["７０％"]}, {}, [MissKind.MUST_NOT]),
    ({"clauses": [[DEBT], ["measures-2022-63/annex-3/21", "measures-2022-63/annex-4"]]}, {}, [MissKind.CLAUSE]),
    ({"status": ["answered", "not_in_corpus"], "outside": True}, {}, [MissKind.OUTSIDE]),
    ({"tier": "specialized"}, {"context": CONTEXT}, [MissKind.TIER]),
    ({"track": "review"}, {"context": CONTEXT}, [MissKind.TRACK]),
    ({"round": None}, {"context": CONTEXT}, [MissKind.ROUND]),
    ({"round": 4}, {}, [MissKind.ROUND]),
    ({"profile": {"debt_ratio": 70}}, {"profile": {"debt_ratio": 7}}, [MissKind.WRONG_VALUE]),
    ({"profile": {"revenue": {"2021": 9000}}}, {"profile": {"revenue": {"2021": 900}}}, [MissKind.WRONG_VALUE]),
    ({"profile": {"own_brand": True}}, {"profile": {"own_brand": 1}}, [MissKind.WRONG_VALUE]),
    ({"profile": {"product_field": ["a"]}}, {"profile": {"product_field": ["a", "b"]}}, [MissKind.WRONG_VALUE]),
    ({"profile": {"recognitions": [GIANT]}}, {"profile": {"recognitions": [GIANT | {"round": 2}]}}, [MissKind.WRONG_VALUE]),
    ({"profile": {"debt_ratio": 70}}, {}, [MissKind.UNREAD]),
    ({"profile": {"revenue": {"2021": 9000}}}, {"profile": {"revenue": {"2020": 9000}}, "not_used": [{"words": "0.9亿"}]}, [MissKind.UNREAD]),
    ({"profile": {"own_brand": False, "national_award_rank": 0, "rd_institution": "none"}}, {}, [MissKind.UNREAD]),
    ({"profile": {"recognitions": [{"tier": "specialized"}]}}, {}, [MissKind.UNREAD]),
    ({"profile": {"valid_honours": []}}, {}, [MissKind.UNREAD]),
    ({"profile": {"debt_ratio": 71}}, {}, [MissKind.LOST]),
    ({"profile": {"revenue": {"2021": 9000}}}, {"profile": {"revenue": {"2020": 1}}}, [MissKind.LOST]),
    ({"profile": {"recognitions": [{"tier": "specialized", "on": "2022-10"}]}}, {}, [MissKind.LOST]),
    ({"profile": {"recognitions": [{"tier": "specialized", "on": "2022-10"}]}}, {"profile": {"recognitions": [{"tier": "specialized"}]}}, [MissKind.LOST]),
    ({"bounds": {"debt_ratio": "不到55%"}}, {"mentions": RECITED}, [MissKind.BOUND]),
    ({"supposed": {"revenue": {"2022": 3000}}}, {}, [MissKind.SUPPOSED]),
    ({"not_used": ["出口占比30%"]}, {"not_used": [{"words": "300"}]}, [MissKind.NOT_USED]),
    ({"conditions": {"debt_ratio": "fail"}}, {"check": check(debt_ratio="unknown")}, [MissKind.UNDECIDED]),
    ({"conditions": {"debt_ratio": "unknown"}, "whole": "unknown"}, {}, [MissKind.UNDECIDED]),
    ({"conditions": {"debt_ratio": "fail"}}, {"check": check(debt_ratio="pass")}, [MissKind.FALSE_VERDICT]),
    ({"conditions": {"debt_ratio": "unknown"}}, {"check": check(debt_ratio="pass")}, [MissKind.FALSE_VERDICT]),
    ({"conditions": {"debt_ratio": "pass"}}, {"check": check(debt_ratio="fail")}, [MissKind.FALSE_VERDICT]),
    ({"whole": "unknown"}, {"check": check("fail")}, [MissKind.FALSE_VERDICT]),
    ({"whole": "fail"}, {"check": check("unknown")}, [MissKind.UNDECIDED]),
]


@pytest.mark.parametrize(("expected", "answer"), RIGHT)
def test_an_answer_that_holds_what_is_expected_is_right(expected: dict[str, Any], answer: dict[str, Any]) -> None:
    found = judged(expected, **answer)
    assert found.right and found.kinds == ()


@pytest.mark.parametrize(("expected", "answer", "kinds"), WRONG)
def test_every_miss_is_named_by_its_kind(expected: dict[str, Any], answer: dict[str, Any], kinds: list[MissKind]) -> None:
    found = judged(expected, **answer)
    assert list(found.kinds) == kinds and not found.right


def test_every_kind_of_miss_is_tried_and_has_a_name_for_people() -> None:
    assert {kind for _, _, kinds in WRONG for kind in kinds} == set(MissKind)
    assert all(f"miss_{kind}" in texts() for kind in MissKind)


def test_misses_are_counted_one_by_one_and_kinds_once() -> None:
    found = judged({"must": ["a", "b"], "whole": "fail"}, check=check("pass"))
    assert found.kinds == (MissKind.MUST, MissKind.FALSE_VERDICT)
    assert found.count(MissKind.MUST) == 2 and found.count(MissKind.LOST) == 0


def test_of_two_titles_of_a_tier_the_one_that_fits_best_is_held_against() -> None:
    held = {"recognitions": [{"tier": "little_giant", "round": 1}, GIANT | {"on": "2021-07"}]}
    assert judged({"profile": {"recognitions": [GIANT, {"tier": "little_giant", "round": 1}]}}, profile=held).right


def test_asking_back_and_declining_are_noted() -> None:
    assert judged({}, choices=[{"text": "a", "question": "b"}]).asked_back
    assert not judged({}).asked_back and not judged({}).declined
    assert judged({"outside": True}, status="not_in_corpus").declined
