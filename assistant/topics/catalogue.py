"""The catalogue of topics, and finding them in a question by their cues.

>>> [hit.topic_id for hit in topics().matches("小巨人的资产负债率要求多少")][:1]
['debt_ratio']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assistant import bounded as re
from assistant.topics.schema import Topic, Unanswerable
from corpus.yamlfile import load_yaml

_FOLDER = Path(__file__).parent
_FILES = ("eligibility.yaml", "definitions.yaml", "process.yaml")
_EXTRA_CUE_WEIGHT = 0.3
_HEAVIEST_PATTERN = 6.0
_WEIGHT = re.compile(r"\^(\d+(?:\.\d+)?)$")
_LATIN = re.compile("[a-z]{5,}")


@dataclass(frozen=True)
class TopicHit:
    """A topic found in a text.

    Attributes:
        score: length of the longest cue found, and a part of the others'.
        start: where its first cue stands.
    """

    topic_id: str
    score: float
    start: int


class Cues:
    """One topic's cues, compiled. A cue is a word or a /pattern/, either with its weight behind it: `word^5`.

    Without one a word weighs as much as it has characters, a pattern at most six: it spans words that say nothing.
    """

    def __init__(self, cues: tuple[str, ...]) -> None:
        split = [_weighted(cue) for cue in cues]
        words = [cue for cue, _ in split if not _is_pattern(cue)]
        alternatives = sorted({_word(word) for word in words}, key=len, reverse=True)
        self._words = re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None
        self._patterns = [(re.compile(cue[1:-1], re.IGNORECASE), weight) for cue, weight in split if _is_pattern(cue)]
        self._weights = {word.lower(): weight for word, weight in split if weight is not None}
        self.words = tuple(words)

    def score(self, text: str) -> tuple[float, int] | None:
        """How strongly `text` speaks of it and where first, or None."""
        found: dict[str, tuple[float, int]] = {}
        for match in self._words.finditer(text) if self._words else ():
            weight = self._weights.get(match[0].lower(), len(match[0]) / (3 if match[0].isascii() else 1))
            found.setdefault(match[0], (weight, match.start()))
        for pattern, given in self._patterns:
            if spanned := pattern.search(text):
                weight = min(len(spanned[0]), _HEAVIEST_PATTERN) if given is None else given
                found[spanned[0]] = max((weight, spanned.start()), found.get(spanned[0], (0.0, spanned.start())))
        if not found:
            return None
        weights = sorted((weight for weight, _ in found.values()), reverse=True)
        return weights[0] + _EXTRA_CUE_WEIGHT * sum(weights[1:]), min(start for _, start in found.values())


def _weighted(cue: str) -> tuple[str, float | None]:
    match = _WEIGHT.search(cue)
    return (cue[: match.start()], float(match[1])) if match else (cue, None)


def _is_pattern(cue: str) -> bool:
    return len(cue) > 2 and cue.startswith("/") and cue.endswith("/")


def _word(cue: str) -> str:
    escaped = re.escape(cue)
    return rf"(?<![a-z]){escaped}(?![a-z])" if cue.isascii() and cue[0].isalpha() else escaped


class Catalogue:
    """All topics by id."""

    def __init__(self, topics: dict[str, Topic], unanswerable: dict[str, Unanswerable]) -> None:
        self._topics = topics
        self._cues = {topic_id: Cues((*topic.cues, f"{topic.ask.rstrip('？')}^50")) for topic_id, topic in topics.items()}
        self._unanswerable = {key: Cues(entry.spelled_out()) for key, entry in unanswerable.items()}

    def __getitem__(self, topic_id: str) -> Topic:
        return self._topics[topic_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def matches(self, text: str) -> list[TopicHit]:
        """The topics whose cues stand in `text`, strongest first; cues typed in pinyin count too."""
        hits = [TopicHit(topic_id, *found) for topic_id, cues in self._cues.items() if (found := cues.score(text))]
        if spoken := "".join(_LATIN.findall(text.lower())):
            hits += [hit for topic_id, cues in self._in_pinyin.items() if (hit := _spoken(topic_id, cues, spoken))]
        return sorted(hits, key=lambda hit: -hit.score)

    @cached_property
    def _in_pinyin(self) -> dict[str, dict[str, float]]:
        """Each topic's Chinese cues as they are typed without an input method, with their weights."""
        from pypinyin import lazy_pinyin

        return {
            topic_id: {"".join(lazy_pinyin(word)): float(len(word)) for word in cues.words if not word.isascii()}
            for topic_id, cues in self._cues.items()
        }

    @lru_cache(maxsize=1024)  # noqa: B019 - there is one catalogue a process
    def of_clause(self, clause_id: str) -> Mapping[str, float]:
        """The topics that speak of a clause, and how closely, 0 to 1: they quote it, what lies above it or beneath."""
        found = {
            topic_id: max((_closeness(clause_id, own) for own in clauses), default=0.0)
            for topic_id, clauses in self._clauses.items()
        }
        return {topic_id: closeness for topic_id, closeness in found.items() if closeness}

    @lru_cache(maxsize=2048)  # noqa: B019
    def spoken_of(self, phrase: str) -> Mapping[str, float]:
        """The topics whose cues stand in a known way of asking, with their strength."""
        return {hit.topic_id: hit.score for hit in self.matches(phrase)}

    @cached_property
    def _clauses(self) -> dict[str, frozenset[str]]:
        return {
            topic_id: frozenset(topic.clauses)
            | {ref.clause for point in topic.points for ref in point.quotes if not point.absent}
            for topic_id, topic in self._topics.items()
        }

    def unanswerable(self, text: str) -> TopicHit | None:
        """The strongest matter in `text` that the texts do not answer, or None."""
        hits = [TopicHit(key, *found) for key, cues in self._unanswerable.items() if (found := cues.score(text))]
        return max(hits, key=lambda hit: hit.score, default=None)


def _closeness(clause_id: str, own: str) -> float:
    """How closely a topic that quotes `own` speaks of `clause_id`; a whole annex says little of each of its parts."""
    if clause_id == own:
        return 1.0
    if clause_id.startswith(f"{own}/"):
        whole_document, beneath = "/" not in own, clause_id.count("/") - own.count("/")
        return 0.9 if whole_document or (beneath == 1 and own.count("/") > 1) else 0.25
    return 0.6 if own.startswith(f"{clause_id}/") else 0.0


def _spoken(topic_id: str, cues: dict[str, float], text: str) -> TopicHit | None:
    found = [(weight, text.index(word)) for word, weight in cues.items() if len(word) > 4 and word in text]
    return TopicHit(topic_id, *max(found)) if found else None


@lru_cache(maxsize=1)
def topics() -> Catalogue:
    """The catalogue as shipped, read once."""
    entries: dict[str, Topic] = {}
    for name in _FILES:
        for topic_id, entry in load_yaml(_FOLDER / name).items():
            if topic_id in entries:
                raise ValueError(f"{name}: {topic_id}")
            entries[topic_id] = Topic.model_validate(entry)
    outside = load_yaml(_FOLDER / "out_of_scope.yaml")
    return Catalogue(entries, {key: Unanswerable.model_validate(entry) for key, entry in outside.items()})
