"""Reading a file from outside ends with its sender, and costs the server itself nothing."""

from __future__ import annotations

import asyncio
from typing import cast

import psutil
import pytest
from fastapi import Request

from assistant.errors import RequestError
from assistant.web.selfcheck import apart
from corpus.errors import BadInputError
from corpus.files.office import office_program
from tests.corpus.files.making import p, tbl, whole_word
from tests.office import saved_as


class _Sender:
    """A request whose client stays, or is gone."""

    def __init__(self, *, gone: bool = False) -> None:
        self._gone = gone

    async def is_disconnected(self) -> bool:
        return self._gone


def _read(content: bytes, name: str = "a.yaml", *, gone: bool = False) -> dict[str, object]:
    request = cast(Request, _Sender(gone=gone))
    return asyncio.run(apart.read_apart(request, content, name, 2026))


def test_a_file_is_read() -> None:
    assert _read("name: 甲公司".encode()) == {"profile": {"name": "甲公司"}, "warnings": [], "read": [], "unread": []}


def test_what_is_wrong_with_it_is_said_as_ever() -> None:
    with pytest.raises(BadInputError) as caught:
        _read(b"employees: many")
    assert caught.value.field == "employees"


def test_the_process_is_ended_when_its_sender_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_LOOK_AGAIN", 0.01)
    with pytest.raises(asyncio.CancelledError):
        _read(b"name: a", gone=True)
    assert not [child for child in psutil.Process().children() if "sheets.child" in " ".join(child.cmdline())]


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(RequestError) as caught:
        _read(b"name: a")
    assert caught.value.http_status == 413


def test_what_was_read_as_what_comes_with_it() -> None:
    found = _read("企业名称,市场占有率,自主品牌\n甲,约12%,也许\n".encode(), "a.csv")
    assert found["profile"] == {"name": "甲", "market_share": 12}
    assert [(cell["place"], cell["field"]) for cell in found["read"]] == [("第2行A列", "name"), ("第2行B列", "market_share")]  # type: ignore[attr-defined]
    assert [(cell["place"], cell["words"]) for cell in found["unread"]] == [("第2行C列", "也许")]  # type: ignore[attr-defined]


def test_a_form_as_a_word_document_is_read() -> None:
    form = whole_word(tbl(["企业名称", "甲"], ["从业人员（人）", "200"]))
    assert _read(form, "申请书.docx")["profile"] == {"name": "甲", "employees": 200}


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_a_form_of_the_older_word_is_read_within_the_bounds() -> None:
    form = saved_as(whole_word(tbl(["企业名称", "甲"], ["从业人员（人）", "200"]) + p("填表人：李四")), ".docx", "doc")
    assert _read(form, "申请书.doc")["profile"] == {"name": "甲", "employees": 200}
