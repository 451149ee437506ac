"""Several enterprises in one message, each with its own figures: A 营收4800万 负债60%；B 9000万 78%，都有省专，哪家能报.

Each is read by itself, from what is said between its label and the next one's, with what is said of all. A number
without a name takes that of the first enterprise's number of the same unit, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.reading.figure_fields import Figure
from assistant.reading.figures import Figures
from assistant.reading.groups import groups
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Unit
from assistant.reading.operators import Operator
from assistant.reading.parts import asks
from assistant.reading.scan import Scan
from assistant.reading.speech import Speech
from assistant.reading.subjects import Turn, Whose

_JOINING: Final = " 和与跟及、"
_MARKS: Final = "：:，,。；;、 \n\t（("


@dataclass(frozen=True, slots=True)
class FirmSaid:
    """What is said of one of several enterprises, as a text of its own."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A number of the first enterprise: its unit, its name, and over which years it is summed up."""

    unit: Unit
    name: str
    window: str


def firms_said(speech: Speech) -> tuple[FirmSaid, ...]:
    """The enterprises that stand beside each other, none of them called the applicant; none where there is one alone."""
    labels = [turn for turn in speech.subjects.turns if turn.label and turn.whose is Whose.SEVERAL]
    if not labels:
        return ()
    told: dict[str, list[str]] = {turn.label: [] for turn in labels}
    of_all = _said_of_all(speech.scan, labels[-1].end)
    for turn, words in _stretches(speech.scan, labels):
        first, _, rest = words.partition("，")
        shared = _of_all(first)
        of_all += [shared] if shared else []
        told[turn.label] += [rest if shared else words] if words.strip(_JOINING) else []
    frame = _frame(next(("，".join(words) for words in told.values() if words), ""), speech.scan.day)
    whole = {label: [_with_names("，".join(words), frame, speech.scan.day), *of_all] for label, words in told.items()}
    return tuple(FirmSaid(label, "，".join(filter(None, words))) for label, words in whole.items())


def _stretches(scan: Scan, labels: Sequence[Turn]) -> Iterator[tuple[Turn, str]]:
    """What follows each label up to the next, to what is said of all, or to a question."""
    for turn, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start if following else len(scan.text)
        closing = [clause.start for clause in scan.clauses if turn.end < clause.start < end and (asks(scan, clause) or _of_all(scan.words_of(clause)))]
        yield turn, scan.text[turn.end : min([end, *closing])].strip(_MARKS)


def _said_of_all(scan: Scan, since: int) -> list[str]:
    """都有省专: what the clauses behind the last label say of all."""
    words = [scan.words_of(clause) for clause in scan.clauses if clause.start >= since and not asks(scan, clause)]
    return [said for each in words if (said := _of_all(each))]


def _of_all(words: str) -> str:
    """What is said of all; nothing where it is not of all."""
    return next((words[hit.end :] for hit in lexicon("who", "of_all").find(words) if hit.start == 0), "")


def _frame(words: str, day: date) -> list[Named]:
    """The first enterprise's numbers, in order."""
    scan = Scan(words, day)
    return [Named(each.quantity.unit, each.group.names[0].words, _window(each)) for each in Figures(scan, groups(scan)).found if each.group.names]


def _window(figure: Figure) -> str:
    """近两年 of a sum."""
    return next((token.words for token in figure.group.dates if isinstance(token.value, DateMention) and token.value.when is When.WINDOW), "")


def _with_names(words: str, frame: Sequence[Named], day: date) -> str:
    """9000万 78% as 营收9000万 负债78%; 研发合计900万 as 研发两年合计900万, where the first one's is that."""
    scan, left = Scan(words, day), list(frame)
    added: dict[int, str] = {}
    for figure in Figures(scan, groups(scan)).found:
        name = figure.group.names[0] if figure.group.names else None
        entry = next((each for each in left if (each.name == name.words if name else each.unit is figure.quantity.unit)), None)
        if entry is None:
            continue
        left.remove(entry)
        if name is None:
            added[figure.token.start] = f"，{entry.name}"
        elif entry.window and not figure.group.dates and figure.group.has(Operator.SUM, Operator.MEAN):
            added[name.end] = entry.window
    for place, name_or_window in sorted(added.items(), reverse=True):
        words = f"{words[:place]}{name_or_window}{words[place:]}"
    return words.lstrip("，")
