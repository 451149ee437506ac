"""A small trained head over the encoder's vectors as a second opinion on every number of a message.

Comes in: a message, the words' `Question`, the vectors of its pieces. Goes out: a `Question`. The head says of which
field a number is, of which year, and whether it is told at all; grammar and arithmetic keep the last word on values.
What it says counts only from a share on that was set on messages not trained on (`limits.yaml`).
"""
