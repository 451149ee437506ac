"""Words and head mixed: the head says what a number is for, the grammar what its value is, and no number is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.by_head.features import HELPERS, NUMBERS
from assistant.reading.by_head.head import ROLES, Limits, NumberJudged
from assistant.reading.by_head.mixing import mixed
from assistant.reading.question import Role, Unused
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question
from assistant.rules.fields import catalogue

DAY = date(2026, 5, 10)
LIMITS = Limits(keep=0.1, over=0.6, tell=0.7, stand=0.5)
FIELDS = (*catalogue(), *HELPERS)
LEAD = "您好，我们是做精密件的，最近在整理往年的材料，财务那边发来的表格有些地方不太明白，想先请您帮忙核对之后再往下填，麻烦您了，另外说明，"
"""A mail's beginning, of which the head knows more than the grammar."""
MESSAGES = (
    "去年开票进账是九千三百多万，研发归集了580万，负债率48.5%",
    "2024年、2025年营收分别是7200万和8100万，其中出口3000万；员工143人，Ⅰ类知识产权4项",
    "母公司营收47亿。我们做了8年，市场占有率约12%，排名第三，能申报吗？",
)


def judged(field: str, *, fact: float = 1.0, year: int = 2025, share: float = 1.0) -> NumberJudged:
    """A judgement that is as sure as it is said."""
    others = (1 - fact) / (len(ROLES) - 1)
    return NumberJudged({role: fact if role == "fact" else others for role in ROLES}, {field: share, "employees": 1 - share}, {year: 1.0})


def read(message: str, *judgements: NumberJudged) -> Question:
    words = WordsReader(None).read_facts(message, DAY)
    return mixed(message, words, judgements, LIMITS)


def told(question: Question) -> dict[str, object]:
    return dict(question.assembled().profile.to_json())


def test_a_number_without_a_name_that_words_know_is_told_by_the_head() -> None:
    question = read("去年开票进账是9300万", judged("revenue"))
    assert told(question) == {"revenue": {"2025": 9300}}
    assert [mention.field for mention in question.mentions if mention.kind in NUMBERS] == ["revenue"]


def test_an_unsure_head_tells_nothing() -> None:
    assert told(read("去年开票进账是9300万", judged("revenue", fact=0.6))) == {}


def test_what_words_read_and_the_head_does_not_believe_is_named_as_not_used() -> None:
    question = read(f"{LEAD}营收9300万", judged("revenue", fact=0.02))
    assert told(question) == {}
    assert [(mention.role, mention.reason) for mention in question.mentions] == [(Role.NOT_USED, Unused.UNCLEAR_FIELD)]


def test_in_a_few_words_a_number_at_its_name_is_believed() -> None:
    assert told(read("营收去年9300万，够吗", judged("revenue", fact=0.02))) == {"revenue": {"2025": 9300}}


def test_what_words_read_stands_where_the_head_is_only_unsure() -> None:
    words = WordsReader(None).read_facts("营收9300万", DAY)
    assert mixed("营收9300万", words, [judged("revenue", fact=0.3)], LIMITS) == words


def test_a_field_that_cannot_take_the_number_is_not_told() -> None:
    assert told(read("去年开票进账是9300万", judged("employees"))) == {}
    assert told(read("我们这项占到了130%", judged("market_share"))) == {}


def test_a_contradiction_is_solved_where_one_of_the_numbers_is_not_told_of_us() -> None:
    message = "营收9300万，营收8100万"
    assert told(read(message, judged("revenue"), judged("revenue"))) == {}
    assert told(read(message, judged("revenue"), judged("revenue", fact=0.0))) == {"revenue": {"2025": 9300}}


def test_a_year_that_the_message_does_not_name_stays_as_the_words_have_it() -> None:
    message = "2025年营收1.2亿，研发占比3.5%和2.8%"
    question = read(message, judged("revenue"), judged("rd_ratio"), judged("rd_ratio"))
    assert told(question)["rd_ratio"] == {"2025": 3.5, "2024": 2.8}


def test_an_answer_to_what_the_conversation_asked_for_stands() -> None:
    words = WordsReader(None).read_facts("营收9300万", DAY)
    assert mixed("营收9300万", words, [judged("revenue", fact=0.0)], LIMITS, frozenset({"revenue"})) == words


shares = st.floats(0, 1)
judgement = st.builds(judged, st.sampled_from(FIELDS), fact=shares, year=st.integers(2018, 2027), share=shares)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MESSAGES), st.data())
def test_whatever_the_head_says_values_come_from_the_message_and_no_number_is_lost(message: str, data: st.DataObject) -> None:
    words = WordsReader(None).read_facts(message, DAY)
    count = sum(mention.kind in NUMBERS for mention in words.mentions)
    question = mixed(message, words, data.draw(st.lists(judgement, min_size=count, max_size=count)), LIMITS)
    assert [(mention.words, mention.start) for mention in question.mentions] == [(mention.words, mention.start) for mention in words.mentions]
    in_message = values(message)
    assert all(fact.value in in_message for fact in question.facts if isinstance(fact.value, Decimal))
    question.assembled()


def values(message: str) -> Sequence[Decimal]:
    from assistant.reading.numbers.quantities import find_quantities
    from assistant.reading.numbers.ranks import find_ranks

    found = [quantity.value for quantity in find_quantities(message) if quantity.value is not None]
    return [*found, *(value * 100 for value in found), *(value / 10000 for value in found), *(value * 10000 for value in found), *(Decimal(rank.place) for rank in find_ranks(message))]
