"""`rabta sync`: copies of records at other nodes."""

from __future__ import annotations

import typer

from services.cli import sync_orders

app = typer.Typer(help="Copies of records at other nodes, and what became of them.", no_args_is_help=True)
app.command()(sync_orders.orders)


@app.callback()
def _group() -> None:
    """A group, though it has one command."""
