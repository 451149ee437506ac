"""Lines that compare two versions or tiers are a table of two columns, and stay lines where their words are others."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html as markup

from assistant.models import Answer, AskRequest
from assistant.service import Assistant
from assistant.web.side_by_side import blocks_to_html

VERSIONS = "2022年和2026年小巨人标准有什么不同"
TIERS = "专精特新和小巨人条件有什么区别"


def _ask(assistant: Assistant, question: str, lang: str = "zh") -> Answer:
    return assistant.ask(AskRequest(question=question, as_of="2026-05-01", lang=lang))  # type: ignore[arg-type]


def _table(answer: Answer) -> Any:
    marks = {citation.mark for citation in answer.citations}
    (table,) = markup.fromstring(f"<div>{blocks_to_html(answer.blocks, marks)}</div>").iter("table")
    return table


def _cells(row: Any) -> list[str]:
    return ["".join(cell.itertext()) for cell in row]


@pytest.mark.parametrize(("question", "heads"), [(VERSIONS, ["现在适用：工信部企业〔2026〕2号", "另一版本：工信部企业〔2022〕63号"]), (TIERS, ["专精特新“小巨人”企业", "专精特新中小企业"])])
def test_both_sides_stand_in_their_columns_with_their_marks(assistant: Assistant, question: str, heads: list[str]) -> None:
    answer = _ask(assistant, question)
    rows = list(_table(answer).iter("tr"))
    assert _cells(rows[0]) == heads
    compared = [block for block in answer.blocks if "other" in block["values"]]
    assert len(compared) > 5
    for block, name, sides in zip(compared, rows[1::2], rows[2::2], strict=True):
        values = block["values"]
        assert _cells(name) == [values["name"]["zh"]]
        for cell, side in zip(sides, ("now", "other"), strict=True):
            assert "".join(cell.itertext()).startswith(values[side]["zh"])
            assert [int(mark.get("data-mark")) for mark in cell.iter("button")], "each side has its clause"


def test_what_the_tiers_require_stands_in_the_answer_of_each(assistant: Assistant) -> None:
    text = _ask(assistant, TIERS).answer
    assert "资产负债率：专精特新“小巨人”企业：上年末资产负债率不超过75%" in text
    assert "；专精特新中小企业：上年末资产负债率不超过80%" in text


def test_another_standard_of_the_lower_tier_is_named(assistant: Assistant) -> None:
    answer = _ask(assistant, "创新型和小巨人的条件有什么区别")
    assert "后者按《优质中小企业梯度培育管理暂行办法》" in answer.answer
    assert _cells(next(_table(answer).iter("tr")))[1] == "创新型中小企业"


def test_in_english_the_heads_are_english(assistant: Assistant) -> None:
    heads = _cells(next(_table(_ask(assistant, VERSIONS, "en")).iter("tr")))
    assert heads == ["Decides now: No. 2 of 2026", "The other version: No. 63 of 2022"]


def test_a_line_put_otherwise_stays_a_line(assistant: Assistant) -> None:
    answer = _ask(assistant, VERSIONS)
    marks = {citation.mark for citation in answer.citations}
    said = [{**block, "text": "- 另一种说法[1]\n"} if "other" in block["values"] else block for block in answer.blocks]
    tree = markup.fromstring(f"<div>{blocks_to_html(said, marks)}</div>")
    assert tree.xpath("//table") == []
    assert len(tree.xpath("//li")) > 5
