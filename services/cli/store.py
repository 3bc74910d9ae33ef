"""`rabta store`: where a node's rows lie."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from services.cli.federation_draft import reported
from services.cli.options import ERROR, Output, OutputOption, say
from services.cli.table import table
from services.node.machine import hub_of

app = typer.Typer(help="Where a node's rows lie.", no_args_is_help=True)
STEP = 100_000
COLUMNS = ("room", "rows", "written")


@app.command()
def migrate(
    folder: Annotated[Path, typer.Argument(help="The hub's node, or the federation's folder.", metavar="DIR")],
    to: Annotated[str, typer.Option(help="The database, postgresql://USER@HOST/NAME, without a password.")],
    password_file: Annotated[str, typer.Option(help="File in the node's folder, mode 0600, that holds it.")] = "",
    switch: Annotated[
        bool, typer.Option("--switch", help="Of a stopped node: bring what is left, compare, and change over.")
    ] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Bring a node's records, links and oversight from its files into a PostgreSQL database.

    Without --switch the node goes on serving from its files: run it as often as you like, each time it brings what
    changed since. One that was stopped goes on where it was.
    """
    from services.node.store_move import StoreNotMoved, Target, bring, change

    with reported():
        try:
            found = (change if switch else bring)(hub_of(folder), Target(to, password_file), Progress())
        except StoreNotMoved as refused:
            say(f"rabta: {refused}")
            raise typer.Exit(ERROR) from None
    _told(found, output)
    if switch:
        say("the settings name the database; the files are in files-before-postgresql/, which you keep or remove")
    else:
        say("the node serves from its files still: stop it and run this again with --switch")


def _told(found: Mapping[str, tuple[int, int]], output: Output) -> None:
    if output is Output.JSON:
        typer.echo(json.dumps({room: {"rows": rows, "written": new} for room, (rows, new) in found.items()}))
        return
    lines = [(room, str(rows), str(new)) for room, (rows, new) in found.items()]
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
