"""The dashboard's plots as SVG; empty where there is nothing to draw."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from assistant.drawing import drawing
from assistant.store.figures import AnswerCount, percentile

_WIDTH: Final = 9.0
_HEIGHT: Final = 3.0
_MOST_TICKS: Final = 10

Name = Callable[[str], str]


def by_day(answers: Sequence[AnswerCount], of: Callable[[AnswerCount], Iterable[str]], name: Name, up: str) -> str:
    """How many answers a day, stacked by what `of` says of each.

    Args:
        name: what one of them is called.
        up: what the height is called.
    """
    days = sorted({answer.day for answer in answers})
    counts: dict[str, Counter[date]] = defaultdict(Counter)
    for answer in answers:
        for each in of(answer):
            counts[each][answer.day] += 1
    with drawing(_WIDTH, _HEIGHT) as drawn:
        bottoms = [0] * len(days)
        for key in sorted(counts, key=lambda each: -counts[each].total()):
            heights = [counts[key][day] for day in days]
            drawn.axes.bar(range(len(days)), heights, 0.7, bottom=bottoms, label=name(key))
            bottoms = [low + high for low, high in zip(bottoms, heights, strict=True)]
        _ticks(drawn.axes, days)
        return drawn.svg("", up, bottom=0)


def shares_by_day(answers: Sequence[AnswerCount], of: Mapping[str, Callable[[AnswerCount], bool]], name: Name, up: str) -> str:
    """Which share of a day's answers each of `of` holds of, in percent."""
    days = sorted({answer.day for answer in answers})
    if not days:
        return ""
    grouped = {day: [answer for answer in answers if answer.day == day] for day in days}
    with drawing(_WIDTH, _HEIGHT) as drawn:
        for key, holds in of.items():
            shares = [100 * sum(map(holds, grouped[day])) / len(grouped[day]) for day in days]
            drawn.axes.plot(range(len(days)), shares, marker="o", markersize=3, label=name(key))
        _ticks(drawn.axes, days)
        return drawn.svg("", up, bottom=0)


def latency_by_day(answers: Sequence[AnswerCount], name: Name, up: str) -> str:
    """The milliseconds within which half, and nineteen in twenty, of a day's answers were there."""
    days = sorted({answer.day for answer in answers})
    if not days:
        return ""
    with drawing(_WIDTH, _HEIGHT) as drawn:
        for key, share in (("half", 0.5), ("most", 0.95)):
            values = [percentile((answer.ms for answer in answers if answer.day == day), share) or 0 for day in days]
            drawn.axes.plot(range(len(days)), values, marker="o", markersize=3, label=name(key))
        _ticks(drawn.axes, days)
        return drawn.svg("", up, bottom=0)


def _ticks(axes: object, days: Sequence[date]) -> None:
    """A few of the days by name, whole numbers upwards."""
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

    assert isinstance(axes, Axes)
    every = max(1, -(-len(days) // _MOST_TICKS))
    places = range(0, len(days), every)
    axes.set_xticks(list(places), [f"{days[place].month}-{days[place].day}" for place in places])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
