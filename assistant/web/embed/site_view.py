"""What an embedded chat is told of its site."""

from __future__ import annotations

from assistant.errors import SwitchedOffError
from assistant.models import Lang
from assistant.settings import Settings
from assistant.sites import DEFAULT, Site
from assistant.sites.file import SiteWords, Text, Theme
from assistant.web.embed.hosts import whom_to_ask


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


def site_view(site: Site, settings: Settings, *, off: bool = False) -> SiteView:
    """What is said of a site to everybody.

    Args:
        off: whether it is switched off at the desk; the message then says so.
    """
    says = site.says
    message = Text(zh=_off_words(site, "zh"), en=_off_words(site, "en")) if off and says.enabled else says.message
    return SiteView(
        **says.words.model_dump(),
        name=site.name or DEFAULT,
        enabled=says.enabled and not off,
        message=message,
        theme=says.theme,
        max_chars=settings.max_question_chars,
    )


def _off_words(site: Site, lang: Lang) -> str:
    return SwitchedOffError(whom_to_ask(site, lang), lang).message


__all__ = ["SiteView", "site_view"]
