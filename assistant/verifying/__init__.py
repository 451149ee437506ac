"""The verifier: whether each sentence of a text stands on the clauses it cites, on a verdict and on what was told.

In: `Verifier(library, standards).verify(text, citations, standing)`. Out: `Verified`, a sentence at a time with reasons.
"""
