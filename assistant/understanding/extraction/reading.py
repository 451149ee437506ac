"""How a text is meant: its clauses, of whom each speaks, and whether it states, asks, requires, wishes or supposes."""

from __future__ import annotations

from datetime import date

from assistant import bounded as re
from assistant.reading.numbers.dates import DateMention, When, find_dates, without_dates
from assistant.reading.numbers.quantities import Quantity, Unit, find_quantities
from assistant.understanding.extraction.clauses import COUNTED, SENTENCE_END, Clause, pieces
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.scopes import spans
from assistant.understanding.extraction.subjects import owners

MOST_NUMBERS = 120
"""Numbers of one text that are read, and times: each is held against what stands around it."""


class Reading:
    """A normalised text with its times, quantities and clauses.

    Args:
        text: normalised text.
        as_of: the day asked about.
    """

    def __init__(self, text: str, as_of: date) -> None:
        self.text = text
        self.as_of = as_of
        self.dates: list[DateMention] = find_dates(text, as_of)[:MOST_NUMBERS]
        self.blanked = without_dates(text, self.dates)
        self.quantities: list[Quantity] = find_quantities(self.blanked)[:MOST_NUMBERS]
        self.owners = owners(text)
        self.clauses = self._clauses()
        self.spans = spans(text, self.clauses, self.dates)

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
        if clause.mood is Reason.REQUIRED and quality and not clause.ours:
            return clause.mood
        for span in self.spans:
            if span.start <= start < span.end:
                return span.reason
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
        if not quality and not clause.ours and self._asks_of_a_rule(end, clause):
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

    def _asks_of_a_rule(self, end: int, clause: Clause) -> bool:
        """研发人员占比50%包括外包的人吗; a figure of a year is the enterprise's own."""
        dated = any(d.when is When.YEAR and clause.start <= d.start < end for d in self.dates)
        return not dated and bool(moods()["asked_of_rule"].match(self.text[end : clause.end]))

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
        end = SENTENCE_END.search(self.text, clause.end)
        return end.end() if end else len(self.text)

    def _clauses(self) -> list[Clause]:
        clauses: list[Clause] = []
        start = sentence = 0
        scope: Reason | None = None
        for end, follow, closes in pieces(self.text):
            if scope is Reason.WISHED and moods()["raised_next"].match(self.text, follow):
                scope = None
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
        wish_goes_on = mood is Reason.WISHED and (
            moods()["wished_on"].match(self.text, end) or moods()["wish_label"].search(text)
        )
        if mood and (counted or mood is Reason.SUPPOSED or wish_goes_on):
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
        spans = [q for q in self.quantities if start <= q.start < end and q.unit is Unit.YEARS]
        if not ours and any(self._is_limit(span) for span in spans):
            return Reason.REQUIRED, start
        return None, start

    def _is_limit(self, quantity: Quantity) -> bool:
        if quantity.bound is None or not quantity.text.endswith(("以上", "以下")):
            return False
        before = self.text[max(0, quantity.start - 3) : quantity.start]
        return quantity.unit is Unit.ITEMS or bool(moods()["required_limit"].search(before))
