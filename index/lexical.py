"""Search by words: BM25 (bm25s) over jieba's words, the domain's dictionary and a short list of synonyms.

Building needs bm25s and reads the whole of jieba's dictionary, which takes most of a second. What is saved is
bm25s's own matrices and a dictionary reduced to the words that the clauses, the synonyms or everyday
questions hold; a query then needs only numpy and jieba's cutter, and is cut exactly as the clauses were.

>>> tokenizer = Tokenizer.build(["有效期为三年"], Lexicon.load())
>>> tokenizer.words("有效期几年？")
['有效', '效期', '有效期', '几年']
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from corpus.yamlfile import load_yaml

Scores = NDArray[np.float32]

DATA: Final = Path(__file__).with_name("data")
SYNONYM_WEIGHT: Final = 0.3
_EVERYDAY_FREQUENCY: Final = 1000
_LONGEST_WORD: Final = 16
_STOPWORDS: Final = frozenset(
    "的了吗呢啊吧呀么是在和与及或也都就还又我你他它们这那个有要能可以对于请问想把被让给为以上下"
)
_TOKENIZER_FILE: Final = "tokenizer.json"
_BM25_FOLDER: Final = "bm25"


@dataclass(frozen=True)
class Lexicon:
    """The domain's words with their frequencies, and what people say for the texts' words."""

    words: dict[str, int]
    synonyms: dict[str, tuple[str, ...]]

    @staticmethod
    def load(folder: Path = DATA) -> Lexicon:
        """Read `dictionary.txt` and `synonyms.yaml`.

        Raises:
            YamlError: the list of synonyms can't be read.
        """
        lines = (line.split() for line in (folder / "dictionary.txt").read_text(encoding="utf-8").splitlines())
        words = {fold(parts[0]): int(parts[1]) for parts in lines if parts}
        synonyms = load_yaml(folder / "synonyms.yaml")
        return Lexicon(words, {fold(said): tuple(map(fold, meant)) for said, meant in synonyms.items()})


def fold(text: str) -> str:
    """Full width to half width, Ⅰ to I, capitals to small letters."""
    return unicodedata.normalize("NFKC", text).lower()


class Tokenizer:
    """Cuts clauses and questions into words, both alike.

    Args:
        frequencies: jieba's prefix dictionary: every known word, and every beginning of one with frequency 0.
        total: the sum of all frequencies of the full dictionary.
        synonyms: what is said in a question: the words it is searched for as well.
    """

    def __init__(self, frequencies: dict[str, int], total: int, synonyms: dict[str, tuple[str, ...]]) -> None:
        import jieba

        self._cutter = jieba.Tokenizer()
        self._cutter.FREQ, self._cutter.total, self._cutter.initialized = frequencies, total, True
        self._synonyms = synonyms

    @staticmethod
    def build(passages: Iterable[str], lexicon: Lexicon) -> Tokenizer:
        """A tokenizer for `passages` and for questions about them."""
        import jieba

        known = [fold(passage) for passage in passages]
        known += [word for said, meant in lexicon.synonyms.items() for word in (said, *meant)]
        present = {
            text[start : start + length]
            for text in known
            for start in range(len(text))
            for length in range(1, min(_LONGEST_WORD, len(text) - start) + 1)
        }
        words = dict(lexicon.words)
        total = sum(words.values())
        with (Path(jieba.__file__).with_name("dict.txt")).open(encoding="utf-8") as lines:
            for line in lines:
                word, frequency = line.split(" ")[:2]
                total += int(frequency)
                if word in present or int(frequency) >= _EVERYDAY_FREQUENCY:
                    words.setdefault(word, int(frequency))
        return Tokenizer(_with_prefixes(words), total, lexicon.synonyms)

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; long ones are followed up by the words within them."""
        cut = self._cutter.lcut_for_search(fold(text), HMM=False)
        return [word for word in cut if word not in _STOPWORDS and any(map(str.isalnum, word))]

    def weighted(self, question: str) -> dict[str, float]:
        """The words to search a question by, with their weights."""
        weights: dict[str, float] = {}
        for word in self.words(question):
            weights[word] = weights.get(word, 0.0) + 1.0
        folded = fold(question)
        for said, meant in self._synonyms.items():
            if said in folded:
                for word in {cut for each in meant for cut in self.words(each)}:
                    weights.setdefault(word, SYNONYM_WEIGHT)
        return weights

    def save(self, folder: Path) -> None:
        content = [self._cutter.FREQ, self._cutter.total, self._synonyms]
        (folder / _TOKENIZER_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> Tokenizer:
        frequencies, total, synonyms = json.loads((folder / _TOKENIZER_FILE).read_bytes())
        return Tokenizer(frequencies, total, {said: tuple(meant) for said, meant in synonyms.items()})


class LexicalIndex:
    """BM25 scores of every clause for a question.

    Args:
        tokenizer: the one the clauses were cut with.
        vocabulary: word to column.
        data, rows, starts: bm25s's score matrix by columns (compressed sparse columns).
        size: number of clauses.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        vocabulary: dict[str, int],
        data: Scores,
        rows: NDArray[np.integer[Any]],
        starts: NDArray[np.integer[Any]],
        size: int,
    ) -> None:
        self.tokenizer = tokenizer
        self.size = size
        self._vocabulary, self._data, self._rows, self._starts = vocabulary, data, rows, starts.tolist()

    @staticmethod
    def build(passages: Sequence[str], lexicon: Lexicon, folder: Path) -> LexicalIndex:
        """Index `passages` by bm25s, and save everything a query needs in `folder`."""
        import bm25s

        tokenizer = Tokenizer.build(passages, lexicon)
        tokenizer.save(folder)
        bm25 = bm25s.BM25(method="lucene")
        bm25.index([tokenizer.words(passage) or [""] for passage in passages], show_progress=False)
        bm25.save(folder / _BM25_FOLDER, show_progress=False)
        return LexicalIndex.load(folder)

    @staticmethod
    def load(folder: Path) -> LexicalIndex:
        """Read what `build` saved, without importing bm25s."""
        saved = folder / _BM25_FOLDER
        data, rows, starts = (np.load(saved / f"{part}.csc.index.npy") for part in ("data", "indices", "indptr"))
        vocabulary = json.loads((saved / "vocab.index.json").read_bytes())
        parameters = json.loads((saved / "params.index.json").read_bytes())
        return LexicalIndex(Tokenizer.load(folder), vocabulary, data, rows, starts, int(parameters["num_docs"]))

    def scores(self, question: str) -> Scores:
        """The BM25 score of every clause, in the order they were indexed; all 0 where no word is known."""
        scores = np.zeros(self.size, dtype=np.float32)
        for word, weight in self.tokenizer.weighted(question).items():
            column = self._vocabulary.get(word)
            if column is not None:
                span = slice(self._starts[column], self._starts[column + 1])
                scores[self._rows[span]] += weight * self._data[span]
        return scores


def _with_prefixes(words: dict[str, int]) -> dict[str, int]:
    complete = dict(words)
    for word in words:
        for length in range(1, len(word)):
            complete.setdefault(word[:length], 0)
    return complete
