"""The model that the settings name, behind its limits.

Inside out: the endpoint, asked again where a failure passes, left alone where it keeps failing, within its limits, behind
a cache, once for equal requests at the same time, counted. Reading and writing share all but the counting.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.errors import SettingError
from assistant.llm.breaker import BrokenCircuitModel
from assistant.llm.cache import CachedModel
from assistant.llm.counting import CountedModel
from assistant.llm.limits import LimitedModel
from assistant.llm.port import LanguageModel, Role
from assistant.llm.replay import Replay
from assistant.llm.retrying import RetryingModel
from assistant.llm.sharing import SharedModel
from assistant.ratelimits import RateCounter
from assistant.settings import Settings


def model_for(settings: Settings, role: Role) -> LanguageModel | None:
    """The model that plays a role; None where none is set, or not for this.

    >>> model_for(Settings(_env_file=None, llm_provider="none"), "read") is None
    True

    Raises:
        SettingError: what is set names no model.
    """
    if settings.llm_provider == "none" or role not in settings.llm_roles:
        return None
    return CountedModel(_model(settings), role)


@lru_cache(maxsize=4)
def _model(settings: Settings) -> LanguageModel:
    if settings.llm_provider == "replay":
        if settings.llm_replay_dir is None:
            raise SettingError("setting_missing", "ZJTX_LLM_REPLAY_DIR", because="ZJTX_LLM_PROVIDER=replay")
        return Replay(settings.llm_replay_dir)
    from assistant.llm.chat import open_chat

    again = RetryingModel(open_chat(settings), retries=settings.llm_retries, seconds=settings.llm_seconds)
    limited = LimitedModel(
        BrokenCircuitModel(again),
        longest_chars=settings.llm_max_input_chars,
        calls=settings.llm_concurrency,
        day_tokens=settings.llm_day_tokens,
        counter=RateCounter(settings.limits_url),
    )
    return SharedModel(CachedModel(limited, settings.llm_cache_size), settings.llm_seconds)
