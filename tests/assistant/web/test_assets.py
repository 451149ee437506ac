"""Scripts and style sheets: small, kept for good, gone when their content changes."""

from __future__ import annotations

import gzip

from fastapi.testclient import TestClient

from assistant.web.assets import asset


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
