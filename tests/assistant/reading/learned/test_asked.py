"""Two opinions of what is asked, and what is made of them where they differ or one is missing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.learned.asked import AskedHead, log_shares
from assistant.reading.learned.features import Seen
from assistant.reading.learned.model import FORMS, MATTERS, model, together, vocabulary
from assistant.seeing import seen
from index.embedding import load_embedder

ASKED = ["小巨人有效期几年", "省级专精特新的研发费用要多少", "材料交给谁", "附件2里有没有说软著算不算", "can a foreign-owned company apply?", ""]
NUMBERS = st.lists(st.floats(-30, 30), min_size=3, max_size=3)


@given(NUMBERS)
def test_shares_add_up_to_one_and_keep_their_order(scores: list[float]) -> None:
    shares = np.exp(log_shares(np.array(scores, np.float32)))
    assert shares.sum() == pytest.approx(1, abs=1e-4)
    assert shares[int(np.argmax(scores))] == shares.max()


@given(NUMBERS)
def test_two_opinions_alike_are_that_opinion(scores: list[float]) -> None:
    own = log_shares(np.array(scores, np.float32))
    np.testing.assert_allclose(together(own, own, 1.0), own, atol=1e-3)


@given(NUMBERS, NUMBERS)
def test_neither_opinion_comes_before_the_other(one: list[float], other: list[float]) -> None:
    own, beside = (log_shares(np.array(each, np.float32)) for each in (one, other))
    np.testing.assert_array_equal(together(own, beside, 1.25), together(beside, own, 1.25))


def test_a_label_that_the_layers_do_not_know_keeps_what_the_other_model_says() -> None:
    head = AskedHead(("a", "b"), np.array([[1, 0], [0, 1]], np.float32), np.zeros(2, np.float32))
    own = log_shares(np.array([0.0, 0.0, 3.0], np.float32))
    beside = head.for_labels(("b", "a", "new"), np.array([1.0, -1.0], np.float32), own)
    assert beside[1] > beside[0] and beside[2] == own[2]


@pytest.mark.parametrize("message", ASKED)
@pytest.mark.parametrize("name", [MATTERS, FORMS])
def test_without_the_layers_the_models_speak_alone(message: str, name: str) -> None:
    (both,) = seen([message], load_embedder())
    alone = vocabulary().features(message, Seen(both.meaning))
    guesses = [model(name).guesses(features) for features in (vocabulary().features(message, both), alone)]
    assert both.asked is not None
    for each in guesses:
        assert sum(guess.share for guess in each) == pytest.approx(1, abs=1e-3)
    assert guesses[0] != guesses[1]


def test_the_trace_names_the_second_opinion() -> None:
    (both,) = seen(["小巨人有效期几年"], load_embedder())
    features = vocabulary().features("小巨人有效期几年", both)
    said = dict(model(MATTERS).reasons(features, "topic/valid_period", vocabulary()))
    assert -1 < said["≈"] <= 0
    assert "≈" not in dict(model(MATTERS).reasons(vocabulary().features("小巨人有效期几年", Seen()), "topic/valid_period", vocabulary()))


def test_nothing_is_seen_by_an_encoder_that_the_models_do_not_know() -> None:
    class Other:
        name = "of others"
        dimension = 3

    for embedder in (Other(), None):
        (nothing,) = seen(["小巨人"], embedder)  # type: ignore[arg-type]
        assert nothing.meaning is None and nothing.asked is None
