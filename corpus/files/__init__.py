"""Files of official documents -> plain text, every word of them: Word, web pages, PDF, plain text.

A reader gives lines, what it left out on purpose (`dropped`, shown to a person) and what to look at (`remarks`); what it
can't read it refuses, naming the place. `checking` then reads the same file by another path and compares.
"""
