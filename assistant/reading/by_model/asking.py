"""The request by which a model is asked to read a message: instructions, the closed lists, and the message as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.llm.port import ModelMessage, ModelRequest
from assistant.llm.prompts import load_prompt
from assistant.reading.by_model.proposal import schema
from assistant.reading.kept import Kept
from assistant.reading.question import Mention
from assistant.rules.fields import catalogue
from assistant.topics.all_topics import topics
from corpus.rounds import Round
from corpus.yamlfile import load_yaml

_PROMPT: Final = "read"
_NOT_ASKED_FOR: Final = frozenset({"recognitions"})
"""Fields that have a list of their own in a proposal."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("lists.yaml"))
    return found


def outside_matters() -> frozenset[str]:
    """The matters that the texts don't answer, as a model may name them."""
    return frozenset(_words()["outside"])


def helpers() -> frozenset[str]:
    """Figures that no field of the profile takes, and another one is computed from."""
    return frozenset(_words()["helpers"])


def request_for(message: str, day: date, kept: Kept, mentions: Sequence[Mention], rounds: Sequence[Round]) -> ModelRequest:
    """What a model is asked about `message`.

    Args:
        mentions: what the grammar has found, numbered from 1 in this order.
        rounds: those announced on or before `day`.
    """
    data = {
        "as_of": day.isoformat(),
        "rounds": [{"batch": row.batch, "year": row.year, "review_of": list(row.review_of)} for row in rounds],
        "kept": _kept(kept),
        "message": message,
        "mentions": [{"n": number, "words": mention.words} for number, mention in enumerate(mentions, 1)],
    }
    prompt = load_prompt(_PROMPT)
    messages = (ModelMessage("system", _instructions()), ModelMessage("user", json.dumps(data, ensure_ascii=False)))
    return ModelRequest(prompt.name, prompt.version, messages, schema())


def _kept(kept: Kept) -> dict[str, Any]:
    told = {
        "tier": kept.tier and kept.tier.value,
        "track": kept.track and kept.track.value,
        "round": kept.round,
        "profile": dict(kept.profile),
        "asked": [{"topic": asked.topic, "forms": [form.value for form in asked.forms], "about": sorted(asked.objects)} for asked in kept.asked],
        "fields": list(kept.fields),
        "event": list(kept.event) if kept.event else None,
    }
    return {key: value for key, value in told.items() if value}


@lru_cache(maxsize=1)
def _instructions() -> str:
    """The prompt with the closed lists of fields, matters and forms, as the house's own data has them."""
    lists = _words()
    fields = [_field_line(key) for key in catalogue() if key not in _NOT_ASKED_FOR] + [f"{key}：{text}" for key, text in lists["helpers"].items()]
    matters = [f"{topic.id}：{topic.name.zh}（{lists['hints'].get(topic.id, topic.ask.zh)}）" for topic in topics().values()]
    outside = [f"{matter}：{text}" for matter, text in lists["outside"].items()]
    forms = [f"{form}：{text}" for form, text in lists["forms"].items()]
    heads = lists["heads"]
    sections = ((heads["fields"], fields), (heads["matters"], [*matters, *outside]), (heads["forms"], forms))
    return "\n\n".join([load_prompt(_PROMPT).text, *("\n".join([head, *lines]) for head, lines in sections)])


def _field_line(key: str) -> str:
    field = catalogue()[key]
    lists = _words()
    notes = [field.unit or lists["types"][field.type.value]]
    if field.by_year:
        notes.append(lists["by_year"])
    if field.choices:
        notes.append(" / ".join(key if key == name.zh else f"{key} {name.zh}" for key, name in field.choices.items()))
    return f"{key}：{field.zh}（{'，'.join(notes)}）{field.hint}"
