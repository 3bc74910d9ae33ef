"""Options of whatever reads a table: headings that are ignored, and the order of day and month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from services.cli.options import USAGE, say
from services.tables.contract.stated import ORDERS, Stated
from services.tables.showing import harmless

IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="HEADING", help="Heading that the layout does not know and that is not read; repeatable."
    ),
]
DatesOption = Annotated[
    str,
    typer.Option(
        "--dates", metavar="ORDER", help=f"Order of day and month in dates such as 05/06/2024: {' or '.join(ORDERS)}."
    ),
]


def stated_of(ignore: Sequence[str] | None, dates: str) -> Stated:
    """What was stated of the table. Exit 2 for an order of dates that is none."""
    if dates and dates not in ORDERS:
        say(harmless(f"rabta: --dates: {' or '.join(ORDERS)}, not {dates}"))
        raise typer.Exit(USAGE)
    return Stated(tuple(ignore or ()), dates)
