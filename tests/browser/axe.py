"""axe, the checker of access, on the page as it stands."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

from playwright.sync_api import Page

AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_ENDLESS_OR_OVER: Final = "one => one.playState === 'finished' || one.effect.getComputedTiming().endTime === Infinity"


def faults(page: Page) -> dict[str, list[str]]:
    """What axe finds once nothing moves any more: the rule, and where."""
    page.wait_for_function(f"() => document.getAnimations().every({_ENDLESS_OR_OVER})")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return {each["id"]: [json.dumps(node["target"], ensure_ascii=False) for node in each["nodes"]][:4] for each in found["violations"]}
