"""The ground of one answer: what is known for certain, and what the message bears on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.scene import Scene, asked_name, tier_name
from assistant.pipeline import Context
from assistant.rules.logic import Status
from assistant.understanding.asks import Ask
from corpus.terms import Tier

Take = Callable[..., Context]


def _scene(take: Take, question: str, as_of: str = "2022-06-20") -> Scene:
    scene = take(question, "settle", as_of).scene
    assert scene is not None
    return scene


def _status(scene: Scene, condition: str) -> Status:
    return next(c.status for c in scene.check.conditions if c.id == condition)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("我们资产负债率72%", Status.FAIL),
        ("我们资产负债率70%", Status.PASS),
        ("我们资产负债率不到60%", Status.PASS),
        ("我们资产负债率超过60%", Status.UNKNOWN),
        ("资产负债率高不高", Status.UNKNOWN),
    ],
)
def test_a_bound_may_meet_a_condition_but_never_fail_one(take: Take, question: str, status: Status) -> None:
    assert _status(_scene(take, question), "debt_ratio") is status


def test_a_value_only_asked_about_is_judged_and_not_kept(take: Take) -> None:
    context = take("如果负债率是72%能报吗", "settle")
    assert context.scene is not None
    assert _status(context.scene, "debt_ratio") is Status.FAIL
    assert context.profile.to_json() == {}


def test_the_conditions_that_a_message_bears_on(take: Take) -> None:
    assert "debt_ratio" in _scene(take, "我们资产负债率72%").touched
    assert not _scene(take, "小巨人资产负债率要求多少").touched


def test_a_long_clause_is_not_quoted_whole(take: Take) -> None:
    scene = _scene(take, "小巨人资产负债率要求多少")
    short = scene.cite_clause("measures-2022-63/annex-3/2", "截至上年末，企业资产负债率不高于70%。")
    assert scene.whole(short).quote == scene.library.clause("measures-2022-63/annex-3/2").text
    row = scene.cite_line(scene.library.round(4), "batch")
    assert scene.whole(row) == row


def test_the_editors_note_is_never_quoted(take: Take) -> None:
    scene = _scene(take, "小巨人资产负债率要求多少", "2026-11-24")
    noted = [clause for document in scene.library.documents() for clause in document.clauses.values() if "〔前文未收录〕" in clause.own_text]
    assert noted
    assert all("前文未收录" not in scene.cite_clause(clause.id, clause.own_text).quote for clause in noted)


def test_the_day_a_document_came_into_force_is_quoted_unless_it_decides(take: Take) -> None:
    scene = _scene(take, "小巨人资产负债率要求多少", "2026-11-24")
    assert scene.in_force_date("measures-2026-2") == ("2026年4月1日", None)
    day, source = scene.in_force_date("measures-2022-63")
    assert day == "2022年8月1日"
    assert source is None or "2022-08-01" in source.quote


def test_names(take: Take) -> None:
    assert tier_name(Tier.LITTLE_GIANT) == "专精特新“小巨人”企业"
    assert asked_name(Ask("?", frozenset(), topic_id="debt_ratio")) == "资产负债率"


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("我们资产负债率七十多", Status.UNKNOWN),
        ("我们资产负债率70%左右", Status.UNKNOWN),
        ("我们资产负债率近70%", Status.PASS),
        ("我们资产负债率50%左右", Status.PASS),
        ("我们资产负债率八十多", Status.FAIL),
        ("我们资产负债率70%", Status.PASS),
    ],
)
def test_a_rough_number_settles_nothing_where_the_line_runs_through_it(take: Take, question: str, status: Status) -> None:
    scene = _scene(take, question)
    assert _status(scene, "debt_ratio") is status
    assert bool(scene.changes) is (status is Status.UNKNOWN)
    assert ("debt_ratio" in scene.touched) is True


def test_what_is_too_rough_to_judge_by_is_not_kept(take: Take) -> None:
    context = take("我们资产负债率七十多，去年营收9000余万", "settle")
    assert context.profile.to_json() == {"revenue": {"2021": 9000}}
