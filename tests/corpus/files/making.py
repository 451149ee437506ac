"""Files made here as the programs make them: Word's own parts in raw XML, pages as a CMS or a browser saves them, PDFs."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def part(tag: str, inner: str) -> str:
    """One XML part with all name spaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_SPACES}>{inner}</w:{tag}>'


def word(body: str, **parts: str) -> bytes:
    """A DOCX of a body; `parts` as `footnotes="…"`, already whole."""
    entries = {"[Content_Types].xml": _TYPES, "word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    entries |= {f"word/{name}.xml": content for name, content in parts.items()}
    return archive({name: content.encode() for name, content in entries.items()})


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return buffer.getvalue()


def r(words: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    runs = "".join(each if each.startswith("<") else r(each) for each in inner)
    return f'<w:p>{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{runs}</w:p>'


def tc(inner: str = "", *, span: int = 1, merge: str = "") -> str:
    """A cell: words, or blocks."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    blocks = inner if inner.startswith("<w:") else p(inner) if inner else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """A table; cells as words or as `tc`."""
    made = "".join(f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def numbering(*levels: tuple[str, str]) -> str:
    """A list of levels (form, text), as number 1."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def numbered(words: str, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>站名</title>{head}</head><body>{body}</body></html>".encode()


def pdf(html: str, style: str = "") -> bytes:
    """A PDF with text."""
    from weasyprint import HTML

    made: bytes = HTML(string=f"<style>p{{margin:0}} {style}</style>{html}").write_pdf()
    return made


def whole_word(body: str, **parts: str) -> bytes:
    """The same as a package with all the parts that other programs ask for."""
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    entries["word/document.xml"] = part("document", f"<w:body>{body}</w:body>").encode()
    return archive(entries | {f"word/{name}.xml": content.encode() for name, content in parts.items()})
