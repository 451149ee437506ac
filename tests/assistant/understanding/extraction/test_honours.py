"""Lists of honours and titles."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.extract import extract

DAY = date(2024, 6, 20)


def tiers(text: str) -> list[str]:
    return [title["tier"] for title in extract(text, DAY).profile.to_json().get("recognitions", [])]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("荣誉资质：1.高新技术企业（2022年11月） 2.省专精特新（2023.08） 3.创新型中小企业（2022.10）", ["specialized", "innovative"]),
        ("荣誉：高新技术企业、省级专精特新", ["specialized"]),
        ("营收8000万，高新技术企业、省级专精特新，发明5项", ["specialized"]),
        ("1、高新技术企业；2、省级专精特新中小企业", ["specialized"]),
        ("公司是高新技术企业、知识产权优势企业、省级专精特新企业", ["specialized"]),
        ("2020年获评省级专精特新，2021年第三批国家级小巨人", ["specialized", "little_giant"]),
        ("小巨人我们是第四批的", ["little_giant"]),
        ("科技型中小企业已入库", ["tech_sme"]),
    ],
)
def test_titles_listed_are_held(text: str, held: list[str]) -> None:
    assert tiers(text) == held


@pytest.mark.parametrize(
    "text",
    [
        "创新型中小企业、专精特新中小企业、小巨人",
        "高新技术企业、省级专精特新",
        "高新技术企业、省级专精特新都有什么要求？",
        "小巨人我们准备报第七批",
        "科技型中小企业还没入库",
        "2020年评上过省专精特新，后来摘牌了",
        "区里评的专精特新",
        "省级专精特新2019年认定的，2022年到期没参加复核，已经失效了",
        "同城的天马滚子是第四批小巨人",
        "同集团的另一家企业主导产品相似，那家是第五批小巨人",
    ],
)
def test_titles_only_named_are_not(text: str) -> None:
    assert tiers(text) == []
