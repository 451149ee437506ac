"""One process that answers: what it needs is loaded, then it takes requests from a listening socket until it is told to stop."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

import uvicorn

from assistant.logging import get_logger
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites.shelf import SiteShelf
from assistant.store.retention import Retention
from assistant.web.app import create_app
from assistant.web.patience import STOP_SECONDS, PromptProtocol, ToldServer

FOLLOW_SECONDS: Final = 2.0
"""How soon an index that was published is taken up."""


def run_server(settings: Settings, listener: socket.socket, answers: Callable[[], None], *, purges: bool = True) -> None:
    """Answer on `listener` until a signal says stop; an index that is missing is built first.

    Args:
        answers: told once requests are answered, and every few seconds from then on.
        purges: whether this process deletes what has run out; of several one is enough.

    Raises:
        IndexUnavailableError: no index, and none can be built.
        UnknownSiteError, SiteClosedError: the site that answers by default can't be used.
    """
    sites = SiteShelf(settings)
    sites.find()
    sites.watch()
    assistant = Assistant(settings, sites)
    assistant.warm()
    threading.Thread(target=_follow, args=(assistant,), name="index", daemon=True).start()
    at_the_end = ExitStack()
    at_the_end.callback(assistant.store.close)
    if purges:
        retention = Retention(lambda: assistant.store)
        retention.start()
        at_the_end.callback(retention.stop)
    config = uvicorn.Config(
        create_app(assistant, settings),
        http=PromptProtocol,
        log_config=None,
        server_header=False,
        access_log=False,
        proxy_headers=False,  # `Relays` reads them, by our settings
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    ToldServer(config, answers, at_the_end.close).run(sockets=[listener])


def _follow(assistant: Assistant) -> None:
    """Go on to the index that a builder has published, be it in another process."""
    while True:
        time.sleep(FOLLOW_SECONDS)
        try:
            assistant.follow()
        except OSError as error:
            get_logger(__name__).error("index_not_readable", reason=str(error))
