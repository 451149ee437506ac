"""Attack every pattern over a user's text in a process of its own; prints a line of JSON: how many, and which are slow.

Patterns of `bounded` and of plain `re` alike are recorded as they compile; what a source writes and nothing compiled is
told as missed.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import os
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

sys.path.insert(0, str(Path(__file__).parents[3]))

import assistant
from assistant import bounded
from assistant.evaluation.cases import load_set
from assistant.masking import mask
from assistant.reading.kept import Kept
from assistant.reading.lexicon import Lexicon, lexicon
from tests.attacks import attacks

SHORT, LONG = 500, 2000
GROWTH, LIST_GROWTH = 40, 12
"""A linear pattern takes 4 times as long for 4 times the text, one that searches from each place 16 times; lists never do."""
FREE = 0.02
"""Seconds below which the clock says nothing."""
FUSE = 3.0
MOST = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 48
"""Attacks on one pattern."""
READS = tuple(f"assistant.{part}" for part in ("reading", "planning", "verifying", "grounding", "rendering", "steps", "topics", "duties", "sheets", "desk", "web.desk", "masking", "writing", "web.markup", "web.side_by_side", "requests"))
"""Modules whose patterns look at what somebody wrote, or at an answer made of it."""
IN_LETTERS = ("zhuan jing te xin xiao ju ren", "我們是小具人，資產負債率７２％，壹亿贰仟万", "项目\t2021年\t2020年\n营收（万元）\t8000\t7000")


def main() -> None:
    compiled: dict[tuple[str, int], bounded.Pattern] = {}
    lexicons: list[Lexicon] = []
    original, plain = bounded.Pattern.__init__, re._compile  # type: ignore[attr-defined]

    def recording(self: bounded.Pattern, pattern: str, flags: int = 0) -> None:
        original(self, pattern, flags)
        compiled[pattern, flags] = self

    def recording_plain(pattern: Any, flags: int) -> re.Pattern[Any]:
        if isinstance(pattern, str) and sys._getframe(2).f_globals.get("__name__", "").startswith(READS):
            compiled.setdefault((pattern, int(flags)), bounded.Pattern(pattern, int(flags)))
        return plain(pattern, flags)  # type: ignore[no-any-return]

    def recording_words(self: Lexicon, entries: Mapping[str, Iterable[str]]) -> None:
        words(self, entries)
        lexicons.append(self)

    words, Lexicon.__init__ = Lexicon.__init__, recording_words  # type: ignore[method-assign]
    lexicon.cache_clear()
    bounded.Pattern.__init__ = recording  # type: ignore[method-assign]
    re._compile = recording_plain  # type: ignore[attr-defined]
    bounded.compile.cache_clear()
    sources = _import_all()
    compiled |= {(each.pattern, each._flags): each for name, module in list(sys.modules.items()) if name.startswith(READS) for each in vars(module).values() if isinstance(each, bounded.Pattern)}
    _use_the_reader()
    slow = [pattern for (pattern, flags), each in sorted(compiled.items()) if _is_slow(each, pattern, flags)]
    slow += [" ".join(text[:40] for text in list(dict(each))[:3]) for each in lexicons if _is_slow_list(each)]
    missed = sorted({pattern for pattern in sources if all(pattern != known for known, _ in compiled)})
    print(json.dumps({"attacked": len(compiled), "lists": len(lexicons), "missed": missed, "slow": slow}, ensure_ascii=False))


def _import_all() -> set[str]:
    """Import every module that may compile a pattern; the patterns that stand as plain literals in their sources."""
    written: set[str] = set()
    for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if module.name.startswith(READS):
            source = inspect.getsource(importlib.import_module(module.name))
            written |= {call.args[0].value for call in ast.walk(ast.parse(source)) if _compiles(call)}
    return written


def _compiles(node: ast.AST) -> TypeGuard[Any]:
    """Whether a node is `bounded.compile("…")`, or the like of `re`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
        return False
    of, first = node.func.value, node.args[0]
    return isinstance(of, ast.Name) and of.id in ("bounded", "re") and node.func.attr == "compile" and isinstance(first, ast.Constant)


def _use_the_reader() -> None:
    """Read every message of the own set and some in letters and signs: what compiles late compiles here."""
    from assistant.models import ExtractRequest
    from assistant.reading.reader import WordsReader
    from assistant.service import Assistant

    mask("联系人：王小明，我是甲公司的李强，请回复张女士", enterprises=True)
    opened, reader, day = Assistant.open(), WordsReader(None, {4: 2022}), date(2024, 6, 1)
    messages = [case.question for case in load_set("own").cases]
    for message in (*messages, *IN_LETTERS):
        reader.read(message, day, Kept(fields=("debt_ratio",)))
        opened.extract(ExtractRequest(text=message, as_of=day))


def _is_slow(compiled: bounded.Pattern, pattern: str, flags: int) -> bool:
    pairs = zip(attacks(pattern, flags, SHORT), attacks(pattern, flags, LONG), strict=True)
    return any(_grows(compiled, short, long) for short, long in list(pairs)[:MOST])


def _is_slow_list(words: Lexicon) -> bool:
    """Word lists are pumped with what nearly is their longest word, and with what begins it."""
    longest = sorted((word for word, _ in words), key=len)[-3:]
    for body in sorted({part for word in longest for part in (word, word[:-1], word[:1])} - {""}):
        short, long = (body * (length // len(body)) for length in (SHORT, LONG))
        if _clock(words.find, long) > LIST_GROWTH * max(_clock(words.find, short), FREE):
            return True
    return False


def _grows(compiled: bounded.Pattern, short: str, long: str) -> bool:
    try:
        with bounded.within(FUSE):
            return _seconds(compiled, long) > GROWTH * max(_seconds(compiled, short), FREE)
    except (bounded.OverBudgetError, bounded.BusyError):
        return True


def _seconds(compiled: bounded.Pattern, text: str) -> float:
    return _clock(lambda searched: [*compiled.finditer(searched)], text)


def _clock(search: Callable[[str], object], text: str) -> float:
    start = time.thread_time()
    search(text)
    return time.thread_time() - start


if __name__ == "__main__":
    main()
