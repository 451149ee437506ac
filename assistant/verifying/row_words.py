"""A row of the rounds' table as statements, so that what cites it is held against words like those of any clause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.verifying.texts import texts
from corpus.library import Library
from corpus.numbering import to_chinese
from corpus.rounds import Round


def row_statements(row: Round, library: Library) -> Iterator[str]:
    """What the row says, a statement at a time."""
    said = texts()
    batch = to_chinese(row.batch)
    yield said("row_batch", batch=batch, year=row.year)
    yield said("row_review_of", batches=said("list_comma").join(to_chinese(each) for each in row.review_of))
    yield said("row_number", batch=batch, number=row.number)
    if row.title:
        yield said("row_title", title=row.title)
    yield said("row_announced", day=_day(row.announced))
    for key, window in (("enterprise_upload", row.enterprise_upload), ("province_recommend", row.province_recommend)):
        if window:
            yield said(f"row_{key}", start=_day(window[0]), end=_day(window[1]))
    for key, day in (("province_recommend_by", row.province_recommend_by), ("province_mail_by", row.province_mail_by)):
        if day:
            yield said(f"row_{key}", day=_day(day))
    for key, standard in (("standard", row.standard), ("review_standard", row.review_standard)):
        meta = library.document(standard).meta
        yield said(f"row_{key}", title=meta.title, number=meta.number, year=meta.issued.year)
    for exclusion in row.excluded:
        yield said(f"row_excluded_{exclusion}")
    for note in row.notes:
        yield said("row_note", note=note)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
