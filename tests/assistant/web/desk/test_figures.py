"""The dashboard as a supervisor sees it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]


@pytest.fixture(scope="module")
def asked(enter: Enter) -> None:
    for question in ("小巨人的有效期几年", "小巨人给多少钱", "=1+1给多少补助"):
        assert enter("agent").client.post("/api/v1/ask", json={"question": question, "as_of": "2023-05-01"}).status_code == 200


@pytest.mark.usefixtures("asked")
def test_figures_plots_and_workbook(enter: Enter) -> None:
    supervisor = enter("supervisor")
    page = supervisor.get("/desk/figures?days=30").text
    assert "没能回答最多的" in page and "资金奖补" in page and "figures/kinds.svg?days=30" in page
    for name in ("kinds", "sites", "ends", "times"):
        drawn = supervisor.get(f"/desk/figures/{name}.svg?days=30")
        assert drawn.status_code == 200 and drawn.headers["content-type"] == "image/svg+xml" and drawn.text.startswith("<svg")
        assert "sandbox" in drawn.headers["content-security-policy"] and "unsafe" not in drawn.headers["content-security-policy"]
    assert supervisor.get("/desk/figures/none.svg").status_code == 404
    book = load_workbook(io.BytesIO(supervisor.get("/desk/figures.xlsx?days=30").content))
    assert book.sheetnames == ["按日", "按类别和单位", "没能回答最多的"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["按日"]["B2"].value >= 3


def test_a_time_without_answers_says_so(enter: Enter) -> None:
    page = enter("supervisor").get("/desk/figures?days=1000&site=<b>").text
    assert "这段时间没有回答" in page and "<b>" not in page
