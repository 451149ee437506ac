"""The JSON schema of an ability's arguments: that of its request model, with the profile's fields spelt out.

>>> from assistant.models import SearchRequest
>>> argument_schema(SearchRequest)["required"]
['query']
>>> profile_schema()["properties"]["revenue"]["additionalProperties"]
{'type': 'number'}
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from assistant.models import Request
from assistant.rules.fields import FieldInfo, FieldType, catalogue
from assistant.rules.profile import Recognition

_TYPES: Final = {
    FieldType.TEXT: "string",
    FieldType.YES: "boolean",
    FieldType.AMOUNT: "number",
    FieldType.PERCENT: "number",
    FieldType.YEARS: "number",
    FieldType.SCORE: "number",
    FieldType.COUNT: "integer",
    FieldType.LEVEL: "integer",
    FieldType.RANK: "integer",
}
_KEYWORDS: Final = {"ge": "minimum", "le": "maximum"}
"""What pydantic leaves of limits behind a reading of its own, as JSON schema has it."""


def argument_schema(request: type[Request]) -> dict[str, Any]:
    """The schema of a request's fields."""
    schema = _plain(request.model_json_schema())
    properties = schema["properties"]
    if "profile" in properties:
        properties["profile"] = {**properties["profile"], **profile_schema()}
    return schema


@lru_cache(maxsize=1)
def profile_schema() -> dict[str, Any]:
    """What may stand in a profile, each field with its name, unit and meaning."""
    return {"type": "object", "additionalProperties": False, "properties": {key: _field(info) for key, info in catalogue().items()}}


def _field(info: FieldInfo) -> dict[str, Any]:
    value = _value(info)
    if info.by_year:
        value = {"type": "object", "additionalProperties": value, "propertyNames": {"pattern": "^[0-9]{4}$"}}
    unit = f"（{info.unit}）" if info.unit else ""
    years = "；按年份填写" if info.by_year else ""
    return {**value, "description": f"{info.zh}{unit}：{info.hint}{years}"}


def _value(info: FieldInfo) -> dict[str, Any]:
    if info.type is FieldType.RECOGNITIONS:
        return {"type": "array", "items": _plain(Recognition.model_json_schema())}
    choice = {"type": "string", "enum": list(info.choices or ())}
    if info.type is FieldType.CHOICE:
        return choice
    if info.type is FieldType.CHOICES:
        return {"type": "array", "items": choice}
    return {"type": _TYPES[info.type]}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Short enough for a model to read: no null beside what may be left out, no references, nothing said about our code."""
    definitions = schema.get("$defs", {})

    def shorten(part: Any) -> Any:
        if isinstance(part, list):
            return [shorten(each) for each in part]
        if not isinstance(part, dict):
            return part
        options = [each for each in part.get("anyOf", ()) if each != {"type": "null"}]
        if len(options) == 1:
            part = {**options[0], **{key: value for key, value in part.items() if key != "anyOf"}}
        if "$ref" in part:
            part = {**_undescribed(definitions[part["$ref"].rpartition("/")[2]]), **{key: value for key, value in part.items() if key != "$ref"}}
        return {_KEYWORDS.get(key, key): shorten(value) for key, value in part.items() if not _is_noise(key, value)}

    shortened: dict[str, Any] = shorten(_undescribed(schema))
    return shortened


def _undescribed(schema: dict[str, Any]) -> dict[str, Any]:
    """Without its description, which is the docstring of a class."""
    return {key: value for key, value in schema.items() if key != "description"}


def _is_noise(key: str, value: Any) -> bool:
    return key == "$defs" or key == "title" and isinstance(value, str) or key == "default" and value is None
