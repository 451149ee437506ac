"""The dates that a site's own `deadlines.yaml` gives for a round: they stand before the national window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.duties.deadline import Deadline
from assistant.duties.schema import Who
from assistant.duties.sources import LOCAL_PREFIX
from assistant.duties.states import state_words
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from corpus.citation import under


def local_windows(settled: Settled, items: Iterable[Deadline], who: Who) -> list[Deadline]:
    """A site's own dates for someone, the earliest first; those that rest on a clause of its documents, which can be quoted."""
    own = [item for item in items if item.local and item.who is who and item.to is not None and not under(item.citation.clause_id, LOCAL_PREFIX)]
    return sorted(own, key=lambda item: item.to or settled.as_of)


def say_late(plan: Plan, local: Sequence[Deadline], asked: date) -> bool:
    """Whether a day asked about is after the province's last day, which is then said."""
    last = next((item for item in local if item.to is not None and item.to < asked), None)
    if last is None or last.to is None:
        return False
    plan.say(BlockType.WINDOW, "local_day_after", day=asked, to=last.to, marks=Marks.of(last.citation))
    return True


def say_local_windows(plan: Plan, settled: Settled, local: Sequence[Deadline]) -> None:
    """Each of the province's own dates with its state, and the words it rests on."""
    for item in local:
        assert item.to is not None
        state = Words(state_words(settled.as_of, item.start, item.to), state_words(settled.as_of, item.start, item.to, "en"))
        plan.say(BlockType.WINDOW, "local_window", name=Words(item.name, item.name), to=item.to, state=state, marks=Marks.of(item.citation))
        plan.quote(item.citation)
