"""`rabta`: every command group, hung into one program."""

from __future__ import annotations

import os

import typer

from services.cli import (
    admin,
    agency,
    audit,
    break_glass,
    federation,
    feed,
    graph,
    import_file,
    link,
    net,
    prove,
    reads,
    records,
    run_parts,
    token,
)
from services.cli.demo import app as demo

app = typer.Typer(
    name="rabta",
    help="Signed, decided and audited exchange of offender records between agencies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(run_parts.serve)
app.command()(admin.status)
app.command()(admin.metrics)
app.command("import")(import_file.import_file)
app.command()(reads.search)
app.command()(reads.history)
app.command()(reads.record)
app.command()(prove.verify)
app.add_typer(prove.evidence, name="evidence")
app.add_typer(federation.app, name="federation")
app.add_typer(agency.app, name="agency")
app.add_typer(token.app, name="token")
app.add_typer(run_parts.witness, name="witness")
app.add_typer(audit.app, name="audit")
app.add_typer(break_glass.app, name="break-glass")
app.add_typer(records.app, name="records")
app.add_typer(feed.app, name="feed")
app.add_typer(graph.app, name="graph")
app.add_typer(net.app, name="net")
app.add_typer(link.app, name="link")
app.add_typer(demo, name="demo")


def main() -> None:
    """Entry point of the script."""
    os.umask(0o077)
    app()


if __name__ == "__main__":
    main()
