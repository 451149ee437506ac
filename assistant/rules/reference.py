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
from corpus.messages import Messages

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
    t = _texts()
    lines = [_HEAD.read_text(encoding="utf-8").rstrip(), "", t("kinds"), ""]
    for kind in schema.KINDS.values():
        lines += _model(kind)
    lines += [t("parts"), ""]
    for model in _PARTS:
        lines += _model(model)
    lines.append(t("values"))
    for measure, info in measures().items():
        formula = info.formula or t("as_given")
        lines.append(t("value", name=measure, meaning=info.zh, unit=info.unit, formula=formula))
    lines += ["", t("fields")]
    for key, field in catalogue().items():
        if field.type in ("yes", "choice", "choices") and key != "industry":
            choices = "、".join(t("choice", choice=choice, name=name.zh) for choice, name in (field.choices or {}).items())
            lines.append(t("field", name=key, meaning=field.zh, choices=choices or t("yes_or_no")))
    lines += ["", t("readings")]
    lines += [t("reading", name=key, words=words) for key, words in readings().items()]
    return "\n".join(lines) + "\n"


def _model(model: type[BaseModel]) -> Iterator[str]:
    t, doc = _texts(), (model.__doc__ or "").strip()
    title, _, rest = doc.rstrip("。").partition("：")
    yield from (t("model", title=title), "")
    if rest:
        yield from (f"{rest}。", "")
    yield t("keys")
    for name, info in _own_first(model):
        required = t("required") if info.is_required() else ""
        yield t("key", name=info.alias or name, kind=_type(info.annotation), required=required, meaning=info.description)
    yield ""


def _own_first(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """A model's own keys before those it shares with every requirement, which one table explains for all."""
    inherited = schema.Requirement.model_fields.keys() if model is not schema.Requirement else set()
    if not issubclass(model, schema.Requirement):
        inherited = set()
    return [(name, info) for name, info in model.model_fields.items() if name not in inherited]


def _type(annotation: Any) -> str:
    t, origin, args = _texts(), get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _type(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return t("list_of", kind=_type(args[0]))
    if origin is dict:
        return t("mapping")
    if origin is not None and hasattr(annotation, "__metadata__"):
        return _type(args[0])
    if args:
        return "、".join(f"`{str(arg).lower() if isinstance(arg, bool) else arg}`" for arg in args)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        values = list(annotation)
        return "、".join(f"`{value}`" for value in values) if len(values) <= 6 else t("see_table")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation.__doc__ or "").split("：")[0].rstrip("。")
    return t({"str": "text", "bool": "boolean"}.get(getattr(annotation, "__name__", ""), "number"))


def _texts() -> Messages:
    return Messages.of(Path(__file__).with_name("reference.yaml"))
