"""What was understood of an enterprise, said back in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answering.texts import replies
from assistant.rules.fields import FieldInfo, FieldType, catalogue
from assistant.rules.profile import Profile
from assistant.understanding.extract import Extraction
from corpus.numbering import to_chinese

_NAMES_ITSELF = frozenset({FieldType.RECOGNITIONS})


def understood(stated: Extraction) -> str:
    """资产负债率65%、2021年营业收入13000万元; what was only said roughly or as a range in the words themselves."""
    parts: dict[str, str] = {}
    values = stated.profile.to_json()
    for evidence in stated.evidence:
        key, _, year = evidence.field.partition(".")
        info = catalogue().get(key)
        if info is None:
            continue
        value = values.get(key, {}).get(year) if year else values.get(key)
        known = value is not None and evidence.bound is None and not evidence.approximate
        parts[evidence.field] = said(info, evidence.field, value) if known else evidence.words
    return "、".join(dict.fromkeys(parts.values()))


def listed(profile: Profile) -> str:
    """All that is known of an enterprise, in the order of the application form."""
    values = profile.to_json()
    parts: list[str] = []
    for key, info in catalogue().items():
        value = values.get(key)
        if isinstance(value, dict):
            parts += [said(info, f"{key}.{year}", value[year]) for year in sorted(value, reverse=True)]
        elif value is not None:
            parts.append(said(info, key, value))
    return "、".join(parts)


def said(info: FieldInfo, path: str, value: Any) -> str:
    """One value with its name and unit."""
    texts = replies()
    words = _words(info, value)
    if info.type in _NAMES_ITSELF:
        return texts("fact_title", value=words)
    key = "fact_number" if info.unit or info.type is FieldType.PERCENT else "fact_words"
    return texts(key, name=info.name_for(path), value=words)


def changed(later: Profile, path: str) -> str:
    """That a value said now goes before another one said before."""
    key, _, year = path.partition(".")
    info, value = catalogue()[key], later.to_json().get(key)
    new = _words(info, value.get(year) if year and value else value)
    return replies()("replaced", field=info.name_for(path), new=new)


def _words(info: FieldInfo, value: Any) -> str:
    texts = replies()
    if isinstance(value, bool):
        return texts("fact_yes" if value else "fact_no")
    if isinstance(value, list):
        return "、".join(_title(entry) if isinstance(entry, Mapping) else _choice(info, entry) for entry in value)
    if isinstance(value, str):
        return _choice(info, value)
    if info.type is FieldType.RANK:
        return texts("fact_rank", value=value) if value else texts("fact_none")
    unit = info.unit or ("%" if info.type is FieldType.PERCENT else "")
    return f"{value}{unit}"


def _choice(info: FieldInfo, value: str) -> str:
    return info.choices[value].zh if info.choices and value in info.choices else value


def _title(entry: Mapping[str, Any]) -> str:
    texts = replies()
    name = texts(f"title_{entry['tier']}")
    if entry.get("round"):
        return texts("fact_title_round", round=to_chinese(entry["round"]), name=name)
    return name
