from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.metrics import (
    first_rank,
    hit_at,
    mean,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank,
    share,
)

ids = st.sampled_from("abcdefgh")
rankings = st.lists(st.sets(ids, max_size=3), max_size=8)
groups = st.lists(st.sets(ids, min_size=1, max_size=3), min_size=1, max_size=4)


def test_first_rank_counts_from_one():
    assert first_rank([{"x"}, {"y"}], {"y"}) == 2
    assert first_rank([{"x"}], {"y"}) is None
    assert first_rank([], {"y"}) is None


def test_a_hit_beyond_k_is_none():
    ranking = [{"x"}, {"y"}]
    assert hit_at(ranking, {"y"}, 2)
    assert not hit_at(ranking, {"y"}, 1)


def test_reciprocal_rank_is_zero_where_nothing_was_found():
    assert reciprocal_rank([{"x"}, {"y"}, {"z"}], {"z"}) == pytest.approx(1 / 3)
    assert reciprocal_rank([{"x"}], {"z"}) == 0.0


def test_recall_is_a_share_of_groups():
    assert recall_at([{"a"}, {"b"}], [{"a", "x"}, {"c"}], 5) == 0.5


def test_nothing_to_measure_is_none_and_divides_by_nothing():
    assert recall_at([{"a"}], [], 5) is None
    assert ndcg_at([{"a"}], [], 5) is None
    assert mean([]) is None
    assert mean([None, None]) is None
    assert share([]) is None
    assert percentile([], 50) is None


def test_mean_leaves_out_what_is_unknown():
    assert mean([1.0, None, 0.0]) == 0.5


def test_ndcg_known_values():
    assert ndcg_at([{"a"}, {"b"}], [{"a"}, {"b"}], 10) == pytest.approx(1.0)
    assert ndcg_at([{"x"}, {"a"}], [{"a"}], 10) == pytest.approx(1 / math.log2(3))
    assert ndcg_at([{"x"}, {"a"}], [{"a"}], 1) == 0.0


def test_a_chunk_that_finds_two_groups_gains_no_more_than_the_ideal():
    assert ndcg_at([{"a", "b"}], [{"a"}, {"b"}], 10) == 1.0


@given(rankings, groups, st.integers(1, 8))
def test_figures_stay_between_zero_and_one_and_recall_grows_with_k(ranking, wanted, k):
    for figure in (
        recall_at(ranking, wanted, k),
        ndcg_at(ranking, wanted, k),
        reciprocal_rank(ranking, wanted[0]),
    ):
        assert figure is not None and 0 <= figure <= 1
    assert recall_at(ranking, wanted, k) <= recall_at(ranking, wanted, k + 1)


@given(rankings, groups)
def test_putting_the_answer_first_never_hurts(ranking, wanted):
    better = [set(wanted[0]), *ranking]
    assert reciprocal_rank(better, wanted[0]) == 1.0
    assert recall_at(better, wanted, 1) >= 1 / len(wanted)


def test_percentile_is_a_value_that_was_measured():
    assert percentile([30, 10, 20], 50) == 20
    assert percentile(range(1, 101), 99) == 99
    assert percentile([7], 0) == 7
    with pytest.raises(ValueError, match="101"):
        percentile([1], 101)
