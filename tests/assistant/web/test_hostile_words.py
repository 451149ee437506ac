"""Whatever a site, its documents or an address says stands on our pages as text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites import BUILT_IN
from assistant.web.app import create_app

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)></title>{{7*7}}"
QUESTION = "示例省的补充安排里，省内各市什么时候把初审意见报上去"
TEXT = "省内各市请于2022年7月1日前将初审意见报示例省"
CLAUSE = "example-notice/2/2"
MARKUP = ("<script>alert", "<img src=x", "{49}", ">49<")


@pytest.fixture(scope="module")
def client(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site whose every word is hostile, and so are the titles and a clause of its documents."""
    sites = tmp_path_factory.mktemp("sites")
    site = shutil.copytree(BUILT_IN / "example", sites / "hostile")
    words = (site / "site.yaml").read_text("utf-8")
    for line in words.splitlines():
        key, found, said = line.partition(": ")
        if found and key.strip() in ("zh", "en") and "{" not in said:
            words = words.replace(line, f"{key}: '{HOSTILE}{said.strip(chr(34)).replace(chr(39), '')}'")
    (site / "site.yaml").write_text(words, "utf-8")
    provenance, text = site / "corpus" / "provenance.yaml", site / "corpus" / "texts" / "example-notice.txt"
    provenance.write_text(provenance.read_text("utf-8").replace("  title: 示例省", f"  title: {HOSTILE}示例省"), "utf-8")
    text.write_text(text.read_text("utf-8").replace(TEXT, f"{HOSTILE}{TEXT}"), "utf-8")
    own = settings.model_copy(update={"sites_dir": sites})
    with TestClient(create_app(Assistant.open(own), own)) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "params"),
    [("/", {"q": HOSTILE}), ("/", {"as_of": HOSTILE}), ("/check", {}), ("/check", {"tier": HOSTILE}), ("/clause", {"id": CLAUSE}), ("/clause", {"id": HOSTILE}), ("/embed/hostile", {"q": HOSTILE}), ("/trace/x", {})],
)
def test_no_page_takes_it_for_markup(client: TestClient, path: str, params: dict[str, str]) -> None:
    shown = client.get(path, params={"site": "hostile", **params}, headers={"Accept": "text/html"})
    assert shown.headers["content-type"].startswith("text/html")
    assert [each for each in MARKUP if each in shown.text] == []


def test_an_answer_from_such_a_document_is_text(client: TestClient) -> None:
    shown = client.post("/", data={"question": QUESTION, "as_of": "2022-06-20", "site": "hostile"}).text
    assert "初审意见" in shown and "&lt;script&gt;alert" in shown
    assert [each for each in MARKUP if each in shown] == []
