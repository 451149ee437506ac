"""What is asked next: few questions, those that are near, and for the other tiers where none was named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.draft import Draft
from assistant.answering.following import MAX_FOLLOW_UPS, answerable, depends_on_tier, follow_ups
from assistant.models import Status
from assistant.pipeline import Context
from assistant.topics.catalogue import topics
from corpus.terms import Tier

Take = Callable[..., Context]


def _scene(take: Take, as_of: str = "2022-10-01", question: str = "资产负债率要求多少"):  # type: ignore[no-untyped-def]
    scene = take(question, "settle", as_of).scene
    assert scene is not None
    return scene


def test_the_other_tiers_are_offered_where_none_was_named(take: Take) -> None:
    assumed = follow_ups(_scene(take), ["debt_ratio"], Draft())
    named = follow_ups(_scene(take, question="小巨人资产负债率要求多少"), ["debt_ratio"], Draft())
    assert "专精特新中小企业" in assumed[0]
    assert not any("专精特新中小企业" in question for question in named)


def test_few_are_asked_each_once(take: Take) -> None:
    for topic_id in topics():
        asked = follow_ups(_scene(take), [topic_id], Draft())
        assert len(asked) <= MAX_FOLLOW_UPS
        assert len(asked) == len(set(asked))
        assert topics()[topic_id].ask not in asked


def test_what_is_still_to_be_told_leads_to_the_conditions(take: Take) -> None:
    asked = follow_ups(_scene(take), ["debt_ratio"], Draft(status=Status.NEEDS_INPUT))
    assert asked[0] == topics()["conditions"].ask


@pytest.mark.parametrize(
    ("topic_id", "depends"),
    [
        ("debt_ratio", True),
        ("conditions", True),
        ("deadline", True),
        ("class1_ip_meaning", False),
        ("sme_size", False),
    ],
)
def test_whether_another_tier_would_get_another_answer(take: Take, topic_id: str, depends: bool) -> None:
    assert depends_on_tier(_scene(take), topics()[topic_id]) is depends


def test_dates_and_papers_are_only_offered_where_a_round_has_them(take: Take) -> None:
    deadline, materials = topics()["deadline"], topics()["materials"]
    in_2022, in_2024 = _scene(take), _scene(take, "2024-10-01")
    assert answerable(in_2022, deadline)
    assert answerable(in_2022, materials)
    assert not answerable(in_2024, materials)
    assert not answerable(in_2022, deadline, Tier.SPECIALIZED)
    assert not answerable(_scene(take, "2022-06-14"), deadline)
