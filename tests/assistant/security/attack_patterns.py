"""Attack every pattern of the reader in a process of its own; prints one line of JSON: how many, and which are slow."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from assistant import bounded
from assistant.evaluation.cases import load_set
from tests.attacks import attacks

SHORT, LONG = 500, 2000
GROWTH = 40
"""A linear pattern takes 4 times as long for 4 times the text, one that searches from each place 16 times."""
FREE = 0.02
"""Seconds below which the clock says nothing."""
FUSE = 3.0
MOST = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 24
"""Attacks on one pattern."""


def main() -> None:
    compiled: dict[tuple[str, int], bounded.Pattern] = {}
    original = bounded.Pattern.__init__

    def recording(self: bounded.Pattern, pattern: str, flags: int = 0) -> None:
        original(self, pattern, flags)
        compiled[pattern, flags] = self

    bounded.Pattern.__init__ = recording  # type: ignore[method-assign]
    bounded.compile.cache_clear()
    _use_the_reader()
    slow = [pattern for (pattern, flags), each in sorted(compiled.items()) if _is_slow(each, pattern, flags)]
    print(json.dumps({"attacked": len(compiled), "slow": slow}, ensure_ascii=False))


def _use_the_reader() -> None:
    """Everything that compiles a pattern, imported and used."""
    from assistant.service import Assistant

    reader = Assistant.open()
    from assistant.models import ExtractRequest
    from assistant.reading.normalise import normalise
    from assistant.understanding.extraction import moods, phrases, title_words
    from assistant.understanding.intent import read

    for case in load_set("own").cases:
        reader.extract(ExtractRequest(text=case.question, as_of=date(2024, 6, 1)))
        read(normalise(case.question).text)
    for key in moods.moods()._words:
        moods.moods()[key]
    for key, entry in title_words.words().data.items():
        for part in entry if isinstance(entry, dict) else ("",):
            if isinstance(entry, dict | str) and key not in ("tiers",):
                title_words.words()[f"{key}.{part}" if part else key]
    for phrase in phrases.phrases().by_group:
        _ = phrase.rules


def _is_slow(compiled: bounded.Pattern, pattern: str, flags: int) -> bool:
    pairs = zip(attacks(pattern, flags, SHORT), attacks(pattern, flags, LONG), strict=True)
    return any(_grows(compiled, short, long) for short, long in list(pairs)[:MOST])


def _grows(compiled: bounded.Pattern, short: str, long: str) -> bool:
    try:
        with bounded.within(FUSE):
            return _seconds(compiled, long) > GROWTH * max(_seconds(compiled, short), FREE)
    except bounded.OverBudgetError:
        return True


def _seconds(compiled: bounded.Pattern, text: str) -> float:
    start = time.perf_counter()
    for _ in compiled.finditer(text):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
