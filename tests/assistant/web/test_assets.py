"""Scripts and style sheets: small, kept for good, gone when their content changes."""

from __future__ import annotations

import gzip

import pytest
from fastapi.testclient import TestClient

from assistant.web.assets import asset
from assistant.web.bundling import join_styles
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


@pytest.mark.parametrize("page", ["chat", "selfcheck"])
def test_every_style_sheet_of_a_page_is_in_its_bundle(page: str) -> None:
    joined = asset(f"{page}.css").content.decode()
    sheets = [join_styles([path]) for path in (STATIC / page).glob("*.css")]
    assert sheets and all(sheet in joined for sheet in sheets)
