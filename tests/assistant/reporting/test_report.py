"""The report says what the check says, in both kinds of file, and asks no other host."""

from __future__ import annotations

import io
import socket
from datetime import date
from typing import Any

import pytest

from assistant.reporting import Report, build_report, to_html, write_report
from assistant.rules.evaluate import check
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from corpus.library import load_library
from corpus.terms import Tier, Track

DAY = date(2022, 6, 20)
FACTS: dict[str, Any] = {
    "name": "甲<b>精密&制造\x07有限公司",
    "industry": "工业",
    "employees": 280,
    "recognitions": [{"tier": "specialized", "on": "2021-05", "round": 2}],
    "revenue": {"2021": 7000, "2020": 6000},
    "total_liabilities": 3600,
    "total_assets": 5000,
    "niche_years": 5,
    "product_field": [],
}


def checked(tier: Tier, facts: dict[str, Any] = FACTS) -> tuple[CheckResult, Profile]:
    profile = Profile.parse(facts)
    return check(profile, tier, None, Track.NEW, DAY, load_library()), profile


def report(tier: Tier = Tier.LITTLE_GIANT, lang: str = "zh") -> Report:
    return build_report(*checked(tier), load_library(), DAY, lang)


def pdf_text(content: bytes) -> str:
    from pypdfium2 import PdfDocument

    pages = PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def docx_text(content: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def squeezed(text: str) -> str:
    """Lines of a PDF break anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_every_condition_with_its_verdict_arithmetic_and_clause_is_in_the_file(tier: Tier, kind: str) -> None:
    result, profile = checked(tier)
    content = write_report(kind, result, profile, load_library(), DAY)
    text = squeezed(pdf_text(content) if kind == "pdf" else docx_text(content))
    for condition in result.conditions:
        for words in (condition.name, condition.requirement, condition.explain, condition.citation.quote):
            assert squeezed(words) in text, (condition.id, words)
    for words in (*result.mending(), *result.remarks, *result.warnings):
        assert squeezed(words) in text
    for words in ("以主管部门认定为准", "工信部企业〔2022〕63号", "2022年8月1日起施行", "2022年6月20日"):
        assert words in text
    marks = {"verbatim": "原文", "restated": "文字经整理", "unchecked": "未核对原文"}
    assert all(marks[condition.citation.provenance] in text for condition in result.conditions)
    for route in result.routes:
        assert all(squeezed(way.requirement) in text for way in route.ways)
    if result.score:
        assert all(squeezed(item.name) in text for item in result.score.indicators)


def test_pages_are_numbered_and_chinese_letters_have_their_font() -> None:
    result, profile = checked(Tier.LITTLE_GIANT)
    content = write_report("pdf", result, profile, load_library(), DAY)
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    assert f"第1页，共{len(reader.pages)}页" in squeezed(pdf_text(content))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert any("CJK" in font or "Han" in font for font in fonts), fonts


def test_the_word_file_numbers_its_pages_itself() -> None:
    from docx import Document

    result, profile = checked(Tier.LITTLE_GIANT)
    document = Document(io.BytesIO(write_report("docx", result, profile, load_library(), DAY)))
    footer = document.sections[0].footer._element.xml
    assert ">PAGE<" in footer
    assert ">NUMPAGES<" in footer


def test_what_a_user_wrote_is_text_and_not_markup() -> None:
    page = to_html(report())
    assert "甲&lt;b&gt;精密&amp;制造有限公司" in page
    assert "\x07" not in page


def test_nothing_outside_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    page = to_html(report())
    assert "http" not in page.replace("https://zjtx.miit.gov.cn", "")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert write_report("pdf", *checked(Tier.LITTLE_GIANT), load_library(), DAY).startswith(b"%PDF")


def test_counts_are_of_the_necessary_conditions_only() -> None:
    result, _ = checked(Tier.LITTLE_GIANT)
    made = report()
    necessary = [condition for condition in result.conditions if condition.necessary]
    assert sum(not condition.part for condition in made.conditions) == len(necessary)
    assert f"共{len(necessary)}项" in made.summary
    assert made.verdict.status is Status.FAIL
    assert made.verdict.word == "不符合"


def test_in_english_the_words_change_and_the_quotes_stay() -> None:
    english, chinese = report(lang="en"), report()
    assert english.verdict.word == "Not met"
    assert "Only the competent authority" in english.authority_short
    assert [c.quotes[0].text for c in english.conditions] == [c.quotes[0].text for c in chinese.conditions]
    facts = {row.label: row.value for row in english.facts}
    assert facts["Revenue 2021"] == "70 million yuan"
    assert facts["Field of the leading product"] == "None"


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="odt"):
        write_report("odt", *checked(Tier.LITTLE_GIANT), load_library(), DAY)


def test_what_failed_stands_first_and_parts_stay_with_their_whole() -> None:
    views = report().conditions
    whole = [view.verdict.status for view in views if not view.part]
    order = [Status.FAIL, Status.UNKNOWN, Status.PASS]
    assert whole == sorted(whole, key=order.index)
    names = [view.name for view in views]
    start = names.index("创新能力")
    assert names[start + 1].startswith("研发费用占比") and views[start + 1].part


def test_a_line_of_the_rounds_is_told_in_words_above_it() -> None:
    result, profile = checked(Tier.LITTLE_GIANT)
    for kind, read in (("pdf", pdf_text), ("docx", docx_text)):
        content = write_report(kind, result, profile, load_library(), DAY, tell_row=lambda quote: f"说明{len(quote)}")
        text = squeezed(read(content))
        lines = [c.citation.quote for c in result.conditions if c.citation.clause_id.startswith("rounds/")]
        assert lines and all(f"说明{len(line)}{squeezed(line)}" in text for line in lines)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_every_indicator_has_its_arithmetic_and_clause(kind: str) -> None:
    result, profile = checked(Tier.SPECIALIZED)
    assert result.score is not None
    content = write_report(kind, result, profile, load_library(), DAY)
    text = squeezed(pdf_text(content) if kind == "pdf" else docx_text(content))
    for item in result.score.indicators:
        assert squeezed(item.explain) in text and squeezed(item.citation.label) in text


@pytest.mark.parametrize(("lang", "words"), [("zh", "65（自评）"), ("en", "65 (self-assessed)")])
def test_a_total_of_the_enterprises_own_is_called_so(lang: str, words: str) -> None:
    found = build_report(*checked(Tier.SPECIALIZED, {"score_total": 65}), load_library(), DAY, lang)
    assert found.score is not None and found.score.total == words
    plain = report(Tier.SPECIALIZED, lang)
    assert plain.score is not None and "–" in plain.score.total


def test_what_is_missing_is_asked_for_once() -> None:
    result, profile = checked(Tier.LITTLE_GIANT)
    text = squeezed(docx_text(write_report("docx", result, profile, load_library(), DAY)))
    assert any("请补充" in line for line in result.advice)
    assert "请补充" not in text
