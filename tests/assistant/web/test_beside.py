from __future__ import annotations

from datetime import date

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.web.beside import papers, windows

UPLOAD = "第四批小巨人网上申报材料什么时候上传"


def test_the_quoted_window_is_drawn_with_its_calendar_entry_while_it_is_not_over(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=UPLOAD, as_of=date(2022, 6, 20)))
    (window,) = windows(assistant, answer, "zh")
    assert (window["from"], window["to"], window["state"], window["days_left"]) == (
        "2022-06-21",
        "2022-06-28",
        "upcoming",
        8,
    )
    assert window["ics"].startswith("api/v1/deadlines.ics?id=round-4-enterprise-upload")


def test_a_window_that_is_over_has_no_calendar_entry(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question=UPLOAD, as_of=date(2026, 11, 24)))
    assert [(window["state"], window["ics"]) for window in windows(assistant, answer, "zh")] == [("closed", None)]


def test_papers_are_listed_only_where_the_answer_names_them_all(assistant: Assistant) -> None:
    asked = assistant.ask(AskRequest(question="第四批小巨人新申报企业要交哪些材料"))
    assert len(papers(assistant, asked, "zh")) >= 2
    assert papers(assistant, assistant.ask(AskRequest(question=UPLOAD)), "zh") == []
    assert papers(assistant, assistant.ask(AskRequest(question="第六批小巨人企业要交哪些材料")), "zh") == []


def test_an_english_page_tells_windows_and_papers_in_english(assistant: Assistant) -> None:
    asked = assistant.ask(AskRequest(question="What papers does a new applicant of batch 4 hand in?", lang="en", as_of=date(2022, 6, 20)))
    (application, *_) = papers(assistant, asked, "en")
    assert (application["name"], application["note"]) == ("Application form of batch 4 (filled in online)", "What is said online and on paper has to agree.")
    assert "Application form of batch 4 on paper: annex 1, on paper, in duplicate" in asked.answer
    answer = assistant.ask(AskRequest(question=UPLOAD, as_of=date(2022, 6, 20)))
    (window,) = windows(assistant, answer, "en")
    assert window["name"] == "batch 4, new applications: enterprises fill in and upload online"
