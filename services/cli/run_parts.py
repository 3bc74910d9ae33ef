"""`rabta serve` and `rabta witness serve`: the parts of a node that run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.witness import read_settings, run_witness
from audit.witness_state import WitnessError, WitnessStore
from services.cli.options import ERROR, USAGE, say
from services.node.__main__ import main_in
from services.node.settings import TARGETS

witness = typer.Typer(help="A witness of the log.", no_args_is_help=True)


def serve(
    folder: Annotated[Path, typer.Argument(help="Folder of the hub's node.")],
    target: Annotated[str, typer.Option(help=f"all, or some of {','.join(TARGETS)}.")] = "all",
) -> None:
    """Run a node until told to stop: the log's writer and the edge processes, in one group."""
    chosen = TARGETS if target == "all" else tuple(target.split(","))
    if not set(chosen) <= set(TARGETS):
        say(f"rabta: unknown target; known: all, {', '.join(TARGETS)}")
        raise typer.Exit(USAGE)
    raise typer.Exit(main_in(folder, "node", chosen))


@witness.command("serve")
def witness_serve(
    config: Annotated[Path, typer.Argument(help="witness.toml")],
    create_state: Annotated[
        bool, typer.Option("--create-state", help="Create the empty state once, then stop.")
    ] = False,
) -> None:
    """Cosign checkpoints of the logs in the settings (C2SP tlog-witness)."""
    try:
        settings = read_settings(config)
        if create_state:
            WitnessStore.create(settings.state_path)
        else:
            run_witness(settings)
    except (WitnessError, OSError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
