"""The report as PDF: an HTML page of our own, printed by WeasyPrint, which may ask no other host."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.reporting.report import Report

_FOLDER: Final = Path(__file__).parent
_FONTS: Final = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'


def write_pdf(report: Report) -> bytes:
    """The report as a PDF file."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=())
    content = HTML(string=to_html(report), url_fetcher=fetcher).write_pdf()
    assert isinstance(content, bytes)
    return content


def to_html(report: Report) -> str:
    """The page that is printed; every text in it is escaped."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    style = style.replace("FONTS", _FONTS).replace("PAGE_COUNTER", _page_counter(report))
    return environment.get_template("report.html").render(report=report, css=Markup(style))


def _page_counter(report: Report) -> str:
    """“第 {page} 页，共 {pages} 页” as CSS writes it."""
    before, rest = report.label("page").split("{page}")
    between, after = rest.split("{pages}")
    return f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
