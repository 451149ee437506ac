"""A conversation taken away holds all that was said, with its clauses, as text."""

from __future__ import annotations

import io

import docx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.web.chat.transcript import TranscriptBody, TranscriptKind, to_markdown
from assistant.web.said import SaidTurn
from tests.assistant.web.problem import assert_problem

QUESTION = "第四批小巨人网上申报材料什么时候上传"
KEPT = ("answer", "as_of", "label", "citations")


def _body(page: TestClient, kind: str, question: str = QUESTION) -> dict[str, object]:
    answer = page.post("/api/v1/ask", json={"question": question}).json()
    return {"kind": kind, "turns": [{"question": question, **{name: answer[name] for name in KEPT}}]}


def _words(content: bytes, kind: str) -> str:
    if kind == "md":
        return content.decode()
    if kind == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_question_answer_and_clause_are_in_the_file(page: TestClient, kind: str) -> None:
    response = page.post("/chat/export", json=_body(page, kind))
    assert f'filename="conversation.{kind}"' in response.headers["content-disposition"]
    words = "".join(_words(response.content, kind).split())
    for said in (QUESTION, "6月21日至6月28日", "工信厅企业函〔2022〕133号", "以正式文件和主管部门答复为准"):
        assert said in words
    if kind == "docx":
        assert "**" not in words


def test_text_by_a_model_is_labelled(page: TestClient) -> None:
    body = _body(page, "md")
    assert "AI 生成" not in page.post("/chat/export", json=body).text
    body["turns"][0]["label"] = "ai"  # type: ignore[index]
    assert "AI 生成" in page.post("/chat/export", json=body).text


def test_nothing_to_take_away_is_a_problem(page: TestClient) -> None:
    assert_problem(page.post("/chat/export", json={"kind": "md", "turns": []}), 422, "turns")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1).filter(str.strip))
def test_a_question_is_a_heading_of_its_own_words(question: str) -> None:
    turn = SaidTurn(question=question, answer="答", as_of="2026-05-01", citations=[])  # type: ignore[arg-type]
    text = to_markdown(TranscriptBody(kind=TranscriptKind.MARKDOWN, turns=[turn]), "平台")
    tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
    headings = [tokens[place + 1].children or [] for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 2
    assert {child.type for child in headings[1]} <= {"text", "text_special"}
