"""What to ask a person for: few questions, those first that one would answer first, each with the requirement behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.planning.naming import condition_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.planning.settled import Settled
from assistant.rendering.text import both
from assistant.rules.fields import catalogue
from assistant.rules.logic import Status as Verdict
from assistant.rules.result import CheckResult, ConditionResult
from corpus.basis import MEASURES_2022, MEASURES_2026
from corpus.yamlfile import load_yaml

GENERAL: Final = (f"{MEASURES_2022}/ch-1/art-3", f"{MEASURES_2026}/ch-2/art-11")
"""The clauses of what holds for every applicant."""
MAX_QUESTIONS: Final = 4
_SHORT: Final = 40
"""Characters up to which a requirement is said with its question."""


@dataclass(frozen=True)
class Wanted:
    """One thing to ask.

    Attributes:
        paths: the profile fields that the answer fills.
        condition: the condition that the answer bears on, the narrowest one.
    """

    text: Words
    paths: tuple[str, ...]
    condition: ConditionResult | None


def in_order(missing: Iterable[str]) -> list[str]:
    """Profile paths as a person would be asked for them; what no order names comes last, as it came."""
    ranks = _ranks()
    return sorted(missing, key=lambda path: ranks.get(_key(path), len(ranks)))


def wanted(check: CheckResult, missing: Sequence[str]) -> list[Wanted]:
    """The questions that fill `missing`, but for what follows from another of them.

    The years of one field, and yes-or-no's of one kind, make one question.
    """
    ranks, fields = _ranks(), catalogue()
    keys = {_key(path) for path in missing}
    covered = {key for key, by in _order()["covered"].items() if by in keys}
    grouped: dict[int | str, list[str]] = {}
    for path in in_order(missing):
        if _key(path) in fields and _key(path) not in covered:
            grouped.setdefault(ranks.get(_key(path), _key(path)), []).append(path)
    return [_wanted(check, tuple(paths)) for paths in grouped.values()]


def plan_asking(plan: Plan, settled: Settled, check: CheckResult, missing: Iterable[str], most: int = MAX_QUESTIONS) -> None:
    """The first few questions; `plan.missing` takes everything."""
    paths = in_order(missing)
    plan.ask_for(paths)
    asked = wanted(check, paths)[:most]
    if not asked:
        return
    plan.say(BlockType.MISSING, "ask_for")
    for each in asked:
        condition = each.condition
        if condition is None or len({_key(path) for path in each.paths}) > 1:
            plan.say(BlockType.MISSING, "ask_item", question=each.text)
            continue
        marks = Marks.of(condition.citation, *condition.citations)
        if len(condition.requirement) <= _SHORT:
            plan.say(BlockType.MISSING, "ask_item_why", question=each.text, name=condition_name(condition), requirement=settled.words(condition.requirement), mark=marks)
        else:
            plan.say(BlockType.MISSING, "ask_item_clause", question=each.text, mark=marks)


def _wanted(check: CheckResult, paths: tuple[str, ...]) -> Wanted:
    keys = list(dict.fromkeys(_key(path) for path in paths))
    if len(keys) > 1:
        names = Words("、".join(catalogue()[key].zh for key in keys), ", ".join(catalogue()[key].en for key in keys))
        return Wanted(Words(both("ask_together", names=names.zh).zh, both("ask_together", names=names.en).en), paths, None)
    years = sorted(path.partition(".")[2] for path in paths)
    info = catalogue()[keys[0]]
    text = Words(info.question_for(f"{keys[0]}.{'年、'.join(years)}"), info.question_for(f"{keys[0]}.{', '.join(years)}", "en"))
    return Wanted(text, paths, _condition_of(check, paths[0]))


def _condition_of(check: CheckResult, path: str) -> ConditionResult | None:
    """The open condition that `path` would settle: one that is a part of another goes before the whole."""
    open_ones = [c for c in check.conditions if c.status is Verdict.UNKNOWN and path in c.missing]
    return min(open_ones, key=lambda c: (c.citation.clause_id in GENERAL, len(c.missing), c.necessary), default=None)


def _key(path: str) -> str:
    return path.partition(".")[0]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {key: rank for rank, entry in enumerate(_order()["order"]) for key in (entry if isinstance(entry, list) else [entry])}


@lru_cache(maxsize=1)
def _order() -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name("asking.yaml"))
    return loaded
