"""Whether the learned models know the vectors of the encoder in use."""

from __future__ import annotations

from functools import lru_cache

from assistant.errors import texts
from assistant.logging import get_logger
from assistant.reading.learned.model import trained_for


@lru_cache(maxsize=4)
def knows(encoder: str) -> bool:
    """Whether the models were trained on vectors of `encoder`; where not, words alone tell matters apart, said once."""
    if encoder == trained_for():
        return True
    get_logger(__name__).warning("learned_for_another_encoder", reason=texts()("other_encoder", known=trained_for(), used=encoder))
    return False
