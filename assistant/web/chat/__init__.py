"""The chat page: its first screen, its calls, and the same without scripts."""

from assistant.web.chat.routes import router

__all__ = ["router"]
