"""The language model: what it is asked, where the answer comes from, and how long it may take.

Comes in: requests built by `assistant.reading.by_model` and `assistant.writing`. Goes out: the text a model gave, or a
`ModelError`; nobody here believes that text. `port` is what the rest of the house knows of a model.
"""
