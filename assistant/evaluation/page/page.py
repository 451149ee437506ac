"""Write a run's report as one page: no script, and nothing is loaded from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.evaluation.page import plots
from assistant.evaluation.page.observed import observe
from assistant.evaluation.report import COUNTS, EvalReport
from assistant.evaluation.texts import texts
from assistant.reading.learned.model import FOLDER

PAGE: Final = "report.html"
PAIRS: Final = 25
"""Pairs of confused matters that are shown."""
CONFUSED: Final = FOLDER / "confused.tsv"
"""Matters taken for one another on messages not trained on: meant, said, how often; written by the training."""


@dataclass(frozen=True)
class Plot:
    """A drawing, its name and what it shows, in words."""

    name: str
    meaning: str
    svg: Markup


def write_page(report: EvalReport, folder: Path) -> Path:
    """The page of a judged run, in the run's folder.

    Args:
        report: what the run found; its tables stand on the page as they are.
        folder: where the run's files lie.
    """
    run, text = observe(folder), texts()
    drawn = {
        "risk": plots.risk_coverage(run.answers),
        "found": plots.found_by_topic(run.rankings),
        "kinds": plots.kinds_confused(run.answers),
        "matters": plots.matters_confused(confused_matters()[:PAIRS]),
        "latency": plots.latency(run.answers),
    }
    shown = [Plot(text(f"plot_{name}"), text(f"plot_{name}_meaning"), Markup(svg)) for name, svg in drawn.items() if svg]
    page = _environment().get_template("page.html").render(
        report=report, plots=shown, misses=[each for each in run.answers if not each.right], text=text, counts=COUNTS
    )
    path = folder / PAGE
    path.write_text(page, encoding="utf-8")
    return path


def confused_matters(file: Path = CONFUSED) -> list[tuple[str, str, int]]:
    """Pairs of matters, what was meant and what was said, the most frequent first."""
    if not file.is_file():
        return []
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return sorted(((meant, said, int(count)) for meant, said, count in lines), key=lambda pair: -pair[2])


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
