"""Modules are joined so that they work together as they did apart."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.web.bundling import BundlingError, join_script, join_styles


def _written(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def test_names_stay_within_their_module_and_imports_find_each_other(tmp_path: Path) -> None:
    entry = _written(
        tmp_path,
        main='import { name as other, tell } from "./a.js";\nimport * as b from "./b.js";\nconst name = "main";\nconsole.log(tell(name), other, b.name);\n',
        a='// why\nimport { name as own } from "./b.js";\nexport const name = "a";\nexport function tell(who) {\n  return `${who} ${own} // text`;\n}\n',
        b='export const name = "b";\n',
    )
    script = join_script(entry)
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to run the script with")
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "main b // text a b"
    assert "// why" not in script


@pytest.mark.parametrize(
    "text", ['import x from "./a.js";\n', "export default 1;\n", 'import { a } from "elsewhere";\n', "export { a };\n"]
)
def test_what_the_joiner_does_not_know_is_named(tmp_path: Path, text: str) -> None:
    entry = _written(tmp_path, main=text, a="export const a = 1;\n")
    with pytest.raises(BundlingError, match="main.js"):
        join_script(entry)


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    entry = _written(tmp_path, main='import { a } from "./a.js";\n', a='import { b } from "./main.js";\nexport const a = 1;\n')
    with pytest.raises(BundlingError, match="互相引用"):
        join_script(entry)


def test_styles_lose_comments_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("/* why */\n.a {\n  color: red;\n}\n", encoding="utf-8")
    assert join_styles([tmp_path / "a.css", tmp_path / "a.css"]) == ".a {\ncolor: red;\n}\n" * 2
