"""Step two: hold what a run wrote down against what the cases expect. Reads files, needs no model.

A cited or found clause counts when it is the expected one or an option (A., B., …) of that score table; its parent or
a neighbour doesn't. The figures are described in `messages.yaml`, where the table takes its words from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from assistant.clock import today
from assistant.evaluation.cases import ANSWERING, Case, QuestionSet, read_jsonl
from assistant.evaluation.metrics import first_rank, hit_at, mean, ndcg_at, recall_at, reciprocal_rank, share
from assistant.models import Status
from corpus.clauses import ClauseKind
from corpus.errors import ZjtxError
from corpus.library import Library

PARTS = ("all", "tuned", "held_out")

Figures = dict[str, float | None]


@dataclass(frozen=True)
class Row:
    """One question judged: what was wrongly said and what was missed.

    Attributes:
        cited_right: every group of clauses was cited; None where the case asks for none or was rightly declined.
        missing_clauses: the groups of which nothing was cited.
        unsound: a quote that is not verbatim, an unknown clause, a text published after the day asked about.
    """

    id: str
    part: str
    topic: str
    question: str
    expected_status: tuple[str, ...]
    status: str
    status_right: bool
    kind: str | None
    kind_right: bool | None
    cited: tuple[str, ...]
    cited_right: bool | None
    missing_clauses: tuple[tuple[str, ...], ...]
    missing_words: tuple[str, ...]
    forbidden_words: tuple[str, ...]
    wrong_order: tuple[str, ...]
    unsound: tuple[str, ...]
    right: bool
    answerable: bool
    must_decline: bool


OURS: Final = "zjtx"
"""The name of our own answers among the systems."""


@dataclass(frozen=True)
class RankRow:
    """One ranking judged: where the clause that answers was found, and what stood before it."""

    id: str
    part: str
    topic: str
    system: str
    question: str
    rank: int | None
    before_it: tuple[tuple[str, ...], ...]
    missed: tuple[tuple[str, ...], ...]
    figures: Figures


def judge_answers(questions: QuestionSet, place: Path, library: Library) -> list[Row]:
    """Judge `answers.jsonl` of a run's set folder."""
    answers = {str(row["id"]): row["answer"] for row in _rows(place / "answers.jsonl")}
    return [judge_answer(case, answers[case.id], library) for case in questions.cases if case.id in answers]


def judge_rankings(questions: QuestionSet, place: Path, library: Library) -> list[RankRow]:
    """Judge `rankings.jsonl` of a run's set folder."""
    cases = {case.id: case for case in questions.cases}
    return [
        judge_ranking(cases[row["id"]], str(row["system"]), row["ranking"], library)
        for row in _rows(place / "rankings.jsonl")
        if row["id"] in cases
    ]


def judge_passages(questions: QuestionSet, place: Path) -> dict[str, list[tuple[Case, bool]]]:
    """By system, whether what it puts before the reader holds all that is asked for: our answer, a peer's first passage."""
    cases = {case.id: case for case in questions.cases if case.searchable and case.must}
    found: dict[str, list[tuple[Case, bool]]] = {}
    for row in _rows(place / "answers.jsonl"):
        if row["id"] in cases:
            case = cases[row["id"]]
            found.setdefault(OURS, []).append((case, not _missing_words(case, str(row["answer"].get("answer", "")))))
    for row in _rows(place / "rankings.jsonl"):
        if row["id"] in cases and "said" in row:
            case = cases[row["id"]]
            found.setdefault(str(row["system"]), []).append((case, not _missing_words(case, str(row["said"]))))
    return found


def judge_answer(case: Case, answer: Mapping[str, Any], library: Library) -> Row:
    """Hold one answer against its case."""
    status, words = str(answer["status"]), str(answer.get("answer", ""))
    kind = answer.get("kind")
    citations = answer.get("citations", [])
    cited = tuple(str(citation["clause_id"]) for citation in citations)
    answered = status in ANSWERING
    expected_here = answered and bool(set(case.status) & ANSWERING)
    missing = _uncited(case, cited, library) if expected_here else ()
    missing_words = _missing_words(case, words) if expected_here else ()
    forbidden = tuple(word for word in case.must_not if place_of(word, words) >= 0)
    disordered = case.order if expected_here and not _in_order(words, case.order) else ()
    unsound = _unsound(citations, case.as_of or today(), library)
    status_right = status in case.status
    kind_right = None if case.kind is None or status == Status.ERROR else kind in case.kind
    faults = (missing, missing_words, forbidden, disordered, unsound)
    judged = bool(case.clauses) and (case.answerable or answered)
    return Row(
        id=case.id,
        part=case.part,
        topic=case.topic,
        question=case.question,
        expected_status=tuple(case.status),
        status=status,
        status_right=status_right,
        kind=kind,
        kind_right=kind_right,
        cited=cited,
        cited_right=(expected_here and not missing) if judged else None,
        missing_clauses=missing,
        missing_words=missing_words,
        forbidden_words=forbidden,
        wrong_order=disordered,
        unsound=unsound,
        right=status_right and not any(faults),
        answerable=case.answerable,
        must_decline=case.must_decline,
    )


def judge_ranking(case: Case, system: str, ranking: Sequence[Sequence[str]], library: Library) -> RankRow:
    """Hold one ranking against its case."""
    groups = [accepted(group, library) for group in case.clauses]
    rank = first_rank(ranking, groups[0])
    figures: Figures = {f"recall@{k}": float(hit_at(ranking, groups[0], k)) for k in (1, 3, 5, 10)}
    figures["all@5"] = recall_at(ranking, groups, 5)
    figures["mrr"] = reciprocal_rank(ranking, groups[0])
    figures["ndcg@10"] = ndcg_at(ranking, groups, 10)
    return RankRow(
        id=case.id,
        part=case.part,
        topic=case.topic,
        system=system,
        question=case.question,
        rank=rank,
        before_it=tuple(tuple(found) for found in ranking[: rank - 1 if rank else 5]),
        missed=tuple(
            group for group, ids in zip(case.clauses, groups, strict=True) if not hit_at(ranking, ids, 5)
        ),
        figures=figures,
    )


def accepted(group: Iterable[str], library: Library) -> frozenset[str]:
    """The ids that stand for a group: its own, and the options of a score table among them."""
    ids = set(group)
    for clause_id in group:
        ids.update(
            child.id for child in library.clause(clause_id).children if child.kind is ClauseKind.OPTION
        )
    return frozenset(ids)


def answer_figures(rows: Sequence[Row]) -> Figures:
    """The figures over judged answers."""
    declining = [row for row in rows if row.must_decline]
    answerable = [row for row in rows if row.answerable]
    return {
        "questions": float(len(rows)),
        "right": share(row.right for row in rows),
        "status": share(row.status_right for row in rows),
        "kind": share(row.kind_right for row in rows if row.kind_right is not None),
        "cited": share(row.cited_right for row in rows if row.cited_right is not None),
        "words": share(not row.missing_words and row.status_right for row in answerable),
        "declined": share(row.status not in ANSWERING for row in declining),
        "needlessly_declined": share(row.status not in ANSWERING for row in answerable),
        "unsound": share(bool(row.unsound or row.forbidden_words or row.wrong_order) for row in rows),
    }


def ranking_figures(rows: Sequence[RankRow]) -> Figures:
    """The figures over judged rankings of one system."""
    names = rows[0].figures if rows else {}
    return {"questions": float(len(rows))} | {name: mean(row.figures[name] for row in rows) for name in names}


def in_part(rows: Sequence[Any], part: str) -> list[Any]:
    """The rows of one part; all of them for `all`."""
    return [row for row in rows if part in ("all", row.part)]


def as_json(row: Row | RankRow) -> dict[str, Any]:
    """A row as plain JSON."""
    return asdict(row)


def _rows(path: Path) -> Iterable[Any]:
    return (row for _, row in read_jsonl(path)) if path.is_file() else ()


def _uncited(case: Case, cited: Sequence[str], library: Library) -> tuple[tuple[str, ...], ...]:
    return tuple(group for group in case.clauses if not accepted(group, library) & set(cited))


def _missing_words(case: Case, words: str) -> tuple[str, ...]:
    return tuple(
        "|".join(wanted) for wanted in case.must if not any(place_of(word, words) >= 0 for word in wanted)
    )


def _in_order(words: str, order: Sequence[str]) -> bool:
    places = [place_of(word, words) for word in order]
    return all(place >= 0 for place in places) and places == sorted(places)


def _unsound(citations: Sequence[Mapping[str, Any]], day: date, library: Library) -> tuple[str, ...]:
    found = []
    for citation in citations:
        clause_id = str(citation["clause_id"])
        try:
            clause, published = library.clause(clause_id), library.published(clause_id)
        except ZjtxError:
            found.append(f"unknown clause: {clause_id}")
            continue
        if not citation["quote"] or citation["quote"] not in clause.text:
            found.append(f"not verbatim: {clause_id}")
        if published > day:
            found.append(f"published later: {clause_id}")
    return tuple(found)


def place_of(word: str, words: str) -> int:
    """Where `word` first stands in `words`, -1 where it doesn't.

    3% doesn't stand in 2.3%, nor 8天 in 18天, nor 符合 in 不符合.

    >>> place_of("3%", "占比 2.3%，不低于 **3%**"), place_of("8天", "还有18天"), place_of("符合", "不符合")
    (10, -1, -1)
    """
    pattern = re.escape(_flat(word))
    pattern = (r"(?<!\d)(?<!\d\.)" if pattern[0].isdigit() else "(?<![不未])") + pattern
    if pattern[-1].isdigit():
        pattern += r"(?!\d)"
    match = re.search(pattern, _flat(words))
    return match.start() if match else -1


def _flat(words: str) -> str:
    """Without white space and Markdown's asterisks, full width and half width alike."""
    return "".join(unicodedata.normalize("NFKC", words).replace("*", "").split()).lower()
