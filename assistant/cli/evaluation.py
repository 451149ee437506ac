"""eval: the quality figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("eval", help=_t("help_eval"))(evaluate)


def evaluate(
    sets: Annotated[list[str] | None, typer.Argument(help=_t("arg_sets"))] = None,
    as_json: options.AsJson = False,
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_eval_out"))] = None,
    sample: Annotated[int | None, typer.Option("--sample", help=_t("option_eval_sample"))] = None,
    seed: Annotated[int, typer.Option("--seed", help=_t("option_eval_seed"))] = 0,
    judged: Annotated[Path | None, typer.Option("--compare", help=_t("option_eval_compare"))] = None,
) -> None:
    """Measure the assistant and its peers on question sets; exit 1 where a gate does not hold.

    With `--sample` rows are drawn for a second judge instead, with `--compare` a judged sample is read back.
    """
    if judged is not None:
        from assistant.evaluation.rows.sample import compare

        compared = compare(judged)
        put_json(compared.to_json()) if as_json else put(str(compared))
        return
    if sample is not None:
        from assistant.evaluation.command import draw_sample
        from assistant.evaluation.texts import texts as eval_texts

        file, count = draw_sample(sets or [], sample, seed, out)
        put_json({"file": str(file), "count": count}) if as_json else put(eval_texts()("sample_written", file=file, count=count))
        return
    from assistant.evaluation.command import run_eval

    report = run_eval(sets or [], out_dir=out)
    put_json(report.to_json()) if as_json else put(str(report))
    if not report.ok:
        raise typer.Exit(1)
