from __future__ import annotations

from datetime import date

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.web.beside import papers, windows

UPLOAD = "第四批小巨人网上申报材料什么时候上传"


def test_the_quoted_window_is_drawn_with_its_calendar_entry_while_it_is_not_over(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=UPLOAD, as_of=date(2022, 6, 20)))
    (window,) = windows(assistant, answer)
    assert (window["from"], window["to"], window["state"], window["days_left"]) == (
        "2022-06-21",
        "2022-06-28",
        "upcoming",
        8,
    )
    assert window["ics"].startswith("api/v1/deadlines.ics?id=round-4-enterprise-upload")


def test_a_window_that_is_over_has_no_calendar_entry(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=UPLOAD, as_of=date(2026, 11, 24)))
    assert [(window["state"], window["ics"]) for window in windows(assistant, answer)] == [("closed", None)]


def test_papers_are_listed_only_where_the_answer_names_them_all(assistant: Assistant) -> None:
    asked = assistant.ask(AskRequest(question="第四批小巨人新申报企业要交哪些材料"))
    assert len(papers(assistant, asked)) >= 2
    assert papers(assistant, assistant.ask(AskRequest(question=UPLOAD))) == []
    assert papers(assistant, assistant.ask(AskRequest(question="第六批小巨人企业要交哪些材料"))) == []
