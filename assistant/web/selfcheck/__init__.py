"""The self-check page (自测): a form, its live verdict, and the files that go in and out."""

from assistant.web.selfcheck.routes import router

__all__ = ["router"]
