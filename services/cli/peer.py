"""`rabta peer`: the nodes that an agency's own node takes copies from, and those that it gives none to for now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import ERROR, say
from services.cli.table import table
from services.membership.errors import RegistryError
from services.signing.keyfile import UnsafeFile

app = typer.Typer(help="The nodes that an agency's own node takes copies from.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the agency's own node.")]
Agency = Annotated[
    str, typer.Argument(metavar="AGENCY", help="Whose node it is, such as `pk.fia`; the hub's id for the hub.")
]
Giving = Annotated[bool, typer.Option("--giving", help="What the node gives to the agency, not what it takes.")]


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with the list, or a change of it, in one line and exit 1."""
    from services.node.peers import PeersError

    try:
        yield
    except (PeersError, RegistryError, UnsafeFile, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None


@app.command()
def add(
    folder: Folder,
    agency: Agency,
    endpoint: Annotated[str, typer.Argument(metavar="HOST:PORT", help="Where the peer answers.")],
    certificates: Annotated[
        str, typer.Argument(metavar="FILE", help="Certificates of the peer, PEM; a file in the node's folder.")
    ],
) -> None:
    """Take copies from one more node, from its first change on. What may be held is said by agreements.

    A node that had no peer before is started again for its first one.
    """
    from services.node.peers import FILE, Peer, add_peer

    with _told():
        first = not (folder / FILE).exists()
        add_peer(folder, Peer(agency, endpoint, certificates))
    say(f"{agency}: copies are taken from {endpoint}" + ("; start the node again" if first else ""))


@app.command("list")
def list_peers(folder: Folder) -> None:
    """Show the peers, where they answer, and whether they are paused; and whom the node gives nothing for now."""
    from services.node.peers import read_peers
    from services.node.receivers import paused_receivers

    with _told():
        peers, receivers = read_peers(folder), paused_receivers(folder)
    rows = [(each.agency, each.endpoint, each.certificates, "paused" if each.paused else "") for each in peers]
    table("Peers", ("agency", "endpoint", "certificates", "state"), rows)
    table("Given nothing", ("agency",), [(each,) for each in receivers])


@app.command()
def pause(folder: Folder, agency: Agency, giving: Giving = False) -> None:
    """Take nothing from a peer for now, or give it nothing; what is held stays.

    Whom nothing is given still gets orders to erase. What else ends a copy waits too, as a seal does.
    """
    _pause(folder, agency, giving=giving, paused=True)
    say(f"{agency}: given nothing for now" if giving else f"{agency}: paused")


@app.command()
def resume(folder: Folder, agency: Agency, giving: Giving = False) -> None:
    """Go on where a peer was paused."""
    _pause(folder, agency, giving=giving, paused=False)
    say(f"{agency}: goes on")


@app.command()
def remove(folder: Folder, agency: Agency) -> None:
    """Take nothing from a peer any more; what is held of it stays until its agreements end it."""
    from services.node.peers import remove_peer

    with _told():
        remove_peer(folder, agency)
    say(f"{agency}: removed")


def _pause(folder: Path, agency: str, *, giving: bool, paused: bool) -> None:
    from services.node.peers import pause_peer
    from services.node.receivers import pause_receiver

    with _told():
        (pause_receiver if giving else pause_peer)(folder, agency, paused=paused)
