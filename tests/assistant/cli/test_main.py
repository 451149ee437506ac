"""The command line: results on stdout, one clear line on stderr, the contract's exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def zjtx(data_dir: Path):  # type: ignore[no-untyped-def]
    """Run `zjtx` in a process of its own."""

    def run(*call: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ZJTX_DATA_DIR": str(data_dir)}
        return subprocess.run(
            [sys.executable, "-m", "assistant", *call],
            input=stdin,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )

    return run


def test_ask_as_json(zjtx) -> None:  # type: ignore[no-untyped-def]
    result = zjtx("ask", "第四批小巨人什么时候截止", "--as-of", "2022-06-20", "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["citations"][0]["clause_id"] == "notice-2022-133/3/4"


def test_ask_in_words_names_document_and_provenance(zjtx) -> None:  # type: ignore[no-untyped-def]
    result = zjtx("ask", "小巨人资产负债率", "--as-of", "2022-06-20")
    assert "附件3 二" in result.stdout
    assert "原文" in result.stdout


def test_check_from_stdin(zjtx) -> None:  # type: ignore[no-untyped-def]
    result = zjtx("check", "-", "--round", "4", "--json", stdin="debt_ratio: 72\n")
    check = json.loads(result.stdout)
    assert check["status"] == "fail"


def test_check_of_a_file_with_figures_told_as_a_whole(zjtx, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.yaml"
    path.write_text("rd_expense_mean2: 600\nrevenue_cagr2: 4.99\n", encoding="utf-8")
    check = json.loads(zjtx("check", str(path), "--round", "8", "--as-of", "2026-05-01", "--json").stdout)
    found = {each["id"]: (each["status"], each["explain"]) for each in check["conditions"]}
    assert found["rd_sum2"] == ("pass", "600*2 = 1200万元，正好1200万元，含本数")
    assert found["revenue_cagr2"] == ("fail", "4.99%，低于5%")
    path.write_text("score_growth: 31\n", encoding="utf-8")
    refused = zjtx("check", str(path), "--tier", "innovative")
    assert refused.returncode == 2
    assert "score_growth（成长性自评得分）不能大于30" in refused.stderr


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("ask", ""), "question"),
        (("ask", "负债率", "--round", "9"), "round"),
        (("ask", "负债率", "--as-of", "2022-13-01"), "as_of"),
        (("ask", "负债率", "--tier", "giant"), "tier"),
        (("ask", "负债率", "--site", "nowhere"), "site"),
        (("ask", "负" * 10_000), "question"),
        (("search", "负债率", "-k", "x"), "k"),
        (("check", "/nonexistent.yaml"), "file"),
        (("nonsense",), "命令"),
        (("ask",), "question"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(zjtx, call: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    result = zjtx(*call)
    assert result.returncode == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_batch_keeps_order_and_goes_on(zjtx) -> None:  # type: ignore[no-untyped-def]
    lines = [
        {"op": "ask", "question": "小巨人资产负债率", "as_of": "2022-06-20"},
        {"op": "nope"},
        {"op": "verify", "text": "x", "citations": []},
        {"op": "check", "profile": {"debt_ratio": 72}, "as_of": "2022-06-20"},
    ]
    result = zjtx("batch", "-", stdin="\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n\n{bad\n")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [entry["status"] for entry in found] == ["answered", "error", "ok", "fail", "error"]
    assert [sentence["ok"] for sentence in found[2]["sentences"]] == [True]


def test_deadlines_write_a_calendar(zjtx, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "dates.ics"
    result = zjtx("deadlines", "--as-of", "2022-06-20", "--json", "--ics", str(path))
    assert json.loads(result.stdout)["items"]
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_form_can_be_read_back(zjtx, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for form in ("xlsx", "yaml"):
        path = tmp_path / f"form.{form}"
        assert zjtx("profile", "template", "--tier", "little_giant", "--format", form, "--out", str(path)).returncode == 0
        assert zjtx("check", str(path)).returncode == 0


def test_config_says_where_from(zjtx) -> None:  # type: ignore[no-untyped-def]
    assert "环境变量" in next(line for line in zjtx("config").stdout.splitlines() if "ZJTX_DATA_DIR" in line)


def test_rules_show_and_lint(zjtx) -> None:  # type: ignore[no-untyped-def]
    assert "70" in zjtx("rules", "show", "little_giant", "--round", "4").stdout
    folder = Path("assistant/web/sites/example/standards")
    assert zjtx("rules", "lint", str(folder)).returncode == 0


def test_index_commands(zjtx) -> None:  # type: ignore[no-untyped-def]
    assert zjtx("index", "build").returncode == 0
    assert zjtx("index", "status").returncode == 0
    assert zjtx("index", "verify").returncode == 0


def test_corpus_list_and_diff(zjtx) -> None:  # type: ignore[no-untyped-def]
    assert "notice-2022-133" in zjtx("corpus", "list").stdout
    diff = zjtx("corpus", "diff", "measures-2022-63", "measures-2026-2").stdout
    assert "70%" in diff
    assert "75%" in diff


@pytest.mark.parametrize(("when", "year"), [(("--round", "4"), 2021), (("--as-of", "2023-03-20"), 2022)])
def test_last_year_in_a_form_is_that_of_the_check(zjtx, tmp_path: Path, when: tuple[str, str], year: int) -> None:  # type: ignore[no-untyped-def]
    form = tmp_path / "form.csv"
    form.write_text("企业名称,所属行业,上年度营业收入（万元）\n甲公司,工业,9000\n", encoding="utf-8")
    result = zjtx("check", str(form), *when, "--json")
    assert result.returncode == 0, result.stderr
    size = next(item for item in json.loads(result.stdout)["conditions"] if item["id"] == "sme")
    assert (size["status"], json.loads(result.stdout)["year"]) == ("pass", year + 1)


def test_a_table_is_previewed_mapped_and_checked(zjtx, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table, mapping, out = tmp_path / "企业.csv", tmp_path / "对应.yaml", tmp_path / "结果.xlsx"
    table.write_text("企业名称,去年卖了多少,市场占有率\n甲,6200,0.12\n乙,4500,12%\n合计,10700,\n", encoding="utf-8")
    at = ("--as-of", "2025-06-01")
    preview = zjtx("check", "--csv", str(table), "--preview", "--save-mapping", str(mapping), *at)
    assert (preview.returncode, out.exists()) == (0, False)
    assert "读到 2 家企业" in preview.stdout and "是0.12%还是12%" in preview.stdout
    settled = mapping.read_text("utf-8").replace("head: 去年卖了多少\n  field: null", "head: 去年卖了多少\n  field: revenue")
    mapping.write_text(settled.replace("field: market_share", "field: market_share\n  numbers: fraction"), encoding="utf-8")
    done = zjtx("check", "--csv", str(table), "--mapping", str(mapping), "--out", str(out), *at)
    assert done.returncode == 0, done.stderr
    assert "共核对 2 家企业" in done.stdout and "没有读懂的格 0 个" in done.stdout
    assert "去年卖了多少 → 2024年营业收入" in done.stderr
    assert out.exists() and not list(tmp_path.glob(".*progress*"))
    wrong = zjtx("check", "--csv", str(table), "--mapping", str(table), "--out", str(out), *at)
    assert wrong.returncode == 2


HEAVY = ("torch", "sentence_transformers", "chromadb", "gradio", "sqlalchemy", "langchain_core", "numpy", "fastapi")


@pytest.mark.parametrize(
    "call",
    [
        ("check", "-", "--json"),
        ("deadlines",),
        ("materials",),
        ("extract", "资产负债率62%"),
        ("rules", "show", "little_giant"),
        ("corpus", "list"),
        ("config",),
    ],
    ids=lambda call: call[0],
)
def test_a_command_that_searches_nothing_loads_nothing_heavy(call: tuple[str, ...], data_dir: Path) -> None:
    heavy = [name for name in HEAVY if not (call[0] == "extract" and name == "numpy")]  # the head that reads numbers is numpy
    code = (
        "import sys; sys.argv = ['zjtx', *sys.argv[1:]]\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        f"finally: sys.stderr.write(','.join(name for name in {heavy!r} if name in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *call],
        input="{}",
        capture_output=True,
        text=True,
        env={**os.environ, "ZJTX_DATA_DIR": str(data_dir)},
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")


MODULES_OF_A_COLD_QUESTION = 790
TOPICS_OF_A_COLD_QUESTION = 12


def test_a_cold_question_loads_only_what_its_answer_needs(zjtx, data_dir: Path) -> None:  # type: ignore[no-untyped-def]
    """What starts slowly is noticed here: modules and topics are counted, as times would hang on the machine."""
    assert zjtx("ask", "第四批小巨人什么时候截止", "--as-of", "2022-06-20").returncode == 0, "the index, where there was none"
    code = (
        "import json, sys; sys.argv = ['zjtx', *sys.argv[1:]]\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "finally:\n"
        "    from assistant.topics.all_topics import topics\n"
        "    print(json.dumps([sorted(sys.modules), topics().known]), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "ask", "第四批小巨人什么时候上传", "--as-of", "2022-06-20"],
        capture_output=True,
        text=True,
        env={**os.environ, "ZJTX_DATA_DIR": str(data_dir)},
        check=False,
    )
    assert "6月28日" in result.stdout
    modules, known = json.loads(result.stderr.splitlines()[-1])
    assert {"rich", "structlog", "chromadb", "bm25s", "sqlalchemy", "torch"}.isdisjoint(modules)
    assert len(modules) <= MODULES_OF_A_COLD_QUESTION
    assert known <= TOPICS_OF_A_COLD_QUESTION


def test_the_report_tells_the_rounds_table_in_words(zjtx, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from docx import Document

    path = tmp_path / "report.docx"
    profile = "manufacturing_champion: true\n"
    result = zjtx("check", "-", "--round", "4", "--as-of", "2022-06-20", "--report", str(path), stdin=profile)
    assert result.returncode == 0, result.stderr
    book = Document(str(path))
    text = "\n".join(
        [each.text for each in book.paragraphs]
        + [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    )
    assert "不予推荐：制造业单项冠军、与已认定" in text


def test_without_a_model_its_check_says_how_to_set_one(zjtx) -> None:  # type: ignore[no-untyped-def]
    result = zjtx("llm", "check")
    assert result.returncode == 0, result.stderr
    assert "没有配置语言模型" in result.stdout and "ZJTX_LLM_BASE_URL" in result.stdout
    assert json.loads(zjtx("llm", "check", "--json").stdout) == {"configured": False}


def test_a_model_that_is_down_is_no_good_check(zjtx, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    environment = {"PROVIDER": "openai", "BASE_URL": "http://127.0.0.1:9/v1", "MODEL": "m", "API_KEY": "sk-secret"}
    for name, value in environment.items():
        monkeypatch.setenv(f"ZJTX_LLM_{name}", value)
    result = zjtx("llm", "check")
    assert result.returncode == 1
    assert "没有答成" in result.stdout and "sk-secret" not in result.stdout + result.stderr
    assert "sk-secret" not in zjtx("config").stdout
    monkeypatch.delenv("ZJTX_LLM_BASE_URL")
    refused = zjtx("llm", "check")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "ZJTX_LLM_BASE_URL" in refused.stderr and refused.stderr.count("\n") == 1
