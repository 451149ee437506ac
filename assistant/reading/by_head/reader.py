"""The reader that holds the words' reading against the head's."""

from __future__ import annotations

from datetime import date

from assistant.reading.by_head.features import NUMBERS, ReadPieces, head_input
from assistant.reading.by_head.head import Head
from assistant.reading.by_head.mixing import mixed
from assistant.reading.kept import NOTHING_KEPT, Kept
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question


class HeadReader:
    """Reads by words, and numbers by the head, too.

    Args:
        words: the reading that stands where the head has nothing to say.
        read_pieces: the pieces of a text with their vectors.
    """

    def __init__(self, words: WordsReader, head: Head, read_pieces: ReadPieces) -> None:
        self._words, self._head, self._read_pieces = words, head, read_pieces

    def read(self, message: str, day: date, kept: Kept = NOTHING_KEPT) -> Question:
        """See `Reader.read`; what the words read as an answer to what the conversation asked for, the head can't know better."""
        return self.mixed(message, self._words.read(message, day, kept), frozenset(path.partition(".")[0] for path in kept.fields))

    def read_facts(self, message: str, day: date) -> Question:
        """See `FactReader.read_facts`."""
        return self.mixed(message, self._words.read_facts(message, day))

    def mixed(self, message: str, words: Question, asked: frozenset[str] = frozenset()) -> Question:
        """The words' reading of a message, held against the head's."""
        if not any(mention.kind in NUMBERS for mention in words.mentions):
            return words
        given = head_input(message, words.day, words.mentions, self._read_pieces, self._head.vocabularies)
        return mixed(message, words, self._head.judge(given), self._head.limits, asked | self._head.seldom)
