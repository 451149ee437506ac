"""The retriever as LangChain sees one. Importing this imports langchain-core."""

from __future__ import annotations

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.result import Hit
from index.retriever import DEFAULT_K, Prefer, Retriever


class ClauseRetriever(BaseRetriever):
    """Clauses as LangChain documents: the text verbatim, everything else in the metadata.

    >>> chain_part = ClauseRetriever(retriever=retriever, k=3, as_of=date(2022, 6, 20))  # doctest: +SKIP
    >>> chain_part.invoke("什么时候上传")[0].metadata["clause_id"]  # doctest: +SKIP
    'notice-2022-133/3/4'
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    k: int = DEFAULT_K
    as_of: date | None = None
    documents: tuple[str, ...] | None = None
    prefer: Prefer | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        result = self.retriever.search(query, self.k, as_of=self.as_of, documents=self.documents, prefer=self.prefer)
        return [Document(page_content=hit.unit.text, metadata=_metadata(hit)) for hit in result.hits]


def _metadata(hit: Hit) -> dict[str, Any]:
    unit = hit.unit
    return {
        "clause_id": unit.clause_id,
        "document": unit.document,
        "number": unit.number,
        "label": unit.label,
        "published": unit.published,
        "provenance": unit.provenance,
        "score": hit.score,
        "rank": hit.rank,
    }
