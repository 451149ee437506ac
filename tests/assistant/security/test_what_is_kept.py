"""Two hundred private numbers and names are told in questions, profiles and feedback; no byte of what is kept holds one."""

from __future__ import annotations

import json
import logging
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.cli.main import app as commands
from assistant.logging import configure_logging, get_logger
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store.people import DeskRole
from assistant.web.app import create_app
from tests.assistant.web.desk.conftest import WORD, Browser

COUNT = 200
AT_ONCE = 50
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏飞"


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _planted() -> list[tuple[str, str]]:
    """What is private, each with the words that it is told in."""
    chance = random.Random(13)
    found = []
    for number in range(COUNT):
        match number % 5:
            case 0:
                phone = f"1{chance.choice('3578')}{_digits(chance, 9)}"
                told = phone if number % 2 else f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
                found.append((told, chance.choice(["电话{}", "请回{}", "手机：{}，谢谢", "打{}找我"]).format(told)))
            case 1:
                card = f"3301{_digits(chance, 2)}19{chance.randint(60, 99)}0{chance.randint(1, 9)}1{chance.randint(0, 9)}{_digits(chance, 3)}X"
                found.append((card, f"身份证{card}"))
            case 2:
                code = f"91330{_digits(chance, 3)}MA{chance.choice('2BCD')}{_digits(chance, 6)}K"
                found.append((code, chance.choice(["统一社会信用代码{}", "代码是{}", "{}"]).format(code)))
            case 3:
                mail = f"user{_digits(chance, 4)}@firm{_digits(chance, 3)}.com.cn"
                found.append((mail, f"邮箱{mail}"))
            case _:
                name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
                found.append((name, chance.choice(["联系人：{}", "我叫{}", "法定代表人{}", "请回复{}女士", "经办人是{}"]).format(name)))
    return found


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, assistant: Assistant) -> Settings:
    """Data of its own beside the index that all tests share."""
    return assistant.settings.model_copy(update={"data_dir": tmp_path_factory.mktemp("kept"), "index_dir": assistant.settings.index_path, "database_url": None})


@pytest.fixture(scope="module")
def log_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that is logged, at its loudest, as it would reach stderr."""
    path = tmp_path_factory.mktemp("logs") / "log"
    configure_logging("DEBUG")
    (stderr,) = logging.getLogger().handlers
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(stderr.formatter)
    logging.getLogger().addHandler(handler)
    yield path
    logging.getLogger().removeHandler(handler)
    configure_logging()


@pytest.fixture(scope="module")
def kept(settings: Settings, log_file: Path) -> Iterator[tuple[Settings, list[str], list[str]]]:
    """A service to which all of it was told; the private words, and the traces' ids."""
    planted = _planted()
    service = Assistant.open(settings)
    traces = []
    service.store.people.add("boss", DeskRole.ADMIN, WORD)
    app = create_app(service, settings)
    desk = Browser(app, "boss")
    with TestClient(app) as client:
        for start in range(0, COUNT, 5):
            words = "，".join(told for _, told in planted[start : start + 5])
            question = f"我们去年营收8600万元，资产负债率72%，能报第四批小巨人吗？{words}。"
            body: dict[str, Any] = {"question": question, "as_of": "2022-06-20", "profile": {"name": f"甲厂（{words}）", "province": words}, "trace": True}
            if start % 2:
                body["conversation_id"] = "new"
            answer = client.post("/api/v1/ask", json=body).json()
            traces.append(answer["trace_id"])
            assert client.post("/api/v1/feedback", json={"trace_id": answer["trace_id"], "question": question, "liked": False, "reason": words}).status_code == 204
            client.post("/api/v1/extract", json={"text": question})
            client.post("/api/v1/verify", json={"text": f"小巨人的资产负债率不高于70%[1]。{words}", "citations": ["measures-2022-63/annex-3/2"], "question": question})
            get_logger("planted").warning("failed", words=words)
            try:
                raise RuntimeError(words)
            except RuntimeError:
                get_logger("planted").exception("failed")
        for start in range(0, COUNT, AT_ONCE):
            _tell_the_desk(desk, "，".join(told for _, told in planted[start : start + AT_ONCE]), traces[start // 5 + 1])
        yield settings, [private for private, _ in planted], traces
    service.store.close()


def _tell_the_desk(desk: Browser, words: str, trace: str) -> None:
    """In every field that somebody at the desk writes into."""
    mail = desk.paste(f"我们资产负债率72%，能报第四批小巨人吗？{words}。")
    assert desk.post(f"/desk/mails/{mail}/drafts/1", text=f"您好，{words}。", version=desk.version(mail)).status_code == 303
    assert desk.post(f"/desk/mails/{mail}/release", reason=words, version=desk.version(mail)).status_code == 303
    told = {"matter": "topic/valid_period", "form:how_many": "1", "phrasings": words[:200], "text": f"有效期为三年[1]。{words}", "clauses": f"measures-2022-63/annex-3/2 | {words}", "holds_from": "2022-06-15"}
    assert desk.post("/desk/curated", **told).status_code == 303
    assert desk.post(f"/desk/queue/{trace}/case", status="answered", must=words, note=words, text=words).status_code == 303
    assert desk.post(f"/desk/queue/{trace}/messages", matter="topic/valid_period", form="when", messages=words[:200]).status_code == 303
    assert desk.post("/desk/switches", name="model", to="off", reason=words).status_code == 303


def _not_there(private: list[str], content: bytes, where: str) -> None:
    text = content.decode("utf-8", "ignore")
    escaped = json.dumps(text)  # a database holds JSON with its letters escaped
    for each in private:
        digits = each.replace("-", "")
        for form in {each, digits}:
            assert form not in text, f"{where}: {form}"
            assert json.dumps(form)[1:-1] not in text, f"{where}: {form}"
        assert each not in escaped


def test_no_byte_of_a_file_holds_any_of_it(kept: tuple[Settings, list[str], list[str]]) -> None:
    settings, private, _ = kept
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    assert {"zjtx.sqlite3", "zjtx.sqlite3-wal"} <= {path.name for path in files}
    assert sum(path.stat().st_size for path in files) > 100_000
    for path in files:
        _not_there(private, path.read_bytes(), path.name)


def test_no_line_of_the_log_does(kept: tuple[Settings, list[str], list[str]], log_file: Path) -> None:
    content = log_file.read_bytes()
    assert content.count(b"event=failed") >= 80
    _not_there(kept[1], content, "log")


def test_nothing_handed_out_again_does(kept: tuple[Settings, list[str], list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    settings, private, traces = kept
    monkeypatch.setattr("assistant.settings.settings", lambda: settings)
    monkeypatch.setattr("assistant.service.default_settings", lambda: settings)
    runner = CliRunner()
    assert runner.invoke(commands, ["data", "export", "--out", str(tmp_path / "all.jsonl")]).exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    assert {line["kind"] for line in lines} >= {"conversations", "traces", "feedback", "desk_mails", "desk_drafts", "desk_queue", "curated_answers"}
    assert len(lines) >= 100
    _not_there(private, (tmp_path / "all.jsonl").read_bytes(), "export")
    for trace_id in traces[:5]:
        for options in ([], ["--json"]):
            told = runner.invoke(commands, ["trace", trace_id, *options])
            assert told.exit_code == 0
            _not_there(private, told.stdout.encode(), "trace")
    added = runner.invoke(commands, ["eval", "add", traces[0], "--expect-status", "answered", "--json"])
    assert added.exit_code == 0, added.stderr
    _not_there(private, added.stdout.encode(), "case")
    _not_there(private, b"".join(path.read_bytes() for path in settings.cases_path.iterdir()), "cases")


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_nobody_else_may_read_the_database(kept: tuple[Settings, list[str], list[str]]) -> None:
    for path in kept[0].data_dir.glob("zjtx.sqlite3*"):
        if path.suffix != ".lock":
            assert path.stat().st_mode & 0o077 == 0, path.name


def test_what_is_forgotten_leaves_no_byte(assistant: Assistant, tmp_path: Path) -> None:
    settings = assistant.settings.model_copy(update={"data_dir": tmp_path, "index_dir": assistant.settings.index_path, "database_url": None})
    service = Assistant.open(settings)
    with TestClient(create_app(service, settings, pages=False)) as client:
        told = {"question": "我们资产负债率72%，能报小巨人吗", "profile": {"name": "宇宙第一螺母厂"}, "as_of": "2022-06-20"}
        answer = client.post("/api/v1/ask", json={**told, "conversation_id": "new"}).json()
        client.post("/api/v1/feedback", json={"trace_id": answer["trace_id"], "question": "宇宙第一螺母厂行吗", "liked": True})
        other = client.post("/api/v1/ask", json={"question": "小巨人有效期几年", "conversation_id": "new"}).json()
        name = json.dumps("宇宙第一螺母厂")[1:-1].encode()
        assert any(name in path.read_bytes() for path in tmp_path.iterdir())
        removed = service.store.records.forget(answer["conversation_id"])
        assert (removed.conversations, removed.traces, removed.feedback) == (1, 1, 1)
        for path in tmp_path.iterdir():
            assert name not in path.read_bytes()
            assert "宇宙第一螺母厂".encode() not in path.read_bytes()
        assert service.store.conversations.load(other["conversation_id"]).turns == 1
        assert service.store.records.purge(0).total == 2
        assert list(service.store.records.export()) == []
