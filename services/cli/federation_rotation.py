"""`rabta federation`: replace certificates, the log, witnesses, governance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.federation_draft import Folder, Hosts, drafted, now_ms, reported, say
from services.membership import provision, rotation
from services.signing.es256 import PublicKey

app = typer.Typer()

Size = Annotated[int, typer.Option(min=0, help="Tree size, in leaves, at which it takes effect.")]


@app.command()
def renew_certificate(
    folder: Folder,
    agency: Annotated[str, typer.Argument()],
    system: Annotated[str, typer.Argument(help="Name of the system.")] = "node",
    host: Hosts = None,
) -> None:
    """Make a further TLS key and certificate of a system, and add its thumbprint to the draft."""
    with reported():
        files = provision.open_federation(folder)
        path = rotation.renew_certificate(files, agency, system, now_ms(), tuple(host or ()))
    say(f"certificate: {path}; it takes the place of tls.crt once the version is in force")
    drafted(files)


@app.command()
def new_log(folder: Folder, last_size: Size) -> None:
    """After a rolled-back log: a new origin and key; the old log ends at --last-size leaves."""
    with reported():
        files = provision.open_federation(folder)
        path = rotation.new_log(files, last_size, now_ms())
    say(f"log key: {path}")
    drafted(files)


@app.command()
def add_witness(
    folder: Folder,
    agency: Annotated[str, typer.Argument()],
    url: Annotated[str, typer.Argument(help="Where the witness answers.")],
    first_size: Size = 0,
) -> None:
    """Make a witness key of an agency and add it to the draft; the quorum becomes a majority."""
    with reported():
        files = provision.open_federation(folder)
        path = rotation.add_witness(files, agency, url, first_size, now_ms())
    say(f"witness key: {path}")
    drafted(files)


@app.command()
def retire_witness(folder: Folder, agency: Annotated[str, typer.Argument()], last_size: Size) -> None:
    """End an agency's witness at a tree size, in the draft."""
    with reported():
        files = provision.open_federation(folder)
        rotation.retire_witness(files, agency, last_size, now_ms())
    drafted(files)


@app.command()
def change_governance(
    folder: Folder,
    holder: Annotated[list[Path], typer.Argument(help="Public keys (PEM) of the new holders, all of them.")],
) -> None:
    """Put other governance keys into the draft: it needs a majority of the old holders and of the new."""
    with reported():
        files = provision.open_federation(folder)
        rotation.change_governance(files, [PublicKey.from_pem(path.read_bytes()) for path in holder], now_ms())
    drafted(files)
