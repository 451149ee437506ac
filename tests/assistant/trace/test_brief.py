"""Whoever asked is told in words of either language how the answer came about: no shares, no weights, no ids."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.trace.brief import in_brief

FACTS = "我们资产负债率82%，去年营收8000万，能报小巨人吗，什么时候截止"


@pytest.mark.parametrize(("question", "day"), [(FACTS, date(2026, 12, 1)), ("小巨人的资产负债率要求多少", date(2026, 2, 1)), ("今天天气怎么样", date(2026, 12, 1))])
def test_no_engineers_word_is_told(question: str, day: date, assistant: Assistant) -> None:
    trace = assistant.trace(assistant.ask(AskRequest(question=question, as_of=day)).trace_id)
    for lang in ("zh", "en"):
        told = in_brief(trace, lang)
        assert told
        assert [line for line in told if re.search(r"\d\.\d\d|[+~]\d|measures-|_", line)] == []
        if lang == "en":
            assert [line for line in told if re.search("[\u4e00-\u9fff]", re.sub("“.*?”", "", line))] == []


def test_what_was_read_asked_and_decides_is_told(assistant: Assistant) -> None:
    told = "\n".join(in_brief(assistant.trace(assistant.ask(AskRequest(question=FACTS, as_of=date(2026, 12, 1))).trace_id)))
    for said in ("问的是申报时间", "资产负债率82%", "2025年营业收入8000万元", "优质中小企业梯度培育管理办法（工信部企业〔2026〕2号）", "逐字核对过"):
        assert said in told
