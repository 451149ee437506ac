"""Intellectual property: how many rights of each class count, by what is said of some of them or of all.

What counts is 附件4（三）–（五） of 2022: granted rights of one's own, not licensed, not lapsed, a utility model or design over
two years old. 其中…受让 is kept apart, since the standard of 2026 leaves those out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.reading.facts import Assumed, Fact
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.quantities import Unit
from assistant.reading.operators import Operator
from assistant.reading.question import Detail
from assistant.reading.scan import Scan, Token, TokenKind
from assistant.reading.years import Dated

RIGHTS: Final = frozenset({"class1_ip", "class2_ip"})
_COUNTED: Final = frozenset({Unit.ITEMS, Unit.BARE})
_MARKS: Final = ("、", "及", "和", ",", "|")
_WITHIN: Final = ("里", "中", "当中", "之中")
_AMONG: Final = ("其中", "含", "包括")
_FEW: Final = 2
_CLAUSES: Final = 8
_AGED: Final = frozenset({"utility", "design"})
_NOT_COUNTED: Final = {
    "pending": Detail.PENDING, "licensed": Detail.NOT_OWNED, "elsewhere": Detail.NOT_OWNED, "lapsed": Detail.LAPSED,
    "low_rank": Detail.LOW_RANK,
    "young": Detail.YOUNG, "young_transfer": Detail.YOUNG, "unrelated": Detail.KIND,
}  # fmt: skip


def left_unsaid(part: str | None) -> list[Assumed]:
    """What a count of rights leaves unsaid and is taken as usual (附件4（三）, （五）).

    Args:
        part: which rights are counted.
    """
    kind = [Assumed.KIND] if part == "invention" else []
    return [Assumed.TRANSFER, *kind, *([Assumed.AGE] if part in _AGED else [])]


class Said(StrEnum):
    """What is said of rights; keys of `words/rights.yaml`, in the order in which they are looked for."""

    NOT_TRANSFERRED = "not_transferred"
    YOUNG_TRANSFER = "young_transfer"
    TRANSFERRED = "transferred"
    LICENSED = "licensed"
    ELSEWHERE = "elsewhere"
    LOW_RANK = "low_rank"
    LAPSED = "lapsed"
    PENDING = "pending"
    YOUNG = "young"
    UNRELATED = "unrelated"
    OWN = "own"
    RELATED = "related"
    OLD_ENOUGH = "old_enough"


@dataclass(frozen=True, slots=True)
class Counted:
    """One number of rights as told, with what is said of them.

    Attributes:
        some: whether they are some of those told before (其中2项).
    """

    dated: Dated
    fact: Fact
    said: frozenset[Said]
    some: bool


def read_rights(scan: Scan, counted: Sequence[Counted]) -> tuple[list[Fact], dict[int, Detail]]:
    """The facts that numbers of rights come to, and by place of the number why some of them are not counted."""
    return _Rights(scan, counted).run()


def said_at(scan: Scan, dated: Dated, others: Sequence[Dated]) -> frozenset[Said]:
    """What stands with a number of rights: in its item of the list, and in the brackets behind it."""
    clause, token = dated.figure.group.clause, dated.figure.token
    counted = [o.figure.token for o in others if o.figure.group.clause is clause and o.figure.quantity.unit in _COUNTED]
    start = max((each.end for each in counted if each.end <= token.start), default=clause.start)
    end = min((each.start for each in counted if each.start >= token.end), default=clause.end)
    if (mark := max(scan.text.rfind(sign, start, token.start) for sign in _MARKS)) > 0:
        start = mark
    marks = [place for sign in (*_MARKS, *_AMONG) if (place := scan.text.find(sign, token.end, end)) >= 0]
    end = min([*marks, end])
    inside = scan.bracket_behind(clause, token.end)
    beside: frozenset[Said] = frozenset()
    if inside and not any(each.kind is TokenKind.NUMBER for each in scan.tokens_in(inside)):
        beside = said_of(scan, inside.start, inside.end)
    return said_of(scan, start, end) | beside | _ranked(scan, clause, others)


def _ranked(scan: Scan, clause: Clause, others: Sequence[Dated]) -> frozenset[Said]:
    """其中2项跟大学一起，我们在权利人里排第四: who holds them with us is said with their number, or in a clause behind that counts nothing."""
    behind = next((each for each in scan.clauses[clause.index + 1 :] if each.host is None and each.sentence == clause.sentence), None)
    own = sum(other.figure.group.clause is clause and other.figure.field in RIGHTS for other in others) <= 1
    free = behind is not None and not any(other.figure.group.clause is behind and other.figure.field in RIGHTS for other in others)
    words = (scan.words_of(clause) if own else "") + "，" + (scan.words_of(behind) if behind is not None and free else "")
    return frozenset({Said.LOW_RANK}) if lexicon("rights", Said.LOW_RANK.value).has(words) else frozenset()


def said_of(scan: Scan, start: int, end: int) -> frozenset[Said]:
    """What a stretch of text says of rights."""
    words = scan.text[start:end]
    found = {said for said in Said if lexicon("rights", said.value).has(words)}
    if Said.NOT_TRANSFERRED in found:
        found -= {Said.TRANSFERRED, Said.YOUNG_TRANSFER}
    if Said.YOUNG_TRANSFER in found and Said.TRANSFERRED not in found:
        found -= {Said.YOUNG_TRANSFER}
    if Said.PENDING in found and lexicon("rights", "granted").has(words) and not lexicon("rights", "pending").has(words.replace("授权", "")):
        found -= {Said.PENDING}
    return frozenset(found)


class _Rights:
    def __init__(self, scan: Scan, counted: Sequence[Counted]) -> None:
        self.scan = scan
        self.counted = counted
        self.facts: list[Fact] = []
        self.left_out: dict[int, Detail] = {}

    def run(self) -> tuple[list[Fact], dict[int, Detail]]:
        for each in self.counted:
            self._take(each)
        for each in self.counted:
            self._take_what_is_said_of_all(each)
        return self.facts, self.left_out

    def _take(self, each: Counted) -> None:
        uncounted = next((said for said in each.said if said.value in _NOT_COUNTED and self._applies(said, each)), None)
        whole = self._whole(each)
        if uncounted is not None:
            self.left_out[each.fact.start] = _NOT_COUNTED[uncounted.value]
            if each.some and whole is not None and not self._is_apart(whole):
                self._less(whole, each, perhaps=uncounted is Said.LOW_RANK)
            if uncounted is Said.YOUNG_TRANSFER and whole is not None and not each.some:
                self._less(whole, each)
        elif Said.TRANSFERRED in each.said and each.fact.field == "class1_ip":
            self._transferred(each, whole)
        elif each.some and Said.OWN in each.said and each.fact.field == "class1_ip":
            self.facts.append(replace(each.fact, field="class1_ip_self_developed", part=None))
        elif Said.OWN in each.said and each.fact.field == "class1_ip":
            self.facts += [each.fact, replace(each.fact, field="class1_ip_self_developed", part=None)]
        elif each.some and Said.RELATED in each.said and whole is not None:
            self._replace(whole, replace(each.fact, part=whole.part))
        elif each.some and Said.OLD_ENOUGH in each.said and whole is not None:
            self._replace(whole, replace(each.fact, part=whole.part))
        elif each.some and whole is not None and not each.said and each.dated.figure.carried:
            self.left_out[each.fact.start] = Detail.KIND
        else:
            self.facts.append(each.fact)

    def _applies(self, said: Said, each: Counted) -> bool:
        if said is Said.YOUNG:
            return each.fact.part in _AGED or each.fact.field == "class2_ip"
        return True

    def _whole(self, each: Counted) -> Fact | None:
        """The rights told before, of which these are some."""
        alike = [fact for fact in self.facts if fact.field == each.fact.field and fact.start < each.fact.start]
        return alike[-1] if alike else None

    def _transferred(self, each: Counted, whole: Fact | None) -> None:
        """其中2项是受让的; 受让2项 beside others; 2项都是买来的."""
        told = replace(each.fact, field="class1_ip_transferred_in", part=None, assumed=())
        if not each.some:
            self.facts.append(replace(each.fact, part="transferred" if whole else each.fact.part, assumed=()))
        elif whole is not None:
            self._replace(whole, replace(whole, assumed=()))
        self.facts.append(told)

    def _is_apart(self, whole: Fact) -> bool:
        """与主导产品有关的4项，无关的3项: the second are none of the first."""
        mine = next((each for each in self.counted if each.fact.start == whole.start), None)
        return mine is not None and Said.RELATED in mine.said

    def _less(self, whole: Fact, few: Counted, *, perhaps: bool = False) -> None:
        """发明4件，其中1件是许可使用的: three count.

        Args:
            perhaps: whether it hangs on the standard: of 4件，其中2件权利人排第四 between two and four count.
        """
        total, less = whole.value, few.fact.value
        if perhaps:
            least = max(Decimal(0), total - less) if isinstance(total, Decimal) and isinstance(less, Decimal) else Decimal(0)
            self._replace(whole, replace(whole, value=None, low=least, high=whole.high))
        elif isinstance(total, Decimal) and isinstance(less, Decimal) and few.fact.is_exact and total >= less:
            formula = f"{total:f}-{less:f}"
            self._replace(whole, replace(whole, value=total - less, low=total - less, high=total - less, end=few.fact.end, formula=formula))
        else:
            self._replace(whole, replace(whole, value=None, low=Decimal(0), high=whole.high))

    def _take_what_is_said_of_all(self, each: Counted) -> None:
        """发明专利5件，全部受让取得: clauses without a number that speak of all told before them, one behind the other."""
        if each.some:
            return
        for place in self._without_numbers(each):
            clause = self.scan.clause_at(each.fact.start)
            mine = next((fact for fact in self.facts if fact.start == each.fact.start and fact.field == each.fact.field), None)
            if mine is not None and (said := self._of_all(place, same=place.sentence == clause.sentence)):
                self._say_of_all(each, mine, said, place)

    def _without_numbers(self, each: Counted) -> list[Clause]:
        """The clauses behind a number of rights, and behind further ones listed with it, up to the next that tells of something else.

        No more than `_CLAUSES`: what is said of all of them follows soon.
        """
        clause = self.scan.clause_at(each.fact.start)
        listed = {self.scan.clause_at(other.fact.start).index for other in self.counted if other.fact.field == each.fact.field and not other.some}
        found: list[Clause] = []
        for later in self.scan.clauses[clause.index + 1 :]:
            if later.host is not None:
                continue
            if later.sentence - clause.sentence > 1 or (later.sentence != clause.sentence and found and found[-1].sentence == clause.sentence):
                break
            if later.index in listed and not found:
                continue
            if any(token.kind is TokenKind.NUMBER or token.kind is TokenKind.NAME and not self._is_own(later, token) for token in self.scan.tokens_in(later)):
                break
            found.append(later)
            if later.sentence != clause.sentence or len(found) == _CLAUSES:
                break
        return found

    def _is_own(self, clause: Clause, token: Token) -> bool:
        """自己研发的: the 研发 in it names no figure."""
        owned = lexicon("rights", "own").find(self.scan.words_of(clause))
        return any(clause.start + hit.start <= token.start and token.end <= clause.start + hit.end for hit in owned)

    def _say_of_all(self, each: Counted, mine: Fact, said: frozenset[Said], place: Clause) -> None:
        uncounted = next((s for s in said if s.value in _NOT_COUNTED and self._applies(s, each)), None)
        if uncounted is not None:
            self.facts.remove(mine)
            self.left_out[mine.start] = _NOT_COUNTED[uncounted.value]
        elif Said.NOT_TRANSFERRED in said and mine.field == "class1_ip":
            self.facts.append(Fact.told("class1_ip_transferred_in", Decimal(0), place.start, place.end))
        elif Said.TRANSFERRED in said and mine.field == "class1_ip":
            self._replace(mine, replace(mine, assumed=()))
            self.facts.append(replace(mine, field="class1_ip_transferred_in", assumed=(), end=place.end))
        elif Said.OWN in said and mine.field == "class1_ip":
            self.facts.append(replace(mine, field="class1_ip_self_developed", end=place.end))

    def _of_all(self, clause: Clause, *, same: bool) -> frozenset[Said]:
        """What a clause says of all told before it: 都是受让的; or, with no word for all, that they don't count: 还在实审."""
        words = self.scan.words_of(clause)
        said = said_of(self.scan, clause.start, clause.end)
        if lexicon("rights", "all").has(words) or self._says_only_whose(words):
            return said
        return frozenset(each for each in said if each.value in _NOT_COUNTED or each is Said.NOT_TRANSFERRED) if same else frozenset()

    def _says_only_whose(self, words: str) -> bool:
        """发明专利1项，自己研发的: a clause that says no more than where they come from is about all of them."""
        hits = lexicon("rights", "own").find(words)
        return bool(hits) and len(words) - sum(hit.end - hit.start for hit in hits) <= _FEW

    def _replace(self, old: Fact, new: Fact) -> None:
        self.facts[self.facts.index(old)] = new


def is_some(scan: Scan, dated: Dated, *, corrected: bool = False) -> bool:
    """Whether a number counts some of those told before: behind 其中, or without a name of its own in a clause of its own.

    Args:
        corrected: whether it stands behind a word that takes back (8项，不对，是6项).
    """
    if dated.figure.group.has(Operator.AMONG):
        return True
    clause, names = dated.figure.group.clause, dated.figure.group.names
    if names and scan.text[names[-1].end : dated.figure.token.start].startswith(_WITHIN):
        return True  # 发明里2项是转来的
    return dated.figure.carried and not corrected and not lexicon("rights", "besides").find(scan.words_of(clause))

