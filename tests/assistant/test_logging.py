from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("configured", ["", "configure_logging('warning');"])
def test_logs_go_to_stderr_whether_configured_or_not(configured: str) -> None:
    done = _run(
        f"from assistant.logging import configure_logging, get_logger; {configured}"
        "log = get_logger('a'); log.info('quiet'); log.warning('store_in_memory', path='/数据 1')"
    )
    assert done.stdout == ""
    assert 'level=warning logger=a event=store_in_memory path="/数据 1"' in done.stderr
    assert "quiet" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_traceback_holds_no_values() -> None:
    done = _run(
        "from assistant.logging import get_logger\n"
        "def answer(question):\n"
        "    raise RuntimeError('broken')\n"
        "try:\n"
        "    answer('资产' + '负债率')\n"
        "except RuntimeError:\n"
        "    get_logger('a').exception('failed')\n"
    )
    assert "RuntimeError: broken" in done.stderr
    assert "资产负债率" not in done.stderr


def test_the_standard_librarys_logs_look_the_same() -> None:
    done = _run(
        "import logging; from assistant.logging import configure_logging; configure_logging('INFO')\n"
        "logging.getLogger('uvicorn.error').info('started')\n"
        "talkative = logging.getLogger('bm25s'); talkative.setLevel('DEBUG'); talkative.debug('chatter')"
    )
    assert "chatter" not in done.stderr
    assert done.stdout == ""
    assert "level=info logger=uvicorn.error event=started" in done.stderr
