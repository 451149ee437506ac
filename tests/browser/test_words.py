"""An answer's text is built up element by element as the browser's own parser would build it: the same words, in the same kinds of elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from assistant.web.bundling import join_script
from assistant.web.markup import to_html
from assistant.web.side_by_side import blocks_to_html
from assistant.web.static_files import STATIC

PIECES = (
    "**6月28日**截止。[1]", "- 一项：**符合**。[1]\n- 两项 [2][3]\n", "> 原文“照抄”。[1]\n> 第二行", "### 有效期\n\n有效期3年。[1]",
    "1. 甲\n2. 乙\n", "| 项目 | 2022年 | 2026年 |\n|---|---|---|\n| 资产负债率 | 70%[1] | 75%[2] |", "3600 ÷ 5000 = 72%\n\n2 * 3 * 4 = 24",
    "<b>不是标签</b> & 不是 &amp; [9] [链接](http://a.cn) ![图](x)", "甲\n乙\n\n丙", "---", "- 甲\n  - 乙\n  - 丙\n- 丁", "a**b** **c**d **未完",
    "第一段\n- 列表紧跟\n- 第二项\n\n结尾", "2. 从二开始\n3. 三", "> - 引文里的列表\n> - 第二项\n\n后面", "`代码` _下划线_ ~~删~~", "中_文_字 *星* a*b*c rd_expense_sum2 与 x_y_z",
)  # fmt: skip
COMPARED = [{"type": "comparison", "values": {key: {"zh": said, "en": said} for key, said in row.items()}, "text": f"- {row['name']}：{row['now']}[1]；{row['other']}[2]。\n"} for row in (
    {"name": "资产负债率", "now": "不高于75%", "other": "<70% & “原文”"}, {"name": "营业收入", "now": "5000万元以上", "other": "不考察"},
)]  # fmt: skip
DRAWN = "text => { const box = document.createElement('div'); box.append(...elements(text, number => h('button', {class: 'mark'}, String(number)))); return box.outerHTML }"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    entry = tmp_path_factory.mktemp("script") / "entry.js"
    lines = [f'import {{ {name} }} from "./{module}.js";' for name, module in (("elements", "words"), ("h", "dom"))]
    for module in ("words", "dom"):
        (entry.parent / f"{module}.js").write_bytes((STATIC / "chat" / f"{module}.js").read_bytes())
    entry.write_text("\n".join([*lines, "Object.assign(window, { elements, h });", ""]), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=join_script(entry))
    yield page
    context.close()


def _shape(node: Any) -> list[Any]:
    """Kinds, what they span and words of a tree."""
    spans = {name: node.get(name) for name in ("start", "scope", "colspan") if node.get(name)}
    return [str(node.tag), spans, "".join(node.itertext()), *[_shape(child) for child in node]]


def _assert_alike(page: Page, text: str) -> None:
    drawn = html.fromstring(page.evaluate(DRAWN, text))
    for wrap in drawn.xpath(".//div[@class='table-wrap']"):
        wrap.drop_tag()
    assert _shape(drawn) == _shape(html.fromstring(f"<div>{text}</div>")), text


@pytest.mark.parametrize("markdown", PIECES)
def test_each_kind_of_piece(markdown: str, page: Page) -> None:
    _assert_alike(page, to_html(markdown, {1, 2, 3}))


def test_pieces_after_each_other(page: Page) -> None:
    for first in PIECES:
        for second in PIECES:
            _assert_alike(page, to_html(f"{first}\n\n{second}", {1, 2, 3}))


def test_versions_side_by_side(page: Page) -> None:
    text = blocks_to_html(COMPARED, {1, 2})
    assert '<table class="compared">' in text
    _assert_alike(page, text)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p onclick='x'>a", '<p onclick="x">a</p>', "<", "a < b > c", "</p></p>甲", "<b>b</b>"])
def test_what_the_server_would_never_send_stays_text(text: str, page: Page) -> None:
    drawn = html.fromstring(page.evaluate(DRAWN, text))
    assert {str(each.tag) for each in drawn.iter()} <= {"div", "p"}
    assert not drawn.xpath("//@*[starts-with(name(), 'on')]")
