"""A language model as a reader: it proposes what a message says and asks, rules check it, the words' reading stands behind.

Comes in: a message, what the conversation kept, the words' `Question`, a model behind `assistant.llm.port`. Goes out: a
`Question`. Nothing that a model says is believed unless the message has the words and the grammar the number.
"""
