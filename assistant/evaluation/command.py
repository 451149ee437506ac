"""`zjtx eval`: answer, write down, judge, show.

>>> report = run_eval(["own"], json_out=None, out_dir=None)  # doctest: +SKIP
>>> print(report)  # doctest: +SKIP
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from assistant.evaluation.cases import QuestionSet, load_set, read_jsonl
from assistant.evaluation.errors import BadSampleError, NoModelError
from assistant.evaluation.judging import (
    PARTS,
    RankRow,
    Row,
    answer_figures,
    as_json,
    in_part,
    judge_answers,
    judge_passages,
    judge_rankings,
    ranking_figures,
)
from assistant.evaluation.page.observed import Observed, write_observed
from assistant.evaluation.report import EvalReport, Line, Table, check_gates
from assistant.evaluation.rows.rowset import CASES, CASES_FILE, ROW_SETS, RowSet, load_cases, load_rows
from assistant.evaluation.runner import Peer, new_run_folder, run_set, write_settings
from assistant.evaluation.sentences import VERIFIER
from assistant.evaluation.texts import texts
from corpus.library import Library, load_library

DEFAULT_SETS: Final = ("own",)
RUNS: Final = Path("runs")


def run_eval(sets: Sequence[str], json_out: Path | None = None, out_dir: Path | None = None, *, model: bool = False) -> EvalReport:
    """Measure the assistant and its peers on `sets`.

    Args:
        sets: names of the project's sets, of external ones, or `cases`; where empty the project's own, and the cases added.
        json_out: a file for the report as JSON.
        out_dir: where runs are kept, `runs` in the working directory by default.
        model: the row sets with the language model that is set, too.

    Raises:
        UnknownSetError: no set of that name, before anything is asked.
        NoModelError: `model`, and none is set.
    """
    from assistant.evaluation.external import EXTERNAL_SETS
    from assistant.evaluation.page.page import write_page
    from assistant.settings import settings

    if model and settings().llm_provider == "none":
        raise NoModelError
    names = tuple(dict.fromkeys(sets)) or _usual_sets()
    own = [load_set(name) for name in names if name not in (*EXTERNAL_SETS, *ROW_SETS, CASES, VERIFIER)]
    rows = [load_cases(settings().cases_path) if name == CASES else load_rows(name) for name in names if name in (*ROW_SETS, CASES)]
    external = _external_sets([name for name in names if name in EXTERNAL_SETS])
    folder = new_run_folder(out_dir or RUNS)
    write_settings(folder, names)
    notes = _answer(own, folder) if own else ()
    tables = [_measure_external(each, folder.parent / "cache") for each in external]
    tables += _measure_rows(rows, folder, model=model) if rows else []
    if VERIFIER in names:
        tables.append(_measure_verifier(folder))
    report = judge_run(folder, extra=tables, notes=notes)
    (folder / "report.json").write_text(
        json.dumps(report.to_json(), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    (folder / "report.txt").write_text(f"{report}\n", encoding="utf-8")
    page = write_page(report, folder)
    if json_out:
        json_out.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    return replace(report, notes=(*report.notes, texts()("page", file=page)))


def _usual_sets() -> tuple[str, ...]:
    from assistant.settings import settings

    added = (settings().cases_path / CASES_FILE).is_file()
    return (*DEFAULT_SETS, CASES) if added else DEFAULT_SETS


def draw_sample(sets: Sequence[str], count: int, seed: int, out_dir: Path | None = None) -> tuple[Path, int]:
    """Answer `count` rows of one set and write them down for a second judge; the file, and how many messages it holds.

    Raises:
        BadSampleError: not exactly one set of rows is named, or it has fewer rows.
    """
    from assistant.evaluation.rows.asking import ask_rows, open_assistant
    from assistant.evaluation.rows.sample import SAMPLE, draw, write_sample

    if len(sets) != 1 or sets[0] not in ROW_SETS:
        raise BadSampleError(texts()("sample_of_one", known="、".join(ROW_SETS)), "set")
    rows = draw(load_rows(sets[0]), count, seed)
    folder = out_dir or new_run_folder(RUNS)
    return folder / SAMPLE, write_sample(ask_rows(rows, open_assistant(), show_progress), folder)


def judge_run(folder: Path, extra: Sequence[Table] = (), notes: Sequence[str] = ()) -> EvalReport:
    """Judge what a run wrote down, again if need be: no question is asked.

    Args:
        folder: the run's folder.
        extra: tables that were measured apart.
    """
    library = load_library()
    described = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    tables: list[Table] = []
    for place in sorted(path.parent for path in folder.glob("*/answers.jsonl")):
        questions = load_set(place.name)
        tables += _judge_set(questions, place, library)
    tables += extra
    return EvalReport(described, tuple(tables), folder, tuple(notes), check_gates(tables))


def _judge_set(questions: QuestionSet, place: Path, library: Library) -> list[Table]:
    text = texts()
    rows = judge_answers(questions, place, library)
    ranked = judge_rankings(questions, place, library)
    _write_rows(place / "rows.jsonl", rows)
    write_observed(place, _observed(questions, rows, place))
    _write_rows(place / "ranks.jsonl", ranked)
    answers = tuple(Line(part, None, answer_figures(in_part(rows, part))) for part in PARTS)
    systems = tuple(dict.fromkeys(row.system for row in ranked))
    rankings = tuple(
        Line(part, system, ranking_figures([row for row in in_part(ranked, part) if row.system == system]))
        for part in PARTS
        for system in systems
    )
    return [
        Table(questions.name, text("heading_answers", title=questions.title), answers),
        Table(questions.name, text("heading_rankings", title=questions.title), rankings),
        Table(questions.name, text("heading_passages", title=questions.title), _said(questions, place)),
    ]


def _said(questions: QuestionSet, place: Path) -> tuple[Line, ...]:
    """By part and system, how often what is asked for stands in what the reader is shown."""
    by_system = judge_passages(questions, place)
    lines = []
    for part in PARTS:
        for system, rows in by_system.items():
            right = [holds for case, holds in rows if part in ("all", case.part)]
            if right:
                lines.append(Line(part, system, {"questions": float(len(right)), "said": sum(right) / len(right)}))
    return tuple(lines)


def _observed(questions: QuestionSet, rows: Sequence[Row], place: Path) -> Iterator[Observed]:
    """What the page shows of judged questions, with what was written down when they were asked."""
    asked = {line["id"]: line for _, line in read_jsonl(place / "answers.jsonl")}
    kinds = {case.id: case.kind or () for case in questions.cases}
    for row in rows:
        line = asked[row.id]
        yield Observed(
            set=questions.name,
            id=row.id,
            part=row.part,
            right=row.right,
            text=row.question,
            sure=line["sure"],
            ms=line["answer"].get("elapsed_ms"),
            kind=row.kind,
            kinds=tuple(kinds[row.id]),
            misses=() if row.right else _wrong(row),
            way="" if row.right else line["way"],
        )


def _wrong(row: Row) -> tuple[str, ...]:
    """What was wrong with an answer, a line each."""
    found = {"status": () if row.status_right else (row.status,), "must": row.missing_words, "must_not": row.forbidden_words}
    found |= {"clause": tuple("|".join(group) for group in row.missing_clauses), "order": row.wrong_order, "unsound": row.unsound}
    return tuple(f"{texts()(f'miss_{kind}')} {'、'.join(what)}" for kind, what in found.items() if what)


def _answer(own: Sequence[QuestionSet], folder: Path) -> tuple[str, ...]:
    from assistant.evaluation.rows.asking import open_assistant

    assistant = open_assistant()
    peers, notes = _peers()
    for questions in own:
        run_set(questions, assistant, peers, folder, show_progress)
    return notes


def _measure_rows(sets: Sequence[RowSet], folder: Path, *, model: bool) -> list[Table]:
    """Every set by words and rules, and with the model where it is asked for."""
    from assistant.evaluation.rows.asking import ask_rows, open_assistant
    from assistant.evaluation.rows.report import report_rows

    tables = []
    for with_model in (False, True) if model else (False,):
        assistant = open_assistant(model=with_model)
        for rows in sets:
            named = replace(rows, name=f"{rows.name}+model", title=texts()("with_model", title=rows.title)) if with_model else rows
            tables.append(report_rows(named, list(ask_rows(rows, assistant, show_progress)), folder / named.name))
    return tables


def _measure_verifier(folder: Path) -> Table:
    from assistant.evaluation.rows.asking import open_assistant
    from assistant.evaluation.sentences import measure_sentences

    return measure_sentences(open_assistant(), folder / VERIFIER, show_progress)


def _peers() -> tuple[tuple[Peer, ...], tuple[str, ...]]:
    from assistant.evaluation.peers import langchain_peers, part_peers
    from assistant.settings import settings
    from index.config import IndexConfig

    library = load_library()
    parts = tuple(part_peers(IndexConfig(settings().index_path, settings().embedding_model), library))
    try:
        return (*parts, *langchain_peers(library)), ()
    except ImportError:
        return parts, (texts()("no_peer"),)


def _external_sets(names: Sequence[str]) -> list[Any]:
    from assistant.evaluation.external import load_external
    from assistant.settings import settings

    return [load_external(name, settings().eval_data_path) for name in names]


def _measure_external(external: Any, cache: Path) -> Table:
    from assistant.evaluation.external import measure_external
    from assistant.settings import settings
    from index.config import IndexConfig
    from index.embedding import load_embedder

    embedder = load_embedder(settings().embedding_model)
    return measure_external(external, embedder, IndexConfig(Path()).dense_weight, cache, show_progress)


def show_progress(step: str, done: int, total: int) -> None:
    """Progress on stderr, a line a step, rewritten where it is a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done == total else "\r"
        print(texts()("progress", step=step, done=done, total=total), end=end, file=sys.stderr, flush=True)
    elif done == total:
        print(texts()("progress", step=step, done=done, total=total), file=sys.stderr, flush=True)


def _write_rows(path: Path, rows: Sequence[Row | RankRow]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(as_json(row), ensure_ascii=False) + "\n")
