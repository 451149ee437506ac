"""/docs shows every route of the interface, and asks nothing of another host."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, settings)) as client:
        yield client


def test_every_route_is_shown_with_its_fields_errors_and_examples(page: TestClient) -> None:
    document = page.get("/openapi.json").json()
    tree = html.fromstring(page.get("/docs").text)
    for path, item in document["paths"].items():
        for method, said in item.items():
            (section,) = [
                each for each in tree.iter("section")
                if each.xpath("string(h2/code)") == path and each.xpath("string(h2/b)") == method.upper()
            ]  # fmt: skip
            text = section.text_content()
            assert said["summary"] in text
            for parameter in said.get("parameters", []):
                assert parameter["name"] in text
            for status in said["responses"]:
                assert status < "400" or status in text
            examples = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("examples", {})
            assert len(section.xpath(".//textarea")) == len(examples)


def test_it_loads_only_what_is_our_own(page: TestClient) -> None:
    answer = page.get("/docs")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert not re.search(r"""(src|href)=["'](https?:)?//""", answer.text)
    for address in re.findall(r'(?:src|href)="(ui/[^"]+)"', answer.text):
        assert page.get(f"/{address}").status_code == 200, address


def test_a_call_that_is_shown_works_as_it_stands(page: TestClient) -> None:
    tree = html.fromstring(page.get("/docs").text)
    for form in tree.xpath("//form[@data-method='GET']"):
        assert page.get(form.get("data-path")).status_code == 200, form.get("data-path")
