"""The names people use for fields and values, from `names.yaml` and the field catalogue, ready to look up."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant import bounded as re
from assistant.rules.fields import catalogue
from corpus.yamlfile import load_yaml

_NOISE = re.compile(r"[\s“”\"'‘’《》「」\-—_:：*＊、，,。.]+")


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    headers: dict[str, list[str]]
    values: dict[str, dict[str, str]]
    yes: frozenset[str] = Field(alias="yes")
    no: frozenset[str] = Field(alias="no")
    unknown: frozenset[str]
    none: frozenset[str]


@lru_cache(maxsize=1)
def names() -> _Names:
    """What `names.yaml` says."""
    return _Names.model_validate(load_yaml(Path(__file__).with_name("names.yaml")))


def plain(text: str) -> str:
    """A name without what people write differently: width, case, spaces, quotation marks, punctuation.

    >>> plain("“创客中国” 全国企业组名次")
    '创客中国全国企业组名次'
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=1)
def field_names() -> Mapping[str, str]:
    """Field key by plain name, Chinese and English."""
    found: dict[str, str] = {}
    for key, info in catalogue().items():
        for name in (info.zh, info.en, *names().headers.get(key, ())):
            found[plain(name)] = key
            found.setdefault(plain(name) + "总额", key)
    return found


@lru_cache(maxsize=64)
def choice_names(key: str) -> Mapping[str, str]:
    """Choice of a field by plain name: its key, its names in both languages, further words."""
    found: dict[str, str] = {}
    for choice, name in (catalogue()[key].choices or {}).items():
        found |= {plain(word): choice for word in (choice, name.zh, name.en)}
    return found | {plain(word): choice for word, choice in names().values.get(key, {}).items()}
