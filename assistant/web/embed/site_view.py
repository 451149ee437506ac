"""What an embedded chat is told of its site."""

from __future__ import annotations

from assistant.settings import Settings
from assistant.sites import DEFAULT, Site
from assistant.sites.file import SiteWords, Text, Theme


class SiteView(SiteWords):
    """A site's words and looks; neither its quota nor who may embed it.

    Attributes:
        message: why it is closed, where it is.
        max_chars: the longest question.
    """

    name: str
    enabled: bool
    message: Text | None
    theme: Theme
    max_chars: int


def site_view(site: Site, settings: Settings) -> SiteView:
    """What is said of a site to everybody."""
    says = site.says
    return SiteView(
        **says.words.model_dump(),
        name=site.name or DEFAULT,
        enabled=says.enabled,
        message=says.message,
        theme=says.theme,
        max_chars=settings.max_question_chars,
    )


__all__ = ["SiteView", "site_view"]
