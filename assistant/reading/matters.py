"""What each asking stretch of a message is about and how it asks, by the learned models.

A stretch without a matter of its own (大概什么时候, 我们过得去吗) belongs to the one before it. Where no label is likely
the first ones are kept as rivals, to be offered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.layout import Clause
from assistant.reading.learned.features import Seen
from assistant.reading.learned.model import FORMS, MATTERS, Guess, figures, model, vocabulary
from assistant.reading.learned.shares import matter_named
from assistant.reading.lexicon import lexicon
from assistant.reading.parts import MOST, AskingStretch, asking_stretches, asks, halves, lists_figures
from assistant.reading.scan import Scan, TokenKind
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind

Embed = Callable[[Sequence[str]], Sequence[Seen]]
"""Questions as the encoders see them, one each."""

_OWN: Final = 0.45
"""Share from which a further stretch has a matter of its own."""
_ALSO: Final = 0.3
"""Share from which a second form is answered, too."""
_HALF: Final = 0.6
"""Share from which one of two things named together is one of its own."""
_BARE: Final = 12
_TELLING: Final = 3
"""Characters from which a clause says by itself how it asks."""
_AROUND: Final = 200
"""Characters before the end of a message that a bare question is read with."""
_NOT_OURS: Final = frozenset({"tech_sme", "none"})
_SHORT_TITLE: Final = "小巨人"
_OTHER_PROGRAMME: Final = Matter(MatterKind.OUTSIDE, "other_programme")
_ELSEWHERE: Final = frozenset({Matter(MatterKind.OUTSIDE, "off_topic"), Matter(MatterKind.OUTSIDE, "services"), Matter(MatterKind.OUTSIDE, "tax")})
"""Matters of which a further question in the same sentence is one, too."""
_WHETHER: Final = frozenset({Form.YES_NO, Form.VERDICT})
_GENERAL: Final = Matter(MatterKind.TOPIC, "general")
_RUNG: Final = "prerequisite"
_ASKED_OF_KINDS: Final = frozenset(
    {"applicants", "benefits", "conditions", "finance", "financing", "governance", "local", "other_bodies", "other_programme", "prerequisite", "product_field", "services", "sme_size", "unsaid", None}
)
"""What such a question is else taken for."""
_RIVALS: Final = 8
"""Likeliest matters that are kept: a conversation may make the fifth the likeliest."""


@dataclass(frozen=True, slots=True)
class JudgedStretch:
    """A stretch with its matter.

    Attributes:
        share: how likely the matter is, 0 to 1.
        rivals: the likeliest matters with their shares, this one first.
        reasons: the terms that spoke for it, for the trace.
    """

    start: int
    end: int
    matter: Matter
    forms: tuple[Form, ...]
    share: float
    rivals: tuple[tuple[Matter, float], ...]
    reasons: tuple[tuple[str, float], ...] = ()


def judge(scan: Scan, embed: Embed | None) -> tuple[list[JudgedStretch], list[AskingStretch]]:
    """The things a scanned message asks, and the stretches beyond those that are answered.

    Args:
        embed: the encoder; without one only the terms speak.
    """
    return _Judge(scan, embed).run()


class _Judge:
    def __init__(self, scan: Scan, embed: Embed | None) -> None:
        self.scan, self.embed = scan, embed

    def run(self) -> tuple[list[JudgedStretch], list[AskingStretch]]:
        stretches = asking_stretches(self.scan)
        if not stretches:
            return self._whole(), []
        kept, beyond = stretches[: MOST * 2], stretches[MOST * 2 :]
        judged = [_asking(self._of_ours(each)) for each in self._judged([(each, self._words(each, alone=len(kept) == 1)) for each in kept])]
        folded = [self._of_the_whole(each) for each in self._folded(judged)]
        split = [self._of_a_kind(half) for each in folded for half in self._split(each)]
        return split[:MOST], [*(AskingStretch(each.start, each.end) for each in split[MOST:]), *beyond]

    def _whole(self) -> list[JudgedStretch]:
        """A message that asks nothing outright: a bare name (资产负债率), an order, or facts alone."""
        whole = AskingStretch(0, len(self.scan.text))
        return self._judged([(whole, self.scan.text)]) if self.scan.text.strip() else []

    def _of_ours(self, judged: JudgedStretch) -> JudgedStretch:
        """创新型中小企业怎么申请: a title of ours by its full name is no other programme; by a short one, there or in front, it is judged again."""
        words, titles = self.scan.text[judged.start : judged.end], lexicon("titles:titles")
        named = {hit.id for hit in titles.find(words)}
        if judged.matter != _OTHER_PROGRAMME or not named or named & _NOT_OURS:
            return judged
        stretch = AskingStretch(judged.start, judged.end)
        tried = self._judged([(stretch, titles.without(words, _SHORT_TITLE)), (stretch, _SHORT_TITLE + titles.without(words))])
        return next((again for again in tried if again.matter.kind is MatterKind.TOPIC), judged)

    def _of_a_kind(self, judged: JudgedStretch) -> JudgedStretch:
        """国企能报吗, 今年还能报小巨人吗: whether a kind of enterprises, or anyone, may apply at all."""
        if judged.forms[0] not in _WHETHER or judged.matter.id not in _ASKED_OF_KINDS:
            return judged
        words = self.scan.text[judged.start : judged.end]
        left_out = lexicon("applicants", "none").find(words)
        kinds = [hit for hit in lexicon("applicants", "kinds").find(words) if not any(each.start <= hit.start < each.end for each in left_out)]
        if kinds and self._may_apply(judged, kinds[0].start, kinds[-1].end):
            return _as_asked_of(judged, _GENERAL)
        if judged.matter.id == _RUNG and lexicon("applicants", "at_all").has(words) and not topics()[_RUNG].objects_in(words):
            return replace(_as_asked_of(judged, Matter(MatterKind.TOPIC, _WHOLE)), forms=(Form.VERDICT,))
        return judged

    def _may_apply(self, judged: JudgedStretch, start: int, end: int) -> bool:
        """Whether behind a kind of enterprises it is asked if it may apply: no title before it, no figure behind it."""
        words = self.scan.text[judged.start : judged.end]
        figures = any(token.kind is TokenKind.NUMBER and judged.start + end <= token.start < judged.end for token in self.scan.tokens)
        return not figures and not lexicon("titles:titles").has(words[:start]) and lexicon("asking", "applies").has(words[end:])

    def _of_the_whole(self, judged: JudgedStretch) -> JudgedStretch:
        """负债率72%，能报小巨人吗: facts told before a question do not narrow it to what they are about."""
        inside = [c for c in self.scan.clauses if c.host is None and judged.start <= c.start < judged.end]
        if len(inside) < 2 or judged.matter.id == _WHOLE or judged.matter.kind is not MatterKind.TOPIC:
            return judged
        asking = AskingStretch(inside[-1].start, inside[-1].end)
        words = self.scan.text[asking.start : asking.end]
        told = any(token.kind is TokenKind.NUMBER for clause in inside[:-1] for token in self.scan.tokens_in(clause))
        if not told or not lexicon("asking", "applies").has(words) or any(token.kind is TokenKind.NUMBER for token in self.scan.tokens_in(inside[-1])):
            return judged
        alone = self._judged([(asking, words)])[0]
        if (alone.matter.id != _WHOLE or alone.share < _HALF) and not self._asks_to_apply(inside[-1]):
            return judged
        return replace(judged, matter=Matter(MatterKind.TOPIC, _WHOLE), forms=alone.forms, share=alone.share, rivals=alone.rivals, reasons=alone.reasons)

    def _asks_to_apply(self, clause: Clause) -> bool:
        """能报小巨人不: names no figure, and asks of nothing but the application."""
        named = any(token.kind is TokenKind.NAME for token in self.scan.tokens_in(clause))
        return not named and lexicon("asking", "may_apply").has(self.scan.words_of(clause))

    def _words(self, stretch: AskingStretch, *, alone: bool) -> str:
        """The words that are judged: a bare question with what stands before it."""
        words = self.scan.text[stretch.start : stretch.end]
        if alone and (self._is_bare(stretch) or len(self.scan.text) <= _AROUND):
            return self.scan.text[-_AROUND:]
        return words

    def _is_bare(self, stretch: AskingStretch) -> bool:
        words = self.scan.text[stretch.start : stretch.end]
        names = any(token.kind is TokenKind.NAME and stretch.start <= token.start < stretch.end for token in self.scan.tokens)
        return len(words) <= _BARE and not names

    def _judged(self, spoken: Sequence[tuple[AskingStretch, str]]) -> list[JudgedStretch]:
        asking = [self._asking_words(stretch, words) for stretch, words in spoken]
        texts = list(dict.fromkeys([*(words for _, words in spoken), *asking]))
        seen = dict(zip(texts, self.embed(texts) if self.embed else [Seen()] * len(texts), strict=True))
        return [self._one(stretch, (words, seen[words]), (form, seen[form])) for (stretch, words), form in zip(spoken, asking, strict=True)]

    def _asking_words(self, stretch: AskingStretch, words: str) -> str:
        """The last clause that asks: facts told before it (我们8个软著，知识产权这项几分) do not say how it asks."""
        inside = [c for c in self.scan.clauses if c.host is None and stretch.start <= c.start < stretch.end]
        last = next((c for c in reversed(inside) if asks(self.scan, c)), None)
        return self.scan.words_of(last) if last is not None and len(inside) > 1 and last.end - last.start >= _TELLING else words

    def _one(self, stretch: AskingStretch, whole: tuple[str, Seen], asking: tuple[str, Seen]) -> JudgedStretch:
        """Of a stretch, what it is about by all its words, how it asks by these and by those that ask."""
        features = vocabulary().features(*whole)
        by_asking = vocabulary().features(*asking)
        guesses = _together(model(MATTERS).guesses(features), model(MATTERS).guesses(by_asking)) if len(asking[0]) > _BARE else model(MATTERS).guesses(features)
        first = guesses[0]
        return JudgedStretch(
            stretch.start,
            stretch.end,
            matter_named(first.label),
            _forms(model(FORMS).guesses(features), model(FORMS).guesses(by_asking)),
            first.share,
            tuple((matter_named(guess.label), guess.share) for guess in guesses[:_RIVALS]),
            tuple(model(MATTERS).reasons(features, first.label, vocabulary())),
        )

    def _folded(self, judged: Sequence[JudgedStretch]) -> list[JudgedStretch]:
        """Stretches without a matter of their own joined to the one before, or to the one behind where they lead."""
        found: list[JudgedStretch] = []
        for each in judged:
            if found and self._belongs(each, found[-1]):
                last = found[-1]
                forms = tuple(dict.fromkeys((*last.forms, *each.forms)))
                found[-1] = replace(last, end=each.end, forms=forms)
            elif found and self._leads(found[-1], each):
                found[-1] = replace(each, start=found[-1].start)
            elif found and (joined := self._joined(found[-1], each)) is not None:
                found[-1] = joined
            else:
                found.append(each)
        return found

    def _joined(self, last: JudgedStretch, each: JudgedStretch) -> JudgedStretch | None:
        """Our firm is a champion, can it apply: two stretches of a sentence, neither sure of its matter, where both together are surer."""
        apart = self.scan.clause_at(last.start).sentence != self.scan.clause_at(each.start).sentence
        if apart or max(last.share, each.share) >= _OWN:
            return None
        whole = AskingStretch(last.start, each.end)
        both = self._judged([(whole, self.scan.text[whole.start : whole.end])])[0]
        return both if both.share > max(last.share, each.share) else None

    def _leads(self, last: JudgedStretch, each: JudgedStretch) -> bool:
        """What stands before a question and is none of its own: 想问下第四批小巨人这一条，…"""
        if last.matter.kind is MatterKind.NONE:
            return True
        return last.share < _OWN <= each.share and last.matter.kind is not MatterKind.OUTSIDE

    def _belongs(self, each: JudgedStretch, last: JudgedStretch) -> bool:
        if each.matter == last.matter or each.matter.kind is MatterKind.NONE or self._is_of_another_thing(each, last):
            return True
        if each.matter.id == _WHOLE and self._is_bare(AskingStretch(each.start, each.end)) and last.share >= _OWN:
            return True
        return each.share < _OWN and last.share >= _OWN

    def _is_of_another_thing(self, each: JudgedStretch, last: JudgedStretch) -> bool:
        """高新技术企业几月申报？对研发人员有啥要求: what follows another programme and names none of ours is about it, too."""
        words = self.scan.text[each.start : each.end]
        beside = last.matter == _OTHER_PROGRAMME or last.matter in _ELSEWHERE and self.scan.clause_at(last.start).sentence == self.scan.clause_at(each.start).sentence
        return beside and last.share >= _OWN and not lexicon("titles:titles").has(words)

    def _split(self, judged: JudgedStretch) -> list[JudgedStretch]:
        """Two things named together, where each half is sure of a matter of its own."""
        if judged.forms[0] is Form.COMPARE or lists_figures(self.scan, judged.start, judged.end):
            return [judged]
        if judged.share >= figures()["limits"]["sure"] and judged.rivals[1][1] < 1 - judged.share - _ALSO:
            return [judged]
        pieces = halves(self.scan, AskingStretch(judged.start, judged.end))
        if not pieces or judged.share > 1 - _ALSO / 2:
            return [judged]
        tail = self.scan.text[pieces[1].start : pieces[1].end]
        tried = self._judged([(pieces[0], self.scan.text[pieces[0].start : pieces[0].end] + _asked_of(tail)), (pieces[1], tail)])
        apart = tried[0].matter != tried[1].matter and all(each.share >= _HALF and each.matter.kind is not MatterKind.NONE for each in tried)
        known = {matter for matter, share in judged.rivals if share > _ALSO / 2}
        if not apart or not known & {each.matter for each in tried}:
            return [judged]
        return [replace(each, forms=judged.forms) for each in tried]


_WHOLE: Final = "conditions"


def _as_asked_of(judged: JudgedStretch, matter: Matter) -> JudgedStretch:
    """The stretch with another matter, surely."""
    return replace(judged, matter=matter, share=1.0, rivals=((matter, 1.0), *judged.rivals[: _RIVALS - 1]))


def _asking(judged: JudgedStretch) -> JudgedStretch:
    """三年完了呢 asks, though it names nothing: in which form is left open."""
    if judged.matter.kind is not MatterKind.NONE or judged.forms[0] is not Form.TELL:
        return judged
    return replace(judged, forms=(Form.NAME,))


def _asked_of(tail: str) -> str:
    """The question at the end of two things named together: 要求多少."""
    hits = lexicon("asking", "asks").find(tail)
    return tail[hits[0].start :] if hits else ""


def _together(whole: Sequence[Guess], asking: Sequence[Guess]) -> list[Guess]:
    """What all words and those that ask say together, the likeliest first."""
    by_asking = {guess.label: guess.share for guess in asking}
    shares = {guess.label: math.sqrt(guess.share * by_asking[guess.label]) for guess in whole}
    total = sum(shares.values())
    return [Guess(label, share / total) for label, share in sorted(shares.items(), key=lambda item: -item[1])]


def _forms(whole: Sequence[Guess], asking: Sequence[Guess]) -> tuple[Form, ...]:
    """The likeliest form by both, and a second one that is near it."""
    by_asking = {guess.label: guess.share for guess in asking}
    by_asking[Form.VERDICT] += by_asking[Form.YES_NO]  # 行吗 alone can't tell whether facts stand before it
    shares = {guess.label: math.sqrt(guess.share * by_asking[guess.label]) for guess in whole}
    first, second = sorted(shares, key=lambda label: -shares[label])[:2]
    return (Form(first), Form(second)) if shares[second] >= _ALSO * sum(shares.values()) else (Form(first),)
