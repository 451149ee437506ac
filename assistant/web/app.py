"""The web application: interface and pages on one server."""

from __future__ import annotations

import socket
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.errors import AddressError
from assistant.llm.factory import model_for
from assistant.logging import configure_logging
from assistant.ratelimits import RateCounter
from assistant.settings import Settings
from assistant.web import openapi
from assistant.web.api import Service, add_api
from assistant.web.crowd import Crowd, Places
from assistant.web.doors import Doors
from assistant.web.embed.cors import Cors
from assistant.web.embed.hosts import Caller, Hosts
from assistant.web.embed.routes import router as embed
from assistant.web.error_pages import ErrorPages
from assistant.web.guard import Guard
from assistant.web.metrics import Metrics
from assistant.web.patience import STOP_SECONDS, ClosingServer, Patience, PromptProtocol
from assistant.web.relays import Relays
from assistant.web.texts import texts
from assistant.web.visitor_limits import VisitorLimits

if TYPE_CHECKING:
    from assistant.service import Assistant


def create_app(assistant: Assistant, settings: Settings, *, pages: bool = True) -> FastAPI:
    """The application: the interface under `/api/v1`, the chat at `/`, the self-check at `/check`, traces at `/trace/{id}`.

    Args:
        pages: False leaves the pages out.
    """
    app = FastAPI(
        title=openapi.words().title,
        description=openapi.words().description,
        version=_version(),
        docs_url=None,  # their pages load scripts from another host
        redoc_url=None,
    )
    root_path, metrics = settings.root_path.rstrip("/"), Metrics()
    counter = RateCounter(settings.limits_url)
    hosts = Hosts(assistant.sites, counter, settings.limit_session, lambda: assistant.orders.now())
    app.add_middleware(Doors)
    app.add_middleware(Crowd, places=Places(settings.limit_at_once, settings.limit_wait))
    app.add_middleware(VisitorLimits, counter=counter, settings=settings)
    app.add_middleware(Cors, hosts=hosts)
    app.add_middleware(Patience)
    app.add_middleware(Guard, metrics=metrics, root_path=root_path)
    app.add_middleware(ErrorPages, root_path=root_path)
    app.add_middleware(Relays, trusted=settings.trusted_proxies)
    add_api(app, Service(assistant, settings, metrics, hosts))
    app.include_router(embed)
    if pages:
        add_pages(app)
        if settings.gradio:
            from assistant.web.gradio_app import mount_gradio
            from assistant.web.turns import Turns

            turns = Turns(assistant, settings, metrics.answer, lambda asked: hosts.admit(Caller.nobody(), asked))
            mount_gradio(app, turns, assistant.sites.find().words, root_path)
    return app


def add_pages(app: FastAPI) -> None:
    """Put the pages of ours on `app`, with their scripts and style sheets."""
    from assistant.web.assets import router as assets
    from assistant.web.chat import router as chat
    from assistant.web.desk import router as desk
    from assistant.web.reference import router as reference
    from assistant.web.selfcheck import router as selfcheck
    from assistant.web.shared import router as shared
    from assistant.web.static_files import STATIC, FreshFiles
    from assistant.web.traces import router as traces

    for router in (assets, chat, shared, selfcheck, traces, reference, desk):
        app.include_router(router)
    app.mount("/ui", FreshFiles(directory=STATIC), name="ui")


def serve(settings: Settings) -> None:
    """Build the index where it is missing, then answer on `settings.host` and `settings.port` until stopped.

    Raises:
        AddressError: it can't listen there.
        IndexUnavailableError: no index, and none can be built.
        SettingError: a language model is set that there is not.
        UnknownSiteError, SiteClosedError: the site that answers by default can't be used.
    """
    import uvicorn

    from assistant.service import Assistant
    from assistant.sites.shelf import SiteShelf
    from assistant.store.retention import Retention

    configure_logging(settings.log_level)
    for role in settings.llm_roles:
        model_for(settings, role)
    with _listen(settings.host, settings.port) as listener:
        sites = SiteShelf(settings)
        sites.find()
        sites.watch()
        assistant = Assistant(settings, sites)
        assistant.warm()
        retention = Retention(lambda: assistant.store)
        retention.start()

        def close() -> None:
            retention.stop()
            assistant.store.close()

        app = create_app(assistant, settings)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        url = f"http://{host}:{listener.getsockname()[1]}{settings.root_path}"
        print(texts()("serving", url=url), file=sys.stderr, flush=True)
        config = uvicorn.Config(
            app,
            http=PromptProtocol,
            log_config=None,
            server_header=False,
            access_log=False,
            proxy_headers=False,  # `Relays` reads them, by our settings
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        ClosingServer(config, close).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise AddressError(host, port, str(error)) from error


def _version() -> str:
    try:
        return version("zjtx-assistant")
    except PackageNotFoundError:
        return "0"
