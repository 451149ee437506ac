"""From a row of the queue to an answer in use, to a case, and to messages to train on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.store import Feedback, Store
from assistant.store.curated import CuratedState
from assistant.store.queue import Standing
from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]
QUESTION = "小巨人的有效期几年"
CLAUSE = "measures-2022-63/ch-3/有效期与复核"
FIELDS = {
    "matter": "topic/valid_period",
    "form:how_many": "1",
    "phrasings": QUESTION,
    "text": "“小巨人”企业有效期为三年[1]。",
    "clauses": CLAUSE,
    "holds_from": "2022-06-15",
    "holds_to": "2026-03-31",
}


def _ask(browser: Browser, question: str = QUESTION) -> dict[str, object]:
    answer = browser.client.post("/api/v1/ask", json={"question": question, "as_of": "2023-05-01"})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.fixture
def row(enter: Enter, desk_store: Store) -> str:
    trace = str(_ask(enter("agent"))["trace_id"])
    desk_store.feedback.record(Feedback(trace, QUESTION, False))
    return trace


@pytest.fixture
def with_release(desk_app: FastAPI) -> Iterator[None]:
    service = desk_app.state.service
    desk_app.state.service = replace(service, settings=service.settings.model_copy(update={"desk_release": True}))
    yield
    desk_app.state.service = service


@pytest.fixture(autouse=True)
def nothing_in_use(desk_store: Store) -> Iterator[None]:
    yield
    for text in desk_store.curated.all(CuratedState.PUBLISHED):
        desk_store.curated.save(replace(text, state=CuratedState.WITHDRAWN))


def _written(browser: Browser, **changes: str) -> str:
    answer = browser.post("/desk/curated", **{**FIELDS, **changes})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


def _version(browser: Browser, id: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', browser.get(f"/desk/curated/{id}").text)
    assert found is not None
    return found[1]


def test_a_row_becomes_an_answer_in_use(enter: Enter, desk_store: Store, row: str) -> None:
    agent = enter("agent")
    form = agent.get(f"/desk/curated/new?row={row}").text
    assert QUESTION in form and "topic/valid_period" in form and CLAUSE in form
    id = _written(agent, from_row=row)
    page = agent.get(f"/desk/curated/{id}").text
    assert "核对通过" in page and "人工审定" in page and "有效期为三年" in page
    assert _ask(agent)["origin"] == "rules"
    assert agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id)).status_code == 303
    answer = _ask(agent)
    assert (answer["origin"], answer["label"]) == ("curated", "person")
    assert desk_store.queue.row(row).standing is Standing.SETTLED
    agent.post(f"/desk/curated/{id}/withdraw", version=_version(agent, id))
    assert _ask(agent)["origin"] == "rules"
    assert {"curated_publish", "curated_withdraw"} <= {entry.what for entry in desk_store.audit.newest()}


def test_a_change_is_not_used_before_it_is_published_again(enter: Enter) -> None:
    agent = enter("agent")
    id = _written(agent)
    agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    version = _version(agent, id)
    assert agent.post(f"/desk/curated/{id}", **{**FIELDS, "text": "有效期为五年[1]。", "version": version}).status_code == 303
    assert _ask(agent)["origin"] == "rules"
    refused = agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    assert refused.status_code == 409 and "五年" in agent.get(f"/desk/curated/{id}").text
    late = agent.post(f"/desk/curated/{id}", **{**FIELDS, "version": version})
    assert late.status_code == 409 and "刚被别人改过" in late.text


@pytest.mark.usefixtures("with_release")
def test_where_answers_are_released_a_supervisor_publishes(enter: Enter, desk_store: Store) -> None:
    agent, supervisor = enter("agent"), enter("supervisor")
    id = _written(agent)
    agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    assert desk_store.curated.load(id).state is CuratedState.WAITING
    assert _ask(agent)["origin"] == "rules"
    supervisor.post(f"/desk/curated/{id}/publish", version=_version(supervisor, id))
    assert _ask(agent)["origin"] == "curated"


def test_a_clause_that_changed_is_flagged(enter: Enter, desk_store: Store) -> None:
    agent = enter("agent")
    id = _written(agent)
    agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    text = desk_store.curated.load(id)
    desk_store.curated.save(replace(text, sources=(replace(text.sources[0], hash="0" * 64),)))
    assert _ask(agent)["origin"] == "rules"
    assert "条款有变" in agent.get("/desk/curated").text and "看过新文，重新发布" in agent.get(f"/desk/curated/{id}").text
    agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    assert _ask(agent)["origin"] == "curated"


@pytest.mark.parametrize("changes", [{"matter": "topic/none"}, {"text": ""}, {"text": "字" * 4001}, {"holds_from": "someday"}, {"phrasings": "问\n" * 1 + "字" * 201}])
def test_what_can_not_be_read_is_refused(enter: Enter, changes: dict[str, str]) -> None:
    assert enter("agent").post("/desk/curated", **{**FIELDS, **changes}).status_code == 422


def test_nothing_hostile_becomes_markup_or_breaks_the_page(enter: Enter) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
    agent = enter("agent")
    id = _written(agent, text=hostile, phrasings=hostile, clauses=f"{hostile}\n{CLAUSE} | {hostile}", sites="")
    for page in (agent.get(f"/desk/curated/{id}"), agent.get("/desk/curated")):
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img src=x" not in page.text


def test_nothing_hostile_reaches_a_reader_as_markup(enter: Enter, desk_store: Store) -> None:
    """Even where somebody wrote it into the database: the verifier is not what keeps markup out."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))"
    agent = enter("agent")
    id = _written(agent)
    agent.post(f"/desk/curated/{id}/publish", version=_version(agent, id))
    text = desk_store.curated.load(id)
    desk_store.curated.save(replace(text, text=f"{hostile}{text.text}"))
    assert _ask(agent)["origin"] == "curated"
    page = agent.client.post("/", data={"question": QUESTION, "as_of": "2023-05-01"}).text
    assert "人工审定" in page and "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page


def test_a_row_becomes_a_case(enter: Enter, desk_settings: Settings, desk_store: Store, row: str) -> None:
    agent = enter("agent")
    done = agent.post(f"/desk/queue/{row}/case", status="answered", must="三年|3年", clauses=CLAUSE, note="期限")
    assert done.status_code == 303, done.text
    (line,) = [line for line in (desk_settings.cases_path / "cases.jsonl").read_text("utf-8").splitlines() if row[:12] in line]
    made = json.loads(line)
    assert (made["text"], made["status"], made["must"], made["clauses"]) == (QUESTION, ["answered"], [["三年", "3年"]], [[CLAUSE]])
    assert "做成了用例" in agent.get(f"/desk/queue/{row}").text
    assert agent.post(f"/desk/queue/{row}/case", status="answered").status_code in (409, 422), "there is one of this answer"
    assert agent.post(f"/desk/queue/{row}/case", status="no-such").status_code == 422


def test_a_row_gives_messages_to_train_on(enter: Enter, row: str) -> None:
    agent = enter("agent")
    assert agent.post(f"/desk/queue/{row}/messages", matter="topic/valid_period", form="when", messages="管到哪天\n=1+1").status_code == 303
    assert agent.get("/desk/messages.tsv").status_code == 403
    file = enter("supervisor").get("/desk/messages.tsv")
    assert "topic/valid_period\twhen\t管到哪天\n" in file.text and "attachment" in file.headers["content-disposition"]
    assert agent.post(f"/desk/queue/{row}/messages", matter="topic/valid_period", form="no", messages="x").status_code == 422


def test_no_number_of_a_person_is_kept(enter: Enter, desk_settings: Settings, desk_store: Store, row: str) -> None:
    """What an agent pastes into any field of these forms is masked before it is written."""
    private, agent = "13912345678", enter("agent")
    _written(agent, text=f"请打{private}[1]。", phrasings=f"打{private}问谁", clauses=f"{CLAUSE} | {private}\n{private}")
    agent.post(f"/desk/queue/{row}/case", status="answered", must=private, note=private, text=f"能报吗{private}")
    agent.post(f"/desk/queue/{row}/messages", matter="topic/valid_period", form="when", messages=f"打{private}吗")
    enter("supervisor").post("/desk/switches", name="model", to="off", reason=f"打{private}")
    enter("supervisor").post("/desk/switches", name="model", to="on", reason="x")
    files = [path for path in desk_settings.data_dir.rglob("*") if path.is_file() and "index" not in path.parts]
    assert {"zjtx.sqlite3", "messages.tsv"} <= {path.name for path in files}
    for path in files:
        assert private.encode() not in path.read_bytes(), path.name
