"""The chat's scripts and its texts fit each other."""

from __future__ import annotations

import re

from assistant.web.static_files import STATIC
from assistant.web.texts import TEXTS
from corpus.yamlfile import load_yaml

TEXTS_BY_KEY = load_yaml(TEXTS)
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in (STATIC / "chat").glob("*.js")}
KEY = re.compile(r"\b(?:t|say)\((?:\w+ \? )?\"([a-z_]+)\"")


def test_every_text_a_script_names_exists_in_both_languages() -> None:
    named = {key for script in SCRIPTS.values() for key in KEY.findall(script)}
    assert len(named) > 60
    for key in named:
        assert set(TEXTS_BY_KEY[key]) == {"zh", "en"}, key


def test_no_script_holds_text_for_people() -> None:
    for name, script in SCRIPTS.items():
        code = re.sub(r"^\s*(//|/?\*).*$|//.*$|/\*.*?\*/", "", script, flags=re.MULTILINE)
        # what is left is a date's signs, a unit's brackets and punctuation between parts
        assert set(re.findall(r"[一-鿿]", code)) <= set("年月日"), name
