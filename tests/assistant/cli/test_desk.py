"""`zjtx desk user` and `zjtx data`: people are added, listed and kept out; what is kept is handed out and forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.errors import OptionError
from assistant.cli.main import app
from assistant.errors import DeskUserError
from assistant.settings import Settings
from assistant.store import Store
from tests.assistant.store.talks import begun

runner = CliRunner()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    settings = Settings(data_dir=tmp_path, database_url=None, _env_file=None)
    monkeypatch.setattr("assistant.settings.settings", lambda: settings)
    return Store(settings)


def test_somebody_is_added_listed_and_kept_out(store: Store) -> None:
    added = runner.invoke(app, ["desk", "user", "add", "zhang", "--role", "supervisor"], input="correct horse battery\n")
    assert added.exit_code == 0 and "班长“zhang”" in added.stdout
    assert runner.invoke(app, ["desk", "user", "disable", "zhang"]).exit_code == 0
    assert json.loads(runner.invoke(app, ["desk", "user", "list", "--json"]).stdout) == [{"name": "zhang", "role": "supervisor", "disabled": True, "locked": False}]
    assert "已停用" in runner.invoke(app, ["desk", "user", "list"]).stdout
    assert runner.invoke(app, ["desk", "user", "disable", "zhang", "--enable"]).exit_code == 0
    assert store.people.sign_in("zhang", "correct horse battery") is not None
    assert [entry.what for entry in store.audit.newest()] == ["user_enable", "user_disable", "user_add"]


def test_what_does_not_fit_is_bad_input(store: Store) -> None:
    assert isinstance(runner.invoke(app, ["desk", "user", "add", "zhang", "--role", "king"], input="correct horse battery\n").exception, OptionError)
    assert isinstance(runner.invoke(app, ["desk", "user", "add", "zhang"], input="short\n").exception, DeskUserError)
    assert isinstance(runner.invoke(app, ["desk", "user", "disable", "zhang"]).exception, DeskUserError)
    assert store.people.all() == ()


def test_what_is_kept_is_handed_out_forgotten_and_purged(store: Store, tmp_path: Path) -> None:
    mine, other = begun(store), begun(store)
    lines = [json.loads(line) for line in runner.invoke(app, ["data", "export", mine.id]).stdout.splitlines()]
    assert [(line["kind"], line["id"]) for line in lines] == [("conversations", mine.id)]
    assert json.loads(runner.invoke(app, ["data", "forget", mine.id, "--json"]).stdout)["conversations"] == 1
    assert isinstance(runner.invoke(app, ["data", "forget", mine.id]).exception, OptionError)
    assert json.loads(runner.invoke(app, ["data", "purge", "--json"]).stdout)["conversations"] == 0
    assert store.conversations.load(other.id) == other
    assert "对话 1 个" in runner.invoke(app, ["data", "purge", "--days", "0"]).stdout
