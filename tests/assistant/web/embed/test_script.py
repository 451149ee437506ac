"""The one script: small, whole, and the same for every site."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.assets import asset
from assistant.web.bundling import join_script
from assistant.web.embed.script import FOLDER, script, words
from assistant.web.texts import TEXTS
from corpus.terms import Provenance
from corpus.yamlfile import load_yaml

DOCUMENT = Path(__file__).parents[4] / "docs" / "embedding.md"
LARGEST = 20 * 1024
SHARED = ("createApi", "Asking", "Composer", "Log", "drawTurn", "drawReply", "elements", "markButton", "conditions", "asText", "h", "t")
"""Of each module that page and widget share, what it is for."""
MODULES = sorted(path.stem for path in (FOLDER / "script").glob("*.js"))


def _source(name: str) -> str:
    return (FOLDER / "script" / f"{name}.js").read_text("utf-8")


def test_it_is_small_enough() -> None:
    assert len(script().packed) <= LARGEST


def test_every_module_is_in_it() -> None:
    text = script().plain.decode()
    for module in MODULES:
        name = re.findall(r"^(?:export )?(?:function|class) (\w+)", _source(module), re.MULTILINE)[0]
        assert re.search(rf"^(?:function|class) {name}\b", text, re.MULTILINE), module


def test_what_is_asked_heard_drawn_and_copied_is_the_chat_pages_own() -> None:
    widget, page = (set(re.findall(r"^const m\d+ = (.*?)^\}\)\(\);", text, re.MULTILINE | re.DOTALL)) for text in (script().plain.decode(), asset("chat.js").content.decode()))
    named = {name: text for name in SHARED for text in page if f"function {name}(" in text or f"class {name} " in text}
    assert set(named) == set(SHARED)
    numbers = re.compile(r"\bm\d+\b")
    own = {numbers.sub("", text) for text in widget}
    assert {name for name, text in named.items() if numbers.sub("", text) not in own} == set()


def test_every_word_is_there_in_both_languages_and_used() -> None:
    own, known = load_yaml(FOLDER / "texts.yaml"), load_yaml(TEXTS)
    assert all(set(said) == {"zh", "en"} for said in own.values())
    assert not set(own) & set(known), "a word of the page's is not said twice"
    modules = join_script(FOLDER / "script" / "main.js")
    said = words(modules)
    page = (FOLDER / "page.html").read_text("utf-8")
    assert set(re.findall(r"\bt\(\"(\w+)\"", modules)) <= set(said)
    assert set(re.findall(r"\bt\(\"(\w+)\"", page)) <= set(own)
    assert set(own) - set(said) - set(re.findall(r"\bt\(\"(\w+)\"", page)) == set()
    kinds = {"refused", "slow", "down", "unfit", "internal"} | set(re.findall(r': "(\w+)"[ ,]', re.findall(r"const KINDS = \{(.*)\};", modules)[0] + ","))
    assert {f"failed_{kind}" for kind in kinds} <= set(said)
    assert {key.removeprefix("provenance_") for key in said if key.startswith("provenance_")} == set(Provenance)


def test_nothing_is_parsed_as_markup_nor_asked_of_another_host() -> None:
    text = script().plain.decode()
    assert not re.search(r"(?:inner|outer)HTML\s*\+?=", text)
    for forbidden in ("insertAdjacentHTML", "DOMParser", "document.write", "eval(", "new Function", "localStorage", "cookie"):
        assert forbidden not in text, forbidden
    assert set(re.findall(r"https?://[\w.]+", text)) == {"http://www.w3.org"}


def test_it_is_sent_packed_and_kept_by_the_browser(client: TestClient) -> None:
    answer = client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip" and answer.content == gzip.decompress(script().packed)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get("/embed.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.content == script().plain


def test_its_attributes_are_those_of_the_guide() -> None:
    used = set(re.findall(r"said\.(\w+)", _source("attributes")))
    assert used == set(re.findall(r"^\| `data-(\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))


def test_its_events_are_those_of_the_guide() -> None:
    told = set(re.findall(r"#tell\(\"(\w+)\"", _source("main")))
    assert told == set(re.findall(r"`zjtx:(\w+)`", DOCUMENT.read_text("utf-8")))


@pytest.mark.parametrize("name", ["example", "default"])
def test_the_page_for_an_iframe_of_a_site_that_lists_nobody_is_framed_by_itself_only(name: str, client: TestClient) -> None:
    answer = client.get(f"/embed/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert "data-key" not in answer.text


def test_what_the_address_says_stands_as_text(client: TestClient) -> None:
    answer = client.get("/embed/example", params={"q": '"><script>alert(1)</script>', "accent": "8c1b1b", "lang": "en"})
    assert "<script>alert" not in answer.text and 'data-accent="8c1b1b"' in answer.text
    assert client.get("/embed/example", params={"accent": "red;}"}).status_code == 422
    assert client.get("/embed/nowhere").status_code == 404


