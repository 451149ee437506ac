from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UnknownSiteError
from assistant.settings import Settings
from assistant.sites import BUILT_IN
from assistant.web.site import SiteError, load_site


def test_the_default_site_asks_of_eligibility_deadline_materials_and_meaning() -> None:
    site = load_site(Settings(site=None))
    assert [example.kind for example in site.examples] == ["eligibility", "deadline", "materials", "definition"]


def test_an_operators_own_file_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "default"
    own.mkdir()
    text = (BUILT_IN / "default" / "site.yaml").read_text(encoding="utf-8")
    (own / "site.yaml").write_text(text.replace("中小企业服务平台", "某市中小企业服务中心"), encoding="utf-8")
    assert load_site(Settings(site=None, sites_dir=tmp_path)).operator.zh == "某市中小企业服务中心"


@pytest.mark.parametrize("name", ["nowhere", "../default", ".."])
def test_an_unknown_site_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownSiteError) as raised:
        load_site(Settings(site=name, sites_dir=tmp_path))
    assert raised.value.field == "site"


def test_a_file_that_does_not_fit_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "site.yaml").write_text("operator: {zh: a, en: b}", encoding="utf-8")
    with pytest.raises(SiteError, match="title"):
        load_site(Settings(site="x", sites_dir=tmp_path))
