"""Hides whose a text is before it is kept or logged: telephone and identity numbers, credit codes, mail addresses, labelled names.

In comes a text or JSON, out comes the same with `*` for each letter and digit of what is private: every place stays.

>>> mask("联系人：王小明，电话138-0013-8000，代码91330100MA2B00XX0T")
'联系人：***，电话***-****-****，代码******************'
"""

from __future__ import annotations

from typing import Any, Final

from assistant.bounded import outside
from assistant.masking.names import hide_enterprises, hide_names
from assistant.masking.numbers import HIDDEN, hide_numbers

_SHORTEST: Final = 2


def mask(text: str, *, enterprises: bool = False) -> str:
    """`text` with what is private hidden; takes nothing from the budget of a request.

    Args:
        enterprises: hide names of enterprises too, for what is kept apart from a conversation.
    """
    if len(text) < _SHORTEST:
        return text
    with outside():
        hidden = hide_names(hide_numbers(text))
        return hide_enterprises(hidden) if enterprises else hidden


def masked(value: Any, *, enterprises: bool = False) -> Any:
    """JSON with all its texts masked; names of fields are ours and stay."""
    if isinstance(value, str):
        return mask(value, enterprises=enterprises)
    if isinstance(value, dict):
        return {key: masked(held, enterprises=enterprises) for key, held in value.items()}
    if isinstance(value, list):
        return [masked(held, enterprises=enterprises) for held in value]
    return value


__all__ = ["HIDDEN", "mask", "masked"]
