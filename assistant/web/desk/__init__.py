"""The desk (`/desk`): the helpdesk's server-rendered pages, behind a sign-in. Each route names the role that it needs."""

from assistant.web.desk.routes import NEEDED, router

__all__ = ["NEEDED", "router"]
