"""Logs: structlog to stderr, one line an event. stdout carries results only, and no line says whose a question was.

structlog brings 150 modules along; it is imported when there is something to log.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from assistant.masking import mask

if TYPE_CHECKING:
    import structlog


def configure_logging(level: str = "WARNING") -> None:
    """Send structlog's and the standard library's logs (uvicorn's too) to stderr.

    Args:
        level: DEBUG, INFO, WARNING or ERROR, in any case; anything else counts as WARNING.
    """
    import structlog

    number = logging.getLevelNamesMapping().get(level.upper(), logging.WARNING)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "logger", "event"], bool_as_flag=False
            ),
            _hide,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.setLevel(number)  # some libraries open their own loggers wider
    logging.basicConfig(level=number, handlers=[handler], force=True)


def _hide(_logger: object, _method: str, line: Any) -> str:
    """The last of all: whatever an exception or a library brought along is masked, too."""
    return mask(str(line), enterprises=True)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module; to stderr even where nobody configured logging (structlog's own default is stdout)."""
    import structlog

    if not structlog.is_configured():
        configure_logging()
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
