"""The loop over the steps: notes and times of each, and what still runs once the draft is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answering.finding import Finder
from assistant.models import AskRequest
from assistant.pipeline import Context, run
from assistant.sites import Site
from corpus.library import load_library


@dataclass
class Noting:
    """Leaves a note; `ends` finishes the draft."""

    name: str
    always: bool = False
    ends: bool = False

    def __call__(self, context: Context) -> None:
        context.note(f"note of {self.name}")
        context.done = context.done or self.ends


def _context() -> Context:
    def no_search() -> None:
        raise AssertionError("no step of these searches")

    return Context(AskRequest(question="?"), date(2022, 6, 20), load_library(), Finder(no_search), Site())  # type: ignore[arg-type]


def test_each_step_has_its_own_notes_and_time() -> None:
    trace = run([Noting("understand"), Noting("find")], _context())
    assert [(step.name, step.notes) for step in trace.steps] == [
        ("understand", ("note of understand",)),
        ("find", ("note of find",)),
    ]
    assert all(step.ms >= 0 for step in trace.steps)


def test_once_the_draft_is_finished_only_what_always_runs_still_runs() -> None:
    trace = run([Noting("settle", ends=True), Noting("compose"), Noting("ground", always=True)], _context())
    assert [step.name for step in trace.steps] == ["settle", "ground"]


def test_every_way_has_an_id_of_its_own() -> None:
    assert len({run([], _context()).id for _ in range(50)}) == 50
