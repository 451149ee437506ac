"""desk user: people who may sign in at the desk."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.store import Store

_t = texts()
_OPERATOR = "zjtx"
"""Who the audit log says it was: whoever may run the command."""
app = typer.Typer(help=_t("help_desk"), no_args_is_help=True)
user = typer.Typer(help=_t("help_desk_user"), no_args_is_help=True)
app.add_typer(user, name="user")


@user.command("add", help=_t("help_desk_add"))
def add(
    name: Annotated[str, typer.Argument(help=_t("arg_desk_name"))],
    role: Annotated[str, typer.Option("--role", help=_t("option_desk_role"), metavar="agent|supervisor|admin")] = "agent",
    by_provider: Annotated[bool, typer.Option("--oidc", help=_t("option_desk_oidc"))] = False,
) -> None:
    """Add somebody; the password is asked for, or is the first line of stdin where that is no terminal."""
    from assistant.cli.errors import OptionError
    from assistant.store.people import DeskRole

    if role not in list(DeskRole):
        raise OptionError("desk_role", "role")
    store = _store()
    person = store.people.add(name, DeskRole(role), None if by_provider else _password())
    store.audit.add(_OPERATOR, "user_add", f"{person.name} {person.role}")
    put(_t("desk_added", name=person.name, role=_t(f"desk_role_{person.role}")))


@user.command("list", help=_t("help_desk_list"))
def list_people(as_json: options.AsJson = False) -> None:
    """Who may sign in."""
    people = _store().people.all()
    if as_json:
        put_json([{"name": each.name, "role": each.role, "disabled": each.disabled, "locked": each.locked} for each in people])
        return
    for each in people:
        state = "desk_disabled" if each.disabled else "desk_locked" if each.locked else "desk_active"
        put(_t("desk_row", name=each.name, role=_t(f"desk_role_{each.role}"), state=_t(state)))


@user.command("disable", help=_t("help_desk_disable"))
def disable(
    name: Annotated[str, typer.Argument(help=_t("arg_desk_name"))],
    again: Annotated[bool, typer.Option("--enable", help=_t("option_desk_enable"))] = False,
) -> None:
    """Keep somebody out, or let him in again."""
    store = _store()
    store.people.disable(name, disabled=not again)
    store.audit.add(_OPERATOR, "user_enable" if again else "user_disable", name)
    put(_t("desk_enabled" if again else "desk_barred", name=name))


def _password() -> str:
    from assistant.cli.errors import OptionError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(_t("desk_password"))
    if getpass.getpass(_t("desk_password_again")) != first:
        raise OptionError("desk_passwords_differ", "password")
    return first


def _store() -> Store:
    from assistant.settings import settings
    from assistant.store import Store

    return Store(settings())
