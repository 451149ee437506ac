"""One script out of several modules, one style sheet out of several: a page then asks for each only once.

The modules import only each other, by name or as a whole, one statement a line; so no tool is needed to join them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_IMPORT: Final = re.compile(r'^import (?:(?P<what>\{[^}]*\}|\* as \w+) from )?"(?P<path>\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?P<kind>async function|function|class|const|let) (?P<name>\w+)", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export) .*", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*//.*\n|^\s*/\*\*?(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE)
_ASIDE: Final = re.compile(r"(?<=[;{},)\]]) // [^\n\"'`]*$", re.MULTILINE)
"""What is said behind a statement; a text that holds such signs has a quotation mark behind them and stays."""
_INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)


class BundlingError(Exception):
    """A script that cannot be joined: it names what the joiner does not know, or two modules need each other."""


def join_script(entry: Path) -> str:
    """The module `entry` and all it imports as one classic script; each module keeps its names to itself.

    Raises:
        BundlingError: an import or export of another form, or a circle of imports.
    """
    order: list[Path] = []
    _visit(entry.resolve(), order, ())
    names = {path: f"m{number}" for number, path in enumerate(order)}
    return "(() => {\n" + '"use strict";\n' + "".join(_wrapped(path, names) for path in order) + "})();\n"


def join_styles(paths: Sequence[Path]) -> str:
    """The style sheets one after another, without comments and indents."""
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    return _INDENT.sub("", _COMMENT.sub("", text))


def _visit(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    if path in order:
        return
    if path in above:
        raise BundlingError(f"{path.name} 与 {above[-1].name} 互相引用，请把共用的部分移到第三个文件")
    for found in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        _visit((path.parent / found["path"]).resolve(), order, (*above, path))
    order.append(path)


def _wrapped(path: Path, names: dict[Path, str]) -> str:
    """A module as a function that gives its exports."""
    text = path.read_text(encoding="utf-8")

    def imported(found: re.Match[str]) -> str:
        if not found["what"]:
            return ""
        what = re.sub(r"\* as |(?<=\w) as (?=\w)", lambda kind: "" if kind[0].startswith("*") else ": ", found["what"])
        return f"const {what} = {names[(path.parent / found['path']).resolve()]};\n"

    exported = [found["name"] for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub(r"\g<kind> \g<name>", _IMPORT.sub(imported, text))
    if left := _LEFT.search(body):
        raise BundlingError(f"{path.name}: {left[0]}")
    body = _INDENT.sub("", _ASIDE.sub("", _COMMENT.sub("", body)))
    return f"const {names[path]} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"
