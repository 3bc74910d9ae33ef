"""`rabta serve` and `rabta witness serve`: the parts of a node that run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.witness import read_settings, run_witness
from audit.witness_state import WitnessError, WitnessStore
from services.cli.options import ERROR, USAGE, say
from services.membership.errors import RegistryError
from services.node import machine, machine_forks
from services.node.__main__ import main_in
from services.node.ports import PortTaken
from services.node.settings import HUB_TARGETS, MEMBER_TARGETS, TARGETS
from services.signing.keyfile import UnsafeFile
from services.signing.modes import check_modes

FEDERATION = Path("federation")
"""Where `rabta node init` founds one, unless another folder is named."""
witness = typer.Typer(help="A witness of the log.", no_args_is_help=True)


def serve(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Folder of a node, the hub's or a member's own, or of a federation that `rabta node init` made."
        ),
    ] = FEDERATION,
    target: Annotated[
        str,
        typer.Option(
            help=f"all: {', '.join(HUB_TARGETS)}, of a member's own node {', '.join(MEMBER_TARGETS)};"
            f" or some of {','.join(TARGETS)}."
        ),
    ] = "all",
) -> None:
    """Run a node until told to stop, or every part of a federation on this machine, in one group."""
    if machine.is_machine(folder):
        _serve_all(folder)
        return
    chosen = () if target == "all" else tuple(target.split(","))
    if not set(chosen) <= set(TARGETS):
        say(f"rabta: unknown target; known: all, {', '.join(TARGETS)}")
        raise typer.Exit(USAGE)
    raise typer.Exit(main_in(folder, "node", chosen))


def _serve_all(folder: Path) -> None:
    try:
        local = machine.open_machine(folder)
        with machine_forks.forking() as server:
            machine.serve(local, lambda: say(f"rabta: up on {local.endpoint}; stop with Ctrl-C"), server)
    except (PortTaken, RegistryError, ValueError, OSError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None


@witness.command("serve")
def witness_serve(
    config: Annotated[Path, typer.Argument(help="witness.toml")],
    create_state: Annotated[
        bool, typer.Option("--create-state", help="Create the empty state once, then stop.")
    ] = False,
) -> None:
    """Cosign checkpoints of the logs in the settings (C2SP tlog-witness)."""
    try:
        check_modes(config.parent)
        settings = read_settings(config)
        if create_state:
            WitnessStore.create(settings.state_path)
        else:
            run_witness(settings)
    except UnsafeFile as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
    except (WitnessError, OSError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
