"""The conditions of a tier as a list, and two versions side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.conditions import write_comparison, write_conditions, write_versions
from assistant.answering.draft import Draft
from assistant.answering.quoting import choice_for
from assistant.answering.scene import Scene
from assistant.pipeline import Context
from assistant.rules.profile import Profile
from assistant.topics.catalogue import topics
from corpus.terms import Tier

Take = Callable[..., Context]


def _scene(take: Take, as_of: str, tier: Tier = Tier.LITTLE_GIANT) -> Scene:
    scene = take("要什么条件", "settle", as_of, tier=tier).scene
    assert scene is not None
    return scene


@pytest.mark.parametrize("as_of", ["2022-06-20", "2024-05-25", "2026-05-10", "2026-11-24"])
@pytest.mark.parametrize("tier", list(Tier))
def test_every_necessary_condition_is_listed_with_its_clause(take: Take, as_of: str, tier: Tier) -> None:
    scene, draft = _scene(take, as_of, tier), Draft()
    check = scene.checker(Profile(), scene.basis)
    write_conditions(draft, scene, check)
    cited = {citation.clause_id for citation in draft.citations}
    for condition in check.conditions:
        if condition.necessary and condition.name in draft.text:
            assert condition.citation.clause_id in cited or condition.citation.clause_id.startswith("rounds/")
    assert all("[" in line for line in draft.lines)
    assert all(citation.applies for citation in draft.citations if not citation.clause_id.startswith("rounds/"))


def test_another_version_names_only_what_differs(take: Take) -> None:
    scene, draft, whole = _scene(take, "2026-11-24"), Draft(), topics()["conditions"]
    (other,) = choice_for(scene, whole).others
    write_versions(draft, scene, whole, other, "other_version", ("debt_ratio",))
    assert "70%" in draft.text
    assert len([line for line in draft.lines if line.startswith("- ")]) == 1


def test_a_comparison_has_both_versions_on_each_line(take: Take) -> None:
    scene, draft = _scene(take, "2026-11-24"), Draft()
    assert write_comparison(draft, scene, choice_for(scene, topics()["conditions"]))
    debt = next(line for line in draft.lines if "资产负债率" in line)
    assert "75%" in debt
    assert "70%" in debt
    marked = {citation.clause_id.split("/")[0] for citation in draft.citations}
    assert {"measures-2022-63", "measures-2026-2"} <= marked


def test_without_another_version_there_is_nothing_to_compare(take: Take) -> None:
    scene, draft = _scene(take, "2024-05-25"), Draft()
    assert not write_comparison(draft, scene, choice_for(scene, topics()["conditions"]))
    assert draft.lines == []
