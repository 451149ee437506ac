"""What holds for more than one clause: a rule quoted, hearsay, an example, a question about how something counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.numbers.dates import DateMention, When
from assistant.understanding.extraction.clauses import Clause, sentences
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.wording import SHORTEST_BESIDE, is_official


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end` the text states no fact of the enterprise, for this reason."""

    start: int
    end: int
    reason: Reason


def spans(text: str, clauses: list[Clause], dates: list[DateMention]) -> tuple[Span, ...]:
    """All stretches of a normalised text that state no fact."""
    if not clauses:
        return ()
    return (
        *_rules(text, clauses),
        *_hearsay(text, clauses),
        *_contradicted(text, clauses),
        *_examples(text, clauses),
        *_questions_of_counting(text, clauses, dates),
    )


def _rules(text: str, clauses: list[Clause]) -> Iterator[Span]:
    """Sentences in the wording of the official texts that don't speak of the enterprise itself."""
    impersonal = [each for each in sentences(clauses) if not any(clause.ours for clause in each)]
    said = [(each, text[each[0].start : each[-1].end]) for each in impersonal]
    ruled = [_is_rule(sentence) for _, sentence in said]
    for (each, sentence), rule in zip(said, ruled, strict=True):
        if rule or (any(ruled) and is_official(sentence, shortest=SHORTEST_BESIDE)):
            yield Span(each[0].start, each[-1].end, Reason.REQUIRED)


def _is_rule(sentence: str) -> bool:
    return bool(moods()["required_wording"].search(sentence)) or is_official(sentence)


def _hearsay(text: str, clauses: list[Clause]) -> Iterator[Span]:
    """群里老师说…, 网上写着…: what others say of the rules, until the enterprise itself is spoken of."""
    for each in sentences(clauses):
        told = moods()["hearsay"].search(text, each[0].start, each[-1].end)
        if told:
            yield Span(told.start(), _first_person(text, told.end(), each[-1].end), Reason.REQUIRED)


def _contradicted(text: str, clauses: list[Clause]) -> Iterator[Span]:
    """老板说营收有两个亿，其实是1.62亿: what was only said is none."""
    for each in sentences(clauses):
        said = moods()["contradicted"].search(text, each[0].start, each[-1].end)
        if said:
            yield Span(said.start(), said.end(), Reason.SUPPOSED)


def _examples(text: str, clauses: list[Clause]) -> Iterator[Span]:
    """举个例子：A企业…; a case set up in one sentence goes on in the next ones."""
    opened = False
    for each in sentences(clauses):
        start, end = each[0].start, each[-1].end
        example = moods()["example"].search(text, start, end)
        if opened:
            stop = _first_person(text, start, end)
            yield Span(start, stop, Reason.SUPPOSED)
            opened = stop == end
        elif example and not moods()["first_person"].search(example[0]):
            yield Span(example.start(), end, Reason.SUPPOSED)
            opened = bool(moods()["case"].match(text, start, end))


def _first_person(text: str, start: int, end: int) -> int:
    own = moods()["first_person"].search(text, start, end)
    return own.start() if own else end


def _questions_of_counting(text: str, clauses: list[Clause], dates: list[DateMention]) -> Iterator[Span]:
    """从事细分市场满3年，是从成立算还是从产品上市算: what goes before is the rule asked about."""
    for each in sentences(clauses):
        for place, clause in enumerate(each):
            asked = moods()["counting"].search(text[clause.start : clause.end])
            start = _since_the_enterprise(each[: place + 1])
            if asked is None:
                continue
            end = clause.start + asked.start()
            if not any(date.when is When.YEAR and start <= date.start < end for date in dates):
                yield Span(start, end, Reason.ASKED)


def _since_the_enterprise(before: list[Clause]) -> int:
    own = [clause.end for clause in before if clause.ours]
    return own[-1] if own else before[0].start
