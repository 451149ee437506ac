"""A conversation to take away: questions, answers, the clauses they stand on; as Markdown, Word or PDF."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from pydantic import BaseModel, ConfigDict, Field

from assistant.models import CitationOut, Lang
from assistant.web.chat.config import page_texts
from assistant.web.said import SaidTurn

if TYPE_CHECKING:
    from docx.document import Document
    from markdown_it.token import Token

_FONT: Final = "Microsoft YaHei"
_MOST: Final = 200


class TranscriptKind(StrEnum):
    """The kinds of file; the value is the suffix."""

    DOCX = "docx"
    PDF = "pdf"
    MARKDOWN = "md"


class TranscriptBody(BaseModel):
    """What is to be taken away; `site` is the one whose operator answered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: TranscriptKind
    turns: list[SaidTurn] = Field(min_length=1, max_length=_MOST)
    lang: Lang = "zh"
    site: str | None = Field(None, max_length=64)


def write_transcript(body: TranscriptBody, operator: str) -> bytes:
    """The file.

    Args:
        operator: who answered.
    """
    text = to_markdown(body, operator)
    if body.kind is TranscriptKind.MARKDOWN:
        return text.encode()
    return _to_pdf(text, body.lang) if body.kind is TranscriptKind.PDF else _to_docx(text)


def to_markdown(body: TranscriptBody, operator: str) -> str:
    """The conversation as Markdown; what people wrote is text, never markup."""
    texts = page_texts(body.lang)
    parts = [f"# {texts['export_name']}", f"{_plain(operator)} · {texts['hint']}"]
    for turn in body.turns:
        parts += [f"## {_plain(' '.join(turn.question.split()))}", _shifted(turn.answer.strip())]
        if turn.citations:
            parts += [f"### {texts['panel']}", *(_source(each, texts) for each in turn.citations)]
        parts.append("　".join([texts["as_of"].format(date=turn.as_of.isoformat()), *([texts[f"label_{turn.label}"]] if turn.label in ("ai", "person") else [])]))
    return "\n\n".join(parts) + "\n"


def _source(citation: CitationOut, texts: dict[str, str]) -> str:
    head = texts["copy_source"].format(
        mark=citation.mark,
        document=citation.document,
        number=citation.number,
        label=citation.label,
        provenance=texts[f"provenance_{citation.provenance}"],
    )
    return f"{_plain(head)}\n\n" + "\n".join(f"> {_plain(line)}" for line in citation.quote.splitlines())


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it stands."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|~&" else sign for sign in text)


def _shifted(answer: str) -> str:
    """The answer with its headings under that of its question, and no element of HTML."""
    lines = answer.replace("<", "\\<").split("\n")
    return "\n".join(f"#### {line.lstrip('# ')}" if line.startswith("#") else line for line in lines)


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["link", "image", "autolink", "code"])


def _to_pdf(text: str, lang: Lang) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    style = (
        '@page { size: A4; margin: 20mm 18mm } body { font: 10.5pt/1.65 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif } '
        "h1 { font-size: 17pt } h2 { font-size: 13pt; border-bottom: 1pt solid #1b4b8c; break-after: avoid } "
        "h3, h4 { font-size: 11pt; break-after: avoid } blockquote { margin: 0 0 2mm 4mm; color: #55606e }"
    )
    page = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><style>{style}</style></head><body>{_markdown().render(text)}</body></html>'
    content = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf()
    assert isinstance(content, bytes)
    return content


def _to_docx(text: str) -> bytes:
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    document.core_properties.author = ""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Intense Quote", "Quote"):
        style = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    _fill(document, _markdown().parse(text))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _fill(document: Document, tokens: list[Token]) -> None:
    """A paragraph for each run of words, in the style of what it stands in."""
    within: list[str] = []
    styles = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number", "blockquote_open": "Quote"}
    for token in tokens:
        if token.type in styles:
            within.append(styles[token.type])
        elif token.type.removesuffix("_close") + "_open" in styles and token.type.endswith("_close"):
            within.pop()
        elif token.type == "heading_open":
            within.append("Title" if token.tag == "h1" else f"Heading {min(int(token.tag[1:]) - 1, 3)}")
        elif token.type == "heading_close":
            within.pop()
        elif token.type == "inline":
            _runs(document.add_paragraph(style=within[-1] if within else None), token.children or [])


def _runs(paragraph: Any, children: list[Token]) -> None:
    bold = False
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        elif child.content:
            paragraph.add_run(child.content).bold = bold


__all__ = ["TranscriptBody", "TranscriptKind", "to_markdown", "write_transcript"]
