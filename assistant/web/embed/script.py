"""`/embed.js`: the widget's modules and those of the chat page that it draws with, their words and style sheets in one script."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.web.bundling import join_script, join_styles
from assistant.web.static_files import STATIC
from assistant.web.texts import TEXTS
from corpus.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
OF_THE_PAGE: Final = (
    "plain", "buttons", "words", "turn", "under", "waiting", "conditions", "choices", "composer", "forced_colours",
)  # fmt: skip
"""The chat page's style sheets of what the widget draws too."""
_OWN: Final = ("frame", "conversation")
_ROOT: Final = re.compile(r":root((?:\[[^\]]*\]|:not\([^)]*\))*)")
_REM: Final = re.compile(r"([\d.]+)rem\b")
_LINES: Final = re.compile(r"(?<=[;{},])\n")
_PX: Final = 16
_LITERAL: Final = re.compile(r'"(\w+)"|`(\w+_)\$\{')


@dataclass(frozen=True)
class Script:
    """The script as it is sent.

    Attributes:
        tag: changes with the content.
    """

    plain: bytes
    packed: bytes
    tag: str


@lru_cache(maxsize=1)
def script() -> Script:
    """The one script, the same for every site."""
    modules = join_script(FOLDER / "script" / "main.js")
    plain = f"(() => {{\nconst TEXTS = {_json(words(modules))};\nconst STYLE = {_json(style())};\n{modules}}})();\n".encode()
    return Script(plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.blake2b(plain, digest_size=12).hexdigest()}"')


def words(modules: str) -> dict[str, list[str]]:
    """The words that these modules say, in Chinese and English: those whose name stands in them, whole or up to what is put in."""
    known = {**load_yaml(TEXTS), **load_yaml(FOLDER / "texts.yaml")}
    found = _LITERAL.findall(modules)
    names = {name for name, _ in found}
    starts = tuple({start for _, start in found if start})
    said = {name: words for name, words in known.items() if name in names or name.startswith(starts)}
    return {name: [both, both] if isinstance(both, str) else [both["zh"], both["en"]] for name, both in said.items()}


def style() -> str:
    """The widget's style sheet; a shadow root takes no other, and the size of the host's letters is not ours."""
    sheets = [STATIC / "base.css", *(STATIC / "chat" / f"{name}.css" for name in OF_THE_PAGE), *(FOLDER / "styles" / f"{name}.css" for name in _OWN)]
    text = _ROOT.sub(lambda found: f":host({found[1]})" if found[1] else ":host", join_styles(sheets))
    return _LINES.sub("", _REM.sub(lambda found: f"{float(found[1]) * _PX:g}px", text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
