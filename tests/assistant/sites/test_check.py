"""A site's whole folder is held against the texts it cites."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from assistant.sites import BUILT_IN
from assistant.sites.check import is_site, lint_site
from corpus.library import load_library

LIBRARY = load_library()
DAY = date(2026, 11, 24)
SECONDS = 2


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A province that began by copying the example."""
    return Path(shutil.copytree(BUILT_IN / "example", tmp_path / "province"))


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")


def problems(site: Path) -> list[str]:
    return [problem.message for problem in lint_site(site, LIBRARY, DAY).problems]


MANY = 150_000
FULL = {
    "list": "rows:\n" + "- b\n" * MANY,
    "mappings": "rows:\n" + "- {x: 1, y: 2}\n" * MANY,
    "keys": "{" + "".join(f"k{number}: 1," for number in range(MANY)) + "}",
}


@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
@pytest.mark.parametrize("name", ["site.yaml", "deadlines.yaml", "materials.yaml", "standards/example-features-2022.yaml", "corpus/provenance.yaml"])
def test_a_file_of_any_number_of_values_is_refused_before_its_end(site: Path, name: str, full: str) -> None:
    (site / name).write_text(full, "utf-8")
    start = time.thread_time()
    told = problems(site)
    assert any("内容太多" in problem and Path(name).name in problem for problem in told)
    assert time.thread_time() - start < SECONDS


def test_the_example_is_sound(site: Path) -> None:
    report = lint_site(site, LIBRARY, DAY)
    assert is_site(site) and report.problems == () and report.files >= 4


def test_a_folder_of_rules_alone_is_no_site(site: Path) -> None:
    assert not is_site(site / "standards")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("deadlines.yaml", "to: 2022-06-25", "to: 2022-06-24", "2022年6月24日"),
        ("deadlines.yaml", "    to: 2022-06-25", "    from: 2022-06-20\n    to: 2022-06-25", "2022年6月20日"),
        ("deadlines.yaml", "example-notice/2/1", "example-notice/9/9", "example-notice/9/9"),
        ("materials.yaml", "by: 2022-06-25", "by: 2023-06-25", "2023年6月25日"),
        ("materials.yaml", "copies: 1", "copies: 一", "lists.0.items.0.copies"),
        ("site.yaml", "where_to_ask:", "where_to_go:", "where_to_ask"),
    ],
)
def test_a_slip_is_named_with_its_file(site: Path, name: str, old: str, new: str, told: str) -> None:
    edit(site / name, old, new)
    (problem,) = problems(site)
    assert told in problem and ("province" in problem or name in problem)
