"""`rabta sync reconcile`: a node's copies held against what its peers gave, and what differs asked for again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.options import ERROR, Output, OutputOption
from services.cli.sync_folder import Agency, Folder, asked, printed

if TYPE_CHECKING:
    from services.node.reconcile import Compared

COLUMNS = ("agency", "equal", "missing", "older", "other", "surplus", "newer", "held", "ended", "unfit")


def reconcile(
    folder: Folder,
    agency: Agency = "",
    check: Annotated[bool, typer.Option("--check", help="Tell what differs, and ask for nothing.")] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Find every record of which a peer and the node differ, and ask again for those alone.

    Exit 1 where something is left: with --check what differs, else what could not be taken.
    """
    found = asked(_compared(folder, agency, take=not check))
    data = [dict(zip(COLUMNS, _figures(each), strict=True)) for each in found]
    printed("Copies", COLUMNS, [tuple(map(str, _figures(each))) for each in found], data, output)
    raise typer.Exit(0 if all(each.well(taken=not check) for each in found) else ERROR)


async def _compared(folder: Path, agency: str, *, take: bool) -> list[Compared]:
    from services.node.reconcile import reconcile as compare

    return [each async for each in compare(folder, agency, take=take)]


def _figures(one: Compared) -> tuple[str | int, ...]:
    """One peer as a row of the columns."""
    kinds = [one.kinds[name] for name in COLUMNS[2:7]]
    return one.peer, one.equal, *kinds, *(one.became[name] for name in COLUMNS[7:])
