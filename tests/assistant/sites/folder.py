"""Sites for tests: a folder as `zjtx site new` writes it, and what to change in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.sites import BUILT_IN

KEY = "pk_test_0123456789"
ORIGIN = "https://www.example.gov.cn"


def write_site(sites: Path, name: str = "jiangnan", **fields: Any) -> Path:
    """A site that one origin may embed; `fields` stand in its `site.yaml`, None takes one out."""
    folder = sites / name
    folder.mkdir(parents=True, exist_ok=True)
    said = yaml.safe_load((BUILT_IN / "default" / "site.yaml").read_text("utf-8"))
    said |= {"allowed_origins": [ORIGIN], "site_key": KEY, **fields}
    kept = {key: value for key, value in said.items() if value is not None}
    (folder / "site.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return folder
