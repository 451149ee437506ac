"""The trace page (`/trace/{id}`): how an answer came about, for whoever has its id; server-rendered, no script of its own."""

from assistant.web.traces.routes import router

__all__ = ["router"]
