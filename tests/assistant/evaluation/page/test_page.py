from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.evaluation.command import judge_run
from assistant.evaluation.page.observed import Observed, observe, write_observed
from assistant.evaluation.page.page import confused_matters, write_page
from assistant.evaluation.report import EvalReport, Line, Table, check_gates

SETTINGS = {"time": "2026-11-26T09:00:00+08:00", "commit": "abc", "machine": "m", "embedding_model": "e"}
WRONG = Observed("dev", "q-1", "questions", right=False, text="<b>几号</b>截止", sure=0.4, ms=12.0, misses=("该说的没说 6月28日",), way="读消息：…")
CLOSED = Observed("unseen", "m-7", "mails", right=False, misses=("误判",))


@pytest.fixture
def page(tmp_path: Path) -> str:
    write_observed(tmp_path / "dev", iter([WRONG]))
    write_observed(tmp_path / "unseen", iter([CLOSED]))
    table = Table("dev", "标题", (Line("questions", None, {"questions": 1.0, "right": 0.0}),))
    return write_page(EvalReport(SETTINGS, (table,), tmp_path, gates=check_gates([table])), tmp_path).read_text(encoding="utf-8")


def test_a_miss_stands_with_its_message_and_its_way(page: str) -> None:
    assert "q-1" in page and "该说的没说 6月28日" in page and "读消息：…" in page
    assert "&lt;b&gt;几号&lt;/b&gt;截止" in page and "<b>几号" not in page


def test_a_closed_set_shows_ids_and_kinds_alone(page: str) -> None:
    line = next(line for line in page.splitlines() if "m-7" in line)
    assert "误判" in line


def test_gates_and_figures_are_those_of_the_report(page: str) -> None:
    assert page.count("未达到") == 1 and "0.8" in page


def test_the_page_needs_nothing_else(page: str) -> None:
    assert "<script" not in page
    assert not re.findall(r"""(?:src|href)=["'](?!#)|url\((?!#)|@import""", page)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_observed(tmp_path / "dev", iter([WRONG, Observed("dev", "q-2", "questions", right=True, kinds=("deadline",))]))
    assert observe(tmp_path).answers == (WRONG, Observed("dev", "q-2", "questions", right=True, kinds=("deadline",)))


def test_the_training_says_which_matters_it_confused():
    pairs = confused_matters()
    assert pairs and all(meant != said for meant, said, _ in pairs)
    assert [count for _, _, count in pairs] == sorted((count for _, _, count in pairs), reverse=True)


def test_judging_again_needs_no_question(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    assert judge_run(tmp_path).tables == ()
