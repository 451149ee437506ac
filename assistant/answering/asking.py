"""What to ask a person for: few questions, those first that one would answer first, each with the requirement behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.answering.draft import Draft
from assistant.answering.general import GENERAL
from assistant.answering.texts import replies
from assistant.rules.fields import catalogue
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import CheckResult, ConditionResult
from corpus.yamlfile import load_yaml

MAX_QUESTIONS = 4
_SHORT = 40
"""Characters up to which a requirement is said with its question."""


@dataclass(frozen=True)
class Question:
    """One thing to ask.

    Attributes:
        paths: the profile fields that the answer fills.
        condition: the condition that the answer bears on, the narrowest one.
    """

    text: str
    paths: tuple[str, ...]
    condition: ConditionResult | None


def in_order(missing: Iterable[str]) -> list[str]:
    """Profile paths as a person would be asked for them; what no order names comes last, as it came."""
    ranks = _ranks()
    return sorted(missing, key=lambda path: ranks.get(_key(path), len(ranks)))


def questions(check: CheckResult, missing: Sequence[str]) -> list[Question]:
    """The questions that fill `missing`, but for what follows from another of them; the years of one field, and yes-or-no's of one kind, make one question."""
    ranks, fields = _ranks(), catalogue()
    keys = {_key(path) for path in missing}
    covered = {key for key, by in _order()["covered"].items() if by in keys}
    grouped: dict[int | str, list[str]] = {}
    for path in in_order(missing):
        if _key(path) in fields and _key(path) not in covered:
            grouped.setdefault(ranks.get(_key(path), _key(path)), []).append(path)
    return [_question(check, tuple(paths)) for paths in grouped.values()]


def ask_for(draft: Draft, check: CheckResult, missing: Iterable[str]) -> None:
    """Write the first few questions; `draft.missing` takes everything."""
    texts, wanted = replies(), in_order(missing)
    draft.missing.extend(path for path in wanted if path not in draft.missing)
    asked = questions(check, wanted)[:MAX_QUESTIONS]
    if not asked:
        return
    draft.say(texts("ask_for"))
    for question in asked:
        condition = question.condition
        if condition is None or len({_key(path) for path in question.paths}) > 1:
            draft.say(texts("ask_item", question=question.text))
        else:
            mark = draft.mark(condition.citation, *condition.citations)
            short = len(condition.requirement) <= _SHORT
            key = "ask_item_why" if short else "ask_item_clause"
            values = {"name": condition.name, "requirement": condition.requirement, "mark": mark}
            draft.say(texts(key, question=question.text, **values))


def _question(check: CheckResult, paths: tuple[str, ...]) -> Question:
    keys = list(dict.fromkeys(_key(path) for path in paths))
    if len(keys) > 1:
        names = "、".join(catalogue()[key].zh for key in keys)
        return Question(replies()("ask_together", names=names), paths, None)
    years = "年、".join(sorted(path.partition(".")[2] for path in paths))
    text = catalogue()[keys[0]].question_for(f"{keys[0]}.{years}")
    return Question(text, paths, _condition_of(check, paths[0]))


def _condition_of(check: CheckResult, path: str) -> ConditionResult | None:
    """The open condition that `path` would settle: one that is a part of another goes before the whole."""
    open_ones = [c for c in check.conditions if c.status is Verdict.UNKNOWN and path in c.missing]
    return min(open_ones, key=lambda c: (c.citation.clause_id in GENERAL, len(c.missing), c.necessary), default=None)


def _key(path: str) -> str:
    return path.partition(".")[0]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {
        key: rank
        for rank, entry in enumerate(_order()["order"])
        for key in (entry if isinstance(entry, list) else [entry])
    }


@lru_cache(maxsize=1)
def _order() -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name("asking.yaml"))
    return loaded
