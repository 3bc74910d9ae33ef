"""Tables on a terminal as wide as it is: where a row does not fit without breaking a number, a line a cell instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.columns import column_widths, glued, longest_piece, unglued, widest_line
from services.cli.settings import width_is_given
from services.tables.showing import bare, harmless

WIDTH: Final = 160
_EDGES: Final = 3
"""Cells that each column's line and padding take, and one more for the table."""
_BETWEEN: Final = 2


def console(least: int = 0) -> Console:
    """Stdout, ``COLUMNS`` wide or as its terminal is, ``least`` cells at least; wide where it is neither."""
    return Console(width=max(Console().width if _bounded() else WIDTH, least), highlight=False)


def _bounded() -> bool:
    """Whether anybody said how wide a line may be."""
    return on_terminal() or width_is_given()


def on_terminal() -> bool:
    """Whether people read what is printed; else a file or a program does."""
    return sys.stdout.isatty()


def seen(text: str) -> str:
    """Harmless; with the isolates that keep Urdu and numbers apart on a terminal alone, so that ids can be copied."""
    shown = harmless(text)
    return shown if on_terminal() else bare(shown)


def line(text: str, style: str = "", *, hang: int = 0) -> None:
    """One line of contributed text, broken between words where it must be; what follows is ``hang`` cells in."""
    rest = glued(seen(text[hang:]))
    out = console(hang + longest_piece([rest]))
    made = Table.grid(padding=0)
    for width in filter(None, (hang, out.width - hang)):
        made.add_column(width=width)
    made.add_row(*filter(None, (text[:hang],)), Text(rest, style))
    _print(out, made)


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, left out where it has no rows."""
    cells = [[seen(value) for value in row] for row in rows]
    if not cells:
        return
    columns = [[name, *column] for name, column in zip(header, zip(*cells, strict=True), strict=True)]
    least, most = ([find(column) for column in columns] for find in (longest_piece, widest_line))
    edges = _EDGES * len(columns) + 1
    out = console(0 if _bounded() else sum(least) + edges)
    widths = column_widths(least, most, out.width - edges)
    if widths is None:
        _one_by_one(title, header, cells)
        return
    made = Table(title=title or None, title_justify="left", title_style="bold", show_lines=False)
    for name, width in zip(header, widths, strict=True):
        made.add_column(name, width=width, overflow="fold")
    for row in cells:
        made.add_row(*(Text(glued(value)) for value in row))
    _print(out, made)


def _one_by_one(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Each row as lines of name and value, what is empty left out, a blank line between."""
    typer.echo(title)
    wide = widest_line(header) + _BETWEEN
    for row in rows:
        typer.echo()
        for name, value in zip(header, row, strict=True):
            if value:
                line(f"{name:<{wide}}{value}", hang=wide)
    typer.echo()


def _print(out: Console, made: object) -> None:
    """As rich lays it out, with the spaces of numbers put back and no blanks at the ends of lines."""
    with out.capture() as held:
        out.print(made)
    said = "\n".join(each.rstrip(" ") for each in unglued(held.get()).split("\n"))
    sys.stdout.write(said)
