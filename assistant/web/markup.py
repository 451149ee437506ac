"""An answer's Markdown -> HTML for a page: few elements, no links, images or raw HTML, marks as buttons.

>>> to_html("**6月28日** <b> [1]", {1})
'<p><strong>6月28日</strong> &lt;b&gt; <button type="button" class="mark" data-mark="1">1</button></p>\\n'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_MARK = re.compile(r"\[(\d{1,3})\]")
_RULES = ["blockquote", "emphasis", "heading", "hr", "list", "newline", "table"]


class _Renderer(RendererHTML):
    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        def button(match: re.Match[str]) -> str:
            if int(match[1]) not in env["marks"]:
                return match[0]
            if env["anchor"]:
                return f'<a class="mark" href="#{env["anchor"]}{match[1]}">{match[1]}</a>'
            return f'<button type="button" class="mark" data-mark="{match[1]}">{match[1]}</button>'

        return _MARK.sub(button, escape(tokens[idx].content))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "breaks": True}, renderer_cls=_Renderer).enable(_RULES)


def to_html(markdown: str, marks: AbstractSet[int], anchor: str = "") -> str:
    """Render an answer.

    Args:
        marks: the numbers that name a citation; `[k]` with another number stays text.
        anchor: what stands before the number in the ids of the listed citations, for pages without scripts: marks are
            then links to them.
    """
    return str(_markdown().render(markdown, {"marks": marks, "anchor": anchor}))


def to_inline_html(markdown: str, marks: AbstractSet[int], anchor: str = "") -> str:
    """Render a part of a line, without a paragraph around it; the arguments are those of `to_html`."""
    return str(_markdown().renderInline(markdown, {"marks": marks, "anchor": anchor}))
