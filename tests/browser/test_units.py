"""Numbers with their units read on the pages as they do in an answer of the same language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page

from assistant.rules.fields import catalogue
from assistant.rules.texts import english_units, in_english, with_unit
from assistant.web.bundling import join_script
from assistant.web.static_files import STATIC
from tests.browser.conftest import Open, Server

NUMBERS = ("0", "1", "2", "72", "0.5", "98", "352", "1.1", "-300", "4800", "5000", "11000", "65.97", "99.9999", "100", "100000", "123456.789", "-0.01")
HAN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const foreign = parent.closest('script, blockquote, [lang|=zh]:not(html), .printed, #language, .clause');
    if (!foreign && /[\\u4e00-\\u9fff，。；：（）]/.test(walker.currentNode.textContent)) found.push(walker.currentNode.textContent.trim());
  }
  return found;
}"""


@pytest.fixture(scope="module")
def units(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with the module and nothing else."""
    entry = tmp_path_factory.mktemp("script") / "entry.js"
    path = os.path.relpath(STATIC / "chat" / "units.js", entry.parent)
    entry.write_text(f'import {{ setUnits, withUnit }} from "{path}";\nObject.assign(window, {{ setUnits, withUnit }});\n', "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=join_script(entry))
    yield page
    context.close()


def test_english_is_that_of_the_answers(units: Page) -> None:
    wanted = {field.unit for field in catalogue().values() if field.unit}
    units.evaluate("patterns => setUnits(patterns)", english_units())
    for unit in sorted(wanted):
        drawn = units.evaluate("([numbers, unit]) => numbers.map(each => withUnit(Number(each), unit))", [NUMBERS, unit])
        with in_english():
            assert drawn == [with_unit(Decimal(each), unit) for each in NUMBERS], unit


def test_chinese_keeps_the_unit_of_the_form(units: Page) -> None:
    units.evaluate("setUnits(null)")
    assert units.evaluate("[withUnit(72, '%'), withUnit(8000, '万元'), withUnit(8000, '万元', ''), withUnit('工业', null)]") == ["72%", "8000 万元", "8000万元", "工业"]


def test_the_pages_in_english_leave_only_names_and_quotes_in_chinese(open_page: Open, server: Server) -> None:
    visit = open_page(f"{server.url}?lang=en")
    page = visit.page
    visit.ask("Our revenue in 2025 was RMB 48 million, we have 120 employees and a debt ratio of 82%. Can we apply as a little giant?")
    for summary in page.locator(".reply summary").all():
        summary.click()
    assert page.locator(".fact-value").all_inner_texts() == ["120 people", "82%", "48 million yuan"]
    assert page.evaluate(HAN) == []
    page.goto(f"{server.url}check?lang=en&as_of=2026-05-01")
    page.fill("[data-path='revenue.2025']", "48 million")
    page.locator("[data-condition=revenue] .word.fail").wait_for()
    page.click("[data-try='revenue.2025']")
    page.get_by_role("button", name="At 50 million yuan: Revenue met").wait_for()
    assert page.locator("[data-slide='revenue.2025'] + output").inner_text() == "48 million yuan"
    assert set(page.locator(".unit").all_inner_texts()) <= {"10k yuan", "people", "items", "years", "points", "level", "place", "%"}
    assert page.evaluate(HAN) == []
    assert visit.errors == []
