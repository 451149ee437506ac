"""What a conversation carries over."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Answer, Status

Ask = Callable[..., Answer]


def test_a_round_not_yet_announced_on_the_day_is_not_carried(ask: Ask) -> None:
    opened = ask("第五批什么时候上传", "2023-03-20", conversation_id="new")
    later = ask("材料呢", "2023-03-21", conversation_id=opened.conversation_id)
    earlier = ask("负债率要求多少", "2022-06-20", conversation_id=opened.conversation_id)
    assert later.basis is not None
    assert later.basis.round == 5
    assert earlier.status is Status.ANSWERED
    assert earlier.basis is not None
    assert earlier.basis.round == 4
