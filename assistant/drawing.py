"""Plots as SVG, for pages: letters stay letters, drawn in the reader's own fonts, so a server needs no Chinese ones."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS: Final = ("#1f4e8c", "#c2571a", "#3b7d4f", "#7a4ea0", "#8a8a8a", "#b03060", "#2a8c8c", "#a08a20")
_STYLE: Final[Any] = {"svg.fonttype": "none", "svg.hashsalt": "zjtx", "font.family": "sans-serif", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False}


_ONE_AT_A_TIME: Final = threading.Lock()
"""The style is matplotlib's own, and all threads share it: where two draw at once, one loses it half-way."""


@dataclass(frozen=True)
class Drawing:
    """What a plot is drawn on."""

    figure: Figure
    axes: Axes

    def svg(self, across: str, up: str, *, bottom: float | None = None) -> str:
        """The drawing with its axes named; empty where nothing was drawn."""
        axes, drawn = self.axes, StringIO()
        if not (axes.lines or axes.patches or axes.images):
            return ""
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        axes.set_ylim(bottom=bottom)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            self.figure.savefig(drawn, format="svg", metadata={"Date": None})
        return drawn.getvalue()[drawn.getvalue().index("<svg") :]


@contextmanager
def drawing(width: float, height: float) -> Iterator[Drawing]:
    """Something to draw on, so many inches wide and high."""
    from cycler import cycler
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with _ONE_AT_A_TIME, rc_context({**_STYLE, "axes.prop_cycle": cycler(color=_COLOURS)}):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield Drawing(figure, figure.subplots())
