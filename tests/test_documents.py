"""What README, CONTRIBUTING and docs/ name is there: files, steps and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.steps import carry, ground, plan, read, recall, remember, render, settle, write

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
STEPS = (recall, read, carry, settle, plan, ground, render, write, remember)
_PATH = re.compile(r"`([\w.-]+(?:/[\w.*-]+)+/?|[\w-]+/)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_exist(page: Path) -> None:
    for named in _PATH.findall(page.read_text(encoding="utf-8")):
        found = [base for base in (ROOT, ROOT / "assistant") if any(base.glob(named.rstrip("/")))]
        assert found or named.startswith(".venv") or _is_of_a_site(named), named


def _is_of_a_site(named: str) -> bool:
    return any((ROOT / "assistant" / "web" / "sites" / "example").glob(named.rstrip("/")))


def test_the_steps_in_the_readme_are_those_of_the_code() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| 步骤 |")[1].split("\n\n")[0]
    named = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert named == [step.__name__.rsplit(".", 1)[-1] for step in STEPS]


def test_a_question_takes_those_steps(tmp_path: Path) -> None:
    from assistant.models import AskRequest

    assistant = Assistant.open(Settings(data_dir=tmp_path, _env_file=None))
    trace = assistant.trace(assistant.ask(AskRequest(question="Ⅰ类知识产权包括哪些")).trace_id)
    assert trace is not None
    assert [step.name for step in trace.steps] == [step.__name__.rsplit(".", 1)[-1] for step in STEPS]


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_commands_named_exist(page: Path) -> None:
    known = re.findall(r"^## zjtx (.+)$", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    for call in re.findall(r"^zjtx (.+)$|`zjtx ([^`]+)`", page.read_text(encoding="utf-8"), re.MULTILINE):
        words = (call[0] or call[1]).split()
        assert any(" ".join(words[:count]) in known for count in (1, 2, 3)), call


def test_targets_named_are_in_the_makefile() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES[:2]:
        for target in re.findall(r"`?make ([a-z-]+)", page.read_text(encoding="utf-8")):
            assert target in targets
