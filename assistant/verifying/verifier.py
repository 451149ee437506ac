"""The verifier: a text, the clauses its marks name, and where it stands, in; each sentence judged, out.

>>> from corpus.library import load_library
>>> from datetime import date
>>> verifier = Verifier.of(load_library())
>>> cited = ["measures-2022-63/annex-3/2"]
>>> verdict = verifier.verify("小巨人的资产负债率不高于75%[1]。", cited, Standpoint(date(2022, 6, 20)))
>>> [(sentence.ok, sentence.note) for sentence in verdict.sentences]
[(False, '所引条款中没有“75%”，请改为条款中的数字或引用载明它的条款。')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.verifying.align import Aligner
from assistant.verifying.checks.conclusions import conclusions
from assistant.verifying.checks.conditions import conditions
from assistant.verifying.checks.coverage import coverage
from assistant.verifying.checks.joins import joins
from assistant.verifying.checks.left_out import bodies, brought_in, left_out, sweeping
from assistant.verifying.checks.numbers import numbers
from assistant.verifying.checks.polarity import polarity
from assistant.verifying.checks.quotes import quotes
from assistant.verifying.checks.risks import advice, contacts, promises, sufficiency
from assistant.verifying.checks.roles import roles
from assistant.verifying.checks.sizes import sizes
from assistant.verifying.checks.sums import sums
from assistant.verifying.checks.swapped import swapped
from assistant.verifying.checks.tables import tables
from assistant.verifying.checks.tiers import tiers
from assistant.verifying.checks.verdicts import verdicts
from assistant.verifying.checks.versions import versions
from assistant.verifying.checks.wording import wording
from assistant.verifying.claim import Claim, Standpoint
from assistant.verifying.evidence import Evidence, bare
from assistant.verifying.sentences import Sentence, split
from assistant.verifying.stating import states_something
from assistant.verifying.texts import notes
from assistant.verifying.verdict import JudgedSentence, Objection, Reason, Verified
from corpus.errors import UnknownClauseError
from corpus.library import Library

_HAN: Final = bounded.compile("[\u4e00-\u9fff]")
_LATIN: Final = bounded.compile("[A-Za-z]{2}")
Check = Callable[[Claim], Iterator[Objection]]
CHECKS: Final[tuple[Check, ...]] = (
    promises, advice, contacts, quotes, versions, tiers, verdicts, sums, numbers, tables, roles, sufficiency, sizes, joins, conditions, polarity, wording, coverage, swapped, left_out, brought_in, sweeping, bodies, conclusions,
)  # fmt: skip

WHATEVER_IT_SAYS: Final[tuple[Check, ...]] = (versions,)
"""Checks of a sentence that is the clause's own, word for word."""


@dataclass(frozen=True)
class Verifier:
    """Judges texts by one library of documents."""

    library: Library
    aligner: Aligner

    @staticmethod
    @lru_cache(maxsize=16)
    def of(library: Library) -> Verifier:
        """The verifier of a library."""
        return Verifier(library, Aligner(library))

    def verify(self, text: str, citations: Sequence[str], standing: Standpoint, lang: str = "zh") -> Verified:
        """Judge every sentence of `text`.

        Args:
            citations: clause ids; mark k names the k-th.
            standing: the day, the basis, the rules' result, the profile and the user's words.
            lang: of the notes.
        """
        judged = []
        for sentence in split(text):
            bounded.spend()
            objections = tuple(self._objections(sentence, citations, standing))
            judged.append(JudgedSentence(sentence.text, sentence.start, sentence.end, objections, _note(objections, lang)))
        return Verified(tuple(judged))

    def _objections(self, sentence: Sentence, citations: Sequence[str], standing: Standpoint) -> Iterator[Objection]:
        if not _HAN.search(sentence.plain) and _LATIN.search(sentence.plain):
            yield Objection(Reason.UNSUPPORTED, "unsupported_language")
            return
        if not sentence.marks:
            if states_something(sentence):
                yield Objection(Reason.CITATION, "citation_none")
            return
        beyond = [mark for mark in sentence.marks if not 1 <= mark <= len(citations)]
        if beyond:
            yield Objection(Reason.CITATION, "citation_beyond", "、".join(f"[{mark}]" for mark in beyond))
            return
        earlier = ""
        for part in sentence.parts:
            cited = [citations[mark - 1] for mark in part.marks]
            try:
                evidence = Evidence.of(self.library, cited)
            except UnknownClauseError:
                yield Objection(Reason.CITATION, "citation_unknown", "、".join(cited))
                return
            claim = Claim(part.text, sentence.plain, earlier, evidence, standing, self.library, self.aligner)
            for check in CHECKS if bare(part.text) not in evidence.sentences else WHATEVER_IT_SAYS:
                yield from check(claim)
            earlier = f"{earlier}{part.text}，"


def _note(objections: Sequence[Objection], lang: str) -> str:
    """What is wrong, each once, at most three."""
    said = [notes()(each.key, lang, said=_short(each.said), found=_short(each.found)) for each in objections]
    return "".join(list(dict.fromkeys(said))[:3])


def _short(words: str) -> str:
    words = words.strip().replace("\n", " ")
    return words if len(words) <= 60 else f"{words[:60]}…"
