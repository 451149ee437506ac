"""A few people at once are all answered. How fast is the bench's to say, not a test's."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from bench.load import as_lines, measure


@pytest.mark.timeout(300)
def test_nothing_fails_under_a_little_load(data_dir: Path) -> None:
    assistant = Assistant.open(Settings(data_dir=data_dir, database_url=None, _env_file=None))
    load = measure(assistant, people=24, seconds=8, every=2, mails=1)
    assert (load.failed, load.errors) == (0, ())
    assert load.answered > 24
    assert "失败 0" in as_lines(load)
