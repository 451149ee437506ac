"""The drafts of a mail as one letter: plain text to copy, or a Word file. Words in `letter.yaml`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant import bounded
from assistant.rendering.text import in_words
from assistant.store.mails import Draft, Mail, Source
from corpus.messages import Messages
from corpus.numbering import to_chinese
from corpus.rounds import ROUNDS_ID

_MARK: Final = bounded.compile(r"\[(\d{1,3})\]")
_FONT: Final = "Microsoft YaHei"
_NOT_IN_XML: Final = bounded.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class LetterPart:
    """An answer under its heading; marks are those of the letter."""

    heading: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A mail's answer, ready to be copied."""

    opening: tuple[str, ...]
    parts: tuple[LetterPart, ...]
    sources: tuple[str, ...]
    closing: str

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return "\n\n".join(_paragraphs(self))


def letter_of(mail: Mail) -> Letter:
    """The letter that answers `mail`; its sources are counted through. A row of the rounds' table has to be in words already."""
    sources: list[Source] = []
    parts = tuple(LetterPart(heading, _marked(draft, sources)) for heading, draft in _headed(mail) if draft.text.strip())
    told = tuple(
        _words()("source_row" if source.clause_id.startswith(f"{ROUNDS_ID}/") else "source", mark=mark, document=source.document, number=source.number, label=source.label, quote=" ".join(source.quote.split()))
        for mark, source in enumerate(sources, start=1)
    )
    return Letter((_words()("greeting"), _words()("opening", day=in_words(mail.as_of))), parts, told, _words()("authority"))


def letter_docx(mail: Mail) -> bytes:
    """The letter as a Word file."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    letter, document = letter_of(mail), docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.title = _words()("title")
    document.core_properties.author = ""
    for line in letter.opening:
        document.add_paragraph(line)
    for part in letter.parts:
        document.add_paragraph().add_run(_writable(part.heading)).bold = True
        for line in part.text.split("\n"):
            if line.strip():
                document.add_paragraph(_writable(line.strip()))
    if letter.sources:
        document.add_paragraph().add_run(_words()("sources")).bold = True
        for line in letter.sources:
            document.add_paragraph(_writable(line)).runs[0].font.size = Pt(9)
    document.add_paragraph(letter.closing)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _headed(mail: Mail) -> Iterator[tuple[str, Draft]]:
    asked = [draft for draft in mail.drafts if not draft.about.get("whole")]
    for number, draft in enumerate(asked, start=1):
        question = draft.question or mail.text[:40]
        yield (_words()("question", number=to_chinese(number), question=question) if len(asked) > 1 else question), draft
    for draft in mail.drafts:
        if draft.about.get("whole"):
            yield _words()("also"), draft


def _marked(draft: Draft, sources: list[Source]) -> str:
    """The draft's text with the letter's marks; its sources are added where they are new."""

    def mark(match: bounded.Match) -> str:
        place = int(match[1])
        if not 1 <= place <= len(draft.sources):
            return match[0]
        source = draft.sources[place - 1]
        if source not in sources:
            sources.append(source)
        return f"[{sources.index(source) + 1}]"

    return _MARK.sub(mark, draft.text.strip())


def _paragraphs(letter: Letter) -> Iterator[str]:
    yield "\n".join(letter.opening)
    for part in letter.parts:
        yield f"{part.heading}\n{part.text}"
    if letter.sources:
        yield "\n".join((_words()("sources"), *letter.sources))
    yield letter.closing


def _writable(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _words() -> Messages:
    return Messages.of(Path(__file__).with_name("letter.yaml"))
