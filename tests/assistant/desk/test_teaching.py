"""What the desk collects to train on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.teaching import add_messages, messages_file
from assistant.errors import RequestError
from assistant.settings import Settings
from assistant.topics.forms import Form, Matter, MatterKind

MATTER = Matter(MatterKind.TOPIC, "valid_period")


def test_messages_are_added_once_and_masked(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, _env_file=None)
    assert add_messages(settings, MATTER, Form.WHEN, ["几时\t到期", "几时 到期", "  ", "打13800138000问有效期"]) == 2
    assert add_messages(settings, MATTER, Form.WHEN, ["几时 到期", "管到哪天"]) == 1
    lines = messages_file(settings).read_text("utf-8").splitlines()
    assert lines == ["topic/valid_period\twhen\t几时 到期", "topic/valid_period\twhen\t打***********问有效期", "topic/valid_period\twhen\t管到哪天"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "= +"])
def test_no_line_begins_like_a_formula(tmp_path: Path, start: str) -> None:
    settings = Settings(data_dir=tmp_path, _env_file=None)
    add_messages(settings, MATTER, Form.WHEN, [f"{start}HYPERLINK(1)几时到期"])
    assert messages_file(settings).read_text("utf-8") == "topic/valid_period\twhen\tHYPERLINK(1)几时到期\n"


@pytest.mark.parametrize("messages", [["=", "-"], [], ["", " "], ["字" * 201], [str(number) for number in range(51)]])
def test_what_can_not_be_trained_on_is_refused(tmp_path: Path, messages: list[str]) -> None:
    with pytest.raises(RequestError):
        add_messages(Settings(data_dir=tmp_path, _env_file=None), MATTER, Form.WHEN, messages)
    assert not (tmp_path / "training").exists()
