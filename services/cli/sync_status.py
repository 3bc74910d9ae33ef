"""`rabta sync status`: how the peers of a node stand, read where the node runs."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.options import ERROR, Output, OutputOption, say
from services.cli.sync_folder import printed
from services.signing.keyfile import UnsafeFile
from services.tables.times import shown

if TYPE_CHECKING:
    from services.node.sync_state import PeerState

COLUMNS = ("agency", "state", "behind by", "level", "heard", "trouble")
EVERY_S = 2.0


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the agency's own node.")],
    watch: Annotated[bool, typer.Option("--watch", help="Show it again every two seconds, until interrupted.")] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show whom the node takes copies from, and how far it has come. Exit 1 where one is silent or in trouble."""
    while True:
        well = _show(folder, output)
        if not watch:
            raise typer.Exit(0 if well else ERROR)
        time.sleep(EVERY_S)


def _show(folder: Path, output: Output) -> bool:
    from services.node.peers import PeersError
    from services.node.sync_state import SILENT, peer_states

    try:
        peers = peer_states(folder)
    except (PeersError, UnsafeFile, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    now_ms = time.time_ns() // 1_000_000
    data = [asdict(each) | {"state": each.standing(now_ms)} for each in peers]
    printed("Peers", COLUMNS, [_row(each, now_ms) for each in peers], data, output)
    return all(each.standing(now_ms) != SILENT and not each.trouble for each in peers)


def _row(peer: PeerState, now_ms: int) -> tuple[str, ...]:
    level, heard = (shown(each) if each else "never" for each in (peer.level_ms, peer.heard_ms))
    return peer.agency, peer.standing(now_ms), str(peer.lag), level, heard, peer.trouble
