"""Qualities said in words: 未被列入经营异常名录, 通过ISO9001认证, 省级企业技术中心 (`phrases.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from assistant import bounded as re
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.facts import Fact, LeftOut, Reason
from assistant.understanding.extraction.reading import Reading
from corpus.yamlfile import load_yaml

_TWICE = re.compile("(?:并非|不是|并不是|不能说|不可能|不会|不存在)(?:完全|就|说)?(?:没|未|不|无)")


class Phrase:
    """A field and its rules: the value (None for none) and the pattern that says it, compiled on first use."""

    def __init__(self, entry: dict[str, Any], words: dict[str, str]) -> None:
        self.field: str = entry["field"]
        self.is_list = bool(entry.get("list"))
        self.is_wide = bool(entry.get("wide"))
        self._rules = entry["rules"]
        self._words = words | {"about": entry["about"]}

    @cached_property
    def rules(self) -> tuple[tuple[bool | str | None, re.Pattern], ...]:
        """Value and pattern, in order."""
        return tuple((rule["value"], re.compile(self._spelt_out(rule["words"]))) for rule in self._rules)

    def reach(self, place: int) -> bool:
        """Whether the rule at `place` looks beyond its clause, to the end of the sentence."""
        return self.is_wide or bool(self._rules[place].get("wide"))

    def _spelt_out(self, pattern: str) -> str:
        for name, value in self._words.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{value})")
        return pattern


@dataclass(frozen=True)
class Phrases:
    """All fields; `about` finds, by its group's number, which of them a text may speak of."""

    about: re.Pattern
    by_group: tuple[Phrase, ...]
    answers: dict[str, Any]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases of `phrases.yaml`."""
    data = load_yaml(Path(__file__).with_name("phrases.yaml"))
    words = {key: value for key, value in data.items() if isinstance(value, str)}
    return Phrases(
        about=re.compile("|".join(f"({entry['about']})" for entry in data["fields"])),
        by_group=tuple(Phrase(entry, words) for entry in data["fields"]),
        answers=data["answers"],
    )


def plain_answer(text: str, field: str) -> Fact | None:
    """有, 没有 or 省级的: nothing but an answer to the question for `field`."""
    said = text.strip()
    answers = phrases().answers
    levels: dict[str, str] | None = answers.get(field)
    if levels is None:
        kinds = {value for phrase in phrases().by_group if phrase.field == field for value, _ in phrase.rules}
        if not kinds & {True, False}:
            return None
        choices: list[tuple[bool | str, str]] = [(True, answers["yes"]), (False, answers["no"])]
    else:
        choices = list(levels.items())
    value = next((value for value, pattern in choices if re.fullmatch(pattern, said)), None)
    return None if value is None else Fact(field, value, text.index(said), text.index(said) + len(said))


def qualities(reading: Reading) -> tuple[list[Fact], list[LeftOut]]:
    """The qualities of the enterprise in a text."""
    facts: list[Fact] = []
    left_out: list[LeftOut] = []
    for clause, phrase in _spoken_of(reading):
        for place, (value, pattern) in enumerate(phrase.rules):
            end = reading.sentence_end(clause) if phrase.reach(place) else clause.end
            match = pattern.search(reading.text[clause.start : end])
            if match is None:
                continue
            if value is not None:
                start, end = clause.start + match.start(), clause.start + match.end()
                if _is_name_alone(reading.text, start, end):
                    break
                reason = _denied_twice(reading.text, clause, start) or reading.why_not(start, end, quality=True)
                if reason:
                    left_out.append(LeftOut(start, end, reason, phrase.field))
                else:
                    facts.append(Fact(phrase.field, value, start, end))
            if not phrase.is_list or value is None:
                break
    return facts, left_out


def _denied_twice(text: str, clause: Clause, start: int) -> Reason | None:
    """并非没有被列入: neither the one nor the other is plainly said."""
    return Reason.DENIED if _TWICE.search(text, clause.start, start + 4) else None


def _is_name_alone(text: str, start: int, end: int) -> bool:
    """省级企业技术中心 and nothing more is what somebody looks for."""
    rest = re.sub(r"\W", "", text[:start] + text[end:])
    return not rest and not re.search(
        "[有无没未不是为属获得过取被列进在建设参发生评拿于注零非做填补上用装]", text[start:end]
    )


def _spoken_of(reading: Reading) -> list[tuple[Clause, Phrase]]:
    found = phrases()
    hits: dict[tuple[int, str], tuple[Clause, Phrase]] = {}
    for match in found.about.finditer(reading.text):
        clause, phrase = reading.clause_at(match.start()), found.by_group[(match.lastindex or 1) - 1]
        hits.setdefault((clause.start, phrase.field), (clause, phrase))
    return list(hits.values())
