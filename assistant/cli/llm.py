"""llm check, llm record."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.llm.check import ModelReport
    from assistant.settings import Settings

_t = texts()
app = typer.Typer(help=_t("help_llm"), no_args_is_help=True)


@app.command(help=_t("help_llm_check"))
def check(as_json: options.AsJson = False) -> None:
    """Try the configured model; exit 1 where it does not answer."""
    from assistant.settings import settings

    present = settings()
    if present.llm_provider == "none":
        _put(as_json, {"configured": False}, [_t("llm_none")])
    elif present.llm_provider == "replay":
        _put_replay(as_json, present)
    else:
        from assistant.llm.check import look

        report = look(present)
        _put(as_json, _object(report, present), _lines(report, present))
        if not report.answers:
            raise typer.Exit(1)


@app.command(help=_t("help_llm_record"))
def record(
    set: Annotated[str, typer.Argument(help=_t("arg_sets"))],
    only: Annotated[list[str] | None, typer.Option("--only", help=_t("option_record_only"))] = None,
    as_json: options.AsJson = False,
) -> None:
    """Write down the prompts of a set that have no recording yet, as far as the recordings reach."""
    from assistant.evaluation.command import show_progress
    from assistant.evaluation.rows.recording import record as record_rows
    from assistant.evaluation.rows.rowset import load_rows
    from assistant.evaluation.texts import texts as eval_texts
    from assistant.settings import settings

    found = asdict(record_rows(load_rows(set), settings(), show_progress, only or ()))
    folder = (settings().llm_replay_dir or Path()) / "pending"
    _put(as_json, {**found, "folder": str(folder)}, [eval_texts()("recorded", folder=folder, **found)])


def _put_replay(as_json: bool, present: Settings) -> None:
    folder = present.llm_replay_dir or Path()
    recorded, pending = len([*folder.glob("*.json")]), len([*folder.glob("pending/*.json")])
    found = {"configured": True, "provider": "replay", "recorded": recorded, "pending": pending}
    _put(as_json, found, [_t("llm_replay", folder=folder, recorded=recorded, pending=pending)])


def _object(report: ModelReport, present: Settings) -> dict[str, object]:
    from assistant.llm.check import SHAPES

    return {
        "configured": True,
        "provider": present.llm_provider,
        "model": present.llm_model,
        "answers": report.answers,
        "first_seconds": report.first_seconds,
        "whole_seconds": report.whole_seconds,
        "streams": report.streams,
        "counts_tokens": report.counts_tokens,
        "chinese": report.chinese,
        "structured": {shape.value: shape in report.structured for shape in SHAPES},
        "right": report.right,
        "fault": report.fault,
        "detail": report.detail,
    }


def _lines(report: ModelReport, present: Settings) -> list[str]:
    from assistant.llm.check import SHAPES

    named = {"model": present.llm_model, "provider": present.llm_provider}
    if report.fault is not None:
        return [_t("llm_fails", "zh", **named, why=_t(f"llm_{report.fault.value}"), detail=report.detail)]
    shapes = {shape.value: _yes(shape in report.structured) for shape in SHAPES}
    return [
        _t("llm_answers", "zh", **named, first=report.first_seconds, whole=report.whole_seconds),
        _t("llm_streams", yes=_yes(report.streams), counted=_yes(report.counts_tokens), chinese=_yes(report.chinese)),
        _t("llm_structured", "zh", **shapes, right=_yes(report.right)),
    ]


def _yes(can: bool) -> str:
    return _t("llm_yes" if can else "llm_no")


def _put(as_json: bool, found: dict[str, object], lines: list[str]) -> None:
    if as_json:
        put_json(found)
    else:
        for line in lines:
            put(line)
