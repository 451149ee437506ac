"""Which standard decides: the round named, else an open one, else the day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Status
from assistant.pipeline import Context
from assistant.planning.settled import Settled, Source
from corpus.terms import Tier, Track

Take = Callable[..., Context]


def _settled(context: Context) -> Settled:
    assert context.settled is not None
    return context.settled


@pytest.mark.parametrize(
    ("question", "as_of", "round_", "standard"),
    [
        ("第四批小巨人的资产负债率要求", "2026-11-24", 4, "measures-2022-63"),
        ("2023年的小巨人资产负债率要求", "2026-11-24", 5, "measures-2022-63"),
        ("小巨人资产负债率要求多少", "2022-06-20", 4, "measures-2022-63"),
        ("小巨人资产负债率要求多少", "2026-05-10", 8, "measures-2026-2"),
        ("小巨人资产负债率要求多少", "2026-11-24", None, "measures-2026-2"),
        ("创新型中小企业要多少分", "2026-11-24", None, "measures-2022-63"),
        ("小巨人什么时候申报", "2022-10-01", 4, "measures-2022-63"),
        ("小巨人要交什么材料", "2022-10-01", 4, "measures-2022-63"),
        ("创新型中小企业什么时候申报", "2022-10-01", None, "measures-2022-63"),
    ],
)
def test_the_basis(take: Take, question: str, as_of: str, round_: int | None, standard: str) -> None:
    basis = _settled(take(question, "settle", as_of)).basis
    assert (basis.round, basis.standard) == (round_, standard)


def test_the_round_of_the_request_decides_unless_the_question_names_another(take: Take) -> None:
    for question, round_ in (("小巨人资产负债率要求多少", 7), ("第四批小巨人的资产负债率要求", 4)):
        assert _settled(take(question, "settle", "2026-11-24", round=7)).basis.round == round_


def test_a_batch_held_is_settled_by_the_round_that_reviews_it(take: Take) -> None:
    basis = _settled(take("我们是第五批小巨人，复核资产负债率要求", "settle", "2026-05-10")).basis
    assert (basis.track, basis.round) == (Track.REVIEW, 8)


def test_a_batch_that_no_round_reviews_yet_is_kept_in_mind(take: Take) -> None:
    settled = _settled(take("我们是第八批小巨人，复核资产负债率要求", "settle", "2026-11-24"))
    assert settled.unannounced == 8
    assert settled.basis.round is None


@pytest.mark.parametrize(
    ("question", "as_of"),
    [("第九批小巨人什么时候申报", "2026-11-24"), ("第五批小巨人什么时候申报", "2022-06-20")],
)
def test_a_round_nobody_knows_ends_the_way(take: Take, question: str, as_of: str) -> None:
    context = take(question, "settle", as_of)
    assert context.done
    assert context.plan.status is Status.NOT_IN_CORPUS
    assert context.settled is None


def test_before_the_first_text_there_is_nothing_to_answer_from(take: Take) -> None:
    context = take("小巨人资产负债率要求多少", "settle", "2022-05-31")
    assert context.done
    assert context.plan.status is Status.NOT_IN_CORPUS


def test_a_tier_nobody_named_is_assumed_and_noted(take: Take) -> None:
    context = take("资产负债率要求多少", "settle")
    settled = _settled(context)
    assert settled.sources["tier"] is Source.DEFAULT
    assert settled.basis.tier is Tier.LITTLE_GIANT
    assert any("没有说明层次" in note for note in context.notes)


def test_a_round_nobody_knows_loses_none_of_the_facts_told(take: Take) -> None:
    context = take("我们资产负债率62%，第九批小巨人什么时候申报", "settle", "2026-11-24")
    assert context.profile.to_json() == {"debt_ratio": 62}
