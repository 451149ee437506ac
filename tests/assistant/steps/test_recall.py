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


def test_what_was_told_is_shown_and_what_is_still_missing_is_asked_for(ask: Ask) -> None:
    opened = ask("我司2021年营收1.2亿，负债率62%，能报小巨人吗", "2022-06-20", conversation_id="new")
    shown = ask("我现在填了哪些信息", "2022-06-20", conversation_id=opened.conversation_id)
    assert shown.status is Status.ANSWERED
    assert "2021年营业收入12000万元、资产负债率62%" in shown.answer
    assert shown.profile == opened.profile
    rest = ask("还差什么", "2022-06-20", conversation_id=opened.conversation_id)
    assert rest.status is Status.NEEDS_INPUT
    assert "recognitions" in rest.missing
    ask("把我刚才说的都清空", "2022-06-20", conversation_id=opened.conversation_id)
    assert "没有保存" in ask("我填了哪些信息", "2022-06-20", conversation_id=opened.conversation_id).answer
