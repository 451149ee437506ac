"""A heading stands over something: where all of a part was said before, its heading goes, too."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Answer
from assistant.planning.plan import BlockType

MESSAGE = "我们2023年通过宁波市专精特新中小企业认定，2025年营业收入1.26亿元，资产负债率57%。我们今年能报小巨人吗？市场占有率要求多少？网上填报最晚到哪天？"


def test_no_heading_stands_over_nothing(ask: Callable[..., Answer]) -> None:
    answer = ask(MESSAGE, as_of="2026-05-06")
    assert answer.answer.count("2026年4月25日至5月25日") == 1
    heads = [place for place, block in enumerate(answer.blocks) if block["type"] == BlockType.HEADING]
    assert len(heads) >= 2
    for place in heads:
        assert answer.blocks[place + 1]["type"] != BlockType.HEADING
        assert answer.blocks[place + 1]["part"] == answer.blocks[place]["part"]
