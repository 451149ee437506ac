"""No message stops the server: every pattern is attacked, named messages that once hung are sent, a budget ends the rest."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from assistant import bounded
from assistant.desk.checking import check_draft
from assistant.desk.drafting import take_in
from assistant.errors import BusyError, OverBudgetError
from assistant.models import Answer, AskRequest, ExtractRequest
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store.mails import Mail
from tests.browser.mornings import MAILS

HUNG = (
    "谢谢" * 20 + "甲",
    "我们是小巨人，" + "早就" * 40 + "了",
    "去年本公司" + "我公司" * 30 + "x，营收8000万",
    "我们" * 300 + "x，营收8000万",
    " " * 2000,
    "小巨人" + " " * 1900 + "x",
    "（" * 1000 + "营收" + "）" * 900,
)
LONG = ("1", "2021年营收9000万", "1+1=", "1、", "1-", "1,1,", "1%", "小巨人，", "近两年", "|1", "\t1", "第四批", "a", "一", "发明专利1项，", "小巨人", "高企、小巨人", "（小巨人）", "制造业企业", "我们的客户，", "1年", "不对，1万", "如果1万，")
DEAR = ("2021年营收9000万", "1,1,", "1、", "一", "高企、小巨人", "发明专利1项，", "制造业企业", "去年本公司我公司我公司x，营收8000万", "1[1]。", "谢谢。", "=\n")
"""Those that have cost the most, in one way or another."""
TIMES = 20
DAY = date(2022, 6, 20)
GROWTH = 12
"""How much more time four times the text may take: a linear pattern takes about 4, a quadratic one 16."""


@pytest.mark.parametrize("message", HUNG, ids=range(len(HUNG)))
def test_a_message_that_once_hung_is_answered(ask: Callable[..., Answer], message: str) -> None:
    assert ask(message).answer


@pytest.mark.parametrize("unit", LONG)
def test_a_text_of_the_allowed_length_is_read_in_proportion(assistant: Assistant, unit: str) -> None:
    """Eight thousand characters cost no more than a multiple of what two thousand cost."""
    short, long = ((unit * 8000)[:length] for length in (2000, 8000))
    assistant.extract(ExtractRequest(text=short, as_of=date(2022, 6, 20)))
    assert _seconds(assistant, long) <= GROWTH * max(_seconds(assistant, short), 0.01)


def _seconds(assistant: Assistant, text: str) -> float:
    """The lesser of two: the collector's work for other tests may fall into one."""
    return min(_worked(lambda: assistant.extract(ExtractRequest(text=text, as_of=DAY))) for _ in range(2))


def _worked(deed: Callable[[], object]) -> float:
    """Seconds of this thread's own work, however many others wait for the processor."""
    start = time.thread_time()
    deed()
    return time.thread_time() - start


@pytest.fixture(scope="module")
def usual(assistant: Assistant) -> float:
    """The seconds that a mail of a helpdesk's morning takes."""
    warm, *mails = [partial(assistant.ask, AskRequest(question=mail.text, as_of=DAY)) for mail in MAILS]
    warm()
    return median(map(_worked, mails))


@pytest.mark.parametrize("unit", DEAR)
def test_no_text_of_the_allowed_length_costs_more_than_twenty_usual_mails(assistant: Assistant, desk_mail: Mail, usual: float, unit: str) -> None:
    question, text = ((unit * 8000)[:length] for length in (assistant.settings.max_question_chars, 8000))
    draft = replace(desk_mail.drafts[0], text=text)
    assert _worked(lambda: assistant.ask(AskRequest(question=question, as_of=DAY))) <= TIMES * usual
    assert _worked(lambda: assistant.extract(ExtractRequest(text=text, as_of=DAY))) <= TIMES * usual
    assert _worked(lambda: check_draft(assistant, desk_mail, draft)) <= TIMES * usual


@pytest.fixture(scope="module")
def desk_mail(assistant: Assistant) -> Mail:
    return take_in(assistant, MAILS[0].text, DAY, "zhang")


def test_the_budget_ends_a_slow_search_and_nothing_else() -> None:
    slow = bounded.compile(r"(?:a|aa|b)+$")
    with pytest.raises((OverBudgetError, BusyError)), bounded.within(0.2):  # the second where others had the processor
        slow.search("a" * 60 + "c")
    assert slow.search("aab") is not None


def test_a_spent_budget_ends_a_loop_and_an_inner_one_cannot_widen_it() -> None:
    with bounded.within(0.01):
        time.sleep(0.02)
        with bounded.within(60), pytest.raises(OverBudgetError):
            bounded.spend()


def test_what_is_no_part_of_a_question_costs_it_nothing() -> None:
    with bounded.within(0.1):
        with bounded.outside():
            time.sleep(0.15)
            bounded.spend()
        bounded.spend()
    bounded.spend()


def test_one_request_past_its_budget_is_ended_and_the_others_go_on(data_dir: Path, assistant: Assistant) -> None:
    spent = Assistant.open(Settings(data_dir=data_dir, request_seconds=1e-9, _env_file=None))
    failed: list[Exception] = []

    def over() -> None:
        try:
            spent.ask(AskRequest(question="小巨人的资产负债率要求多少"))
        except OverBudgetError as error:
            failed.append(error)

    thread = threading.Thread(target=over)
    thread.start()
    assert assistant.ask(AskRequest(question="小巨人的资产负债率要求多少", as_of=date(2022, 6, 20))).citations
    thread.join()
    assert len(failed) == 1


def test_no_pattern_over_a_users_text_can_be_pumped() -> None:
    """Every pattern and word list that looks at what somebody wrote, in a process that is ended if it hangs."""
    script = Path(__file__).with_name("attack_patterns.py")
    found = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=550)
    assert found.returncode == 0, found.stdout + found.stderr
    report = json.loads(found.stdout.splitlines()[-1])
    assert report["attacked"] >= 80
    assert report["lists"] >= 100
    assert report["missed"] == []
    assert report["slow"] == []
