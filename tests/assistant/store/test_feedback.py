from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import UnknownTraceError
from assistant.settings import Settings
from assistant.store import Feedback, Store
from tests.assistant.store.test_traces import a_trace


def test_feedback_is_kept_in_order_over_a_restart(settings: Settings) -> None:
    settings = settings.model_copy(update={"trace_days": 0})
    store = Store(settings)
    words = [
        Feedback("t1", "第四批什么时候上传", liked=True),
        Feedback("t2", "<b>负债率</b>'; DROP TABLE feedback; --", liked=False, reason="引用的不是现行办法"),
    ]
    for word in words:
        store.feedback.record(word)
    store.close()
    assert Store(settings).feedback.all() == tuple(words)


def test_one_word_an_answer_and_only_on_an_answer_that_was_given(store: Store) -> None:
    trace = a_trace()
    store.traces.keep(trace)
    store.feedback.record(Feedback(trace.id, "问题", liked=False))
    store.feedback.record(Feedback(trace.id, "问题", liked=True, reason="改主意了"))
    assert [(word.liked, word.reason) for word in store.feedback.all()] == [(True, "改主意了")]
    with pytest.raises(UnknownTraceError):
        store.feedback.record(Feedback("0" * 32, "问题", liked=True))


def test_a_word_runs_out_after_its_days(settings: Settings) -> None:
    store = Store(settings.model_copy(update={"trace_days": 0, "feedback_days": 7}))
    now = datetime.now(UTC)
    for days in (6.9, 7.1):
        store.feedback.record(Feedback(f"t{days}", "问题", liked=True, created_at=now - timedelta(days=days)))
    assert [word.trace_id for word in store.feedback.all()] == ["t6.9"]
    assert store.feedback.question_of("t7.1") is None
    assert store.records.purge().feedback == 1
