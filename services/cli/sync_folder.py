"""What the commands on a node's own copies share: its folder, what hinders them, and how their rows are printed."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from services.cli.options import ERROR, Output, say
from services.cli.table import table
from services.errors import RabtaError

T = TypeVar("T")
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the agency's own node, which may run.")]
Agency = Annotated[str, typer.Argument(metavar="[AGENCY]", help="Of this peer alone.")]


def asked(work: Coroutine[object, object, T]) -> T:
    """What comes of it; what hinders it in one line, and exit 1."""
    try:
        return asyncio.run(work)
    except (RabtaError, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None


def printed(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], data: object, output: Output) -> None:
    """Rows as a table or as CSV; ``data``: the same for JSON."""
    if output is Output.JSON:
        typer.echo(json.dumps(data, indent=2))
    elif output is Output.CSV:
        csv.writer(sys.stdout).writerows([columns, *rows])
    else:
        table(title, columns, rows)
