"""Every sentence of the topics stands on its own quotes, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.grounding.figures import Figures, figures_of
from assistant.topics.all_topics import topics
from assistant.topics.topic import Point, QuoteRef, Statement
from corpus.errors import ZjtxError
from corpus.library import load_library

LONGEST = 120
"""Characters of a Chinese sentence: a first line is read at a glance."""


def _sentences(topic_id: str) -> Iterator[tuple[str, Point | Statement, tuple[QuoteRef, ...]]]:
    for number, point in enumerate(topics()[topic_id].points):
        yield f"point {number}", point, point.quotes
        for answer in point.answers:
            yield f"point {number}: {answer.say}", answer, answer.quotes or point.quotes


def _always() -> Figures:
    """What needs no quote: years, and the numbers of documents and batches."""
    library = load_library()
    documents = list(library.documents())
    return Figures(
        years=frozenset(range(2019, 2028)),
        batches=frozenset(number for row in library.rounds() for number in (row.batch, *row.review_of)),
        documents=frozenset(document.meta.number for document in documents if document.meta.number),
    )


@pytest.mark.parametrize("topic_id", list(topics()))
def test_every_quote_stands_in_its_clause_word_for_word(topic_id: str) -> None:
    library, wrong = load_library(), []
    for where, _, quotes in _sentences(topic_id):
        for quote in quotes:
            try:
                text = library.clause(quote.clause).text
            except ZjtxError:
                wrong.append(f"{where}: {quote.clause}")
                continue
            if quote.text is not None and quote.text not in text:
                wrong.append(f"{where}: {quote.clause}: {quote.text}")
    assert not wrong


@pytest.mark.parametrize("topic_id", list(topics()))
def test_every_figure_stands_in_the_quotes_beside_it(topic_id: str) -> None:
    library, always, wrong = load_library(), _always(), []
    for where, sentence, quotes in _sentences(topic_id):
        cited = figures_of("\n".join(quote.text or library.clause(quote.clause).text for quote in quotes))
        own = cited | always
        said = figures_of(sentence.say, counts=False)
        wrong += [f"{where}: {value:f}{unit}" for unit, value in said.numbers if not own.holds((unit, value))]
        wrong += [f"{where}: {day}" for day in said.days if not own.holds_day(day)]
        wrong += [f"{where}: {number}" for number in said.documents if not own.names(number)]
    assert not wrong


@pytest.mark.parametrize("topic_id", list(topics()))
def test_the_english_says_the_same_numbers(topic_id: str) -> None:
    wrong = []
    for where, sentence, _ in _sentences(topic_id):
        chinese = {value for _, value in figures_of(sentence.say).numbers}
        digits = {value for unit, value in figures_of(sentence.en).numbers if unit in ("percent", "score")}
        wrong += [f"{where}: {value:f} in {sentence.en}" for value in digits - chinese]
    assert not wrong


@pytest.mark.parametrize("topic_id", list(topics()))
def test_a_first_line_is_read_at_a_glance(topic_id: str) -> None:
    assert not [f"{where}: {len(sentence.say)}" for where, sentence, _ in _sentences(topic_id) if isinstance(sentence, Statement) and len(sentence.say) > LONGEST]
