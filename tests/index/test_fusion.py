"""Who must beat whom, what a weight changes, and that nothing is written into what was passed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.fusion import fuse, meaning, standard_scores

SCORES = arrays(np.float32, st.shared(st.integers(2, 30), key="n"), elements=st.floats(-100, 100, width=32))
ALL3 = np.ones(3, dtype=np.bool_)


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_best_of_both_beats_best_of_one() -> None:
    fused = fuse(floats(0.9, 0.9, 0.1), floats(5, 0, 5), ALL3, 0.5)
    assert fused[0] > fused[1] and fused[0] > fused[2]


@pytest.mark.parametrize(("weight", "first"), [(0.0, 2), (0.3, 2), (0.7, 0), (1.0, 0)])
def test_the_weight_decides_between_meaning_and_words(weight: float, first: int) -> None:
    assert fuse(floats(0.9, 0.5, 0.1), floats(0, 5, 9), ALL3, weight).argmax() == first


def test_scales_do_not_matter() -> None:
    small = fuse(floats(0.81, 0.80, 0.79), floats(1, 2, 3), ALL3, 0.6)
    large = fuse(floats(810, 800, 790), floats(100, 200, 300), ALL3, 0.6)
    np.testing.assert_allclose(small, large, atol=1e-3)


def test_without_a_model_words_decide_alone() -> None:
    assert fuse(None, floats(0, 3, 1), ALL3, 0.7).argsort().tolist() == [0, 2, 1]


def test_no_word_known_leaves_meaning_alone() -> None:
    assert fuse(floats(0.1, 0.9, 0.5), floats(0, 0, 0), ALL3, 0.7).argsort().tolist() == [0, 2, 1]


def test_equal_scores_are_all_zero() -> None:
    assert standard_scores(floats(4, 4, 4), ALL3).tolist() == [0, 0, 0]


def test_nothing_allowed_is_all_zero() -> None:
    assert fuse(floats(1, 2, 3), floats(1, 2, 3), ~ALL3, 0.7).tolist() == [0, 0, 0]


def test_what_is_not_allowed_does_not_set_the_scale() -> None:
    allowed = np.array([True, True, False])
    low = fuse(floats(0.8, 0.7, 0.1), floats(1, 2, 0), allowed, 0.7)
    high = fuse(floats(0.8, 0.7, 9.9), floats(1, 2, 99), allowed, 0.7)
    np.testing.assert_array_equal(low[:2], high[:2])


def test_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one entry a clause"):
        fuse(floats(1, 2), floats(1, 2, 3), ALL3, 0.7)


def test_a_clause_nobody_asks_for_is_scored_by_its_text() -> None:
    has_asked = np.array([True, True, False])
    text = floats(0.9, 0.5, 0.7)
    scored = meaning(text, floats(0.8, 0.9, 0.0), has_asked, ALL3, 0.6)
    assert scored[2] == pytest.approx(standard_scores(text, ALL3)[2])


def test_a_way_of_asking_lifts_its_clause() -> None:
    text, has_asked = floats(0.80, 0.82, 0.60), np.ones(3, dtype=np.bool_)
    assert meaning(text, floats(0.99, 0.80, 0.80), has_asked, ALL3, 0.0).argmax() == 1
    assert meaning(text, floats(0.99, 0.80, 0.80), has_asked, ALL3, 0.6).argmax() == 0


@given(dense=SCORES, lexical=SCORES, weight=st.floats(0, 1))
def test_fusing_changes_no_argument_and_is_finite(dense: np.ndarray, lexical: np.ndarray, weight: float) -> None:
    before = dense.copy(), lexical.copy()
    fused = fuse(dense, lexical, np.ones(len(dense), dtype=np.bool_), weight)
    assert fused is not dense and fused is not lexical
    assert np.isfinite(fused).all()
    np.testing.assert_array_equal(dense, before[0])
    np.testing.assert_array_equal(lexical, before[1])


@given(dense=SCORES, lexical=SCORES, weight=st.floats(0, 1))
def test_no_clause_better_in_both_ranks_below(dense: np.ndarray, lexical: np.ndarray, weight: float) -> None:
    fused = fuse(dense, lexical, np.ones(len(dense), dtype=np.bool_), weight)
    for better in range(len(dense)):
        beaten = (dense < dense[better]) & (lexical < lexical[better])
        assert (fused[beaten] <= fused[better] + 1e-4).all()
