"""How an answer came about: what each step found, kept and left out, as data that a command, the interface and a page show.

In come a question's context and its steps' notes, out comes a `Trace`.
"""

from assistant.trace.notes import matter_words, note
from assistant.trace.trace import Section, SectionRow, Trace, TraceStep

__all__ = ["Section", "SectionRow", "Trace", "TraceStep", "matter_words", "note"]
