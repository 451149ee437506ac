"""Two rankings into one: meaning and words, each brought to the same scale first.

Scores of different kinds can't be added as they are: cosines of this model lie between 0.7 and 0.9, BM25
between 0 and 20. Each is turned into standard scores (mean 0, deviation 1) over the clauses that may be
answered from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


def fuse(dense: Floats | None, lexical: Floats, allowed: Mask, dense_weight: float) -> Floats:
    """Fused scores of all clauses; higher is better.

    Args:
        dense: score by meaning, one a clause; None where there is no model.
        lexical: score by words, one a clause.
        allowed: the clauses that may be answered from; only they set the scale.
        dense_weight: share of `dense`, 0 to 1; without `dense`, words decide alone.

    Returns:
        a new array; the arguments stay as they are.

    Raises:
        ValueError: lengths differ.

    >>> int(fuse(np.float32([.9, .8, .7]), np.float32([0, 0, 5]), np.array([True, True, True]), 1.0).argmax())
    0
    """
    if lexical.shape != allowed.shape or (dense is not None and dense.shape != lexical.shape):
        raise ValueError("dense, lexical and allowed must have one entry a clause each")
    by_words = standard_scores(lexical, allowed)
    if dense is None:
        return by_words
    return np.float32(dense_weight) * standard_scores(dense, allowed) + np.float32(1.0 - dense_weight) * by_words


def meaning(text: Floats, asked: Floats, has_asked: Mask, allowed: Mask, asked_weight: float) -> Floats:
    """Score by meaning: likeness to a clause's text and to the ways people ask for it.

    Args:
        text: similarity to each clause's text.
        asked: similarity to the nearest way of asking for it; read only where `has_asked`.
        asked_weight: share of `asked`, 0 to 1. A clause without ways of asking is scored by its text alone.

    Returns:
        a new array, in deviations.
    """
    by_text = standard_scores(text, allowed)
    by_asked = np.where(has_asked, standard_scores(asked, allowed & has_asked), by_text)
    return np.asarray((1.0 - asked_weight) * by_text + asked_weight * by_asked, dtype=np.float32)


def standard_scores(scores: Floats, allowed: Mask) -> Floats:
    """`scores` in deviations from the mean of the allowed ones; all 0 where those are equal or there are
    none.

    >>> standard_scores(np.float32([1, 3, 100]), np.array([True, True, False]))[:2].tolist()
    [-1.0, 1.0]
    """
    basis = scores[allowed]
    deviation = basis.std() if basis.size else 0.0
    if not deviation > 1e-9:
        return np.zeros_like(scores)
    scaled: Floats = ((scores - basis.mean()) / deviation).astype(np.float32)
    return scaled
