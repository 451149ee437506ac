from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.markup import to_html

ALLOWED = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "br", "hr", "table", "thead", "tbody", "tr", "th", "td"}
ALLOWED |= {f"h{level}" for level in range(1, 7)} | {"button"}


def test_marks_are_buttons_only_where_a_citation_has_their_number() -> None:
    html = to_html("不高于70%[1][9]", {1})
    assert 'data-mark="1"' in html
    assert "[9]" in html


def test_links_images_and_tags_stay_text() -> None:
    html = to_html("![a](https://a.test/x.png) [b](javascript:1) <img src=x onerror=alert(1)>", set())
    assert "<img" not in html
    assert "<a" not in html
    assert "&lt;img" in html


@given(st.text(alphabet="<>&\"'![]()*_#-|>`~:/ \nax1 在", max_size=80))
def test_nothing_becomes_markup_but_a_few_elements(text: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", to_html(text, {1}))
    assert set(tags) <= ALLOWED
