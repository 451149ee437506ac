from __future__ import annotations

from assistant.settings import Settings
from assistant.store import Feedback, Store


def test_feedback_is_kept_in_order_over_a_restart(store: Store, settings: Settings) -> None:
    words = [
        Feedback("t1", "第四批什么时候上传", liked=True),
        Feedback("t2", "<b>负债率</b>'; DROP TABLE feedback; --", liked=False, reason="引用的不是现行办法"),
    ]
    for word in words:
        store.feedback.record(word)
    store.close()
    assert Store(settings).feedback.all() == tuple(words)
