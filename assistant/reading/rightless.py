"""Things of which none is told, or no more than so many: 没有发明专利, 只有软著5个, 没拿过股权投资; 专利6个, of which kinds is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.reading.facts import Assumed, Fact, from_quantity
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.names import Name
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Bound, Unit
from assistant.reading.polarity import Polarity, polarity
from assistant.reading.question import Role, Unused
from assistant.reading.rights import Counted, Said, is_some, said_at
from assistant.reading.scan import Scan, Token
from assistant.reading.speech import Speech
from assistant.reading.years import Dated

_COUNTED: Final = frozenset({"class1_ip", "class2_ip", "class1_ip_high_value"})
_FINANCING: Final = "equity_financing"
_NO_RIGHT: Final = tuple("奖局法代纠诉")
"""Behind 专利 these make it no right: 专利奖."""
_ZERO: Final = Decimal(0)


def none_at_all(speech: Speech, counted: Sequence[Counted]) -> Iterator[Fact]:
    """What is denied by its name, where no number stands with it."""
    taken = {each.fact.start for each in counted}
    for token in speech.scan.tokens:
        clause = speech.scan.clause_of(token)
        if not isinstance(token.value, Name) or _is_counted(speech, token, taken):
            continue
        fields = _fields(speech, token, clause)
        role = speech.role(token.start)
        if not fields or role not in (Role.FACT, Role.SUPPOSED):
            continue
        if lexicon("rights", "not_looked_at").has(speech.scan.behind(clause, token.end)):
            continue
        if polarity(speech.scan, clause, token.start, token.end) is Polarity.DENIED and not _asks(clause, speech):
            for field in fields:
                fact = Fact.told(field, _ZERO, clause.start, clause.end, part=token.value.part)
                yield replace(fact, supposed=role is Role.SUPPOSED or speech.is_weighed(clause))


def _is_counted(speech: Speech, token: Token, taken: set[int]) -> bool:
    """Whether a number of rights stands in the item of the list that a name stands in: 软著4个、没有发明 counts none of the second."""
    clause = speech.scan.clause_of(token)
    words = speech.scan.text
    start = max(clause.start, words.rfind("、", clause.start, token.start) + 1)
    end = words.find("、", token.end, clause.end)
    return any(start <= place < (end if end >= 0 else clause.end) for place in taken)


def at_most(scan: Scan, dated: Sequence[Dated]) -> Iterator[tuple[Fact, Token]]:
    """专利6个，其中2个是买的: of the first class there may be as many, and no more."""
    of_any_kind = [each for each in dated if _counts_patents(each)]
    whole = [each for each in of_any_kind if not is_some(scan, each)]
    if len(whole) != 1:
        return
    figure = whole[0].figure
    most = from_quantity("class1_ip", figure.quantity, figure.group.start, figure.token.end)
    yield replace(most, low=_ZERO, bound=Bound.AT_MOST, assumed=(Assumed.KIND,)), figure.token
    for each in of_any_kind:
        if each is not whole[0] and Said.TRANSFERRED in said_at(scan, each, dated):
            yield from_quantity("class1_ip_transferred_in", each.figure.quantity, each.figure.token.start, each.figure.token.end), each.figure.token


def _counts_patents(dated: Dated) -> bool:
    figure = dated.figure
    named = figure.name is not None and figure.name.why is Unused.UNCLEAR_FIELD
    return named and figure.quantity.unit is Unit.ITEMS and figure.quantity.bound is None and isinstance(figure.quantity.value, Decimal)


def nothing_but(speech: Speech, facts: Sequence[Fact]) -> Iterator[Fact]:
    """只有3项软著: of the first class there is none."""
    for fact in facts:
        before = speech.scan.text[: fact.start][-4:] + speech.scan.text[fact.start : fact.end]
        if fact.field == "class2_ip" and lexicon("rights", "only").has(before):
            yield Fact.told("class1_ip", _ZERO, fact.start, fact.end)
            return


def _fields(speech: Speech, token: Token, clause: Clause) -> tuple[str, ...]:
    """The fields that are nothing where the name is denied."""
    name = token.value
    assert isinstance(name, Name)
    field = name.fields.get(Unit.ITEMS)
    if field in _COUNTED:
        return (field,)
    if name.amount == _FINANCING:
        return _years_without(speech, clause)
    if token.words.endswith("专利"):
        return () if speech.scan.text[token.end : token.end + 1] in _NO_RIGHT else ("class1_ip",)
    return ("class1_ip", "class2_ip") if "知识产权" in token.words and name.why else ()


def _years_without(speech: Speech, clause: Clause) -> tuple[str, ...]:
    """近两年没拿过股权投资: nothing over those years; where no time is named, over three."""
    near = [token.value for each in speech.scan.sentence(clause) for token in speech.scan.tokens_in(each)]
    windows = [len(value.years) for value in near if isinstance(value, DateMention) and len(value.years) > 1]
    if windows and windows[0] == 2:
        return ("equity_financing_sum2",)
    return ("equity_financing_sum2", "equity_financing_sum3")


def _asks(clause: Clause, speech: Speech) -> bool:
    return clause.asks and not speech.is_weighed(clause)
