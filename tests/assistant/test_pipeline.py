"""The loop over the steps: notes and times of each, and what still runs once the plan is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.models import AskRequest
from assistant.pipeline import Context, run
from assistant.planning.finding import Finder
from assistant.reading.reader import WordsReader
from assistant.rules.standards import load_standards
from assistant.sites import Site
from corpus.library import load_library


@dataclass
class Noting:
    """Leaves a note; `ends` finishes the plan."""

    name: str
    always: bool = False
    ends: bool = False

    def __call__(self, context: Context) -> None:
        context.note(f"note of {self.name}")
        context.done = context.done or self.ends


def _context() -> Context:
    def no_search() -> None:
        raise AssertionError("no step of these searches")

    finder = Finder(no_search)  # type: ignore[arg-type]
    request, day = AskRequest(question="?"), date(2022, 6, 20)
    return Context(request, day, load_library(), load_standards(), finder, Site(), WordsReader(None, {}))


def test_each_step_has_its_own_notes_and_time() -> None:
    trace = run([Noting("read"), Noting("settle")], _context())
    assert [(step.name, step.notes) for step in trace.steps] == [
        ("read", ("note of read",)),
        ("settle", ("note of settle",)),
    ]
    assert all(step.ms >= 0 for step in trace.steps)


def test_once_the_plan_is_finished_only_what_always_runs_still_runs() -> None:
    trace = run([Noting("carry", ends=True), Noting("plan"), Noting("ground", always=True)], _context())
    assert [step.name for step in trace.steps] == ["carry", "ground"]


def test_every_way_has_an_id_of_its_own() -> None:
    assert len({run([], _context()).id for _ in range(50)}) == 50
