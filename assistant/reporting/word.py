"""The report as DOCX, by python-docx."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from assistant.reporting.report import Listing, Report, Row, Verdict
from assistant.rules.logic import Status

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_FONT: Final = "Microsoft YaHei"
_COLOURS: Final = {Status.PASS: "1B7F4B", Status.FAIL: "B3261E", Status.UNKNOWN: "8A6100"}
_GREY: Final = "5A6472"


def write_docx(report: Report) -> bytes:
    """The report as a Word file."""
    import docx

    document = docx.Document()
    _set_styles(document)
    document.core_properties.title = report.title
    document.core_properties.author = ""
    document.add_heading(report.title, 0)
    _table(document, report.heading)
    _verdict(document.add_paragraph(), report.verdict, f"{report.label('verdict')}{report.label('colon')}", 15)
    document.add_paragraph(report.summary)
    document.add_paragraph().add_run(report.authority).bold = True
    for listing in report.first_lists:
        _listing(document, listing)
    document.add_heading(report.label("conditions"), 1)
    _conditions(document, report)
    if report.routes:
        document.add_heading(report.label("routes"), 1)
        for route in report.routes:
            said = f"{route.name}{report.label('colon')}"
            if route.requirement:
                said += f"{route.requirement}  "
            if route.explain:
                said += f"（{route.explain}）  "
            style = "List Bullet" if route.requirement else None
            _verdict(document.add_paragraph(style=style), route.verdict, said)
    if report.score:
        _score(document, report)
    for listing in report.last_lists:
        _listing(document, listing)
    if report.facts:
        document.add_heading(report.label("facts"), 1)
        _table(document, report.facts)
    _footer(document, report)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_styles(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
        style = document.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        if name.startswith(("Title", "Heading")):
            style.font.color.rgb = RGBColor.from_string("1F3A5F")
    document.styles["Normal"].font.size = Pt(10.5)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)


def _conditions(document: Document, report: Report) -> None:
    from docx.shared import Pt, RGBColor

    for condition in report.conditions:
        heading = document.add_heading("", 3 if condition.part else 2)
        _verdict(heading, condition.verdict, f"{condition.name}  ")
        _table(document, condition.rows)
        for quote in condition.quotes:
            paragraph = document.add_paragraph(style="Normal")
            paragraph.paragraph_format.left_indent = Pt(18)
            if quote.told:
                paragraph.add_run(f"{quote.told}\n")
            line = paragraph.add_run(quote.text)
            if quote.told:
                line.font.size, line.font.color.rgb = Pt(8.5), RGBColor.from_string(_GREY)
            source = paragraph.add_run(f"\n{quote.source} · {quote.dates} · {quote.provenance}")
            source.font.size = Pt(8.5)
            source.font.color.rgb = RGBColor.from_string(_GREY)


def _verdict(paragraph: Paragraph, verdict: Verdict, before: str, size: float | None = None) -> None:
    from docx.shared import Pt, RGBColor

    paragraph.add_run(before)
    run = paragraph.add_run(f"{verdict.icon} {verdict.word}")
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(_COLOURS[verdict.status])
    if size:
        for part in paragraph.runs:
            part.bold, part.font.size = True, Pt(size)


def _table(document: Document, rows: tuple[Row, ...]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for row in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(40), Mm(130)
        cells[0].text, cells[1].text = row.label, row.value


def _listing(document: Document, listing: Listing) -> None:
    document.add_heading(listing.title, 1)
    for item in listing.items:
        document.add_paragraph(item, style="List Bullet")


def _score(document: Document, report: Report) -> None:
    assert report.score is not None
    document.add_heading(report.label("score"), 1)
    table = document.add_table(rows=1, cols=3, style="Light Grid Accent 1")
    for cell, key in zip(table.rows[0].cells, ("indicator", "points", "points_of"), strict=True):
        cell.text = report.label(key)
    lines = [(f"{row.name}\n{row.explain} · {row.source}", row.points, row.of) for row in report.score.rows]
    lines.append((report.label("score_total"), report.score.total, report.score.of))
    for line in lines:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text


def _footer(document: Document, report: Report) -> None:
    """“第 X 页，共 Y 页”, counted by the word processor, and who decides."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{report.authority_short}    ")
    before, rest = report.label("page").split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        run._r.append(element)
