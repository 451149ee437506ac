"""`/embed.js`: the widget's modules, its words and its style sheet in one script, without a tool to build it."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.web.bundling import join_script, join_styles
from corpus.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
_SHEETS: Final = ("panel", "conversation", "form", "forced_colours")


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
    resources = f"const TEXTS = {_json(load_yaml(FOLDER / 'texts.yaml'))};\nconst STYLE = {_json(style())};\n"
    plain = f"(() => {{\n{resources}{join_script(FOLDER / 'script' / 'main.js')}}})();\n".encode()
    return Script(plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.blake2b(plain, digest_size=12).hexdigest()}"')


def style() -> str:
    """The widget's style sheet; a shadow root takes no other."""
    return join_styles([FOLDER / "styles" / f"{name}.css" for name in _SHEETS])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
