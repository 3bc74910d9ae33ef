"""`rabta peer`: the nodes that an agency's own node takes copies from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import ERROR, say
from services.cli.table import table
from services.signing.keyfile import UnsafeFile

app = typer.Typer(help="The nodes that an agency's own node takes copies from.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the agency's own node.")]
Agency = Annotated[
    str, typer.Argument(metavar="AGENCY", help="Whose node it is, such as `pk.fia`; the hub's id for the hub.")
]


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with the list, or a change of it, in one line and exit 1."""
    from services.node.peers import PeersError

    try:
        yield
    except (PeersError, UnsafeFile, OSError) as error:
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
    """Show the peers, where they answer, and whether they are paused."""
    from services.node.peers import read_peers

    with _told():
        peers = read_peers(folder)
    rows = [(each.agency, each.endpoint, each.certificates, "paused" if each.paused else "") for each in peers]
    table("Peers", ("agency", "endpoint", "certificates", "state"), rows)


@app.command()
def pause(folder: Folder, agency: Agency) -> None:
    """Take nothing from a peer for now; what is held stays."""
    from services.node.peers import pause_peer

    with _told():
        pause_peer(folder, agency, paused=True)
    say(f"{agency}: paused")


@app.command()
def resume(folder: Folder, agency: Agency) -> None:
    """Go on where a peer was paused."""
    from services.node.peers import pause_peer

    with _told():
        pause_peer(folder, agency, paused=False)
    say(f"{agency}: goes on")


@app.command()
def remove(folder: Folder, agency: Agency) -> None:
    """Take nothing from a peer any more; what is held of it stays until its agreements end it."""
    from services.node.peers import remove_peer

    with _told():
        remove_peer(folder, agency)
    say(f"{agency}: removed")
