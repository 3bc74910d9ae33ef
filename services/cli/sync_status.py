"""`rabta sync status`: how the peers of a node stand, and whom it gives copies, read where the node runs."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from services.cli.options import ERROR, Output, OutputOption, say
from services.cli.sync_folder import printed
from services.cli.sync_progress import Backfill
from services.cli.table import on_terminal, table
from services.errors import RabtaError
from services.listing import copies
from services.listing.crossings import POSTS, row
from services.tables.times import shown

if TYPE_CHECKING:
    from services.node.posts_told import Posts
    from services.node.receivers_seen import ReceiverState
    from services.node.sync_state import PeerState

EVERY_S = 2.0


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the agency's own node.")],
    watch: Annotated[bool, typer.Option("--watch", help="Show it again every two seconds, until interrupted.")] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show whom the node takes copies from and gives them to, and how far each is.

    Exit 1 where one is silent, quiet or in trouble.
    """
    backfill = Backfill(time.monotonic)
    while True:
        seen = _looked(folder)
        _show(seen, output)
        if not watch:
            raise typer.Exit(0 if seen.well else ERROR)
        if on_terminal():
            for line in backfill.lines(seen.peers):
                typer.echo(line)
        time.sleep(EVERY_S)


class Looked(NamedTuple):
    """At one moment. ``quiet_h``: hours after which an office is quiet. ``posts``: None where nobody counted."""

    peers: list[PeerState]
    receivers: list[ReceiverState]
    quiet_h: int
    now_ms: int
    posts: Posts | None = None

    @property
    def well(self) -> bool:
        """Whether nobody is silent, quiet or in trouble."""
        standings = {each.standing(self.now_ms, self.quiet_h) for each in self.peers}
        standings |= {each.standing(self.now_ms, self.quiet_h) for each in self.receivers}
        return not standings & {"silent", "quiet"} and not any(each.trouble for each in self.peers)


def _looked(folder: Path) -> Looked:
    from services.node.posts_told import read_posts
    from services.node.receivers_seen import receiver_states
    from services.node.settings import load_settings
    from services.node.sync_state import peer_states

    try:
        hours = load_settings(folder).quiet_hours
        states, now_ms = (peer_states(folder), receiver_states(folder)), time.time_ns() // 1_000_000
        return Looked(*states, hours, now_ms, read_posts(folder))
    except (RabtaError, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None


def _show(seen: Looked, output: Output) -> None:
    now_ms, hours = seen.now_ms, seen.quiet_h
    data = [
        *(asdict(one) | {"direction": "from", "state": one.standing(now_ms, hours)} for one in seen.peers),
        *(one._asdict() | {"direction": "to", "state": one.standing(now_ms, hours)} for one in seen.receivers),
        *(asdict(one) | {"direction": "post"} for one in (seen.posts.days if seen.posts else ())),
    ]
    printed(*copies.peers(seen.peers, now_ms, hours), data, output)
    if output is Output.TABLE:
        table(*copies.receivers(seen.receivers, now_ms, hours))
        if seen.posts:
            table(f"Crossings, as counted at {shown(seen.posts.at_ms)}", POSTS, [row(each) for each in seen.posts.days])
