"""The web application: interface and pages on one server."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.logging import configure_logging
from assistant.settings import Settings
from assistant.web import openapi
from assistant.web.api import Service, add_api
from assistant.web.guard import Guard
from assistant.web.metrics import Metrics

if TYPE_CHECKING:
    from assistant.service import Assistant


def create_app(assistant: Assistant, settings: Settings, *, pages: bool = True) -> FastAPI:
    """The application: the interface under `/api/v1`, the chat at `/`.

    Args:
        pages: False leaves the pages out; the interface then starts without Gradio.
    """
    app = FastAPI(
        title=openapi.words().title,
        description=openapi.words().description,
        version=_version(),
        docs_url=None,  # their pages load scripts from another host
        redoc_url=None,
    )
    root_path, metrics = settings.root_path.rstrip("/"), Metrics()
    app.add_middleware(Guard, metrics=metrics, root_path=root_path)
    add_api(app, Service(assistant, settings, metrics))
    if pages:
        from assistant.web.chat import mount_chat
        from assistant.web.turns import Turns

        turns = Turns(assistant, settings, assistant.store.feedback, metrics.answer)
        mount_chat(app, turns, root_path)
    return app


def serve(settings: Settings) -> None:
    """Build the index where it is missing, then answer on `settings.host` and `settings.port` until stopped.

    Raises:
        IndexUnavailableError: no index, and none can be built.
    """
    import uvicorn

    from assistant.service import Assistant

    configure_logging(settings.log_level)
    assistant = Assistant.open(settings)
    assistant.ready()
    uvicorn.run(
        create_app(assistant, settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
        access_log=False,
    )


def _version() -> str:
    try:
        return version("zjtx-assistant")
    except PackageNotFoundError:
        return "0"
