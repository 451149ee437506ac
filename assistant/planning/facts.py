"""What was understood of an enterprise, said back in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from assistant.planning.plan import Words
from assistant.reading.assembling import LISTS
from assistant.reading.facts import Fact
from assistant.rendering.text import both, words
from assistant.rules.fields import FieldInfo, FieldType, catalogue
from assistant.rules.profile import DENIED, Profile
from assistant.rules.texts import in_english, with_unit
from corpus.numbering import to_chinese

RECOGNITIONS: Final = "recognitions"


def understood(told: Mapping[str, Fact], profile: Profile) -> Words:
    """资产负债率65%、2021年营业收入13000万元; what was only said roughly or as a limit, in the words themselves."""
    values = profile.to_json()
    parts: list[Words] = []
    for path, fact in told.items():
        key, _, year = path.partition(".")
        info = catalogue().get(key)
        if info is None:
            continue
        value = values.get(key, {}).get(year) if year else values.get(key)
        known = value is not None and (key in LISTS or (fact.bound is None and not fact.approximate))
        if key == RECOGNITIONS:
            parts.append(_titles(info, value or [], values.get(DENIED, [])))
        else:
            parts.append(said_of(info, path, value) if known else Words(fact.words, fact.words))
    return joined(parts)


def listed(profile: Profile) -> Words:
    """All that is known of an enterprise, in the order of the application form."""
    values = profile.to_json()
    parts: list[Words] = []
    for key, info in catalogue().items():
        value = values.get(key)
        if isinstance(value, dict):
            parts += [said_of(info, f"{key}.{year}", value[year]) for year in sorted(value, reverse=True)]
        elif key == RECOGNITIONS and value is not None:
            parts.append(_titles(info, value or [], values.get(DENIED, [])))
        elif value is not None:
            parts.append(said_of(info, key, value))
    return joined(parts)


def said_of(info: FieldInfo, path: str, value: Any) -> Words:
    """One value with its name and unit."""
    shown = Words(_value(info, value, "zh"), _value(info, value, "en"))
    if info.type is FieldType.RECOGNITIONS:
        return _titles(info, value, [])
    key = "fact_number" if info.unit or info.type is FieldType.PERCENT else "fact_words"
    return Words(words(key, "zh", name=info.name_for(path), value=shown.zh), words(key, "en", name=info.name_for(path, "en"), value=shown.en))


def _titles(info: FieldInfo, held: list[Mapping[str, Any]], denied: list[str]) -> Words:
    """称号：专精特新中小企业、没有专精特新“小巨人”企业称号."""
    told = [("fact_title", held)] if held else []
    told += [("fact_lacks_title", [{"tier": tier} for tier in denied])] if denied else [] if held else [("fact_no_title", [])]
    return joined(Words(*(words(key, lang, value=_value(info, titles, lang)) for lang in ("zh", "en"))) for key, titles in told)


def changed(profile: Profile, path: str) -> Words:
    """That a value said now goes before another one said before."""
    key, _, year = path.partition(".")
    info, value = catalogue()[key], profile.to_json().get(key)
    new = value.get(year) if year and isinstance(value, dict) else value
    return Words(
        words("replaced", "zh", field=info.name_for(path), new=_value(info, new, "zh")),
        words("replaced", "en", field=info.name_for(path, "en"), new=_value(info, new, "en")),
    )


def joined(parts: Iterable[Words]) -> Words:
    """Several things as a list in a sentence."""
    found = list(dict.fromkeys(parts))
    return Words("、".join(part.zh for part in found), ", ".join(part.en for part in found))


def _value(info: FieldInfo, value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return words("fact_yes" if value else "fact_no", lang)
    if isinstance(value, list):
        mark = ", " if lang == "en" else "、"
        return mark.join(_title(entry, lang) if isinstance(entry, Mapping) else _choice(info, entry, lang) for entry in value)
    if isinstance(value, str):
        return _choice(info, value, lang)
    if info.type is FieldType.RANK:
        return words("fact_rank", lang, value=value) if value else words("fact_none", lang)
    unit = info.unit or ("%" if info.type is FieldType.PERCENT else "")
    if lang == "zh" or unit in ("", "%"):
        return f"{value}{unit}"
    with in_english():
        return with_unit(Decimal(str(value)), unit)


def _choice(info: FieldInfo, value: str, lang: str) -> str:
    if info.choices and value in info.choices:
        return info.choices[value].en if lang == "en" else info.choices[value].zh
    return value


def _title(entry: Mapping[str, Any], lang: str) -> str:
    name = getattr(both(f"title_{entry['tier']}"), lang)
    if entry.get("round"):
        number = entry["round"] if lang == "en" else to_chinese(entry["round"])
        return words("fact_title_round", lang, round=number, name=name)
    return str(name)
