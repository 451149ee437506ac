"""Rights under intellectual property: how many of each class count, and what is said of some or all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.quantities import Unit
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.cues import cues
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.placing import Bound
from assistant.understanding.extraction.reading import Reading

RIGHTS = frozenset({"class1_ip", "class2_ip"})
_ADDED = re.compile("新增|新授权|当年|新获")
_LISTING = re.compile("[、/和及与]")
_AGE_COUNTS = frozenset({"utility", "design"})


def are_of_the_counted(reading: Reading, bound: Bound, reason: Reason) -> bool:
    """Whether rights that don't count are some of those counted before: 其中2项还没下证."""
    if reason is Reason.TOO_YOUNG:
        return bound.carried
    some = cues().words["some_of_them"].search(reading.text, bound.clause.start, bound.quantity.start)
    return bound.carried and reason in (Reason.LAPSED, Reason.PENDING) and bool(some)


def without_uncounted(reading: Reading, facts: list[Fact], left_out: list[LeftOut], young: Bound) -> None:
    """实用新型6项，其中2项未满两年: four count; where it isn't told of which kind they are, none is counted.

    The ages are those of 附件4（三）, （五）.
    """
    of_field = [fact for fact in facts if fact.field == young.field]
    named_in = reading.clause_at(young.mention.start).start
    mine = [fact for fact in of_field if fact.end > named_in and fact.part != "software"]
    few = young.quantity
    if len(mine) == 1 and _exact(mine[0]) and few.value is not None and few.bound is None and not few.approximate:
        counted, fact = Decimal(str(mine[0].value)), mine[0]
        if counted >= few.value:
            facts[facts.index(fact)] = replace(fact, value=counted - few.value, end=young.end)
            left_out[-1] = replace(left_out[-1], field=None)
            return
    for fact in of_field if len(mine) > 1 else mine:
        facts.remove(fact)
        left_out.append(LeftOut(fact.start, fact.end, Reason.TOO_YOUNG, fact.field))


def _exact(fact: Fact) -> bool:
    return isinstance(fact.value, Decimal | int) and fact.bound is None and not fact.approximate


def all_uncounted(reading: Reading, facts: list[Fact]) -> list[tuple[Fact, Reason]]:
    """实用新型12项，都不满两年; 8个发明，都在实审阶段: none of them counts."""
    found: list[tuple[Fact, Reason]] = []
    for clause, before in _of_all(reading, "all_pending", facts):
        found += [(fact, Reason.PENDING) for fact in before if reading.why_not(clause.start, clause.end) is None]
    for clause, before in _of_all(reading, "all_too_young", facts):
        if reading.why_not(clause.start, clause.end) is None:
            found += [(fact, Reason.TOO_YOUNG) for fact in before if fact.part in _AGE_COUNTS]
    return found


def told_of_all(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """发明专利5件，全部受让取得: what holds for all rights of the first class just counted."""
    found: list[Fact] = []
    for clause, before in _of_all(reading, "all_transferred", facts):
        if [fact.field for fact in before] == ["class1_ip"] and reading.why_not(clause.start, clause.end) is None:
            told = tuple(a for a in before[0].assumed if a is not Assumed.TRANSFER)
            found.append(
                replace(before[0], field="class1_ip_transferred_in", end=clause.end, part=None, assumed=told)
            )
    return found


def _of_all(reading: Reading, key: str, facts: list[Fact]) -> Iterator[tuple[Clause, list[Fact]]]:
    """Clauses without a number that speak of all the rights counted in the clause before."""
    for before, clause in zip(reading.clauses, reading.clauses[1:], strict=False):
        counts = any(clause.start <= q.start < clause.end and q.unit is Unit.ITEMS for q in reading.quantities)
        if counts or not cues().words[key].match(reading.text[clause.start : clause.end]):
            continue
        yield clause, [f for f in facts if f.field in RIGHTS and before.start <= f.start < before.end]


def none_at_all(reading: Reading, facts: list[Fact]) -> Iterator[Fact]:
    """没有发明专利, 一项发明都没有, 没有专利, 只有3项软著: none of that kind."""
    counted = {fact.start for fact in facts}
    if any(fact.field == "class1_ip" for fact in facts):
        yield from _none_of_a_kind(reading, counted)
        return
    named = list(_none_of_a_kind(reading, counted))
    yield from named
    for clause in reading.clauses:
        text = reading.text[clause.start : clause.end]
        for key, fields in (
            ("no_right", ("class1_ip", "class2_ip")),
            ("no_patent", ("class1_ip",)),
            ("only_class2", ("class1_ip",)),
        ):
            match = cues().words[key].search(text)
            if match is None or any(fact.field == "class1_ip" for fact in named):
                continue
            start, end = clause.start + match.start(), clause.start + match.end()
            yield from (Fact(field, Decimal(0), start, end) for field in fields)
            return


def _none_of_a_kind(reading: Reading, counted: set[int]) -> Iterator[Fact]:
    words = cues().words
    chained = -1
    for mention in cues().find(reading.text):
        field = mention.cue.fields.get(Unit.ITEMS)
        if field not in RIGHTS or mention.start in counted:
            continue
        clause = reading.clause_at(mention.start)
        before = words["none_before"].search(reading.text, clause.start, mention.start)
        behind = words["none_behind"].match(reading.text[mention.end : clause.end])
        listed = chained >= 0 and words["listed"].match(reading.text[chained : mention.start])
        if before or behind or listed:
            chained = mention.end
            start = before.start() if before else mention.start
            end = mention.end + (behind.end() if behind else 0)
            yield Fact(field, Decimal(0), start, end, part=mention.cue.part)


def uncounted_right(reading: Reading, bound: Bound) -> Reason | None:
    """Rights asked for but not granted, younger than counts, new of this year, or of another product."""
    words, clause = cues().words, bound.clause
    around, part = reading.text[clause.start : clause.end], _part(reading, bound)
    if words["pending"].search(part) or (words["pending"].search(around) and not words["granted"].search(part)):
        return Reason.PENDING
    if words["not_ours"].search(around):
        return Reason.OTHER_ENTERPRISE
    if words["lapsed"].search(reading.text, bound.quantity.end, clause.end):
        return Reason.LAPSED
    if _listed_as_pending(reading, bound):
        return Reason.PENDING
    if bound.carried and words["transferred"].search(around) and words["young_transfer"].search(around):
        return Reason.TOO_YOUNG
    if words["too_young"].search(around):
        return Reason.TOO_YOUNG
    if _ADDED.search(around):
        return Reason.CHANGE
    others = not bound.carried and words["other_rights"].search(reading.text, clause.start, bound.mention.start)
    return Reason.NO_FIELD if others else None


def _listed_as_pending(reading: Reading, bound: Bound) -> bool:
    """已申请发明专利5件，软著3件: the verb before the first of a list holds for the bare rights behind it."""
    place = reading.clauses.index(bound.clause)
    for clause in reversed(reading.clauses[: place + 1]):
        if clause.sentence != bound.clause.sentence:
            return False
        if cues().words["pending_list"].match(reading.text[clause.start : clause.end]):
            return True
        if not cues().words["bare_right"].fullmatch(reading.text[clause.start : clause.end]):
            return False
    return False


def _part(reading: Reading, bound: Bound) -> str:
    """What stands with this number in a list: 授权4项 of 发明专利授权4项、受理6项."""
    text, clause = reading.text, bound.clause
    start = max((m.end() for m in _LISTING.finditer(text, clause.start, bound.quantity.start)), default=clause.start)
    end = _LISTING.search(text, bound.quantity.end, clause.end)
    return text[start : end.start() if end else clause.end]


def rights(reading: Reading, fact: Fact, bound: Bound) -> Iterator[Fact]:
    """其中2项是受让的, 其中3项自主研发 speak of some of the rights named before."""
    words, clause = cues().words, bound.clause
    around = _said_of(reading, bound)
    told = tuple(a for a in fact.assumed if a is not Assumed.TRANSFER)
    some = replace(fact, part=None, assumed=told, start=clause.start, end=clause.end)
    if words["all_of_them_transferred"].search(around) and fact.field == "class1_ip" and not bound.carried:
        yield from (fact, replace(some, field="class1_ip_transferred_in"))
        return
    if words["transferred"].search(around) and not words["not_transferred"].search(around):
        if fact.field == "class1_ip" and bound.carried:
            yield replace(some, field="class1_ip_transferred_in")
        return
    if words["self_developed"].search(around) and bound.carried and fact.field == "class1_ip":
        yield replace(some, field="class1_ip_self_developed")
        return
    if words["all_self_developed"].search(around) and fact.field == "class1_ip" and not bound.carried:
        alone = not _LISTING.search(reading.text, clause.start, bound.start)
        yield from (fact, replace(some, field="class1_ip_self_developed")) if alone else (fact,)
        return
    if bound.carried and fact.field == "class2_ip" and words["old_enough"].search(around):
        yield replace(fact, corrects=True, assumed=tuple(a for a in fact.assumed if a is not Assumed.AGE))
        return
    narrow = bound.carried and bool(words["related"].search(around))
    if bound.carried and not narrow and not bound.corrects and "其中" in around:
        return
    yield replace(fact, narrow=narrow)


def _said_of(reading: Reading, bound: Bound) -> str:
    """The clause, or of 5件自研2件受让 what stands with this number."""
    text, clause = reading.text, bound.clause
    numbers = [q for q in reading.quantities if clause.start <= q.start < clause.end and q.unit is Unit.ITEMS]
    if not bound.carried or len(numbers) < 2:
        return text[clause.start : clause.end]
    place = numbers.index(bound.quantity)
    if not re.sub("其中|有|含|[（(，,、]", "", text[clause.start : numbers[0].start]):
        end = numbers[place + 1].start if place + 1 < len(numbers) else clause.end
        return text[bound.quantity.start : end]
    start = numbers[place - 1].end if place else clause.start
    return text[start : bound.quantity.end]
