"""The web application: interface and pages on one server."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.logging import get_logger
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
from assistant.web.patience import Patience
from assistant.web.relays import Relays
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
    add_api(app, Service(assistant, settings, metrics, hosts, counter))
    app.include_router(embed)
    if pages:
        add_pages(app)
        if settings.gradio and settings.workers > 1:  # it keeps its conversations and its queue in one process
            get_logger(__name__).warning("gradio_left_out", workers=settings.workers)
        elif settings.gradio:
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


def _version() -> str:
    try:
        return version("zjtx-assistant")
    except PackageNotFoundError:
        return "0"
