"""What an enterprise is or has, told without a number: 有自主品牌, 未列入经营异常名录, 没出过事故也没违法.

A quality that sums up several things (近三年重大事故或违法违规) is denied only where all of them are, and affirmed by any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from assistant.reading.facts import Doubt, Fact
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, Lexicon, lexicon, words_of
from assistant.reading.names import Name
from assistant.reading.parts import asks
from assistant.reading.polarity import Polarity, chained, polarity
from assistant.reading.question import Detail, Role
from assistant.reading.speech import Speech
from assistant.spelling import spelled_out

_SAID: Final = frozenset({Polarity.AFFIRMED, Polarity.DENIED, Polarity.ENDED})
_NO_WORD: Final = 8
"""So many further characters a clause may have in which a quality is only named, to be taken as told."""
_ACCIDENTS: Final = frozenset({"safety", "quality", "environment"})
_INCIDENT: Final = "major_incident_3y"


def read_qualities(speech: Speech) -> tuple[list[Fact], list[Doubt]]:
    """The yes-or-no facts of a text, and the fields that it touches without telling which."""
    reader = _Qualities(speech)
    return reader.facts, reader.doubts


class _Qualities:
    def __init__(self, speech: Speech) -> None:
        self.speech, self.scan = speech, speech.scan
        self.facts: list[Fact] = []
        self.doubts: list[Doubt] = []
        self._read()
        self._read_opposites()
        self._read_incidents()

    def _read(self) -> None:
        for run in self._runs(_qualities().find(self.scan.text)):
            shown = [self._polarity(hit) for hit in run]
            told = next((value for value in shown if value in _SAID), Polarity.BARE)
            for hit, value in zip(run, shown, strict=True):
                self._take(hit, told if value is Polarity.BARE and len(run) > 1 else value)

    def _read_opposites(self) -> None:
        """在香港注册: what rules a quality out denies it."""
        for hit in _opposites().find(self.scan.text):
            clause, role = self._clause(hit), self.speech.role(hit.start)
            said = polarity(self.scan, clause, hit.start, hit.end)
            if role in (Role.FACT, Role.SUPPOSED) and said in (Polarity.AFFIRMED, Polarity.BARE) and not self.speech.is_asked(clause, hit.end) and not self._is_asked_of_any(clause):
                self._tell(hit.id, False, clause, hit, role)

    def _is_asked_of_any(self, clause: Clause) -> bool:
        """在境外注册的公司能报吗 tells nothing of the one who asks."""
        return (clause.asks or self.scan.words_of(clause).endswith(("吗", "么", "不"))) and not self.speech.subjects.speaks_of_ours(clause)

    def _runs(self, hits: list[Hit]) -> Iterator[list[Hit]]:
        """Things named in one list share what is said of it."""
        run: list[Hit] = []
        for hit in hits:
            if run and (self._clause(run[-1]) is not self._clause(hit) or not chained(self.scan, run[-1], hit)):
                yield run
                run = []
            run.append(hit)
        if run:
            yield run

    def _take(self, hit: Hit, said: Polarity) -> None:
        about, clause = _about(hit.id), self._clause(hit)
        role = self._role(hit, about)
        if role not in (Role.FACT, Role.SUPPOSED) or not self._is_meant(hit, about, clause):
            return
        if said in _SAID and self.speech.is_asked(clause, hit.end):
            return
        if self.speech.is_weighed(clause):
            role = Role.SUPPOSED
        bad = bool(about.get("bad"))
        if said is Polarity.BARE and not bad and (self._stands_alone(hit, clause) or self._is_said_of_both(hit, about, clause)):
            said = Polarity.AFFIRMED
        if said not in _SAID:
            if said in (Polarity.UNSURE, Polarity.PENDING):
                self._doubt(hit, hit.id, Detail.PENDING if said is Polarity.PENDING else Detail.UNSURE)
            return
        value = said is Polarity.AFFIRMED
        if value and self._is_weak(hit, about, clause):
            self._doubt(hit, hit.id, Detail.KIND)
            return
        self._tell(hit.id, value, clause, hit, role)

    def _role(self, hit: Hit, about: dict[str, Any]) -> Role:
        """What is said of the group is said of the enterprise in it."""
        return Role.FACT if about.get("of_kin") else self.speech.role(hit.start)

    def _tell(self, field: str, value: bool, clause: Clause, hit: Hit, role: Role) -> None:
        fact = Fact.told(field, value, min(clause.start, hit.start), max(clause.end, hit.end))
        self.facts.append(replace(fact, supposed=role is Role.SUPPOSED))

    def _doubt(self, hit: Hit, field: str, why: Detail) -> None:
        self.doubts.append(Doubt(hit.start, hit.end, why, field))

    def _is_meant(self, hit: Hit, about: dict[str, Any], clause: Clause) -> bool:
        words = self.scan.words_of(clause)
        if about.get("of_kin"):
            words = "，".join(self.scan.words_of(each) for each in self.scan.sentence(clause))
        if "listed_only" in about and hit.words in _spelled(hit.id, "listed_only") and not self._names_another(hit, clause):
            return False
        if "with" in about and not _list(hit.id, "with").has(words):
            return False
        return hit.id != "class1_ip_in_use" or self._speaks_of_rights

    def _names_another(self, hit: Hit, clause: Clause) -> bool:
        return any(each.id != hit.id for each in _qualities().find(self.scan.words_of(clause)))

    @property
    def _speaks_of_rights(self) -> bool:
        return any(isinstance(token.value, Name) and token.value.part for token in self.scan.tokens) or "知识产权" in self.scan.text or "专利" in self.scan.text

    def _is_weak(self, hit: Hit, about: dict[str, Any], clause: Clause) -> bool:
        before = self.speech.before(clause, hit.start)
        if "local" in about and _list(hit.id, "local").has(before[-4:] + self.speech.behind(clause, hit.end)[:2]):
            return True
        return "denied_only" in about and hit.words in _spelled(hit.id, "denied_only")

    def _stands_alone(self, hit: Hit, clause: Clause) -> bool:
        """自主品牌，ISO9001，ERP: named among other things told."""
        if clause.asks or clause.end - clause.start > hit.end - hit.start + _NO_WORD:
            return False
        if any(mark in self.speech.behind(clause, hit.end) for mark in "吗呢么"):
            return False
        return len(self.scan.clauses) > 1

    def _is_said_of_both(self, hit: Hit, about: dict[str, Any], clause: Clause) -> bool:
        """集团里两家都做变桨轴承，产品基本一样: told of both, where nobody denies or asks it."""
        if "both" not in about:
            return False
        near = [each for each in self.scan.sentence(clause) if _list(hit.id, "with").has(self.scan.words_of(each))]
        told = [(each, found) for each in near for found in _list(hit.id, "with").find(self.scan.words_of(each))[:1]]
        both = _list(hit.id, "both").has(self.scan.words_of(clause))
        return both and bool(told) and all(not each.asks and polarity(self.scan, each, each.start + found.start, each.start + found.end) is Polarity.BARE for each, found in told)

    def _polarity(self, hit: Hit) -> Polarity:
        return polarity(self.scan, self._clause(hit), hit.start, hit.end, bad=bool(_about(hit.id).get("bad")))

    def _clause(self, hit: Hit) -> Clause:
        return self.scan.clause_at(hit.start)

    # 近三年重大事故或违法违规

    def _read_incidents(self) -> None:
        """Denied where accidents of every kind and violations are; affirmed by a grave one; else what is told stays open."""
        denied: list[Hit] = []
        for run in self._runs(_incidents().find(self.scan.text)):
            shown = [polarity(self.scan, self._clause(hit), hit.start, hit.end, bad=True) for hit in run]
            told = next((value for value in shown if value in _SAID), Polarity.BARE)
            for hit, value in zip(run, shown, strict=True):
                said = told if value is Polarity.BARE else value
                role = self.speech.role(hit.start)
                if role not in (Role.FACT, Role.SUPPOSED) or self.speech.is_asked(self._clause(hit), hit.end):
                    continue
                if said is Polarity.DENIED:
                    denied.append(hit)
                elif said in (Polarity.AFFIRMED, Polarity.ENDED, Polarity.BARE, Polarity.UNSURE):
                    self._happened(hit, said, role)
        kinds = {hit.id for hit in denied}
        if ("general" in kinds or kinds >= _ACCIDENTS) and "violation" in kinds and not self._touched(_INCIDENT):
            self._tell(_INCIDENT, False, self._clause(denied[0]), denied[-1], Role.FACT)
        elif denied and not self._touched(_INCIDENT):
            self._doubt(denied[0], _INCIDENT, Detail.PART)
        if any(fact.field == _INCIDENT and fact.value for fact in self.facts):
            self.doubts = [doubt for doubt in self.doubts if doubt.field != _INCIDENT]

    def _happened(self, hit: Hit, said: Polarity, role: Role) -> None:
        clause = self._clause(hit)
        if asks(self.scan, clause) and not self.speech.subjects.told_ours(clause):
            if not self.speech.is_weighed(clause):
                return  # 造假被取消了几年不能再报 tells nothing of the one who asks
            role = Role.SUPPOSED
        grave = lexicon("qualities:incident", "grave").has(hit.words)
        if said in (Polarity.AFFIRMED, Polarity.BARE) and grave and self._is_said_to_be(hit, said):
            self._tell(_INCIDENT, True, clause, hit, role)
        elif said is Polarity.AFFIRMED or grave:
            self._doubt(hit, _INCIDENT, Detail.WEIGHT)

    def _is_said_to_be(self, hit: Hit, said: Polarity) -> bool:
        """偷过税, 偷税被罚: a verb in the past makes it told."""
        clause = self._clause(hit)
        behind = self.speech.behind(clause, hit.end)
        past = "过" in hit.words or behind.startswith(("被", "了", "过", "受"))
        return past or (said is Polarity.AFFIRMED and not clause.asks)

    def _touched(self, field: str) -> bool:
        return any(fact.field == field for fact in self.facts) or any(doubt.field == field for doubt in self.doubts)


def _about(field: str) -> dict[str, Any]:
    about: dict[str, Any] = words_of("qualities")["qualities"][field]
    return about


@lru_cache(maxsize=1)
def _qualities() -> Lexicon:
    entries = words_of("qualities")["qualities"]
    return Lexicon({field: [*about["words"], *about.get("denied_only", ()), *about.get("listed_only", ())] for field, about in entries.items()})


@lru_cache(maxsize=1)
def _opposites() -> Lexicon:
    return Lexicon({field: about["opposite"] for field, about in words_of("qualities")["qualities"].items() if "opposite" in about})


@lru_cache(maxsize=1)
def _incidents() -> Lexicon:
    return Lexicon({kind: words for kind, words in words_of("qualities")["incident"].items() if kind != "grave"})


@lru_cache(maxsize=32)
def _list(field: str, key: str) -> Lexicon:
    return Lexicon({key: _about(field)[key]})


@lru_cache(maxsize=32)
def _spelled(field: str, key: str) -> frozenset[str]:
    return frozenset(spelling for word in _about(field)[key] for spelling in spelled_out(word))
