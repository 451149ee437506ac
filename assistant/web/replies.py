"""An answer made ready for a page: safe HTML in sections, citations told in words, and what is drawn beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from assistant.models import Answer, CitationOut, Lang
from assistant.planning.plan import BlockType
from assistant.rules.texts import document_number, in_english, worded
from assistant.web.beside import papers, windows
from assistant.web.judging import check_of
from assistant.web.markup import to_html
from assistant.web.rounds_in_words import in_words
from assistant.web.side_by_side import blocks_to_html
from corpus.library import Library
from corpus.provenance import DocumentMeta
from corpus.rounds import ROUNDS_ID

if TYPE_CHECKING:
    from assistant.service import Assistant

Fold = Literal["quotes", "other", "spelled"]
_FOLDED: dict[str, Fold] = {BlockType.QUOTE: "quotes", BlockType.COMPARISON: "other"}


class Section(BaseModel):
    """A run of the answer's blocks.

    Attributes:
        fold: what a page folds to a line: the quoted clauses, what another version says, or what the verdict's card advises and asks, spelled out.
        card: whether the verdict's card stands before it.
        unused: whether it tells what the message says and the answer does not use.
        count: how many blocks it holds.
        types: of its blocks, in order.
    """

    html: str
    fold: Fold | None = None
    card: bool = False
    unused: bool = False
    count: int = 1
    types: tuple[str, ...] = ()


class PageCitation(CitationOut):
    """A citation with a round's row told in words."""

    words: tuple[str, ...] = ()


class Standard(BaseModel):
    """Title and number of the standard that decides."""

    title: str
    number: str

    @classmethod
    def of(cls, meta: DocumentMeta, language: Lang) -> Standard:
        """As a page in `language` names it: 《…管理办法》 as the Measures for ….

        >>> from corpus.library import load_library
        >>> Standard.of(load_library().document("measures-2026-2").meta, "en").number
        'No. 2 of 2026'
        """
        if language == "zh":
            return cls(title=meta.title, number=meta.number)
        with in_english():
            return cls(title=worded(meta.title), number=document_number(meta.number))


class Reply(BaseModel):
    """An answer made ready for the page.

    Attributes:
        restarted: its conversation was no longer kept, so that it opened another.
        seal: says that this service answered so; without it the turn can't be shared.
    """

    answer: Answer
    sections: list[Section]
    citations: list[PageCitation]
    standard: Standard | None = None
    deadlines: list[dict[str, Any]] = Field(default_factory=list)
    materials: list[dict[str, Any]] = Field(default_factory=list)
    restarted: bool = False
    seal: str = ""


def reply_of(assistant: Assistant, answer: Answer, language: Lang, site: str | None = None) -> Reply:
    """The answer as a page draws it.

    Args:
        language: of the page, for what stands around the answer.
    """
    library = assistant.library(site)
    shown = answer.model_copy(update={"check": check_of(assistant, answer, language, site)})
    return Reply(
        answer=shown,
        sections=list(sections_of(shown)),
        citations=[page_citation(citation, library, language) for citation in answer.citations],
        standard=_standard(answer, library, language),
        deadlines=windows(assistant, answer, language),
        materials=papers(assistant, answer, language),
    )


def sections_of(answer: Answer, anchor: str = "") -> Iterator[Section]:
    """The answer's text in sections; one that is no plan's text, such as a curated one, is a single section.

    Args:
        anchor: as in `to_html`.
    """
    marks = {citation.mark for citation in answer.citations}
    if "".join(block["text"] for block in answer.blocks) != answer.answer:
        yield Section(html=to_html(answer.answer, marks, anchor))
        return
    answered = False  # what comes first is never folded: it is the answer
    spelled = () if anchor else _spelled_out(answer)

    def kind(numbered: tuple[int, dict[str, Any]]) -> tuple[Fold | None, bool]:
        number, block = numbered
        return ("spelled" if number in spelled else _FOLDED.get(block["type"])), block["type"] == BlockType.NOT_USED

    for (fold, unused), run in groupby(enumerate(answer.blocks), key=kind):
        numbers, blocks = zip(*run, strict=True)
        yield Section(
            html=blocks_to_html(blocks, marks, anchor),
            fold=fold if answered and (fold != "spelled" or len(blocks) > 1) else None,
            card=numbers[0] in spelled[:1],
            unused=unused,
            count=len(blocks),
            types=tuple(block["type"] for block in blocks),
        )
        answered = answered or any(block["type"] not in (BlockType.HEADING, BlockType.FACT) for block in blocks)


def _spelled_out(answer: Answer) -> tuple[int, ...]:
    """The blocks that say in words what the verdict's card advises and asks for."""
    if answer.check is None:
        return ()
    advice = tuple(answer.check["advice"])

    def shown(block: dict[str, Any]) -> bool:
        text: str = block["text"]
        return block["type"] == BlockType.MISSING or (block["type"] == BlockType.ITEM and text.lstrip("- ").startswith(advice))

    found = [(number, block["part"]) for number, block in enumerate(answer.blocks) if shown(block)]
    return tuple(number for number, part in found if part == found[0][1])


def page_citation(citation: CitationOut, library: Library, language: Lang) -> PageCitation:
    """A citation as pages show it."""
    row = citation.clause_id.startswith(f"{ROUNDS_ID}/")
    words = in_words(citation.quote, library, language) if row else ()
    return PageCitation(**citation.model_dump(), words=words)


def _standard(answer: Answer, library: Library, language: Lang) -> Standard | None:
    return Standard.of(library.document(answer.basis.standard).meta, language) if answer.basis else None


__all__ = ["PageCitation", "Reply", "Section", "Standard", "page_citation", "reply_of", "sections_of"]
