"""Results in a terminal, in the words of the application form."""

from __future__ import annotations

from datetime import date

from assistant.cli.texts import texts
from assistant.cli.words import extract_text
from assistant.models import ExtractRequest
from assistant.reading.facts import Assumed
from assistant.service import Assistant


def _told(text: str) -> str:
    return extract_text(Assistant.open().extract(ExtractRequest(text=text, as_of=date(2022, 6, 20))).to_json())


def test_a_fact_has_its_chinese_name_its_unit_and_the_words_it_came_from() -> None:
    told = _told("我司2021年营收约1.2亿，负债率72%，是省级专精特新，发明专利3件")
    assert "2021年营业收入：12000万元  “2021年营收约1.2亿”（约数）" in told
    assert "资产负债率：72%" in told
    assert "已获认定：专精特新中小企业" in told
    assert "没有说是否受让，按自有" in told


def test_every_assumption_has_its_words() -> None:
    assert all(f"assumed_{each}" in texts() for each in Assumed)


def test_nothing_read_is_said() -> None:
    assert _told("你好") == "没有读出企业情况。"
