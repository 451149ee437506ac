"""check: the verdict of one standard on one enterprise, condition by condition, each with its clause.

Strong Kleene logic over the clause's own 且 and 或. The whole fails as soon as one necessary condition fails, and
passes only when all pass. A condition that is only a part of another (`part_of`) is necessary through that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from assistant.rules.derive import Facts
from assistant.rules.logic import Status, all_of, any_of
from assistant.rules.measures import measures
from assistant.rules.missing import ranked
from assistant.rules.oddities import oddities, oddities_of_score
from assistant.rules.profile import Profile
from assistant.rules.requirements import Judge
from assistant.rules.result import (
    CheckResult,
    ConditionResult,
    Finding,
    RouteResult,
    ScoreResult,
    WayResult,
)
from assistant.rules.roundrules import RoundRules, citer, round_rules
from assistant.rules.schema import Condition, Form, LocalFile, Over, Route, ScoreTable, Way
from assistant.rules.score import reaches, score
from assistant.rules.standards import Standards, load_standards
from assistant.rules.texts import lang, text, with_unit, worded
from corpus.basis import Basis
from corpus.library import Library
from corpus.terms import Tier, Track


def check(
    profile: Profile,
    tier: Tier,
    round: int | None,
    track: Track,
    as_of: date,
    library: Library,
    standards: Standards | None = None,
    *,
    advice: bool = True,
) -> CheckResult:
    """Judge an enterprise by the standard that decides for this tier, round, track and day.

    Args:
        round: the recognition round (批次), None where none is named.
        as_of: the day asked about; what was published later is neither used nor quoted.
        standards: the rules files; the built-in ones by default.
        advice: whether to work out what would mend each condition, and the nearest tier that passes.

    Raises:
        UnknownRoundError: no such round, or announced after `as_of`.
        StandardError: no rules file for the standard that decides.
    """
    standards = standards or load_standards()
    basis = library.basis(tier, track, as_of, round)
    result = judge(profile, basis, as_of, library, standards)
    if not advice:
        return result
    from assistant.rules.advice import advised

    return advised(result, profile, as_of, library, standards)


def judge(profile: Profile, basis: Basis, as_of: date, library: Library, standards: Standards) -> CheckResult:
    """The verdict for a basis that is settled, without advice."""
    return _Check(profile, basis, as_of, library, standards).run()


class _Check:
    """One run: findings first, then the rows that depend on other rows."""

    def __init__(self, profile: Profile, basis: Basis, as_of: date, library: Library, standards: Standards) -> None:
        self.basis, self.as_of, self.library, self.standards = basis, as_of, library, standards
        self.standard = standards.standard(basis.tier, basis.standard)
        self.facts = Facts(profile, basis.year)
        self.judge = Judge(self.facts, standards, as_of)
        self.cite = citer(library, basis, as_of)

    def run(self) -> CheckResult:
        rules = round_rules(self.basis, self.as_of, self.library, self.standards, self.judge, self.cite)
        general = self.standards.general(self.standard)
        routes = {route.id: self._route(route) for route in self.standard.routes}
        table = self._table()
        result = score(table, self.judge, lambda item: self.cite(item.clause, item.quote)) if table else None
        conditions = [
            *self._rows(general.conditions, routes, rules, None),
            *self._rows(self.standard.conditions, routes, rules, result),
            *rules.conditions,
        ]
        remarks = [worded(remark.text) for remark in (*self.standard.remarks, *general.remarks)]
        remarks += self._remarks(conditions)
        return CheckResult(
            basis=self.basis,
            status=all_of(condition.status for condition in conditions if condition.necessary),
            conditions=tuple(conditions),
            score=result,
            routes=tuple(routes.values()),
            missing=ranked(conditions),
            remarks=tuple(remarks),
            warnings=(
                *rules.warnings,
                *oddities(self.facts, self.basis, self.as_of, self.library),
                *(oddities_of_score(result) if result else ()),
            ),
        )

    def _table(self) -> ScoreTable | None:
        local = self.standards.local(self.standard)
        if self.standard.score is None or local is None or self.facts.profile.local_feature_score is not None:
            return self.standard.score
        if any(self.library.published(item.clause) > self.as_of for item in local.indicators):
            return self.standard.score
        return _with_local(self.standard.score, local)

    def _rows(
        self,
        conditions: Iterable[Condition],
        routes: Mapping[str, RouteResult],
        rules: RoundRules,
        result: ScoreResult | None,
    ) -> list[ConditionResult]:
        chosen = [item for item in conditions if item.track in (None, self.basis.track)]
        parts = {part: item.id for item in chosen for part in item.combines or ()}
        found: dict[str, Finding] = {}
        for item in sorted(chosen, key=lambda item: item.form is Form.COMBINES):
            if item.form is Form.COMBINES:
                found[item.id] = self._combined(item, chosen, found)
            elif item.form is Form.SCORE:
                assert item.score is not None and result is not None
                found[item.id] = reaches(item.score, result)
            else:
                found[item.id] = self.judge.find(item)
        route_of = {item.id: item.route for item in chosen if item.route}
        return [
            self._row(
                item,
                found[item.id],
                part_of=parts.get(item.id),
                route=routes.get(route_of.get(item.id) or route_of.get(parts.get(item.id, ""), "")),
                rules=rules,
            )
            for item in chosen
        ]

    def _combined(self, item: Condition, chosen: Iterable[Condition], found: Mapping[str, Finding]) -> Finding:
        names = {part.id: worded(part.name) for part in chosen}
        wanted = [(part, found[part]) for part in item.combines or ()]
        status = all_of(finding.status for _, finding in wanted)
        told = text("join").join(
            text("combined.part", name=names[part], status=text(f"status.{finding.status}")) for part, finding in wanted
        )
        missing: dict[str, float] = {}
        if status is Status.UNKNOWN:
            open_ = [finding for _, finding in wanted if finding.status is Status.UNKNOWN]
            for finding in open_:
                for path, weight in finding.missing.items():
                    missing[path] = missing.get(path, 0) + weight / len(open_)
        return Finding(status, None, None, told, missing)

    def _row(
        self,
        item: Condition,
        finding: Finding,
        part_of: str | None,
        route: RouteResult | None,
        rules: RoundRules,
    ) -> ConditionResult:
        status, explain, missing = finding.status, finding.explain, dict(finding.missing)
        waived, beside = False, list(item.also)
        citations = [self.cite(also.clause, also.quote) for also in beside]
        if item.id in rules.waived:
            waived, status, missing = True, Status.PASS, {}
            explain = _prefixed(text("waived.round"), finding)
            citations += rules.waived[item.id]
        elif item.waived_for is self.basis.track:
            waived, status, missing = True, Status.PASS, {}
            explain = _prefixed(
                text("waived.track" if self.basis.track is Track.REVIEW else "waived.track_new"), finding
            )
        elif route is not None and status is not Status.PASS:
            if route.status is Status.PASS:
                waived, status, missing = True, Status.PASS, {}
                explain = _prefixed(text("waived.route", route=route.name), finding)
                citations.append(route.citation)
            elif part_of is None:
                explain = text("combined.route", parts=explain, route=route.name, status=text(f"status.{route.status}"))
                missing = _with_ways(missing, route, failed=status is Status.FAIL)
                status = any_of((status, route.status))
                missing = missing if status is Status.UNKNOWN else {}
        clause, quote = item.clause, item.quote
        if item.form is Form.SME and self.facts.profile.industry is not None:
            citations.insert(0, self.cite(clause, quote))
            clause, quote = self.standards.size_line(self.facts.profile.industry).clause, None
        return ConditionResult(
            id=item.id,
            name=worded(item.name),
            status=status,
            value=finding.value,
            unit=finding.unit,
            requirement=requirement_words(item),
            citation=self.cite(clause, quote),
            explain=explain,
            improve=worded(item.improve),
            mend=item.mend,
            citations=tuple(citations),
            missing=missing,
            part_of=part_of,
            waived=waived,
        )

    def _route(self, route: Route) -> RouteResult:
        ways = []
        for way in route.ways:
            finding = self.judge.find(way)
            ways.append(
                WayResult(
                    id=way.id,
                    name=worded(way.name),
                    status=finding.status,
                    citation=self.cite(way.clause, way.quote),
                    explain=finding.explain,
                    requirement=requirement_words(way),
                    value=finding.value,
                    unit=finding.unit,
                    missing=finding.missing,
                )
            )
        status = any_of(way.status for way in ways)
        return RouteResult(route.id, worded(route.name), status, self.cite(route.clause, route.quote), tuple(ways))

    def _remarks(self, conditions: Iterable[ConditionResult]) -> list[str]:
        failed = {condition.id for condition in conditions if condition.status is Status.FAIL}
        return [worded(item.remark_on_fail) for item in self.standard.conditions if item.remark_on_fail and item.id in failed]


def requirement_words(item: Condition | Way) -> str:
    """The requirement in words: as the file has them, or made from operator, threshold and unit."""
    return _requirement_words(lang(), item)


@lru_cache(maxsize=1024)
def _requirement_words(language: str, item: Condition | Way) -> str:
    if item.requirement is not None:
        return worded(item.requirement)
    assert item.value is not None
    words = text(f"requirement.{item.operator}", threshold=with_unit(item.threshold, measures()[item.value].unit))
    if item.over is Over.EACH_OF_LAST_TWO:
        return text("requirement.each", words=words)
    return text("requirement.any", words=words) if item.over is Over.ANY_OF_LAST_TWO else words


@lru_cache(maxsize=16)
def _with_local(table: ScoreTable, local: LocalFile) -> ScoreTable:
    """The table with the province's indicators in the place of the one they spell out."""
    groups = []
    for group in table.groups:
        indicators = [
            own
            for indicator in group.indicators
            for own in (local.indicators if indicator.id == local.replaces else (indicator,))
        ]
        groups.append(group.model_copy(update={"indicators": tuple(indicators)}))
    return table.model_copy(update={"groups": tuple(groups)})


def _prefixed(words: str, finding: Finding) -> str:
    shown = finding.explain if finding.value is not None else ""
    return text("join").join(part for part in (words, shown) if part)


def _with_ways(missing: Mapping[str, float], route: RouteResult, *, failed: bool) -> dict[str, float]:
    """A direct route's inputs weigh little while the ordinary way is open, and all once it is closed."""
    weights = dict(missing)
    for way in route.ways:
        for path, weight in way.missing.items():
            share = weight / len(route.ways)
            weights[path] = weights.get(path, 0) + (share if failed else share / 10)
    return weights
