"""Verdicts as pages show them: in the reader's language. The interface's own stay as the standards' files name things."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from assistant.models import Answer, CheckRequest, Lang
from assistant.planning.asking import in_order
from assistant.rules.result import CheckResult
from assistant.rules.texts import in_english

if TYPE_CHECKING:
    from assistant.service import Assistant


def in_asking_order(check: dict[str, Any]) -> dict[str, Any]:
    """A check whose missing facts stand as a person would be asked for them: what decides most comes first."""
    return {**check, "missing": in_order(check["missing"])}


def judged(assistant: Assistant, request: CheckRequest, *, advice: bool = True) -> CheckResult:
    """The verdict on a profile, in the language of the request."""
    with in_english() if request.lang == "en" else nullcontext():
        return assistant.check(request, advice=advice)


def check_of(assistant: Assistant, answer: Answer, language: Lang, site: str | None) -> dict[str, Any] | None:
    """The check of an answer in the page's language, with what would mend it.

    It stays as it is where it rests on more than the profile, such as what is only supposed.
    """
    check, basis = answer.check, answer.basis
    if check is None:
        return None
    if basis is None or (language != "en" and check["status"] != "fail"):
        return in_asking_order(check)
    request = CheckRequest(profile=answer.profile, tier=basis.tier, round=basis.round, track=basis.track, as_of=answer.as_of, site=site, lang=language)
    told = judged(assistant, request).to_json()
    return in_asking_order(told if _statuses(told) == _statuses(check) else check)


def _statuses(check: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["id"], each["status"]) for each in check["conditions"]]


__all__ = ["check_of", "in_asking_order", "judged"]
