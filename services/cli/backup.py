"""`rabta backup` and `rabta restore`: what may be put back, under the rules of docs/operations.md, "Backups"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.options import ERROR, say
from services.node.backup import HELD_DATABASES, BackupRefused, Manifest, back_up, stores_apart
from services.node.machine import hub_of
from services.node.restore import restore as put_back
from services.node.settings import SettingsError
from services.signing.keyfile import UnsafeFile

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of a hub's node or of a member; of a federation: its hub.")
]
HELD_AGAIN: Final = "at the next start the node compares it with the log, and does again what it lacks"


def backup(
    folder: Folder,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="New folder of the backup.")],
    keys: Annotated[
        bool, typer.Option("--keys", help="With the private keys: once, kept offline, apart from the others.")
    ] = False,
) -> None:
    """Copy what may be put back, while the node runs: never the log, witnesses, issuers' journals or the graph."""
    with _reported():
        made = back_up(hub_of(folder), target, keys=keys)
    for name in made.files:
        typer.echo(name)
    if made.of_registry():
        say("not in it: the log, and without --keys secret.key, of which all tokens are made: keep it apart, offline")
    if made.kind == "hub":
        say("not in it: the log (`rabta audit export`), month keys (under oversight's rule), the graph (made anew)")
        if stores_apart(hub_of(folder)):
            say("in PostgreSQL: records, links and oversight; copy them after this, by its operator's means (pg_dump)")
        say("beside it: records.keys, one for all backups, which each expungement replaces; keep no older one")
        say("after an expungement: an older backup still says that the record was there; replace it")


def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="Folder that `rabta backup` made.")],
    folder: Folder,
    replace: Annotated[
        bool, typer.Option("--replace", help="Databases that are there go: what they hold beyond the backup is lost.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="FILE", help="Put back this database alone, such as desk.db. May be given several times."
        ),
    ] = None,
) -> None:
    """Put a backup back into a node that is stopped, or into a new folder. What must not come back is refused."""
    with _reported():
        made = put_back(source, hub_of(folder), replace=replace, only=only or ())
    for name in only or made.files:
        typer.echo(name)
    for line in (HELD_AGAIN,) if only and set(only) <= set(HELD_DATABASES) else _afterwards(made):
        say(line)


def _afterwards(made: Manifest) -> Iterator[str]:
    if made.kind == "hub":
        yield "the graph is made anew at the next start; one of graph_uri by `rabta graph rebuild DIR`"
        yield "records are refused until each agency has sent again what came since, by its next import or"
        yield "`rabta records resend`; its journal stays as it is; `rabta node accept-records` gives up what nobody has"
        yield "what was expunged since the copy of records.keys was made comes back: ask each agency for its orders"
    elif made.of_registry():
        yield "who follows the register's changes is told to begin anew; enter again what the office did since"
        yield "what was done since to children's provisional identities is lost too: tell their holders"
    else:
        yield "next: `rabta records check`, and import again what the hub lost"


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except (BackupRefused, SettingsError, UnsafeFile, ValueError, OSError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
