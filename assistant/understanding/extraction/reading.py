"""How a text is meant: its clauses, of whom each speaks, and whether it states, asks, requires, wishes or supposes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from assistant.understanding.dates import DateMention, When, find_dates, without_dates
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.wording import SHORTEST_BESIDE, is_official
from assistant.understanding.numerals import Quantity, Unit, find_quantities
from corpus.yamlfile import load_yaml

_SEPARATOR = re.compile(
    r"[，。；;！!？?\n]+|,(?!\d{3}(?!\d))|(?<=[项件个篇])(?=其中\d)|[（(](?=其中|更正|(?:20\d\d|去年|前年|上年)[^）)\d]{0,4}\d[^）)]*[万亿%人项元])"
)
_SENTENCE_END = re.compile(r"[。！!？?\n]")
COUNTED = frozenset({Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.ITEMS, Unit.SCORE})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at `start`..`end`; `mood` is why it states no fact, from `mood_from` on."""

    start: int
    end: int
    sentence: int
    ours: bool
    mood: Reason | None = None
    mood_from: int = 0


class Moods:
    """The patterns of `moods.yaml`, each compiled on first use."""

    def __init__(self) -> None:
        data = load_yaml(Path(__file__).with_name("moods.yaml"))
        self._words = {key: value for key, value in data.items() if isinstance(value, str)}
        self._words |= {f"required_{key}": value for key, value in data["required"].items()}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, key: str) -> re.Pattern[str]:
        if key not in self._compiled:
            self._compiled[key] = re.compile(self._words[key])
        return self._compiled[key]


@lru_cache(maxsize=1)
def moods() -> Moods:
    """The patterns, loaded once."""
    return Moods()


class Reading:
    """A normalised text with its times, quantities and clauses.

    Args:
        text: normalised text.
        as_of: the day asked about.
    """

    def __init__(self, text: str, as_of: date) -> None:
        self.text = text
        self.as_of = as_of
        self.dates: list[DateMention] = find_dates(text, as_of)
        self.blanked = without_dates(text, self.dates)
        self.quantities: list[Quantity] = find_quantities(self.blanked)
        self.owners = _owners(text)
        self.clauses = self._clauses()
        self.rules = self._rules()

    def clause_at(self, position: int) -> Clause:
        """The clause that holds `position`."""
        return next((c for c in self.clauses if position < c.end), self.clauses[-1])

    def why_not(self, start: int, end: int, *, quality: bool = False) -> Reason | None:
        """Why what is said at `start`..`end` is no fact of the enterprise, or None where it is one.

        Args:
            quality: it has no number: then a question is one unless it speaks of the enterprise itself.
        """
        clause = self.clause_at(start)
        if clause.mood and end > clause.mood_from:
            return clause.mood
        if clause.sentence in self.rules:
            return Reason.REQUIRED
        return self._owner(start, clause) or self._asked(start, end, clause, quality)

    def _owner(self, position: int, clause: Clause) -> Reason | None:
        owner: Reason | None = None
        for event in self.owners:
            if event.start >= position:
                break
            if event.reason is not Reason.OTHER_ENTERPRISE:
                owner = event.reason
            elif event.lasting or self.clause_at(event.start) is clause or self._says_a_number(event.start):
                owner = event.reason
        return owner

    def _says_a_number(self, position: int) -> bool:
        """A client who is only named is not yet what the next clauses speak of."""
        clause = self.clause_at(position)
        end = clause.end
        return bool(moods()["introduced"].search(self.text, clause.start, end)) or any(
            position < q.start < end and q.unit in COUNTED for q in self.quantities
        )

    def _asked(self, start: int, end: int, clause: Clause, quality: bool) -> Reason | None:
        words = moods()
        behind = self.text[end : self.sentence_end(clause)]
        window = self.text[max(clause.start, start - 6) : end]
        if words["asked_before"].search(window):
            return Reason.ASKED
        if words["asked_behind"].match(behind):
            return Reason.ASKED
        if not quality and words["required_named"].match(behind):
            return Reason.REQUIRED
        if words["asked_behind_weak"].match(behind) and not clause.ours:
            return Reason.ASKED
        if not quality and words["required_group"].match(behind) and not clause.ours:
            return Reason.REQUIRED
        if quality and words["unsure"].search(self.text, clause.start, start + 3):
            return Reason.UNSURE
        if quality and not clause.ours and self._is_question(end, clause):
            return Reason.ASKED
        return None

    def _is_question(self, end: int, clause: Clause) -> bool:
        words = moods()
        behind = self.text[end : clause.end + 1]
        if behind.strip("，,") == "的":  # 有省级研发机构的，…: whoever has one
            return True
        return bool(
            words["question_end"].search(behind)
            or words["interrogative"].search(self.text, clause.start, clause.end)
        )

    def sentence_end(self, clause: Clause) -> int:
        """Where the sentence of `clause` ends, its mark included."""
        end = _SENTENCE_END.search(self.text, clause.end)
        return end.end() if end else len(self.text)

    def _rules(self) -> frozenset[int]:
        """Sentences in the wording of the official texts that don't speak of the enterprise itself."""
        sentences: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            sentences.setdefault(clause.sentence, []).append(clause)
        impersonal = {
            number: self.text[clauses[0].start : clauses[-1].end]
            for number, clauses in sentences.items()
            if not any(clause.ours for clause in clauses)
        }
        rules = {number for number, sentence in impersonal.items() if self._is_rule(sentence)}
        quoted = {n for n in impersonal if rules and is_official(impersonal[n], shortest=SHORTEST_BESIDE)}
        return frozenset(rules | quoted)

    def _is_rule(self, sentence: str) -> bool:
        return bool(moods()["required_wording"].search(sentence)) or is_official(sentence)

    def _clauses(self) -> list[Clause]:
        clauses: list[Clause] = []
        start = sentence = 0
        scope: Reason | None = None
        for end, follow, closes in _pieces(self.text):
            clause, scope = self._read_clause(start, end, sentence, scope)
            clauses.append(clause)
            if closes:
                sentence, scope = sentence + 1, None
            start = follow
        return clauses

    def _read_clause(
        self, start: int, end: int, sentence: int, scope: Reason | None
    ) -> tuple[Clause, Reason | None]:
        """The clause, and the mood that the next clauses of the sentence go on in."""
        text = self.text[start:end]
        ours = any(event.reason is None and start <= event.start < end for event in self.owners)
        counted = [q for q in self.quantities if start <= q.start < end and q.unit in COUNTED]
        if scope and self._breaks(scope, start, end, text, ours):
            scope = None
        mood, at = self._mood(start, end, text, ours, counted)
        if mood and (counted or mood is Reason.SUPPOSED):
            return Clause(start, end, sentence, ours, mood, at), mood
        if scope:
            return Clause(start, end, sentence, ours, scope, start), scope
        return Clause(start, end, sentence, ours, mood, at), None

    def _breaks(self, scope: Reason, start: int, end: int, text: str, ours: bool) -> bool:
        if scope is Reason.SUPPOSED:
            return bool(re.search("实际|其实|事实上|目前|现在|但我|不过我", text))
        if ours or moods()["actual"].search(text):
            return True
        past = any(start <= d.start < end and d.when in (When.YEAR, When.WINDOW) for d in self.dates)
        return scope is Reason.WISHED and (past or bool(moods()["reached"].match(text)))

    def _mood(
        self, start: int, end: int, text: str, ours: bool, counted: list[Quantity]
    ) -> tuple[Reason | None, int]:
        """The mood of a clause and from where in it that holds.

        A number before the word is meant as well, unless the word has one of its own behind it.
        """
        words = moods()
        kinds = [
            (Reason.SUPPOSED, "supposed"),
            (Reason.WISHED, "wished"),
            (Reason.REQUIRED, "required_strong"),
        ]
        if not ours:
            kinds.append((Reason.REQUIRED, "required_weak"))
        for reason, key in kinds:
            match = words[key].search(text)
            if match:
                at = start + match.start()
                alone = not any(q.start >= at for q in counted)
                return reason, start if alone and reason is not Reason.SUPPOSED else at
        future = next((d for d in self.dates if d.when is When.FUTURE and start <= d.start < end), None)
        if future:
            return Reason.WISHED, future.start
        for quantity in counted:
            behind = self.text[quantity.end : end]
            if words["supposed_behind"].match(behind):
                return Reason.SUPPOSED, start
            if not ours and (
                quantity.formal or words["required_group"].match(behind) or self._is_limit(quantity)
            ):
                return Reason.REQUIRED, start
        return None, start

    def _is_limit(self, quantity: Quantity) -> bool:
        if quantity.bound is None or not quantity.text.endswith(("以上", "以下")):
            return False
        before = self.text[max(0, quantity.start - 3) : quantity.start]
        return quantity.unit is Unit.ITEMS or bool(moods()["required_limit"].search(before))


@dataclass(frozen=True, slots=True)
class _Owner:
    """From `start` on the text speaks of the enterprise (no reason) or of another one.

    `lasting`: it is what the next clauses speak of even where its own holds no number.
    """

    start: int
    reason: Reason | None
    lasting: bool = False


def _owners(text: str) -> tuple[_Owner, ...]:
    words = moods()
    own = list(words["ours"].finditer(text))
    named = [
        match
        for match in words["others"].finditer(text)
        if not words["not_subject_behind"].search(text, max(0, match.start() - 16), match.start())
        and not any(mine.start() <= match.start() < mine.end() for mine in own)
    ]
    ours = [
        _Owner(mine.start(), None)
        for mine in own
        if not any(match.start() < mine.start() < match.end() for match in named)
    ]
    others = [_Owner(match.start(), Reason.OTHER_ENTERPRISE, _opens_a_clause(text, match)) for match in named]
    labels = list(words["labels"].finditer(text))
    introduced = words["introduced"].search(text)
    others += [
        _Owner(match.start(), Reason.OTHER_ENTERPRISE) for match in ([introduced] if introduced else [])
    ]
    if len({match[0].strip() for match in labels}) > 1:
        reason = Reason.OTHER_ENTERPRISE if ours else Reason.SEVERAL_ENTERPRISES
        others += [_Owner(match.start(), reason) for match in labels]
    return tuple(sorted((*ours, *others), key=lambda owner: (owner.start, owner.reason is None)))


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """For each clause: its end, the start of the next, whether it closes a sentence."""
    pieces = [
        (match.start(), match.end(), bool(_SENTENCE_END.search(match[0])))
        for match in _SEPARATOR.finditer(text)
    ]
    if not pieces or pieces[-1][1] < len(text):
        pieces.append((len(text), len(text), True))
    return pieces


def _opens_a_clause(text: str, match: re.Match[str]) -> bool:
    """母公司是上市公司，去年营收12亿: the subject goes on; clients and suppliers are often named in passing."""
    before = text[: match.start()].removesuffix("的").removesuffix("我们")
    opens = not before or bool(_SEPARATOR.match(before[-1]))
    return opens and not re.search("客户|供应商|龙头", match[0])
