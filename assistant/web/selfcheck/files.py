"""A profile as a file that can be read back: YAML, or the workbook of the empty form with its values filled in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.rules.fields import FieldInfo, FieldType, catalogue, field_of
from assistant.rules.profile import Profile
from assistant.sheets import Format, write_template
from corpus.messages import Messages


class Export(StrEnum):
    """The kinds of file a profile leaves as; the value is the suffix."""

    YAML = "yaml"
    XLSX = "xlsx"


def write_profile(profile: Profile, paths: Sequence[str], year: int, kind: Export, title: str) -> bytes:
    """The profile as a file that `read_profile` reads back.

    Args:
        paths: what the form asks for; facts beside it are written too.
        year: the round's year.
        title: the name of the recognition, shown at the top.
    """
    facts = profile.to_json()
    if kind is Export.YAML:
        import yaml

        return yaml.safe_dump(facts, allow_unicode=True, sort_keys=False).encode()
    values = dict(_by_path(facts))
    rows = _in_order({*paths, *values})
    return _filled(write_template(rows, year, Format.XLSX, title), values)


def _in_order(paths: set[str]) -> list[str]:
    """The paths in the order of the application form, the newest year first."""
    order = list(catalogue())
    newest_first = sorted(paths, reverse=True)
    return sorted(newest_first, key=lambda path: order.index(path.partition(".")[0]))


def _by_path(facts: dict[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in facts.items():
        if isinstance(value, dict):
            found += [(f"{key}.{year}", item) for year, item in value.items()]
        else:
            found.append((key, value))
    return found


def _filled(content: bytes, values: dict[str, Any]) -> bytes:
    from openpyxl import load_workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = load_workbook(io.BytesIO(content))
    for line in book.worksheets[0].iter_rows(min_row=3):
        path = str(line[2].value)
        if path in values:
            cell = line[3]
            written = _written(values[path], field_of(path))
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", written) if isinstance(written, str) else written
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a name that begins with = is a name, no formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(value: Any, info: FieldInfo) -> str | int | float:
    names = {key: name.zh for key, name in (info.choices or {}).items()}
    if info.type is FieldType.YES:
        return _texts()("yes" if value else "no")
    if info.type is FieldType.CHOICE:
        return names[value]
    if info.type is FieldType.CHOICES:
        return "；".join(names[key] for key in value) or _texts()("none_of_these")
    if info.type is FieldType.RECOGNITIONS:
        return "；".join(_title(item, names) for item in value) or _texts()("none_of_these")
    written: str | int | float = value
    return written


def _title(item: dict[str, Any], names: dict[str, str]) -> str:
    parts = [names[item["tier"]], str(item.get("on", "")), _batch(item)]
    return " ".join(part for part in parts if part)


def _batch(item: dict[str, Any]) -> str:
    return _texts()("batch", round=item["round"]) if "round" in item else ""


def _texts() -> Messages:
    return Messages.of(Path(__file__).with_name("texts.yaml"))
