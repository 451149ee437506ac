"""A check as text for a terminal: what failed first, with its sum, its clause and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.cli.texts import texts
from assistant.rules.display import plain
from assistant.rules.fields import field_of
from assistant.rules.logic import Status
from assistant.rules.result import CheckResult, ConditionResult, ScoreResult
from assistant.rules.whatif import Change
from corpus.library import Library
from corpus.numbering import to_chinese

_t = texts()


def check_text(result: CheckResult, library: Library) -> str:
    """The verdict, condition by condition."""
    lines = [*_head(result, library)]
    lines += [_condition(condition) for condition in result.failed_first()]
    for route in result.routes:
        lines.append(_t("check_route", verdict=_word(route.status), name=route.name, label=route.citation.label))
        lines += [
            _t("check_way", verdict=_word(way.status), name=way.name, explain=_after_colon(way.explain))
            for way in route.ways
        ]
    if result.score is not None:
        lines += _score(result.score)
    if result.missing:
        lines.append(_t("check_missing", fields="、".join(field_of(path).name_for(path) for path in result.missing)))
    lines += [_t("check_advice", advice=line) for line in result.mending()]
    lines += [_t("check_remark", remark=line) for line in result.remarks]
    lines += [_t("check_warning", warning=line) for line in result.warnings]
    return "\n".join([*lines, _t("check_authority")])


def changes_text(before: CheckResult, after: CheckResult, changes: Sequence[Change], library: Library) -> str:
    """The verdict now, and what a change would alter."""
    lines = [check_text(before, library), "", _t("change_head")]
    lines += [
        _t(
            "change_row",
            name=change.name,
            before=_word(change.before),
            after=_word(change.after),
            explain=_after_colon(change.explain_after),
        )
        for change in changes
    ]
    if not changes:
        lines.append(_t("change_none"))
    lines += [_t("check_warning", warning=line) for line in after.warnings if line not in before.warnings]
    return "\n".join([*lines, *_head(after, library)])


def _head(result: CheckResult, library: Library) -> Iterator[str]:
    basis = result.basis
    yield _t(
        "check_head",
        tier=_t(f"tier_{basis.tier}"),
        track=_t(f"track_{basis.track}"),
        verdict=_word(result.status),
    )
    standard = library.document(basis.standard).meta
    batch = "" if basis.round is None else _t("check_round", round=to_chinese(basis.round))
    yield _t("check_basis", title=standard.title, number=standard.number, round=batch, year=basis.year - 1)
    yield _t(
        "check_counts",
        all=sum(condition.necessary for condition in result.conditions),
        met=result.count(Status.PASS),
        failed=result.count(Status.FAIL),
        open=result.count(Status.UNKNOWN),
    )


def _condition(condition: ConditionResult) -> str:
    return _t(
        "check_row" if condition.necessary else "check_part",
        verdict=_word(condition.status),
        name=condition.name,
        requirement=condition.requirement,
        explain=_after_colon(condition.explain),
        label=condition.citation.label,
    )


def _score(score: ScoreResult) -> Iterator[str]:
    points = plain(score.total) if score.total is not None else f"{plain(score.low)}–{plain(score.high)}"
    yield _t("check_score_own" if score.self_assessed else "check_score", points=points, of=plain(score.of))
    for item in score.indicators:
        points = plain(item.low) if item.points is not None else f"{plain(item.low)}–{plain(item.high)}"
        yield _t(
            "check_indicator",
            name=item.name,
            points=points,
            of=plain(item.of),
            explain=_after_colon(item.explain),
            label=item.citation.label,
        )


def _word(status: Status) -> str:
    return _t(f"verdict_{status}")


def _after_colon(explain: str) -> str:
    return f"：{explain}" if explain else ""
