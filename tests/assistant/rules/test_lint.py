"""Lint: the built-in files and the example province are sound; what doesn't stand on its clause is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.rules.lint import lint, readings
from assistant.rules.standards import BUILT_IN, all_conditions, load_folder
from corpus.library import load_library

EXAMPLE = BUILT_IN.parents[1] / "web" / "sites" / "example" / "standards"
LIBRARY = load_library()


@pytest.mark.parametrize("folder", [BUILT_IN, EXAMPLE], ids=["built-in", "example"])
def test_sound_folders(folder: Path) -> None:
    report = lint(folder, LIBRARY)
    assert [str(problem) for problem in report.problems] == []
    assert report.files == len(list(folder.glob("*.yaml")))


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("little_giant-2022", "at_most: 70", "at_most: 71", "数值71不在所引条款“measures-2022-63/annex-3/2”中"),
        ("little_giant-2022", "from: 5000", "from: 5001", "数值5001"),
        ("little_giant-2022", "placed_within: 50", "placed_within: 51", "数值51"),
        ("little_giant-2022", "annex-3/5\n", "annex-3/9\n", "没有条款“measures-2022-63/annex-3/9”"),
        ("little_giant-2022", "不高于70%\n", "不高于 70%\n", "引文不在条款"),
        ("little_giant-2022", "reading: mean_growth", "reading: no_growth", "没有编号为“no_growth”的读法"),
        ("specialized-2022", "points: 3, value: debt_ratio", "points: 4, value: debt_ratio", "数值4"),
        ("innovative-2022", "growth: 15", "growth: 16", "数值16"),
        ("classification-2011", "employees: 1000, revenue: 40000", "employees: 1001, revenue: 40000", "数值1001"),
        ("rounds", "暂不接收营业收入低于{threshold}万元", "暂不接收利润低于{threshold}万元", "批次表中没有这条说明"),
        ("rounds", "exclusion: manufacturing_champion", "exclusion: little_giant_holding", "“manufacturing_champion”没有对应的规则"),
    ],
)  # fmt: skip
def test_a_slip_is_found(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    folder = tmp_path / "standards"
    shutil.copytree(BUILT_IN, folder)
    path = folder / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [problem.message for problem in lint(folder, LIBRARY).problems]
    assert found and all(words in message or "批次表" in message for message in found), found


def test_a_copy_of_the_built_in_folder_is_as_sound_as_the_folder_itself(tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "standards")
    assert lint(tmp_path / "standards", LIBRARY).problems == ()


def test_a_file_that_cannot_be_read_is_the_only_problem(tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "standards")
    path = tmp_path / "standards" / "general-2022.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("mend: ", "mend： ", 1), encoding="utf-8")
    assert len(lint(tmp_path / "standards", LIBRARY).problems) == 1


def test_a_site_replaces_no_built_in_file(tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "standards")
    (tmp_path / "site.yaml").write_text("", encoding="utf-8")
    assert any("有两个" in problem.message for problem in lint(tmp_path / "standards", LIBRARY).problems)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at_most: 70", "at_most: 71", "conditions[7].at_most"),
        ("at_most: 70", "at_most: 70%", "应写数字，现在是“70%”"),
        ("mend: next_year", "mend: nextyear", "可写：now、next_year、time、title、not"),
    ],
)
def test_a_problem_names_its_file_and_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    folder = tmp_path / "standards"
    shutil.copytree(BUILT_IN, folder)
    path = folder / "little_giant-2022.yaml"
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = lint(folder, LIBRARY).problems
    assert problem.message.startswith(f"little_giant-2022.yaml 第{line}行（"), problem.message
    assert words in problem.message


def test_no_folder_and_an_empty_one_are_one_problem_each(tmp_path: Path) -> None:
    assert len(lint(tmp_path / "none", LIBRARY).problems) == 1
    assert len(lint(tmp_path, LIBRARY).problems) == 1


def test_every_reading_is_used() -> None:
    used = {item.reading for file in load_folder(BUILT_IN) for item in all_conditions(file)}
    assert set(readings()) == used - {None}
