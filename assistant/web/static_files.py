"""The pages' own files that are served as they stand, such as the icon."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC: Final = Path(__file__).with_name("static")


class FreshFiles(StaticFiles):
    """Static files that a browser asks about each time, so that a new version is never mixed with an old one."""

    def file_response(self, full_path: str | os.PathLike[str], *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(full_path, *args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
