"""What `site.yaml` may say, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SiteError
from assistant.sites import BUILT_IN
from assistant.sites.file import read_site_file
from tests.assistant.sites.folder import KEY, ORIGIN, write_site


def test_what_it_says_is_read(tmp_path: Path) -> None:
    folder = write_site(tmp_path, quota={"per_minute": 3}, phone="0571-12345678 转 2", theme={"accent": "#B00020"})
    says = read_site_file(folder / "site.yaml")
    assert (says.allowed_origins, says.site_key, says.enabled) == ((ORIGIN,), KEY, True)
    assert (says.quota.per_minute, says.quota.per_day, says.theme.accent) == (3, None, "#B00020")


def test_the_sites_that_come_along_may_be_embedded_nowhere() -> None:
    for name in ("default", "example"):
        says = read_site_file(BUILT_IN / name / "site.yaml")
        assert says.allowed_origins == () and says.site_key is None


@pytest.mark.parametrize("origin", ["https://a.cn", "http://127.0.0.1:8080", "https://xn--fiqs8s.cn:8443"])
def test_an_origin_is_scheme_host_and_port(origin: str, tmp_path: Path) -> None:
    folder = write_site(tmp_path, allowed_origins=[origin])
    assert read_site_file(folder / "site.yaml").allowed_origins == (origin,)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        *(
            ({"allowed_origins": [origin]}, "allowed_origins.0：应当是网页的来源")
            for origin in (
                "*", "https://*.a.cn", "a.cn", "https://a.cn/", "https://a.cn/page", "https://A.cn", "https://a.cn:443",
                "ftp://a.cn", "https://u:p@a.cn", "https://a.cn;script-src", "https://a.cn 'unsafe-inline'", "https://",
                "null", "javascript:alert(1)", "https://中国.cn", "http://a.cn:99999",
            )
        ),
        ({"site_key": None}, "要有 site_key"),
        ({"site_key": "short"}, "site_key：只能用 16 到 64 个"),
        ({"site_key": "a key with spaces in"}, "site_key：只能用 16 到 64 个"),
        ({"quota": {"per_day": 0}}, "quota.per_day"),
        ({"quota": {"per_day": "many"}}, "quota.per_day：应当是整数"),
        ({"quota": {"per_hour": 4}}, "quota.per_hour：没有这一项"),
        ({"enabled": "maybe"}, "enabled：只能是 true 或 false"),
        ({"message": "停"}, "message：应当分项写"),
        ({"message": {"zh": "停"}}, "message.en：缺少这一项"),
        ({"theme": {"accent": "red"}}, "theme.accent：应当是加引号的六位颜色"),
        ({"phone": "call me"}, "phone：应当是电话号码"),
        ({"operator": None}, "operator：缺少这一项"),
        ({"colour": "#000000"}, "colour：没有这一项"),
        ({"copies": {"mail": {"zh": "{answer}", "en": "{answer} {sources}"}}}, "copies.mail：要有 {answer} 和 {sources}"),
        ({"copies": {"mail": {"zh": "{answer} {sources} {name}", "en": "{answer} {sources}"}}}, "copies.mail：要有 {answer} 和 {sources}"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place_and_what_to_write(fields: dict[str, Any], told: str, tmp_path: Path) -> None:
    folder = write_site(tmp_path, **fields)
    with pytest.raises(SiteError) as raised:
        read_site_file(folder / "site.yaml")
    assert told in raised.value.message and "jiangnan" in raised.value.message


def test_a_file_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    (folder / "site.yaml").write_text("operator: {zh: a\n", encoding="utf-8")
    with pytest.raises(SiteError, match="第"):
        read_site_file(folder / "site.yaml")
