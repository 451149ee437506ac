"""Of whom each clause speaks: the enterprise that asks, one only supposed, or somebody else (`words/who.yaml`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, Lexicon, lexicon
from assistant.reading.scan import REACH, Scan, TokenKind


class Whose(StrEnum):
    """Whose a thing told is."""

    OURS = "ours"
    SUPPOSED = "supposed"
    """An enterprise supposed: 一家企业, or the one that a consultant asks for."""
    OTHER = "other"
    SEVERAL = "several"
    """One of several enterprises that stand beside each other, none of them called the applicant."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From `start` on a clause speaks of somebody."""

    start: int
    end: int
    whose: Whose
    group: str
    label: str = ""


_LABEL: Final = bounded.compile(
    r"(?<![A-Za-z0-9])(?P<label>[A-E甲乙丙丁]|第[一二三]家)(?:公司|企业|厂(?!房|商|家)|家|(?=[是的为营员研负资去今市有能可想够持：:，,。（(—\s\d]))"
)
_US: Final = "(?:我们(?:公司|厂|企业)?|我司|我公司|我厂|本公司|咱们?(?:公司|厂)?|俺们)"
_FIRM: Final = "(?:那家|那个|这家|那|一家|某家)?(?:上市|国有|外资|民营)?(?:公司|企业|厂|集团|单位|股东|机构|基金|东家)"
_OTHER_BY_WHAT_IT_DOES: Final = bounded.compile(
    f"(?:控股|持有|持股|投资了?|投了?|入股了?|收购了?|参股了?|并购了?|兼并了?|给|为|跟|和|与){_US}(?!这|自己)[^，,。；;！？?\\n]{{0,10}}的{_FIRM}"
    f"|{_US}(?:控股|持有|持股|投资|投|入股|收购|参股|并购)(?:了|过)?[^，,。；;！？?\\n]{{0,6}}的{_FIRM}"
)
"""控股我们的公司, 持有我们70%股份的那家企业, 我们投的一家公司: another one, whatever it says of us."""
_LABELLED: Final = bounded.compile(r"[A-E甲乙丙丁](?![A-Za-z方])")
_IS_OUR: Final = bounded.compile(r"[^我本]{1,12}是(?:我们|我司|我公司|本公司|咱们)的?(?:一家|一个|最大)?$")
_OURS_LABEL: Final = bounded.compile(r"(?:申报(?:主体|单位|企业)?|我们|我司|本公司|要?问的?|咨询的?|想看的?|要看的?)的?(?:是|为|就是)?(?:客户|企业|公司)?$")
_MAY_APPLY: Final = bounded.compile(r"(?:公司|企业|厂)?(?:能不能|能否|能|可不可以|可以|还能|够不够|够|想|要)(?:再|单独|直接)?(?:申报|报|申请|评|冲)")
_THEY: Final = frozenset({"他们", "她们", "他们家", "他家"})
_INTRODUCED: Final = ("有家", "有一家", "有个")
_CLIENTS: Final = ("客户", "client", "customer")
_OUR_GROUPS: Final = frozenset({"ours", "whole"})
_NOTHING: Final = " 的“\"'：:、"
_AND_ALSO: Final = ("还", "也", "并", "且", "同时")
_JOINED: Final = bounded.compile(r"\s{0,2}(?:和|与|跟|及|以及|、)\s{0,2}")
_NEAR_LABEL: Final = 10
_PARTNERS: Final = "partners"
_NAMED_IN_PASSING: Final = frozenset({"kin", _PARTNERS})


class Subjects:
    """Who is spoken of at each place of a scanned text."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        labels = self._labels()
        turns = tuple(sorted((*self._named(), *labels), key=lambda turn: turn.start))
        self.turns: tuple[Turn, ...] = turns if any(turn.group == "ours" for turn in turns) else tuple(self._asked_for(turn) for turn in turns)
        self._starts = [turn.start for turn in self.turns]

    def _asked_for(self, turn: Turn) -> Turn:
        """Where nobody speaks of an enterprise of his own, 他们, 县里有家企业 and 客户甲 are the one that is asked about."""
        words = self.scan.text[turn.start : turn.end]
        introduced = any(each in words for each in _INTRODUCED)
        return replace(turn, whose=Whose.OURS, group="ours") if words in _THEY or introduced or self._is_a_client(turn) else turn

    def _is_a_client(self, turn: Turn) -> bool:
        """客户甲去年营收7000万: a client of whom figures are told, or who is called by a letter."""
        if not self.scan.text[turn.start : turn.end].endswith(_CLIENTS):
            return False
        clause = self.scan.clause_at(turn.start)
        counted = any(token.kind is TokenKind.NUMBER for token in self.scan.tokens_in(clause) if token.start > turn.start)
        return counted or _LABELLED.match(self.scan.text, turn.end) is not None

    def whose(self, place: int) -> Whose:
        """Whose a thing told at `place` is."""
        return self._carried(self.scan.clause_at(place), place)

    def speaks_of_ours(self, clause: Clause) -> bool:
        """Whether a clause itself names the enterprise that asks."""
        return clause.index in self._ours

    def told_ours(self, clause: Clause) -> bool:
        """Whether its sentence names the enterprise that asks, in the clause or before it."""
        return self._first_of_ours.get(clause.sentence, clause.index + 1) <= clause.index

    def told_ours_before(self, clause: Clause) -> bool:
        """Whether an earlier sentence names the enterprise that asks."""
        return any(self.scan.clauses[index].sentence < clause.sentence for index in self._ours)

    @cached_property
    def _ours(self) -> frozenset[int]:
        return frozenset(clause.index for clause in self.scan.clauses if any(turn.group == "ours" for turn in self._in(clause)))

    @cached_property
    def _first_of_ours(self) -> dict[int, int]:
        return {self.scan.clauses[index].sentence: index for index in sorted(self._ours, reverse=True)}

    @cached_property
    def supposed(self) -> bool:
        """Whether the message is about an enterprise supposed, and none of its own."""
        groups = {turn.group for turn in self.turns}
        return "whole" in groups and "ours" not in groups

    @cached_property
    def several(self) -> bool:
        """Whether several enterprises stand beside each other."""
        return any(turn.whose is Whose.SEVERAL for turn in self.turns)

    def _in(self, clause: Clause) -> list[Turn]:
        return list(self._between(clause.start, clause.end))

    def _between(self, start: int, end: int) -> tuple[Turn, ...]:
        return self.turns[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _carried(self, clause: Clause, place: int) -> Whose:
        """The last subject before `place`: of this clause, or of an earlier one that goes on."""
        whose = Whose.SUPPOSED if self.supposed else Whose.OURS
        here = self._between(clause.start, min(place, clause.end))[-1:]
        kept = here[0] if here else self._carried_into[clause.index]
        return kept.whose if kept else self._from_label(place) or whose

    @cached_property
    def _carried_into(self) -> list[Turn | None]:
        """By clause, who is still spoken of from those before it in its sentence."""
        found: list[Turn | None] = []
        kept, sentence = None, -1
        for clause in self.scan.clauses:
            kept = kept if clause.sentence == sentence else None
            sentence = clause.sentence
            found.append(kept)
            kept = next(iter(self._in(clause)[-1:]), kept)
            if kept and not self._goes_on(kept, clause):
                kept = None
        return found

    def _goes_on(self, turn: Turn, clause: Clause) -> bool:
        """Whether what a clause speaks of is still spoken of in the next; clients are often only named."""
        if turn.group in _NAMED_IN_PASSING and self._supposes_next(clause):
            return False
        if turn.group != _PARTNERS or not clause.start <= turn.start < clause.end:
            return True
        following = self.scan.clauses[clause.index + 1 : clause.index + 2]
        goes_on = bool(following) and self.scan.words_of(following[0]).startswith(_AND_ALSO)
        return goes_on or any(token.kind is TokenKind.NUMBER for token in self.scan.tokens_in(clause))

    def _supposes_next(self, clause: Clause) -> bool:
        """股东在谈债转股，假设做成、负债率降到69%: the supposition is about the enterprise again."""
        following = self.scan.following(clause)
        return following is not None and any(hit.start == 0 for hit in lexicon("moods", "supposed").find(self.scan.words_of(following)))

    def _from_label(self, place: int) -> Whose | None:
        """A label stands for what follows it up to the next one, over sentences."""
        before = bisect_left(self._labelled, place, key=lambda turn: turn.start)
        return self._labelled[before - 1].whose if before else None

    @cached_property
    def _labelled(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.label]

    def _named(self) -> Iterator[Turn]:
        others = [match.span() for match in _OTHER_BY_WHAT_IT_DOES.finditer(self.scan.text)]
        for start, end in others:
            yield Turn(start, end, Whose.OTHER, "kin")
        hits = [hit for hit in _who().find(self.scan.text) if not any(start <= hit.start < end for start, end in others)]
        for hit in hits:
            clause = self.scan.clause_at(hit.start)
            if hit.id == "whole" and hit.words.endswith(_CLIENTS) and any(each.id == "ours" and each.start > hit.end for each in hits):
                yield Turn(hit.start, hit.end, Whose.OTHER, _PARTNERS)
            elif hit.id in _OUR_GROUPS:
                if not self._is_object(hit, clause):
                    yield Turn(hit.start, hit.end, Whose.OURS if hit.id == "ours" else Whose.SUPPOSED, hit.id)
            elif self._speaks(hit):
                continue
            elif self._is_joined_by_ours(hit):
                yield Turn(hit.start, hit.end, Whose.OURS, "ours")
            elif self._heads(hit, clause):
                yield Turn(hit.start, hit.end, Whose.OTHER, hit.id)
            elif self._is_said_of_the_subject(hit, clause):
                yield Turn(clause.start, clause.start + 1, Whose.OTHER, hit.id)
        for clause in self.scan.clauses:
            if self._begins_with_the_enterprise(clause):
                yield Turn(clause.start, clause.start + 2, Whose.OURS, "ours")

    def _is_object(self, hit: Hit, clause: Clause) -> bool:
        """控股股东持有我们60%股权, 和我们相似的产品: not what is spoken of."""
        before = self.scan.before(clause, hit.start)
        if not before:
            return False
        return any(each.end == len(before) for each in lexicon("who", "object_before").find(before))

    def _is_joined_by_ours(self, hit: Hit) -> bool:
        """总公司和我们都在境内登记: what both are, the enterprise is."""
        behind = _JOINED.match(self.scan.text, hit.end)
        if behind is None:
            return False
        ours = next((each for each in lexicon("who", "ours").find(self.scan.text[behind.end() : behind.end() + _NEAR_LABEL]) if each.start == 0), None)
        return ours is not None and self.scan.text.startswith(("都", "均", "也都", "全都"), behind.end() + ours.end)

    def _speaks(self, hit: Hit) -> bool:
        """老板说负债率62%: it says what is so of the enterprise."""
        behind = self.scan.text[hit.end : hit.end + 3]
        return hit.id == "kin" and any(each.start == 0 for each in lexicon("who", "speaking").find(behind))

    def _is_said_of_the_subject(self, hit: Hit, clause: Clause) -> bool:
        """A公司是我们的客户: what stands before is that other one."""
        before = self.scan.before(clause, hit.start)
        return bool(_IS_OUR.search(before)) and hit.id in ("kin", "partners")

    def _begins_with_the_enterprise(self, clause: Clause) -> bool:
        """公司去年营收…, 企业成立于…: the firm itself, unless the clause is about firms in general."""
        words = self.scan.words_of(clause)
        return words.startswith(("公司", "企业")) and not words.startswith(("企业自愿", "企业须", "企业应", "企业需", "公司要", "企业要", "企业可", "企业必"))

    def _heads(self, hit: Hit, clause: Clause) -> bool:
        """Whether another one is what its clause speaks of: nothing but leading words, times and numbers of points before it."""
        if hit.start - clause.start > REACH:
            return False
        before = self.scan.text[clause.start : hit.start]
        for token in self.scan.tokens_in(clause):
            if token.start >= hit.start:
                break
            if token.end <= hit.start and token.kind in (TokenKind.DATE, TokenKind.ENUMERATOR):
                before = before.replace(token.words, "", 1)
        while before:
            lead = next((each for each in lexicon("who", "lead", "whole").find(before) if each.start == 0), None)
            if lead is None:
                return not before.strip(_NOTHING)
            before = before[lead.end :]
        return True

    def _labels(self) -> list[Turn]:
        found = [(match["label"], match.start(), match.end()) for match in _LABEL.finditer(self.scan.text)]
        names = {label for label, _, _ in found}
        ours = {label for label, start, end in found if self._is_asked_about(start, end)}
        if len(names) == 1 and not ours:
            return [turn for label, start, end in found for turn in self._beside_ours(label, start, end)]
        if len(names) < 2:
            return []
        return [Turn(start, end, self._of_label(label, ours), "label", label) for label, start, end in found]

    def _is_asked_about(self, start: int, end: int) -> bool:
        """申报的是乙厂; 乙能报吗."""
        before, behind = self.scan.text[max(0, start - _NEAR_LABEL) : start], self.scan.text[end : end + _NEAR_LABEL]
        return bool(_OURS_LABEL.search(before) or _MAY_APPLY.match(behind))

    def _beside_ours(self, label: str, start: int, end: int) -> Iterator[Turn]:
        """我司与A公司（第三批小巨人）同一实控人: one labelled beside the enterprise itself is another; as an object only in its brackets."""
        if not (self.scan.text[end - 1] in "司业厂家" and lexicon("who", "ours").has(self.scan.text)):
            return
        clause = self.scan.clause_at(start)
        if not self.scan.before(clause, start).strip(_NOTHING):
            yield Turn(start, end, Whose.OTHER, "others")
        elif (inside := self.scan.bracket_behind(clause, end)) is not None and inside.start - end <= 1:
            yield Turn(inside.start, inside.start + 1, Whose.OTHER, "others")

    def _of_label(self, label: str, ours: set[str]) -> Whose:
        if not ours:
            return Whose.SEVERAL
        return Whose.OURS if label in ours else Whose.OTHER


def _who() -> Lexicon:
    return lexicon("who", "ours", "whole", "kin", "partners", "others")
