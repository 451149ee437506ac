"""What the lists of duties and papers say, in English."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from corpus.numbering import parse_numeral
from corpus.yamlfile import load_yaml

_BATCH: Final = re.compile("第([一二三四五六七八九十]+)批")


def in_english(words: str) -> str:
    """Words of `materials.yaml` or `deadlines.yaml` in English; those of a province's own file stay as they are.

    >>> in_english("第四批专精特新“小巨人”企业推荐汇总表")
    'Table of the enterprises recommended for batch 4'
    """
    said = _english().get(_BATCH.sub("{batch}", words))
    found = _BATCH.search(words)
    return words if said is None else said.format(batch=f"batch {parse_numeral(found[1])}" if found else "")


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return cast("dict[str, str]", load_yaml(Path(__file__).with_name("english.yaml")))


__all__ = ["in_english"]
