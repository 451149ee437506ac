"""Every word of the lists of duties and papers is told in English too; a province's own stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.duties import deadlines, materials
from assistant.duties.english import in_english
from corpus.yamlfile import load_yaml

CHINESE = re.compile("[\u4e00-\u9fff]")
FOLDER = Path(materials.__file__).parent


def _filled(words: str) -> str:
    return words.format(batch="第八批", held="第五批")


def _papers() -> Iterator[str]:
    for entry in load_yaml(FOLDER / materials.FILE)["lists"]:
        for item in entry["items"]:
            yield from (item[key] for key in ("name", "annex", "to", "how", "note") if item.get(key))


def _windows(found: Any) -> Iterator[str]:
    for entry in (*found["rounds"], *found["standing"]):
        names = entry["name"]
        yield from map(_filled, names.values() if isinstance(names, dict) else [names])


@pytest.mark.parametrize("words", sorted({*_papers(), *_windows(load_yaml(FOLDER / deadlines.FILE))}))
def test_it_is_told_in_english(words: str) -> None:
    said = in_english(words)
    assert said and not CHINESE.search(said)
    assert "{" not in said


def test_the_batch_is_that_of_the_words_and_other_words_stay() -> None:
    assert in_english("第十二批专精特新“小巨人”企业申请书") == "Application form of batch 12"
    assert in_english("浙江省补充材料") == "浙江省补充材料"
