"""Of whom a text speaks."""

from __future__ import annotations

import pytest

from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.subjects import owners


def last_owner(text: str) -> tuple[Reason | None, bool]:
    owner = owners(text)[-1]
    return owner.reason, owner.lasting


@pytest.mark.parametrize(
    ("text", "lasting"),
    [
        ("我们供应商是省级专精特新企业", True),
        ("我们的大客户是华为", False),
        ("我们客户都是专精特新企业", False),
        ("母公司是上市公司", True),
        ("合作单位有省级企业技术中心", True),
        ("控股股东持有我们60%股权", True),
        ("我老婆的公司是省级专精特新", True),
        ("园区里共有企业230家，从业人员1.8万人", True),
        ("我们开发区有规上企业120家，研发投入12亿", True),
        ("我们县去年规上工业增长8.6%，全县研发强度2.9%", True),
        ("细分行业排名前十的企业合计占有率超过70%", True),
    ],
)
def test_another_one_is_spoken_of(text: str, lasting: bool) -> None:
    assert last_owner(text) == (Reason.OTHER_ENTERPRISE, lasting)


@pytest.mark.parametrize("text", ["我们是一家设备经销商", "我们给华为供货", "母公司1200人，我公司136人"])
def test_the_enterprise_itself_is_spoken_of(text: str) -> None:
    assert last_owner(text)[0] is None
