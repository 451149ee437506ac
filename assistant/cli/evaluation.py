"""eval: the quality figures, and a case made of an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.cli import options
from assistant.cli.output import put, put_json, tell
from assistant.cli.texts import texts

_t = texts()
_RUN = "run"


class _RunsByDefault(TyperGroup):
    """`zjtx eval dev` is `zjtx eval run dev`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = bool(args) and args[0] in (*self.commands, "--help")
        return super().parse_args(ctx, args if named else [_RUN, *args])


app = typer.Typer(help=_t("help_eval"), cls=_RunsByDefault)


@app.command(_RUN, help=_t("help_eval_run"))
def evaluate(
    sets: Annotated[list[str] | None, typer.Argument(help=_t("arg_sets"))] = None,
    as_json: options.AsJson = False,
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_eval_out"))] = None,
    sample: Annotated[int | None, typer.Option("--sample", help=_t("option_eval_sample"))] = None,
    seed: Annotated[int, typer.Option("--seed", help=_t("option_eval_seed"))] = 0,
    judged: Annotated[Path | None, typer.Option("--compare", help=_t("option_eval_compare"))] = None,
    model: Annotated[bool, typer.Option("--model", help=_t("option_eval_model"))] = False,
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

    report = run_eval(sets or [], out_dir=out, model=model)
    put_json(report.to_json()) if as_json else put(str(report))
    if not report.ok:
        raise typer.Exit(1)


@app.command(help=_t("help_eval_add"))
def add(
    trace_id: Annotated[str, typer.Argument(help=_t("arg_trace"))],
    status: Annotated[list[str], typer.Option("--expect-status", help=_t("option_case_status"))],
    must: Annotated[list[str] | None, typer.Option("--must", help=_t("option_case_must"))] = None,
    must_not: Annotated[list[str] | None, typer.Option("--must-not", help=_t("option_case_must_not"))] = None,
    clause: Annotated[list[str] | None, typer.Option("--clause", help=_t("option_case_clause"))] = None,
    condition: Annotated[list[str] | None, typer.Option("--condition", help=_t("option_case_condition"))] = None,
    whole: Annotated[str | None, typer.Option("--whole", help=_t("option_case_whole"))] = None,
    outside: Annotated[bool, typer.Option("--outside", help=_t("option_case_outside"))] = False,
    tier: options.Tier = None,
    round: options.Round = None,
    track: options.Track = None,
    note: Annotated[str | None, typer.Option("--note", help=_t("option_case_note"))] = None,
    text: Annotated[str | None, typer.Option("--text", help=_t("option_case_text"))] = None,
    alone: Annotated[bool, typer.Option("--alone", help=_t("option_case_alone"))] = False,
    as_json: options.AsJson = False,
) -> None:
    """Make a case of an answer: what it should have been, for `zjtx eval cases`."""
    from assistant.cli.errors import OptionError
    from assistant.evaluation.rows.adding import add_case
    from assistant.service import Assistant

    pairs = [each.partition("=") for each in condition or ()]
    if not all(name and value for name, _, value in pairs):
        raise OptionError("case_condition", "condition")
    expected = options.fields(
        status=status,
        must=[each.split("|") for each in must or ()],
        must_not=must_not or [],
        clauses=[each.split("|") for each in clause or ()],
        conditions={name: value for name, _, value in pairs},
        whole=whole,
        outside=outside,
        tier=tier,
        round=round,
        track=track,
        note=note,
    )
    added = add_case(Assistant.open(), trace_id, {key: value for key, value in expected.items() if value not in ([], {}, False)}, text=text, alone=alone)
    for warning in added.warnings:
        tell(warning)
    put_json(added.row) if as_json else put(_t("case_added", id=added.row["id"], path=added.path))
