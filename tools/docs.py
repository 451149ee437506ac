"""Writes the documents that are made from the code: commands, settings, rules. `--check` only compares.

Run by `make docs`, checked by `make lint`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assistant.rules.reference import reference
from assistant.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
GROUPS = {"eval": ("run", "add"), "index": ("build", "status", "verify"), "corpus": ("list", "add", "diff"), "rules": ("lint", "show"), "profile": ("template",), "llm": ("check", "record"), "site": ("new", "check", "show"), "data": ("export", "forget", "purge"), "desk": ("user add", "user list", "user disable")}
COMMANDS = ("serve", "ask", "check", "search", "extract", "materials", "deadlines", "batch", "eval", "verify", "trace", "mcp", "config")


def main() -> int:
    """Write or compare every generated document; 1 where one is old."""
    pages = {"commands.md": commands(), "settings.md": settings(), "rules.md": reference()}
    old = []
    for name, text in pages.items():
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                old.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if old:
        print(f"docs/ 已过时，请运行 make docs：{'、'.join(old)}", file=sys.stderr)
    return 1 if old else 0


def commands() -> str:
    """The help of every command, as the program prints it."""
    calls = [(), *((name,) for name in COMMANDS), *((group, *name.split()) for group, names in GROUPS.items() for name in names)]
    parts = ["# 命令\n\n由 `make docs` 从程序本身生成。\n"]
    for call in calls:
        parts.append(f"\n## zjtx {' '.join(call)}".rstrip() + f"\n\n```text\n{_help(call)}\n```\n")
    return "".join(parts)


def settings() -> str:
    """Every setting with its default and meaning."""
    lines = ["# 设置\n\n由 `make docs` 从程序本身生成。写在环境变量或 `.env` 里；`zjtx config` 显示现值和来源。\n"]
    lines.append("\n| 设置 | 默认值 | 含义 |\n|---|---|---|\n")
    for name, info in Settings.model_fields.items():
        value = ",".join(info.default) if isinstance(info.default, tuple) else info.default
        default = "用户数据文件夹" if info.default_factory else ("（无）" if value in (None, "") else value)
        lines.append(f"| `ZJTX_{name.upper()}` | {default} | {info.description} |\n")
    return "".join(lines)


def _help(call: tuple[str, ...]) -> str:
    environment = {**os.environ, "COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "assistant", *call, "--help"], capture_output=True, text=True, env=environment, check=True
    )
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


if __name__ == "__main__":
    sys.exit(main())
