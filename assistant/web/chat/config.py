"""What the page's script needs before the first question: words, fields, what can be chosen, limits."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from assistant.clock import today
from assistant.models import Lang
from assistant.planning.naming import round_name, tier_name, track_name
from assistant.planning.plan import Words
from assistant.rules.fields import catalogue
from assistant.rules.oddities import SUSPICIOUS_WAN
from assistant.rules.texts import english_units
from assistant.sites import SiteWords, Text
from assistant.web.api import Service
from assistant.web.texts import TEXTS
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml


def page_config(service: Service, lang: Lang, site: str | None, words: SiteWords, as_of: date | None) -> dict[str, Any]:
    """The configuration as JSON.

    Args:
        as_of: the day that the page's address names.
    """
    library = service.assistant.library(site)
    day = as_of or today()
    rounds = [
        {"batch": row.batch, "name": _in(round_name(row.batch), lang), "closes": row.enterprise_upload and row.enterprise_upload[1].isoformat()}
        for row in reversed(library.rounds(day))
    ]
    return {
        "lang": lang,
        "texts": page_texts(lang),
        "fields": _fields(lang),
        "units": english_units() if lang == "en" else None,
        "tiers": {tier: _in(tier_name(tier), lang) for tier in Tier},
        "tracks": {track: _in(track_name(track), lang) for track in Track},
        "rounds": rounds,
        "most_wan": int(SUSPICIOUS_WAN),
        "max_chars": service.settings.max_question_chars,
        "today": today().isoformat(),
        "as_of": as_of and as_of.isoformat(),
        "site": site,
        "words": {"operator": _of(words.operator, lang), "where_to_ask": _of(words.where_to_ask, lang), "copies": _copies(words, lang)},
    }


@lru_cache(maxsize=2)
def page_texts(lang: Lang) -> dict[str, str]:
    """The page's texts in a language."""
    return {key: entry if isinstance(entry, str) else entry[lang] for key, entry in load_yaml(TEXTS).items()}


@lru_cache(maxsize=2)
def _fields(lang: Lang) -> dict[str, dict[str, Any]]:
    """Name, kind, unit, choices and question of every field of the profile."""
    found = {}
    for key, info in catalogue().items():
        choices = {name: each.en if lang == "en" else each.zh for name, each in (info.choices or {}).items()}
        field = {
            "name": info.en if lang == "en" else info.zh,
            "question": info.question_en if lang == "en" else info.question,
            "type": str(info.type),
            "unit": info.unit,
            "box": info.unit_for(lang),
            "by_year": info.by_year or None,
            "choices": choices or None,
        }
        found[key] = {name: value for name, value in field.items() if value is not None}
    return found


def _copies(words: SiteWords, lang: Lang) -> dict[str, str]:
    """The site's own ways to copy an answer."""
    return {name: _of(text, lang) for name in type(words.copies).model_fields if (text := getattr(words.copies, name)) is not None}


def _of(text: Text, lang: Lang) -> str:
    return text.en if lang == "en" else text.zh


def _in(words: Words, lang: Lang) -> str:
    return words.en if lang == "en" else words.zh
