"""`python -m bench [--quick] [--json FILE]`: measure, print the table, say where the time goes."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

from assistant.clock import now
from assistant.evaluation.runner import commit, machine
from bench import asking, building, checking, embedding, numbers, pages, processes
from bench.figures import Figure, as_table
from bench.texts import texts


def main() -> None:
    """Parse the options and run every part."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, no index build")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from assistant.service import Assistant

    assistant = Assistant.open()
    figures, steps = asking.measure(assistant, 50 if options.quick else 200)
    figures += embedding.measure(50 if options.quick else 200)
    figures += numbers.measure(50 if options.quick else 200)
    figures += checking.measure(assistant, 200 if options.quick else 1000)
    figures += checking.measure_table(assistant, 100 if options.quick else 1000)
    figures += processes.measure_memory(50)
    figures += processes.measure_cold(3 if options.quick else 9)
    if not options.quick:
        figures += building.measure()
    described = {"machine": machine(), "commit": commit(), "time": now().isoformat(timespec="minutes")}
    print(texts()("title_machine", **described))
    loads = pages.measure(assistant)
    print(f"\n{as_table(figures)}\n\n{steps}")
    if loads:
        print(f"\n{pages.as_lines(loads)}")
    if options.json:
        options.json.write_text(
            json.dumps({**_as_json(described, figures), "pages": [asdict(load) for load in loads]}, ensure_ascii=False, indent=1), encoding="utf-8"
        )


def _as_json(described: dict[str, str], figures: list[Figure]) -> dict[str, object]:
    return {**described, "figures": [{**asdict(figure), "held": figure.held} for figure in figures]}


if __name__ == "__main__":
    main()
