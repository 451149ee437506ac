"""A text as it is spoken: its tokens, of whom each place speaks, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
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

    def is_weighed(self, clause: Clause) -> bool:
        """没有自主品牌能报吗: a thing named only to ask what would follow, where nobody says it is the enterprise's."""
        if self.subjects.told_ours(clause):
            return False
        words = self.scan.words_of(clause)
        asks = clause.asks or words.endswith(("吗", "么", "呢", "不", "没"))
        return lexicon("moods", "whether").has(words) and (asks or lexicon("moods", "whether_itself").has(words))

    def is_asked(self, clause: Clause, end: int) -> bool:
        """有省级研发机构是必须的吗: whether it is so, or has to be, is what the clause asks."""
        behind = self.scan.text[end : clause.end]
        asks = clause.asks or behind.endswith(("吗", "么"))
        return asks and not self.is_weighed(clause)

    def before(self, clause: Clause, place: int) -> str:
        """The words of a clause up to `place`."""
        return self.scan.before(clause, place)

    def behind(self, clause: Clause, place: int) -> str:
        """The words of a clause from `place` on."""
        return self.scan.behind(clause, place)
