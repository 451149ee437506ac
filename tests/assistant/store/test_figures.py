"""What the dashboard counts, and the plots and workbook made of it."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from assistant.desk.plots import by_day, latency_by_day, shares_by_day
from assistant.models import Kind, Origin, Status
from assistant.sheets.plain_book import PlainTable, write_book
from assistant.store import Feedback, Store
from assistant.store.figures import percentile
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.trace import TraceStep
from assistant.trace.summary import Trouble
from assistant.trace.trace import TracedPart
from tests.assistant.store.test_traces import a_trace


def test_answers_are_counted_by_day_site_and_end(store: Store) -> None:
    part = TracedPart(words="给多少钱", start=0, end=4, kind=MatterKind.OUTSIDE, id="money", share=0.9, forms=(Form.HOW_MANY,), status=Status.NOT_IN_CORPUS)
    vain = a_trace(status=Status.NOT_IN_CORPUS, kind=Kind.POLICY, site="anhui", parts=(part,), steps=(TraceStep(name="read", ms=12.5),))
    for trace in (vain, a_trace(origin=Origin.CURATED), a_trace(6.0), a_trace(9.0)):
        store.traces.keep(trace)
    store.feedback.record(Feedback(vain.id, "给多少钱", False))
    answers = store.figures.answers(7)
    assert len(answers) == 3 and len(store.figures.answers(30)) == 4
    (one,) = store.figures.answers(7, "anhui")
    assert (one.kind, one.status, one.ms, one.disliked, one.troubles) == ("policy", "not_in_corpus", 12.5, True, frozenset({Trouble.NOT_IN_CORPUS}))
    (found,) = store.figures.unanswered(7)
    assert (found.matter, found.count, found.example) == (Matter(MatterKind.OUTSIDE, "money"), 1, "给多少钱")
    assert store.figures.unanswered(7, "elsewhere") == ()
    for drawn in (by_day(answers, lambda each: [each.kind], str, "n"), latency_by_day(answers, str, "ms"), shares_by_day(answers, {"all": lambda each: True}, str, "%")):
        assert drawn.startswith("<svg") and "</svg>" in drawn and "<script" not in drawn


@pytest.mark.sqlite
def test_plots_drawn_at_once_are_those_drawn_one_after_another(store: Store) -> None:
    """A page asks for its plots all at once."""
    store.traces.keep(a_trace())
    answers = store.figures.answers(7)
    draw = [lambda: by_day(answers, lambda each: [each.kind], lambda kind: "类别", "提问数"), lambda: latency_by_day(answers, lambda key: "半数用时", "毫秒")]
    alone = [each() for each in draw]
    with ThreadPoolExecutor(8) as threads:
        for number, drawn in enumerate(threads.map(lambda each: each(), draw * 8)):
            assert drawn == alone[number % 2] and ">提问数<" in alone[0]


def test_nothing_asked_draws_nothing() -> None:
    assert by_day((), lambda each: [each.kind], str, "n") == latency_by_day((), str, "ms") == ""


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values_and_grows(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert percentile(values, 0) == min(values) and percentile(values, 1) == max(values)


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_a_workbook_holds_text_and_no_formula(hostile: str) -> None:
    book = load_workbook(io.BytesIO(write_book([PlainTable("表", ["问题", "次数"], [[hostile, 3], ["长" * 100, None]])])))
    cell = book["表"]["A2"]
    assert cell.data_type == "s" and cell.value == hostile and cell.quotePrefix
    assert book["表"]["B2"].value == 3
