"""The interface's description as a page of our own: `/docs`, which asks nothing of another host.

In: the application's OpenAPI document. Out: `router`.
"""

from assistant.web.reference.routes import router

__all__ = ["router"]
