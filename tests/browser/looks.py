"""Pictures of the walks, by day and by night, kept in `build/screens` for whoever wants to look."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

FOLDER: Final = Path(__file__).parents[2] / "build" / "screens"
WIDE: Final = (1280, False)
NARROW: Final = (390, True)
LOOKS: Final = (WIDE, NARROW)
"""Widths, each with whether the reader's system is dark: a walk is made once in each."""


def look(page: Page, name: str) -> None:
    """A picture in both schemes; the page is left in its own."""
    size = page.viewport_size
    assert size is not None
    own = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    for scheme in ("light" if own == "dark" else "dark", own):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=FOLDER / f"{name}-{size['width']}-{scheme}.png", animations="disabled")
