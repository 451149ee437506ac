"""The facts of a mail as a form, and the form as corrections of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from assistant.desk.drafting import field_name
from assistant.errors import RequestError
from assistant.models import Lang
from assistant.planning.facts import said_of
from assistant.rules.fields import FieldInfo, FieldType, catalogue, field_of
from assistant.rules.profile import json_number
from assistant.store.mails import Mail

PREFIX: Final = "fact:"
_LISTS: Final = frozenset({FieldType.CHOICES, FieldType.RECOGNITIONS})
_YES: Final[Mapping[str, bool]] = {"yes": True, "no": False}


@dataclass(frozen=True)
class FactLine:
    """A fact in the form: the control's value as text, or the fact in words where it can't be changed here."""

    path: str
    name: str
    words: str
    value: str
    unit: str
    corrected: bool
    choices: tuple[tuple[str, str], ...] = ()
    fixed: str = ""


def fact_lines(mail: Mail, yes: str, no: str, lang: Lang = "zh") -> list[FactLine]:
    """What was read, in the order in which it is told; what only goes into a sum (研发人员32人) is no fact by itself.

    Args:
        yes, no: how the two are called.
    """
    facts = [fact for fact in mail.reading.get("facts", ()) if fact["path"].partition(".")[0] in catalogue()]
    return [_line(fact, yes, no, lang) for fact in facts]


def addable(mail: Mail, lang: Lang = "zh") -> list[tuple[str, str]]:
    """Paths and names of what can be added: every field that is not told, those by year for the last two years."""
    held = {fact["path"] for fact in mail.reading.get("facts", ())}
    found = []
    for key, info in catalogue().items():
        if info.type in _LISTS:
            continue
        paths = [f"{key}.{mail.as_of.year - back}" for back in (1, 2)] if info.by_year else [key]
        found += [(path, info.name_for(path, lang)) for path in paths if path not in held]
    return found


def corrections_in(form: Mapping[str, str], mail: Mail) -> dict[str, Any]:
    """What the form says otherwise than the mail; an emptied field is no fact.

    Raises:
        RequestError: a value that is none of its field.
    """
    found = {}
    shown = {line.path: line.value for line in fact_lines(mail, "", "") if not line.fixed}
    for name, value in form.items():
        path = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and path in shown and value.strip() != shown[path]:
            found[path] = _value(path, value.strip())
    added = form.get("add_path", "")
    if added and form.get("add_value", "").strip():
        if added not in dict(addable(mail)):
            raise RequestError("unknown_field", "add_path", name=added[:40])
        found[added] = _value(added, form["add_value"].strip())
    return found


def _line(fact: Mapping[str, Any], yes: str, no: str, lang: Lang) -> FactLine:
    path, value, info = fact["path"], fact["value"], field_of(fact["path"])
    fixed = getattr(said_of(info, path, value), lang) if info.type in _LISTS and value is not None else ""
    return FactLine(path, info.name_for(path, lang), fact["words"], _text(value), info.unit_for(lang) or "", fact["corrected"], _choices(info, yes, no, lang), fixed)


def _choices(info: FieldInfo, yes: str, no: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    if info.type is FieldType.YES:
        return (("yes", yes), ("no", no))
    if info.type is FieldType.CHOICE:
        return tuple((key, getattr(name, lang)) for key, name in (info.choices or {}).items())
    return ()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _value(path: str, text: str) -> Any:
    info = field_of(path)
    if not text:
        return None
    if info.type is FieldType.YES:
        if text not in _YES:
            raise RequestError("invalid", path, name=field_name(path))
        return _YES[text]
    if info.type in (FieldType.TEXT, FieldType.CHOICE):
        return text
    try:
        number = Decimal(text.replace(",", "").replace("，", "").removesuffix(info.unit or "%"))
    except InvalidOperation:
        raise RequestError("invalid", path, name=field_name(path)) from None
    if not number.is_finite():
        raise RequestError("invalid", path, name=field_name(path))
    return json_number(number)
