"""Retrieval on questions and passages that others wrote: words alone, meaning alone, and both as our retriever does.

A set is a folder with `corpus.jsonl` {id, title, text} and `queries.jsonl` {id, question, relevant: [ids]}. It isn't
part of the project; where it lies says the setting `eval_data_dir`. Embedding a thousand passages takes minutes, so
the vectors are kept by model and content.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from assistant.evaluation.cases import read_jsonl
from assistant.evaluation.errors import UnknownSetError
from assistant.evaluation.judging import Figures
from assistant.evaluation.metrics import mean, ndcg_at, recall_at, reciprocal_rank
from assistant.evaluation.report import Line, Table
from assistant.evaluation.runner import Progress
from assistant.evaluation.texts import texts
from index.embedding import Embedder, Vectors
from index.fusion import fuse
from index.lexical import LexicalIndex, Lexicon

EXTERNAL_SETS: Final = ("stard-pool", "cmrc2018-dev")
_DEPTH: Final = 100
_BATCH: Final = 32


@dataclass(frozen=True)
class RetrievalSet:
    """Passages by id, questions, and which passages answer each."""

    name: str
    passages: Mapping[str, str]
    questions: Sequence[str]
    relevant: Sequence[frozenset[str]]


def load_external(name: str, folder: Path, limit: int | None = None) -> RetrievalSet:
    """Read an external set; `limit` keeps the first questions only, all passages stay.

    Raises:
        UnknownSetError: its files are not in `folder`.
        BadCaseError: a line that is not JSON.
    """
    place = folder / name
    if not (place / "corpus.jsonl").is_file() or not (place / "queries.jsonl").is_file():
        raise UnknownSetError(texts()("unknown_external", name=name, folder=folder), "set")
    passages = {
        str(row["id"]): "\n".join(part for part in (row.get("title"), row["text"]) if part)
        for _, row in read_jsonl(place / "corpus.jsonl")
    }
    queries = [row for _, row in read_jsonl(place / "queries.jsonl")][:limit]
    return RetrievalSet(
        name,
        passages,
        [str(row["question"]) for row in queries],
        [frozenset(map(str, row["relevant"])) for row in queries],
    )


def measure_external(
    external: RetrievalSet, embedder: Embedder, dense_weight: float, cache: Path, progress: Progress
) -> Table:
    """The figures of the three ways on one set.

    Args:
        dense_weight: share of meaning in the fused ranking, as the retriever is configured.
        cache: folder in which vectors are kept.
    """
    ids = list(external.passages)
    vectors = passage_vectors(external, embedder, cache, progress)
    with TemporaryDirectory() as scratch:
        lexical = LexicalIndex.build(list(external.passages.values()), Lexicon.load(), Path(scratch))
    everything = np.ones(len(ids), dtype=np.bool_)
    figures: dict[str, list[Figures]] = {"bm25": [], "dense": [], "both": []}
    for done, (question, relevant) in enumerate(
        zip(external.questions, external.relevant, strict=True), start=1
    ):
        words = lexical.scores(question)
        meaning = vectors @ embedder.embed_query(question)
        both = fuse(meaning, words, everything, dense_weight)
        for system, scores in (("bm25", words), ("dense", meaning), ("both", both)):
            order = np.argsort(-scores, kind="stable")[:_DEPTH]
            figures[system].append(_figures([[ids[place]] for place in order], relevant))
        progress(external.name, done, len(external.questions))
    heading = texts()(
        "heading_external", title=external.name, passages=len(ids), questions=len(external.questions)
    )
    lines = tuple(Line("all", system, _averages(rows)) for system, rows in figures.items())
    return Table(external.name, heading, lines)


def passage_vectors(external: RetrievalSet, embedder: Embedder, cache: Path, progress: Progress) -> Vectors:
    """The passages' vectors, from `cache` where the same model has embedded the same passages before."""
    content = json.dumps([embedder.name, *external.passages.values()], ensure_ascii=False)
    kept = cache / f"{external.name}-{sha256(content.encode()).hexdigest()[:16]}.npy"
    if kept.is_file():
        stored: Vectors = np.load(kept)
        return stored
    passages = list(external.passages.values())
    parts = []
    for start in range(0, len(passages), _BATCH):
        parts.append(embedder.embed_documents(passages[start : start + _BATCH]))
        progress(f"{external.name} passages", min(start + _BATCH, len(passages)), len(passages))
    vectors = np.vstack(parts)
    cache.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors)
    return vectors


def _figures(ranking: Sequence[Sequence[str]], relevant: frozenset[str]) -> Figures:
    groups = [{passage} for passage in relevant]
    return {
        **{f"recall@{k}": recall_at(ranking, groups, k) for k in (5, 10, 100)},
        "ndcg@10": ndcg_at(ranking, groups, 10),
        "mrr": reciprocal_rank(ranking, relevant),
    }


def _averages(rows: Sequence[Figures]) -> Figures:
    return {name: mean(row[name] for row in rows) for name in (rows[0] if rows else {})}
