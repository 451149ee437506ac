"""A title that is asked about is not held; one that is told is, in whatever sentence."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.scope import read_scope
from assistant.reading.speech import Speech
from assistant.reading.titles import TitleRole, read_titles
from corpus.terms import Tier

DAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    "message",
    [
        "专精特新中小企业是谁认定的",
        "评上小巨人省里补贴多少钱",
        "拿到小巨人之后有什么好处",
        "成为小巨人需要几年",
        "获得小巨人称号的企业有多少",
        "要先是省级专精特新吗？",
        "有了专精特新才能报小巨人吗",
        "是专精特新企业吗还要年度更新吗",
        "创新型中小企业认定的流程",
        "Can we apply as a little giant?",
    ],
)
def test_what_is_asked_about_is_not_held(message: str) -> None:
    assert TitleRole.HELD not in {title.role for title in read_titles(Speech.of(message, DAY))}


@pytest.mark.parametrize(
    ("message", "on"),
    [
        ("我们是省级专精特新能报小巨人吗", None),
        ("我们2023年评上专精特新能报小巨人吗", "2023"),
        ("已经是省级专精特新还能报小巨人吗", None),
        ("我们公司专精特新是去年评的，能报小巨人吗", "2025"),
        ("专精特新我们有了，小巨人怎么报", None),
        ("刚拿到省专精特新的牌子，小巨人啥时候能报", None),
        ("We are a provincial specialized SME, can we apply for little giant?", None),
    ],
)
def test_what_is_told_is_held_beside_a_question(message: str, on: str | None) -> None:
    (held,) = [title for title in read_titles(Speech.of(message, DAY)) if title.role is TitleRole.HELD]
    assert (held.tier.value, held.on) == ("specialized", on)


@pytest.mark.parametrize(
    ("message", "tier"),
    [
        ("要先是省级专精特新吗", Tier.LITTLE_GIANT),
        ("要先是创新型吗", Tier.SPECIALIZED),
        ("必须是专精特新才能申请小巨人吗", Tier.LITTLE_GIANT),
        ("要成为专精特新企业需要什么条件", Tier.SPECIALIZED),
    ],
)
def test_a_rung_that_has_to_come_first_asks_of_the_one_above(message: str, tier: Tier) -> None:
    speech = Speech.of(message, DAY)
    assert read_scope(speech, read_titles(speech)).tier is tier
