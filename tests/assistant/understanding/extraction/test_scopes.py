"""What holds for more than one clause: hearsay, examples, questions of counting."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.reading import Reading

DAY = date(2024, 6, 20)


def spans(text: str) -> list[tuple[str, Reason]]:
    return [(text[span.start : span.end], span.reason) for span in Reading(text, DAY).spans]


@pytest.mark.parametrize(
    ("text", "held", "reason"),
    [
        ("群里老师说，研发要3000万，研发人员50%", "群里老师说，研发要3000万，研发人员50%", Reason.REQUIRED),
        ("听说研发占比得3%，我们负债率62%", "听说研发占比得3%，", Reason.REQUIRED),
        ("研发占比3.5%，举个例子：营收6000万，占比多少", "举个例子：营收6000万，占比多少", Reason.SUPPOSED),
        ("从事细分市场满3年，是从成立算还是从产品上市算", "从事细分市场满3年，", Reason.ASKED),
        ("老板说营收有两个亿，其实是1.62亿", "说营收有两个亿，", Reason.SUPPOSED),
        ("招聘启事：招研发工程师20人，硕士占比50%以上", "招聘启事：招研发工程师20人，硕士占比50%以上", Reason.SUPPOSED),
        ("研发费用3000万，怎么算的？", "研发费用3000万，", Reason.ASKED),
    ],
)
def test_no_fact_is_stated_from_here_to_there(text: str, held: str, reason: Reason) -> None:
    assert spans(text) == [(held, reason)]


@pytest.mark.parametrize("text", ["财务说去年营收8000万", "报表里面写的营收8000万", "去年营收8000万，是算中型还是算小型"])
def test_the_enterprises_own_words_stand(text: str) -> None:
    assert spans(text) == []


def test_a_case_set_up_goes_on_until_the_enterprise_is_spoken_of() -> None:
    text = "假设一家企业营收6000万。研发300万。我们负债率50%。"
    assert [held for held, _ in spans(text)] == ["假设一家企业营收6000万", "研发300万", ""]
