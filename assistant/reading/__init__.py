"""What somebody wrote, read once: in goes a message, the day and what a conversation keeps; out comes a `Question`.

Only this room sees raw text. Nothing it hands out holds the message, only what was read in it, with the places.
"""
