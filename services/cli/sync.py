"""`rabta sync`: copies of records, at other nodes and at one's own."""

from __future__ import annotations

import typer

from services.cli import sync_drill, sync_orders, sync_proof, sync_quarantine, sync_reconcile, sync_status

app = typer.Typer(help="Copies of records at other nodes, and what became of them.", no_args_is_help=True)
app.command()(sync_status.status)
app.command()(sync_orders.orders)
app.command()(sync_drill.drill)
app.command()(sync_quarantine.quarantine)
app.command()(sync_proof.proof)
app.command()(sync_reconcile.reconcile)
