"""A conversation that somebody shares by a private link: made and ended by the chat page, read by whoever has the link."""

from assistant.web.shared.routes import router

__all__ = ["router"]
