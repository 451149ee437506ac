"""What the numbers of a message are for, by the head in the encoder's pass, beside the encoder's pass alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from assistant.reading.by_head.features import head_input
from assistant.reading.by_head.head import Head, head
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question
from bench.figures import Figure
from bench.timing import alternate, median
from index.encoder.model import SmallEncoder
from tools.roles.labels import read_labels

LIMIT: Final = 1.3
_FIRST: Final = 10
"""Messages that only warm up."""


def measure(count: int) -> list[Figure]:
    """Median over `count` labelled messages; nothing where the head is missing."""
    found = head()
    if found is None:
        return []
    ours, alone, words = SmallEncoder(), SmallEncoder(), WordsReader(None)
    messages = [(message.text, words.read_facts(message.text, message.day)) for message in read_labels()[: count + _FIRST]]
    pairs = [(partial(_judged, text, question, ours, found), partial(alone.query_pieces, text)) for text, question in messages]
    alternate(pairs[:_FIRST])
    measured = alternate(pairs[_FIRST:])
    return [Figure("numbers", median(measured.ours) * 1000, "ms", count, median(measured.peer) * 1000, measured.ratio, LIMIT)]


def _judged(text: str, question: Question, encoder: SmallEncoder, found: Head) -> object:
    return found.judge(head_input(text, question.day, question.mentions, encoder.query_pieces, found.vocabularies))
