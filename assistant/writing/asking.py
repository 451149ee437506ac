"""The request by which a model is asked to re-word a plan, and what comes back, wording by wording as it is written.

>>> list(wordings(iter(['{"blocks": [{"n": 1, "text": "好。"}, {"n"', ': 2, "text": "再', '见。"}]}'])))
[(1, '好。'), (2, '再见。')]
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pydantic_core import from_json

from assistant.grounding.figures import MARK
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import ModelMessage, ModelRequest
from assistant.llm.prompts import load_prompt
from assistant.planning.curated import KEY as CURATED
from assistant.planning.plan import BlockType
from assistant.rendering.text import Rendered

_PROMPT: Final = "write"
_AS_THEY_STAND: Final = frozenset({BlockType.QUOTE, BlockType.HEADING, BlockType.BASIS, BlockType.CHOICE, BlockType.TALK, BlockType.MISSING, BlockType.ITEM})
"""Blocks that are never re-worded: the clauses' own words, what the answer rests on, what is tapped, listed or asked for."""
_LONGEST: Final = 40_000
"""Characters of a model's text that are looked at."""

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "blocks": {
            "type": "array",
            "items": {"type": "object", "properties": {"n": {"type": "integer"}, "text": {"type": "string"}}, "required": ["n", "text"]},
        }
    },
    "required": ["blocks"],
}


def wordable(rendered: Rendered) -> list[int]:
    """The places of the blocks that may be re-worded: those that cite, so that a wording can be held against clauses; not what a person wrote."""
    blocks = zip(rendered.blocks, rendered.texts, strict=True)
    return [place for place, (block, text) in enumerate(blocks) if block.type not in _AS_THEY_STAND and block.key != CURATED and MARK.search(text)]


def request_for(rendered: Rendered, asked: Sequence[str], lang: str) -> ModelRequest:
    """What a model is asked; the number of a block is its place among the wordable ones, from 1."""
    numbers = {place: number for number, place in enumerate(wordable(rendered), start=1)}
    blocks = [{"n": numbers[place], "text": text.strip()} if place in numbers else {"text": text.strip()} for place, text in enumerate(rendered.texts)]
    prompt = load_prompt(_PROMPT)
    data = json.dumps({"lang": lang, "asked": list(asked), "blocks": blocks}, ensure_ascii=False)
    return ModelRequest(prompt.name, prompt.version, (ModelMessage("system", prompt.text), ModelMessage("user", data)), SCHEMA)


def wordings(pieces: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Each wording as soon as it is whole, in the order written.

    Raises:
        ModelError: MALFORMED, where what comes is not of the shape asked for, or has no end.
    """
    text, given = "", 0
    for piece in pieces:
        text += piece
        if len(text) > _LONGEST:
            raise ModelError(ModelFault.MALFORMED, "write: endless")
        items = _items(text, partial=True)
        for item in items[given:-1]:
            given += 1
            yield item
    yield from _items(text, partial=False)[given:]


def _items(text: str, *, partial: bool) -> list[tuple[int, str]]:
    """The wordings in a text; of one that still grows the last may be half of one."""
    try:
        found = from_json(text, allow_partial=partial)
    except ValueError as error:
        if partial and not text.strip():
            return []
        raise ModelError(ModelFault.MALFORMED, "write: json") from error
    blocks = found.get("blocks") if isinstance(found, dict) else None
    if not isinstance(blocks, list):
        if partial:
            return []
        raise ModelError(ModelFault.MALFORMED, "write: blocks")
    return [_item(item) for item in blocks]


def _item(item: object) -> tuple[int, str]:
    """Number and text; 0, which no block has, where it is neither."""
    number, text = (item.get("n"), item.get("text")) if isinstance(item, dict) else (None, None)
    return (number, text) if isinstance(number, int) and isinstance(text, str) else (0, "")
