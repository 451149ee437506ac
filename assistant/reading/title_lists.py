"""Titles of which nothing is said: told as held beside facts, in a list of honours, or only what a question is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.parts import asks
from assistant.reading.scan import TokenKind
from assistant.reading.title_words import TitleWords, ends

ALONE: Final = bounded.compile(r"[\s□的“”\"]{0,12}(?:企业|称号|资质|证书|了)?[\s□的“”\"年]{0,12}")
"""What a title may have before or behind it and still stand alone."""
OURS_HEAD: Final = bounded.compile(r"(?:我们?|我司|我公司|我厂|本公司|公司|咱们?|贵司|企业)(?:公司|厂|家|这边)?(?:目前|现在|已经|已|都|也|就)?□{0,12}的?是?的?")


class BareTitles:
    """Which bare titles of a text are held.

    Args:
        batches: the year of each batch known; one of the running year can't be held yet.
    """

    def __init__(self, words: TitleWords, batches: Mapping[int, int]) -> None:
        self.words, self.scan = words, words.scan
        self.years = batches
        self._kinds = Counter(hit.id for hit in words.hits)

    def is_held(self, hit: Hit, run: Sequence[Hit], alike: Counter[str]) -> bool:
        """Whether a title alone in its clause is told where the message tells facts beside it; it is a heading else.

        Args:
            run: the titles named one behind the other with it; `alike` how many of each kind these are.
        """
        clause = self.words.clause(hit)
        if not self._stands_alone(clause, run) or self._turned(clause) or self.scan.asks(clause) or self.words.clause_says(clause, "titles", "wondering") or self._labels_a_question(clause):
            return False
        if hit.id.startswith("little_giant"):
            batch = self.words.batch(hit)
            if batch is None or not self._is_old_enough(batch):
                return False
            return self._tells_figures and (self._reviews or not self.applies)
        others = any(count > alike[kind] for kind, count in self._kinds.items() if kind != hit.id)
        if self._is_listed(clause) or (len(run) > 1 and not self.applies):
            return True
        if self.applies and (others or (hit.id == "specialized" and self._tells_figures)):
            return True
        return self._tells_figures and clause.index > 0 and not others and hit.id != "innovative" and not self._closes_a_question(clause)

    def _stands_alone(self, clause: Clause, run: Sequence[Hit]) -> bool:
        before, behind = self.words.before(run[0], clause), self.words.behind(run[-1], self.words.clause(run[-1]))
        label = any(mark in before for mark in "：:】〕]")
        behind = _without_honours(behind)
        if lexicon("scope", "review").find(behind[:4]):
            behind = behind[2:]  # 第二批小巨人复核求助
        alone = (ALONE.fullmatch(before) or label or OURS_HEAD.fullmatch(before)) and (ALONE.fullmatch(behind) or len(behind) <= 2)
        return bool(alone) and not any(token.kind is TokenKind.NAME for token in self.scan.tokens_in(clause))

    def _closes_a_question(self, clause: Clause) -> bool:
        """融资3000万能代替营收吗，专精特新: of which title is asked."""
        return clause.index == len(self.scan.clauses) - 1 and self.scan.asks(self.scan.clauses[clause.index - 1])

    def _labels_a_question(self, clause: Clause) -> bool:
        """研发300万得几分（专精特新）: brackets that say of which title is asked."""
        host = None if clause.host is None else self.scan.clauses[clause.host]
        return host is not None and asks(self.scan, host)

    @cached_property
    def applies(self) -> bool:
        """Whether the text asks of an application."""
        before = (self.words.before(hit, self.words.clause(hit)) for hit in self.words.hits)
        return lexicon("titles", "applying").has(self.scan.blank) or any(ends("applied_before", words) for words in before)

    @cached_property
    def _reviews(self) -> bool:
        return lexicon("scope", "review").has(self.scan.text) and not lexicon("scope", "application").has(self.scan.text)

    @cached_property
    def _tells_figures(self) -> bool:
        moods = self.words.speech.moods
        return any(token.kind is TokenKind.NUMBER and moods.of(token) is Mood.TOLD and not self.scan.clause_of(token).asks for token in self.scan.tokens)

    def _is_old_enough(self, batch: BatchMention) -> bool:
        year = self.years.get(batch.number)
        if year is None:
            return batch.number is not None and batch.number < max(self.years, default=batch.number + 1)
        return year < self.scan.day.year

    def _turned(self, clause: Clause) -> bool:
        return self._first("titles", "turning").get(clause.sentence, clause.index + 1) <= clause.index

    def _is_listed(self, clause: Clause) -> bool:
        """In a list headed 荣誉：, or among honours and certificates."""
        if self._first("titles", "label").get(clause.sentence, clause.index + 1) <= clause.index:
            return True
        return any(each in self._first("titles", "beside") and each not in self._asking for each in self._points(clause))

    def _points(self, clause: Clause) -> Sequence[int]:
        """Its sentence, and where it is a point of a list in lines, those of the points beside it."""
        around = (clause.sentence - 1, clause.sentence, clause.sentence + 1)
        return [each for each in around if each in self._numbered] if clause.sentence in self._numbered else [clause.sentence]

    @cached_property
    def _numbered(self) -> frozenset[int]:
        """Sentences that begin with the number of a point."""
        return frozenset(self.scan.clause_of(token).sentence for token in self.scan.tokens if token.kind is TokenKind.ENUMERATOR)

    @cached_property
    def _asking(self) -> frozenset[int]:
        return frozenset(clause.sentence for clause in self.scan.clauses if clause.asks)

    def _first(self, name: str, key: str) -> dict[int, int]:
        """By sentence, the first clause that has a word of a list."""
        if key not in self._firsts:
            self._firsts[key] = {each.sentence: each.index for each in reversed(self.scan.clauses) if self.words.clause_says(each, name, key)}
        return self._firsts[key]

    @cached_property
    def _firsts(self) -> dict[str, dict[int, int]]:
        return {}


def _without_honours(words: str) -> str:
    """What stands behind a title, the honours listed with it left out."""
    return lexicon("kinds:honours").without(words).strip("、和及与,，/ 等")
