"""The walk in docs/corpus.md, taken as it is written: a site, two files, five questions; then a newer text of one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings

PAGE = (Path(__file__).parent.parent / "docs" / "corpus.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```text (\S+)\n(.*?)```", PAGE, re.DOTALL))
NEW_SITE = re.findall(r"^zjtx (site new .+)$", PAGE, re.MULTILINE)
COMMANDS = re.findall(r"^zjtx (corpus add .+)$", PAGE, re.MULTILINE)
QUESTIONS = [(ask, words) for ask, words in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE.split("## 读什么")[0], re.MULTILINE) if ask != "问"]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page."""
    folder = tmp_path_factory.mktemp("walk")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(data_dir: Path, province: Path) -> Assistant:
    return Assistant.open(Settings(data_dir=data_dir, sites_dir=province / "sites", _env_file=None))


@pytest.fixture
def run(assistant: Assistant, province: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("assistant.service.default_settings", lambda: assistant.settings)
    monkeypatch.setattr("assistant.settings.settings", lambda: assistant.settings)
    monkeypatch.chdir(province)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_the_commands_add_the_documents(run, assistant: Assistant) -> None:  # type: ignore[no-untyped-def]
    assert (len(NEW_SITE), len(FILES), len(COMMANDS), len(QUESTIONS)) == (1, 2, 2, 5)
    for command in (*NEW_SITE, *COMMANDS):
        added = run(*command.split())
        assert added.exit_code == 0, added.output
    numbers = {document.meta.number for document in assistant.library("mou").documents() if document.of_site}
    assert numbers == {"某工信企业〔2026〕32号", "某工信规〔2026〕5号"}
    source = assistant.library("mou").document("notice-2026-32").meta.source
    assert source is not None
    assert (source.file, len(source.sha256)) == ("notice.txt", 64)


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_the_questions_are_answered_as_the_page_says(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(AskRequest(question=question, site="mou", as_of=date(2026, 4, 20))).answer
    assert words in re.sub(r"\[\d+\]", "", answer)


def test_the_same_number_again_is_told_how_to_be_a_newer_text(run) -> None:  # type: ignore[no-untyped-def]
    again = run(*COMMANDS[0].split())
    assert "--replaces notice-2026-32" in str(again.exception)


def test_a_newer_text_says_what_it_changes_and_leaves_the_older_its_days(run, assistant: Assistant, province: Path) -> None:  # type: ignore[no-untyped-def]
    (province / "sites" / "mou" / "deadlines.yaml").write_text(
        "dated:\n  - id: d\n    who: enterprise\n    name: 省内提交\n    to: 2026-05-20\n    source: {clause: notice-2026-32/2/1}\n", encoding="utf-8"
    )
    (province / "notice.txt").write_text(FILES["notice.txt"].replace("5月20日", "5月31日").replace("3月15日", "5月1日"), encoding="utf-8")
    added = run(*COMMANDS[0].replace("2026-03-15", "2026-05-01").split(), "--replaces", "notice-2026-32")
    assert added.exit_code == 0, added.output
    assert "企业于2026年5月**31日**17时前" in added.output.replace("**5月**", "5月")
    assert "期限 deadlines.yaml：省内提交（notice-2026-32/2/1）" in added.output
    library = assistant.library("mou")
    assert library.document("notice-2026-32").meta.in_force[1] == date(2026, 4, 30)
    assert library.document("notice-2026-32-v2").meta.replaces == "notice-2026-32"
    question = "专精特新中小企业什么时候截止"
    told = {day: assistant.ask(AskRequest(question=question, site="mou", as_of=date.fromisoformat(day))).answer for day in ("2026-04-20", "2026-05-10")}
    assert "5月20日" in told["2026-04-20"] and "5月31日" not in told["2026-04-20"]
    assert "5月31日" in told["2026-05-10"] and "5月20日" not in told["2026-05-10"].split("本省规定", 1)[1].split("\n")[0]
