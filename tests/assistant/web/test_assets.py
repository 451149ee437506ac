"""Scripts and style sheets: small, kept for good, gone when their content changes."""

from __future__ import annotations

import gzip
import re

from fastapi.testclient import TestClient

from assistant.web.assets import asset
from assistant.web.static_files import STATIC


def test_a_bundle_is_compressed_and_kept_for_good(page: TestClient) -> None:
    script = asset("chat.js")
    response = page.get(f"/{script.href}", headers={"accept-encoding": "gzip"})
    assert response.content == script.content  # the client unpacks it
    assert response.headers["content-encoding"] == "gzip"
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-type"].startswith("text/javascript")
    plain = page.get(f"/{script.href}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == gzip.decompress(script.compressed)


def test_a_bundle_under_another_hash_is_no_address(page: TestClient) -> None:
    assert page.get("/ui/bundle/chat-0000000000000000.js").status_code == 404


def test_dark_is_the_same_whether_chosen_or_the_systems() -> None:
    base = (STATIC / "base.css").read_text(encoding="utf-8")
    chosen, by_system = (re.findall(r"--[\w-]+: [^;]+;", base.split(head, 1)[1].split("}", 1)[0]) for head in (':root[data-theme="dark"] {', ":root:not([data-theme]) {"))
    assert len(chosen) > 15
    assert chosen == by_system
