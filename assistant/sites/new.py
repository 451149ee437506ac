"""Writing a new site's folder, and the lines that a host pastes into its page."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from assistant.errors import NewSiteError
from assistant.sites.file import SiteFile, read_site_file
from assistant.sites.folders import DEFAULT, FILE
from corpus.yamlfile import load_yaml

_TEMPLATE: Final = Path(__file__).with_name("site.yaml.txt")
_PROVINCES: Final = Path(__file__).with_name("provinces.yaml")
_KIND: Final = re.compile("(壮族|回族|维吾尔)?自治区$|[省市]$")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class Lines:
    """What a host pastes: one of the two, and the directives its content policy needs for them."""

    script: str
    iframe: str
    policy: str


def write_new_site(
    sites: Path, name: str, province: str, *, origins: Sequence[str] = (), operator: str | None = None, phone: str | None = None
) -> Path:
    """Write the folder of a new site, with a key of its own.

    Args:
        sites: the folder of all sites.
        operator: who runs the service; by default the province's platform.

    Returns:
        its `site.yaml`.

    Raises:
        NewSiteError: the name does not fit, or there is such a folder already.
        SiteError: an origin or the telephone number does not fit; nothing is left behind.
    """
    if not _NAME.fullmatch(name) or name == DEFAULT:
        raise NewSiteError("site_name", "name", name=name)
    folder = sites / name
    if folder.exists():
        raise NewSiteError("site_exists", "name", name=name)
    place = _KIND.sub("", province)
    english = load_yaml(_PROVINCES).get(place, place)
    content = _TEMPLATE.read_text("utf-8").format(
        name=name,
        operator=_quoted(operator or f"{province}中小企业服务平台"),
        operator_en=_quoted(operator or f"SME Service Platform of {english}"),
        where=_quoted(f"{province}中小企业主管部门"),
        where_en=_quoted(f"the SME authority of {english}"),
        phone=f"phone: {_quoted(phone)}" if phone else "# phone: 0571-12345678",
        origins="".join(f"\n  - {_quoted(origin)}" for origin in origins) or " []",
        key=f"pk_{secrets.token_urlsafe(18)}",
    )
    folder.mkdir(parents=True)
    file = folder / FILE
    try:
        file.write_text(content, encoding="utf-8")
        read_site_file(file)
    except Exception:
        file.unlink(missing_ok=True)
        folder.rmdir()
        raise
    return file


def lines_to_paste(name: str, says: SiteFile, url: str) -> Lines:
    """The script tag and the frame of a site, for an assistant that is reached at `url`."""
    base, origin = url.rstrip("/"), "/".join(url.split("/")[:3])
    key = f' data-key="{says.site_key}"' if says.site_key else ""
    title = escape(says.title.zh)
    return Lines(
        script=f'<script src="{base}/embed.js" data-site="{name}"{key} async></script>',
        iframe=f'<iframe src="{base}/embed/{quote(name)}" title="{title}" width="380" height="600"></iframe>',
        policy=f"script-src {origin}; connect-src {origin}; frame-src {origin}",
    )


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
