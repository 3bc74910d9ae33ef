"""`rabta demo up` and `rabta demo run`: a synthetic federation on this machine, and the story told with it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from services.cli.demo.databases import Store
from services.cli.demo.story_import import import_once
from services.cli.demo.up import Demo, build
from services.cli.demo.walk import walk
from services.cli.options import USAGE, say
from services.demo.server import ServerAbsent
from services.node.machine import is_machine, serve
from services.node.ports import PortTaken

app = typer.Typer(help="A synthetic federation on this machine.", no_args_is_help=True)
SeedOption = Annotated[int, typer.Option(help="Everything synthetic follows from it.")]
RecordsOption = Annotated[int, typer.Option(min=100, help="Record versions to make, at least.")]


@app.command()
def up(
    folder: Annotated[Path, typer.Argument(help="Folder of the federation; made where there is none.")],
    seed: SeedOption = 1,
    records: RecordsOption = 20_000,
) -> None:
    """Start a federation with an officer's console, import the story's files once, and stay up until stopped.

    The console's link is printed first: it is good once, and answers as soon as the hub does.
    """
    demo = Demo.open(folder) if is_machine(folder) else build(folder, seed, records)

    def imports() -> None:
        if import_once(demo, say):
            say(f"demo: up on {demo.local.endpoint}, the story is imported; profiles below {folder}/agencies")

    try:
        with demo.registry(), demo.console():
            serve(demo.local, Thread(target=imports, daemon=True).start)
    except PortTaken as taken:
        say(f"rabta: {taken}")
        raise typer.Exit(USAGE) from None


@app.command()
def run(
    seed: SeedOption = 1,
    records: RecordsOption = 20_000,
    keep: Annotated[Path | None, typer.Option(help="Build here and leave it, instead of in a passing folder.")] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Where drawn answers go; else into the federation's folder.")
    ] = None,
    store: Annotated[
        Store, typer.Option(envvar="RABTA_DEMO_STORE", help="Where stores lie; postgres starts a server for the story.")
    ] = Store.SQLITE,
) -> None:
    """Build the federation, import every agency's files, and walk the story; ends with `demo: ok`."""
    with tempfile.TemporaryDirectory(prefix="rabta-demo-") as folder:
        try:
            code = walk(keep or Path(folder) / "federation", seed, records, pictures, store)
        except ServerAbsent as absent:
            say(f"rabta: PostgreSQL: {absent}")
            code = USAGE
    raise typer.Exit(code)
