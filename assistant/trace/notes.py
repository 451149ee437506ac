"""The words of a trace (`notes.yaml`), in both languages.

>>> note("quotes", count=2)
'引用2处原文，逐字核对一致'
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.topics.all_topics import topics
from assistant.topics.forms import Matter, MatterKind
from corpus.messages import Messages


def note(key: str, lang: str = "zh", **values: Any) -> str:
    """A note of a step, in words."""
    return _texts()(key, lang, **values)


def named_or(key: str, name: str, lang: str = "zh") -> str:
    """The words of `key`, where there are any; else the bare name."""
    return note(key, lang) if key in _texts() else name


def matter_words(matter: Matter, lang: str = "zh") -> str:
    """What is asked about: 资产负债率; 联系方式（文件以外）."""
    if matter.kind is MatterKind.TOPIC and matter.id is not None and matter.id in topics():
        name = topics()[matter.id].name
        return name.en if lang == "en" else name.zh
    return named_or(f"matter_{matter.id or matter.kind}", str(matter), lang)


def _texts() -> Messages:
    return Messages.of(Path(__file__).with_name("notes.yaml"))
