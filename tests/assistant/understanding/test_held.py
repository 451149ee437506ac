"""A title told is not the tier asked about."""

from __future__ import annotations

import pytest

from assistant.understanding.held import tier_held
from corpus.terms import Tier


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("我们是专精特新企业，负债率72%，能报吗", Tier.SPECIALIZED),
        ("专精特新企业，去年营收8000万，能报吗", Tier.SPECIALIZED),
        ("我们已经是省级专精特新了，今年能申报吗", Tier.SPECIALIZED),
        ("我司是创新型中小企业，能申请吗", Tier.INNOVATIVE),
        ("专精特新中小企业，能报吗", None),
        ("专精特新，营收500万能报吗", None),
        ("我们是专精特新企业，有效期几年", None),
        ("我们是专精特新企业，什么时候复核，要申请吗", None),
    ],
)
def test_title_held(text: str, tier: Tier | None) -> None:
    assert tier_held(text) is tier
