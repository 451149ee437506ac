"""LangChain gets the same clauses, verbatim, with what a chain needs to cite them."""

from __future__ import annotations

from datetime import date

from langchain_core.runnables import RunnableLambda

from corpus.library import Library
from index.langchain_retriever import ClauseRetriever
from index.retriever import Retriever

DAY = date(2022, 6, 20)


def test_it_finds_what_the_retriever_finds(retriever: Retriever, library: Library) -> None:
    documents = ClauseRetriever(retriever=retriever, k=4, as_of=DAY).invoke("第四批什么时候上传材料")
    hits = retriever.search("第四批什么时候上传材料", 4, as_of=DAY).hits
    assert [document.metadata["clause_id"] for document in documents] == [hit.clause_id for hit in hits]
    first = documents[0]
    assert first.page_content == library.clause(first.metadata["clause_id"]).text
    assert first.metadata["number"] == "工信厅企业函〔2022〕133号" and first.metadata["rank"] == 1


def test_it_is_a_part_of_a_chain(retriever: Retriever) -> None:
    part = ClauseRetriever(retriever=retriever, k=1, as_of=DAY, documents=("measures-2022-63",))
    chain = part | RunnableLambda(lambda documents: documents[0].metadata["clause_id"])
    assert chain.invoke("有效期几年") == "measures-2022-63/ch-3/有效期与复核"


def test_preference_reaches_the_search(retriever: Retriever) -> None:
    part = ClauseRetriever(retriever=retriever, k=1, prefer=lambda unit: float(unit.document_id == "measures-2026-2"))
    assert part.invoke("小巨人主营占比")[0].metadata["clause_id"] == "measures-2026-2/annex-2/2"
