"""site new, check, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json, tell
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.sites import Site, SiteFile

_t = texts()
app = typer.Typer(help=_t("help_site"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(help=_t("arg_site"))]
Url = Annotated[str | None, typer.Option("--url", help=_t("option_url"))]


@app.command(help=_t("help_site_new"))
def new(
    name: Name,
    province: Annotated[str, typer.Option("--province", help=_t("option_province"))],
    origin: Annotated[list[str] | None, typer.Option("--origin", help=_t("option_origin"))] = None,
    operator: Annotated[str | None, typer.Option("--operator", help=_t("option_operator"))] = None,
    phone: Annotated[str | None, typer.Option("--phone", help=_t("option_phone"))] = None,
    url: Url = None,
) -> None:
    """Write a site's folder and print the lines to paste."""
    from assistant.settings import settings
    from assistant.sites.file import read_site_file
    from assistant.sites.new import write_new_site

    file = write_new_site(settings().sites_path, name, province, origins=origin or (), operator=operator, phone=phone)
    tell(_t("site_written", path=file))
    put(_paste(name, read_site_file(file), url, settings()))
    if not origin:
        tell(_t("site_origins_none", path=file))
    tell(_t("site_next", name=name))


@app.command(help=_t("help_site_check"))
def check(name: Name) -> None:
    """Hold a site's folder against the texts it cites; exit 2 where something does not fit."""
    from assistant.clock import today
    from assistant.service import Assistant
    from assistant.sites.check import lint_site

    assistant = Assistant.open()
    found = lint_site(assistant.sites.folder(name), assistant.library(), today())
    for problem in found.problems:
        tell(str(problem))
    if found.problems:
        raise typer.Exit(2)
    put(_t("site_sound", files=found.files))


@app.command(help=_t("help_site_show"))
def show(name: Name, url: Url = None, as_json: options.AsJson = False) -> None:
    """What a site says, and the lines to paste."""
    from assistant.settings import settings
    from assistant.sites import find_site

    site = find_site(name, settings())
    says = site.says
    if as_json:
        put_json({"name": name, "folder": str(site.folder), **says.model_dump(mode="json")})
        return
    for key, value in _rows(site, says):
        put(_t("site_row", name=_t(key), value=value))
    put("")
    put(_paste(name, says, url, settings()))


def _rows(site: Site, says: SiteFile) -> list[tuple[str, str]]:
    unlimited = _t("site_no_limit")
    quota = {key: unlimited if value is None else value for key, value in says.quota.model_dump().items()}
    folder = site.folder or (site.file.parent if site.file else Path())
    own = sorted(path.name for path in folder.iterdir()) if site.file else []
    return [
        ("site_state", _t("site_on" if says.enabled else "site_off")),
        ("site_operator", says.operator.zh),
        ("site_ask", " ".join(filter(None, (says.where_to_ask.zh, says.phone)))),
        ("site_allowed", "、".join(says.allowed_origins) or "—"),
        ("site_quota", _t("site_quota_words", **quota)),
        ("site_folder", str(folder)),
        ("site_own_files", "、".join(own) or "—"),
    ]


def _paste(name: str, says: SiteFile, url: str | None, settings: Settings) -> str:
    from assistant.sites.new import lines_to_paste

    address = url or settings.public_url or f"http://{settings.host}:{settings.port}{settings.root_path}"
    return _t("site_paste", **vars(lines_to_paste(name, says, address)))
