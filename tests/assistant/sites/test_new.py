"""A new site is whole at once: it may be used as it is written, and its lines work as pasted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import NewSiteError, SiteError
from assistant.sites.check import lint_site
from assistant.sites.file import read_site_file
from assistant.sites.new import lines_to_paste, write_new_site
from corpus.library import load_library

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("province", "english"),
    [("浙江省", "Zhejiang"), ("陕西", "Shaanxi"), ("广西壮族自治区", "Guangxi"), ("内蒙古自治区", "Inner Mongolia"), ("深圳市", "Shenzhen")],
)
def test_it_is_sound_and_speaks_for_its_province(province: str, english: str, tmp_path: Path) -> None:
    file = write_new_site(tmp_path, "new", province, origins=["https://a.gov.cn", "http://b.cn:81"], phone="0571-1")
    says = read_site_file(file)
    assert lint_site(file.parent, load_library(), DAY).problems == ()
    assert says.operator.zh == f"{province}中小企业服务平台" and says.operator.en.endswith(english)
    assert says.allowed_origins == ("https://a.gov.cn", "http://b.cn:81") and says.phone == "0571-1"


def test_each_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = {read_site_file(write_new_site(tmp_path, f"s{number}", "浙江省")).site_key for number in range(5)}
    assert len(keys) == 5 and None not in keys


def test_without_an_origin_nobody_may_embed_it(tmp_path: Path) -> None:
    assert read_site_file(write_new_site(tmp_path, "new", "浙江省")).allowed_origins == ()


@pytest.mark.parametrize("name", ["", "default", "A", "浙江", "a b", "../x", "-a", "a" * 64])
def test_a_name_is_one_that_an_address_can_hold(name: str, tmp_path: Path) -> None:
    with pytest.raises(NewSiteError) as raised:
        write_new_site(tmp_path, name, "浙江省")
    assert raised.value.field == "name" and list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    before = write_new_site(tmp_path, "new", "浙江省").read_text("utf-8")
    with pytest.raises(NewSiteError, match="已经有了"):
        write_new_site(tmp_path, "new", "浙江省")
    assert (tmp_path / "new" / "site.yaml").read_text("utf-8") == before


def test_what_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="来源"):
        write_new_site(tmp_path, "new", "浙江省", origins=["https://a.gov.cn/page"])
    assert list(tmp_path.iterdir()) == []


@given(words=st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40))
def test_a_name_of_any_letters_is_read_back_as_it_was_written(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = write_new_site(tmp_path_factory.mktemp("sites"), "new", "浙江省", operator=words)
    assert read_site_file(file).operator.zh == words


def test_the_lines_name_the_address_the_site_and_the_key(tmp_path: Path) -> None:
    says = read_site_file(write_new_site(tmp_path, "new", "浙江省"))
    lines = lines_to_paste("new", says, "https://zjtx.example.gov.cn/zjtx/")
    assert f'src="https://zjtx.example.gov.cn/zjtx/embed.js" data-site="new" data-key="{says.site_key}"' in lines.script
    assert 'src="https://zjtx.example.gov.cn/zjtx/embed/new"' in lines.iframe
    assert lines.policy.startswith("script-src https://zjtx.example.gov.cn;")
