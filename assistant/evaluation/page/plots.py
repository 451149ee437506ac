"""The page's plots, each as SVG to stand in the page; none where there is nothing to draw.

Letters stay letters, drawn in the reader's own fonts: the machine that measures needs no Chinese ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from assistant.drawing import drawing
from assistant.evaluation.metrics import share
from assistant.evaluation.page.observed import Found, Observed
from assistant.evaluation.texts import texts

DEEP: Final = 5
"""Ranks within which the clause that answers should be found."""
FEWEST: Final = 10
"""A curve over fewer answers says nothing."""


def risk_coverage(answers: Sequence[Observed]) -> str:
    """Of the answers whose reading was surest, the share that is wrong, over how many of all those are."""
    with drawing(7, 3.6) as sheet:
        groups = {name: sorted((each for each in group if each.sure is not None), key=lambda each: -(each.sure or 0)) for name, group in _by_part(answers)}
        for name, group in groups.items():
            if len(group) >= FEWEST:
                wrong = [not each.right for each in group]
                places = range(FEWEST, len(group) + 1)
                sheet.axes.plot([n / len(group) for n in places], [sum(wrong[:n]) / n for n in places], label=name)
        return sheet.svg(texts()("axis_coverage"), texts()("axis_risk"), bottom=0)


def found_by_topic(rankings: Sequence[Found]) -> str:
    """For each topic, the share of questions whose clause stood among the first five, system by system."""
    topics = list(dict.fromkeys(each.topic for each in rankings))
    systems = list(dict.fromkeys(each.system for each in rankings))
    with drawing(8, 0.9 + 0.34 * len(topics)) as sheet:
        height = 0.8 / max(len(systems), 1)
        for place, system in enumerate(systems):
            hits: dict[str, list[bool]] = defaultdict(list)
            for each in rankings:
                if each.system == system:
                    hits[each.topic].append(each.rank is not None and each.rank <= DEEP)
            sheet.axes.barh([n + place * height for n in range(len(topics))], [share(hits[topic]) or 0 for topic in topics], height, label=system)
        sheet.axes.set_yticks([n + 0.4 - height / 2 for n in range(len(topics))], [texts()(f"topic_{topic}") if f"topic_{topic}" in texts() else topic for topic in topics])
        sheet.axes.invert_yaxis()
        return sheet.svg(texts()("axis_found", deep=DEEP), "")


def kinds_confused(answers: Sequence[Observed]) -> str:
    """Answers by the kind expected (down) and the kind said (across); one of several that were expected counts as it."""
    counts = Counter((each.kind if each.kind in each.kinds else each.kinds[0], each.kind) for each in answers if each.kinds and each.kind)
    return _matrix({(str(one), str(other)): count for (one, other), count in counts.items()}, _kind_name)


def matters_confused(pairs: Sequence[tuple[str, str, int]]) -> str:
    """The pairs of matters that were taken for one another most often, of messages not trained on."""
    with drawing(8, 0.9 + 0.28 * len(pairs)) as sheet:
        sheet.axes.barh(range(len(pairs)), [count for _, _, count in pairs], 0.7)
        sheet.axes.set_yticks(range(len(pairs)), [f"{meant} → {said}" for meant, said, _ in pairs])
        sheet.axes.invert_yaxis()
        return sheet.svg(texts()("axis_messages"), "")


def latency(answers: Sequence[Observed]) -> str:
    """The share of answers that were there within so many milliseconds."""
    with drawing(7, 3.2) as sheet:
        for name, group in _by_part(answers):
            times = sorted(each.ms for each in group if each.ms is not None)
            if times:
                sheet.axes.step(times, [(n + 1) / len(times) for n in range(len(times))], where="post", label=name)
        if sheet.axes.lines:
            sheet.axes.set_xscale("log")
        return sheet.svg(texts()("axis_ms"), texts()("axis_share"), bottom=0)


def _by_part(answers: Iterable[Observed]) -> Iterator[tuple[str, list[Observed]]]:
    groups: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for each in answers:
        groups[each.set, each.part].append(each)
    for (name, part), group in groups.items():
        yield f"{name} {texts()(f'part_{part}')}", group


def _matrix(counts: dict[tuple[str, str], int], named: Any) -> str:
    labels = sorted({label for pair in counts for label in pair})
    with drawing(2.2 + 0.75 * len(labels), 1.6 + 0.5 * len(labels)) as sheet:
        rows = [[counts.get((one, other), 0) for other in labels] for one in labels]
        if labels:
            sheet.axes.imshow([[value / max(sum(row), 1) for value in row] for row in rows], cmap="Blues", vmin=0, vmax=1)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value:
                    sheet.axes.text(x, y, str(value), ha="center", va="center", color="white" if value > 0.55 * sum(row) else "black")
        names = [named(label) for label in labels]
        sheet.axes.set_xticks(range(len(labels)), names, rotation=30, ha="right")
        sheet.axes.set_yticks(range(len(labels)), names)
        return sheet.svg(texts()("axis_said"), texts()("axis_expected"))


def _kind_name(kind: str) -> str:
    return texts()(f"kind_{kind}")
