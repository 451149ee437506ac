"""Which round reviews the batch whose title is held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "as_of", "words"),
    [
        ("我们是第四批小巨人，今年要复核吗", "2025-05-20", "第四批由第七批复核，就在今年（2025年）"),
        ("我们是第四批小巨人，今年要复核吗", "2026-05-20", "第四批由2025年的第七批复核，不在今年"),
        ("我们是第三批小巨人，今年要复核吗", "2024-05-20", "第三批由第六批复核，就在今年（2024年）"),
        ("我们是第四批小巨人，今年要复核吗", "2024-05-20", "尚未有通知"),
        ("我们是第六批小巨人，要不要复核", "2026-11-24", "尚未有通知"),
    ],
)
def test_review_round(ask: Ask, question: str, as_of: str, words: str) -> None:
    assert words in ask(question, as_of=as_of).answer.split("\n", 1)[0]
