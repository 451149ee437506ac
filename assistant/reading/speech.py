"""A text as it is spoken: its tokens, of whom each place speaks, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.reading.layout import Clause
from assistant.reading.moods import Mood, Moods
from assistant.reading.question import Role
from assistant.reading.scan import Scan
from assistant.reading.subjects import Subjects, Whose


@dataclass(frozen=True)
class Speech:
    """What every reader of facts looks at; built once for a text."""

    scan: Scan
    subjects: Subjects
    moods: Moods

    @staticmethod
    def of(text: str, day: date) -> Speech:
        """The speech of a normalised text, seen from `day`."""
        scan = Scan(text, day)
        subjects = Subjects(scan)
        return Speech(scan, subjects, Moods(scan, subjects))

    def role(self, place: int) -> Role:
        """What a thing without a number at `place` is told as."""
        whose = self.subjects.whose(place)
        if whose is Whose.OTHER:
            return Role.OTHER
        if whose is Whose.SEVERAL:
            return Role.NOT_USED
        mood = self.moods.at(place)
        if mood is Mood.SUPPOSED:
            return Role.SUPPOSED
        if mood is Mood.PLANNED:
            return Role.OTHER
        return Role.REQUIRED if mood is Mood.REQUIRED else Role.FACT

    def before(self, clause: Clause, place: int) -> str:
        """The words of a clause up to `place`."""
        return self.scan.text[clause.start : place]

    def behind(self, clause: Clause, place: int) -> str:
        """The words of a clause from `place` on."""
        return self.scan.text[place : clause.end]
