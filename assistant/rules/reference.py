"""docs/rules.md, written from the schema: what each key of a rules file means, for someone who doesn't program."""

from __future__ import annotations

import types
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.rules import schema
from assistant.rules.fields import catalogue
from assistant.rules.lint import readings
from assistant.rules.measures import measures

_HEAD = Path(__file__).with_name("reference.md")
_PARTS: tuple[type[BaseModel], ...] = (
    schema.Condition,
    schema.Requirement,
    schema.Case,
    schema.Route,
    schema.Way,
    schema.ScoreLine,
    schema.ScoreTable,
    schema.ScoreGroup,
    schema.Indicator,
    schema.Option,
    schema.Tally,
    schema.Steps,
    schema.Remark,
    schema.Cited,
    schema.ExclusionRule,
    schema.NoteRule,
    schema.NoteCondition,
    schema.SizeLine,
)


def reference() -> str:
    """The whole page, in Markdown."""
    lines = [_HEAD.read_text(encoding="utf-8").rstrip(), "", "## 五种文件", ""]
    for kind in schema.KINDS.values():
        lines += _model(kind)
    lines += ["## 各部分", ""]
    for model in _PARTS:
        lines += _model(model)
    lines += ["## 可以读的数值（value）", "", "| 名字 | 含义 | 单位 | 算法 |", "|---|---|---|---|"]
    lines += [f"| `{m}` | {info.zh} | {info.unit} | {info.formula or '按填报值'} |" for m, info in measures().items()]
    lines += ["", "## 可以读的其他字段（field）", "", "| 名字 | 含义 | 可填 |", "|---|---|---|"]
    for key, field in catalogue().items():
        if field.type in ("yes", "choice", "choices") and key != "industry":
            choices = "、".join(f"`{choice}` {name.zh}" for choice, name in (field.choices or {}).items())
            lines.append(f"| `{key}` | {field.zh} | {choices or 'true、false'} |")
    lines += ["", "## 读法（reading）", "", "| 编号 | 读法 |", "|---|---|"]
    lines += [f"| `{key}` | {words} |" for key, words in readings().items()]
    return "\n".join(lines) + "\n"


def _model(model: type[BaseModel]) -> Iterator[str]:
    doc = (model.__doc__ or "").strip()
    title, _, rest = doc.rstrip("。").partition("：")
    yield from (f"### {title}", "")
    if rest:
        yield from (f"{rest}。", "")
    yield from ("| 键 | 写法 | 必填 | 含义 |", "|---|---|---|---|")
    for name, info in _own_first(model):
        key = info.alias or name
        yield f"| `{key}` | {_type(info.annotation)} | {'是' if info.is_required() else ''} | {info.description} |"
    yield ""


def _own_first(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """A model's own keys before those it shares with every requirement, which one table explains for all."""
    inherited = schema.Requirement.model_fields.keys() if model is not schema.Requirement else set()
    if not issubclass(model, schema.Requirement):
        inherited = set()
    return [(name, info) for name, info in model.model_fields.items() if name not in inherited]


def _type(annotation: Any) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _type(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return f"列表（{_type(args[0])}）"
    if origin is dict:
        return "名字: 数字"
    if origin is not None and hasattr(annotation, "__metadata__"):
        return _type(args[0])
    if args:
        return "、".join(f"`{str(arg).lower() if isinstance(arg, bool) else arg}`" for arg in args)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        values = list(annotation)
        return "、".join(f"`{value}`" for value in values) if len(values) <= 6 else "见下文的表"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation.__doc__ or "").split("：")[0].rstrip("。")
    return {"str": "文字", "bool": "true 或 false"}.get(getattr(annotation, "__name__", ""), "数字")
