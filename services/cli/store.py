"""`rabta store`: where a node's rows lie."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.federation_draft import reported
from services.cli.options import ERROR, Output, OutputOption, say
from services.cli.table import table
from services.node.machine import hub_of

if TYPE_CHECKING:
    from services.node.store_move import Brought

app = typer.Typer(help="Where a node's rows lie.", no_args_is_help=True)
STEP = 100_000
COLUMNS = ("store", "rows", "written", "sha256 of both")


@app.command()
def migrate(
    folder: Annotated[
        Path, typer.Argument(help="A node's folder, the federation's, or a token issuer's.", metavar="DIR")
    ],
    to: Annotated[str, typer.Option(help="The database, postgresql://USER@HOST/NAME, without a password.")],
    password_file: Annotated[str, typer.Option(help="File in that folder, mode 0600, that holds it.")] = "",
    log: Annotated[
        bool, typer.Option("--log", help="A node's log, in place of its records, links and oversight.")
    ] = False,
    switch: Annotated[
        bool, typer.Option("--switch", help="Of what is stopped: bring what is left, compare, and change over.")
    ] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Bring stores from their files into a PostgreSQL database: a node's, its log, or an issuer's journal.

    Without --switch the files are served and written still: run it as often as you like, each time it brings what
    changed since. One that was stopped goes on where it was.
    """
    from services.node.store_move import StoreNotMoved, Target, bring, change
    from services.node.store_move_parts import holding_of

    with reported():
        try:
            target = Target(to, password_file)
            holding = holding_of(hub_of(folder), target, log=log)
            found = change(holding, target, Progress()) if switch else bring(holding, Progress())
        except StoreNotMoved as refused:
            say(f"rabta: {refused}")
            raise typer.Exit(ERROR) from None
    _told(found, output)
    if switch:
        say("the settings name the database; the files are in files-before-postgresql/, which you keep or remove")
    else:
        say("the files are served still: stop what serves them and run this again with --switch")


def _told(found: Mapping[str, Brought], output: Output) -> None:
    if output is Output.JSON:
        typer.echo(json.dumps({store: asdict(brought) for store, brought in found.items()}))
        return
    lines = [(store, str(brought.rows), str(brought.written), brought.sha256) for store, brought in found.items()]
    if output is Output.CSV:
        csv.writer(sys.stdout).writerows([COLUMNS, *lines])
        return
    table("Stores", COLUMNS, lines)


class Progress:
    """A line for each hundred thousand rows of a table."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, room: str, table: str, rows: int) -> None:
        """Count rows of a table that were looked at."""
        before = self._seen[room, table] // STEP
        self._seen[room, table] += rows
        if self._seen[room, table] // STEP > before:
            say(f"{room}.{table}: {self._seen[room, table]} rows looked at")
