"""A language model as a writer: it re-words the blocks of a plan, each wording is held against its block, or the plan's own text stands.

Comes in: a rendered plan, a model behind `assistant.llm.port`, a check of sentences against clauses. Goes out: for each
block the wording that stands. Nothing can be added, left out or moved: there is one wording for one block.
"""
