"""Texts for people live in YAML files; this hands them out by key and language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any


class Messages:
    """The texts of one YAML file: `key: {zh: …, en: …}`, or `key: …` where there is Chinese only.

    >>> m = Messages({"hello": {"zh": "您好，{name}", "en": "Hello, {name}"}})
    >>> m("hello", name="李工"), m("hello", lang="en", name="Li")
    ('您好，李工', 'Hello, Li')
    """

    def __init__(self, texts: dict[str, dict[str, str] | str]) -> None:
        self._texts = texts

    @staticmethod
    @lru_cache(maxsize=32)
    def of(path: Path) -> Messages:
        """The messages of the file at `path`, read once."""
        from corpus.yamlfile import load_yaml

        return Messages(load_yaml(path))

    def __call__(self, key: str, lang: str = "zh", **values: object) -> str:
        """The text for `key`, in Chinese where the language asked for is missing.

        Raises:
            KeyError: no such key, or a placeholder without a value: a slip of ours, not of the user.
        """
        entry = self._texts[key]
        template = entry if isinstance(entry, str) else entry.get(lang) or entry["zh"]
        return template.format(**values) if values else template

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)


def text_for(key: str, **values: Any) -> str:
    """A sentence of the corpus's own `messages.yaml`, in Chinese."""
    return Messages.of(Path(__file__).with_name("messages.yaml"))(key, **values)
