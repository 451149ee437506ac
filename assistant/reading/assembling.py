"""Facts put together: parts added up, corrections applied, contradictions shown, and the plain profile they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from assistant.reading.agreeing import agreed, at_least, listed, summed_up
from assistant.reading.facts import Doubt, Fact
from assistant.reading.names import BY_YEAR
from assistant.reading.question import Detail
from assistant.reading.rights import RIGHTS
from assistant.rules.errors import ProfileError
from assistant.rules.profile import Profile

LISTS: Final = frozenset({"recognitions", "product_field", "valid_honours"})
_HIGHER_COUNTS: Final = {
    "rd_institution": ("none", "below_city", "city", "province", "national"),
    "key_chain_role": ("none", "serves_leader", "fills_gap"),
}
_ANY_WILL_DO: Final = frozenset({"management_certified", "own_brand", "digital_core_process", "standards_drafting"})
"""One of several things affirmed is enough: 有ISO9001、没有ISO14001."""
_HELPERS: Final = frozenset({"net_assets", "rd_staff"})
"""Figures that no field of the profile takes, and another one is computed from."""
_TOTAL: Final = "total"
_ROUNDED: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more values told for one field; the profile takes none of them."""

    path: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that the profile doesn't take, and why."""

    fact: Fact
    why: Detail


@dataclass(frozen=True)
class Assembled:
    """What facts come to.

    Attributes:
        settled: by path, the one fact that stands for all told of it, limits included.
    """

    settled: Mapping[str, Fact] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def points(self) -> Profile:
        """The facts as a profile, without those of which only a limit is told: 不到70% is no 70%."""
        return self.profile.without(*self.limits)

    @property
    def limits(self) -> tuple[str, ...]:
        """The paths of which only a limit is told."""
        return tuple(path for path, fact in self.settled.items() if fact.is_a_limit)

    @property
    def profile(self) -> Profile:
        """The facts as the rules take them: a limit stands for the value where it claims less than the truth."""
        data: dict[str, Any] = {}
        for path, fact in self.settled.items():
            key, _, year = path.partition(".")
            if key in _HELPERS or (fact.point is None and key not in LISTS):
                continue
            if year:
                data.setdefault(key, {})[year] = fact.point
            else:
                data[key] = _plain(fact.point)
        return Profile.parse(data)

    @property
    def open(self) -> dict[str, Fact]:
        """By path, the numbers of which only limits are known, or a rough value."""
        return {path: fact for path, fact in self.settled.items() if fact.is_open and path.partition(".")[0] not in _HELPERS}


def assemble(facts: Iterable[Fact], doubts: Iterable[Doubt], last: int, reported: frozenset[int] = frozenset()) -> Assembled:
    """Put facts together.

    Args:
        doubts: fields touched and not settled; what was denied of them, or only assumed, does not stand.
        last: the year before the day asked about.
        reported: further years of which a value without a year of its own counts (that of the round).
    """
    return _Assembling(list(facts), list(doubts), frozenset({last, last + 1}) | reported).run()


class _Assembling:
    def __init__(self, facts: list[Fact], doubts: list[Doubt], years: frozenset[int]) -> None:
        self.facts = sorted(facts, key=lambda fact: (fact.start, fact.end))
        self.doubted = {doubt.field for doubt in doubts}
        self.years = years
        self.settled: dict[str, Fact] = {}
        self.conflicts: list[Conflict] = []
        self.left_out: list[LeftOut] = []

    def run(self) -> Assembled:
        by_path: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.field not in BY_YEAR and fact.field not in RIGHTS and fact.year is not None and fact.year not in self.years:
                self.left_out.append(LeftOut(fact, Detail.OTHER_YEAR))
                continue
            for each in _one_a_year(fact):
                by_path.setdefault(_path(each), []).append(each)
        for path, told in by_path.items():
            self._settle(path, told)
        self._drop_doubted()
        self._drop_impossible()
        self._compute()
        return Assembled(dict(self.settled), tuple(self.conflicts), tuple(self.left_out))

    def _settle(self, path: str, told: list[Fact]) -> None:
        key = path.partition(".")[0]
        if key in LISTS:
            self.settled[path] = listed(told)
        elif key in _HIGHER_COUNTS and not any(fact.corrects for fact in told):
            self.settled[path] = max(told, key=lambda fact: _HIGHER_COUNTS[key].index(str(fact.value)))
        elif key in _ANY_WILL_DO and any(fact.value is True for fact in told) and not any(fact.corrects for fact in told):
            self.settled[path] = next(fact for fact in told if fact.value is True)
        elif any(fact.part for fact in told):
            self._add_up(path, told)
        else:
            self._take(path, told, agreed(told))

    def _take(self, path: str, told: Sequence[Fact], one: Fact | None) -> None:
        if one is None:
            self.conflicts.append(Conflict(path, tuple(told)))
        else:
            self.settled[path] = one

    def _add_up(self, path: str, told: Sequence[Fact]) -> None:
        """发明专利 and 布图设计 add up under Ⅰ类; a total told goes before the sum of its parts, unless they come to more."""
        corrected = [place for place, fact in enumerate(told) if fact.corrects and fact.part in (None, _TOTAL)]
        told = told[corrected[-1] :] if corrected else told
        parts: dict[str, list[Fact]] = {}
        for fact in told:
            parts.setdefault(fact.part or _TOTAL, []).append(fact)
        chosen: dict[str, Fact] = {}
        for part, said in parts.items():
            one = agreed(said)
            if one is None:
                self.conflicts.append(Conflict(path, tuple(said)))
                return
            chosen[part] = one
        total = chosen.pop(_TOTAL, None)
        summed = summed_up(list(chosen.values())) if chosen else None
        if total is None or summed is None:
            self.settled[path] = total or summed or told[0]
        elif at_least(total, summed):
            self.settled[path] = total
        else:
            self.settled[path] = summed
            self.left_out.append(LeftOut(total, Detail.PARTS))

    def _drop_doubted(self) -> None:
        for path in list(self.settled):
            fact = self.settled[path]
            if path in self.doubted and fact.value is False:
                del self.settled[path]

    def _drop_impossible(self) -> None:
        """What the profile refuses (特色化指标20分 of 15) was read, and is no value."""
        for path in list(self.settled):
            key, _, year = path.partition(".")
            fact = self.settled[path]
            if key in _HELPERS or fact.point is None:
                continue
            try:
                Profile.parse({key: {year: fact.point} if year else _plain(fact.point)})
            except ProfileError:
                del self.settled[path]
                self.left_out.append(LeftOut(fact, Detail.IMPOSSIBLE))

    # identities

    def _compute(self) -> None:
        """Net assets and liabilities give total assets; part of the staff and the whole give the share."""
        net, owed = self._exact("net_assets"), self._exact("total_liabilities")
        assets = self._exact("total_assets")
        if net is not None and owed is not None and assets is None:
            self._put("total_assets", _number(net) + _number(owed), f"{_number(net):f}+{_number(owed):f}", net, owed)
        elif net is not None and assets is not None and owed is None and _number(assets) >= _number(net):
            self._put("total_liabilities", _number(assets) - _number(net), f"{_number(assets):f}-{_number(net):f}", assets, net)
        part, whole = self._exact("rd_staff"), self._exact("employees")
        if part is not None and whole is not None and _number(whole) > 0 and _number(part) <= _number(whole):
            share = _number(part) * 100 / _number(whole)
            self._put("rd_staff_ratio", share.quantize(_ROUNDED).normalize(), f"{_number(part):f}/{_number(whole):f}", part, whole)

    def _exact(self, path: str) -> Fact | None:
        fact = self.settled.get(path)
        return fact if fact is not None and isinstance(fact.value, Decimal) and fact.bound is None else None

    def _put(self, path: str, value: Decimal, formula: str, *parts: Fact) -> None:
        if path in self.settled:
            return
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        rough = any(part.approximate for part in parts)
        self.settled[path] = Fact(path, value, start, end, low=value, high=value, approximate=rough, formula=formula)


def _one_a_year(fact: Fact) -> list[Fact]:
    return [fact, *(replace(fact, year=year, more_years=()) for year in fact.more_years)]


def _path(fact: Fact) -> str:
    return fact.path if fact.field in BY_YEAR else fact.field


def _number(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value


def _plain(value: Any) -> Any:
    """A list's values as the profile takes them: titles as mappings."""
    if not isinstance(value, tuple):
        return value
    return [dict(item) if isinstance(item, tuple) else item for item in value]
