"""`zjtx serve`: one process that answers, or several on the same socket."""

from __future__ import annotations

import socket
import sys
from functools import cache

from assistant.errors import AddressError
from assistant.llm.factory import model_for
from assistant.logging import configure_logging
from assistant.settings import Settings
from assistant.web.texts import texts


def serve(settings: Settings) -> int:
    """Answer on `settings.host` and `settings.port` until stopped; the exit code.

    Raises:
        AddressError: it can't listen there.
        IndexUnavailableError: no index, and none can be built.
        SettingError: a language model is set that there is not, or several workers would have no database in common.
        UnknownSiteError, SiteClosedError: the site that answers by default can't be used.
    """
    configure_logging(settings.log_level)
    for role in settings.llm_roles:
        model_for(settings, role)
    with _listen(settings.host, settings.port) as listener:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        url = f"http://{host}:{listener.getsockname()[1]}{settings.root_path}"

        @cache
        def answers() -> None:
            print(texts()("serving", url=url), file=sys.stderr, flush=True)

        if settings.workers > 1:
            from assistant.web.workers import Workers

            return Workers(settings, listener, answers).run()
        from assistant.web.server import run_server

        run_server(settings, listener, answers)
        return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise AddressError(host, port, str(error)) from error
