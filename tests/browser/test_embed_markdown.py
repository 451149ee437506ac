"""The widget draws an answer's Markdown like the chat page does: the same words, in the same kinds of elements."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from assistant.web.bundling import join_script
from assistant.web.embed.script import FOLDER
from assistant.web.markup import to_html
from assistant.web.static_files import STATIC

PIECES = (
    "**6月28日**截止。[1]", "- 一项：**符合**。[1]\n- 两项 [2][3]\n", "> 原文“照抄”。[1]\n> 第二行", "### 有效期\n\n有效期3年。[1]",
    "1. 甲\n2. 乙\n", "| 项目 | 2022年 | 2026年 |\n|---|---|---|\n| 资产负债率 | 70%[1] | 75%[2] |", "3600 ÷ 5000 = 72%\n\n2 * 3 * 4 = 24",
    "<b>不是标签</b> & 不是 &amp; [9] [链接](http://a.cn) ![图](x)", "甲\n乙\n\n丙", "---", "- 甲\n  - 乙\n  - 丙\n- 丁", "a**b** **c**d **未完",
    "第一段\n- 列表紧跟\n- 第二项\n\n结尾", "2. 从二开始\n3. 三", "> - 引文里的列表\n> - 第二项\n\n后面", "`代码` _下划线_ ~~删~~", "中_文_字 *星* a*b*c rd_expense_sum2 与 x_y_z",
)  # fmt: skip
DRAWN = "text => { const box = document.createElement('div'); box.append(...render(text, number => number <= 3 ? h('button', {class: 'mark'}, String(number)) : null)); return box.outerHTML }"


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    entry = tmp_path_factory.mktemp("script") / "entry.js"
    wanted = {"render": FOLDER / "script" / "markdown.js", "h": STATIC / "chat" / "dom.js"}
    lines = [f'import {{ {name} }} from "{os.path.relpath(path, entry.parent)}";' for name, path in wanted.items()]
    entry.write_text("\n".join([*lines, "Object.assign(window, { render, h });", ""]), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=join_script(entry))
    yield page
    context.close()


def _shape(node: Any) -> list[Any]:
    """Kinds and words of a tree; a heading's level, and how paragraphs stand in a list item, are the page's own."""
    kind = re.sub(r"h[1-6]", "h", str(node.tag))
    words = re.sub(r"\s+", "", "".join(node.itertext()))
    return [kind, words, *[shape for child in node if child.tag != "br" for shape in _shapes(child)]]


def _shapes(node: Any) -> list[list[Any]]:
    """Of a paragraph what stands in it: a loose list has one in each item, a tight one has none."""
    return [shape for child in node if child.tag != "br" for shape in _shapes(child)] if node.tag == "p" else [_shape(node)]


def _assert_alike(page: Page, markdown: str) -> None:
    drawn = html.fromstring(page.evaluate(DRAWN, markdown))
    written = html.fromstring(f"<div>{to_html(markdown, {1, 2, 3})}</div>")
    for table in drawn.xpath(".//div[@class='table']"):
        table.drop_tag()
    assert _shape(drawn) == _shape(written), markdown


@pytest.mark.parametrize("markdown", PIECES)
def test_each_kind_of_piece(markdown: str, page: Page) -> None:
    _assert_alike(page, markdown)


def test_pieces_after_each_other(page: Page) -> None:
    for first in PIECES:
        for second in PIECES:
            _assert_alike(page, f"{first}\n\n{second}")
