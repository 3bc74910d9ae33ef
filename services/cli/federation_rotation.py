"""`rabta federation`: end a witness, replace governance's own keys."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.federation_draft import Folder, drafted, now_ms, reported
from services.membership import office, rotation
from services.signing.es256 import PublicKey

app = typer.Typer()


@app.command()
def retire_witness(
    folder: Folder,
    agency: Annotated[str, typer.Argument()],
    last_size: Annotated[
        list[str], typer.Option(metavar="ORIGIN=SIZE", help="Tree size, in leaves, of each open log.")
    ],
) -> None:
    """End an agency's witness, in the draft, at a tree size of each log that is open."""
    with reported():
        files = office.open_federation(folder)
        rotation.retire_witness(files, agency, dict(map(_size, last_size)), now_ms())
    drafted(files)


def _size(said: str) -> tuple[str, int]:
    """Origin and size of ``ORIGIN=SIZE``. Raises BadParameter."""
    origin, _, size = said.rpartition("=")
    if not origin or not (size.isascii() and size.isdigit() and int(size)):
        raise typer.BadParameter("ORIGIN=SIZE, such as rabta.pk/audit/1=120000", param_hint="--last-size")
    return origin, int(size)


@app.command()
def change_governance(
    folder: Folder,
    holder: Annotated[list[Path], typer.Argument(help="Public keys (PEM) of the new holders, all of them.")],
) -> None:
    """Put other governance keys into the draft: it needs a majority of the old holders and of the new."""
    with reported():
        files = office.open_federation(folder)
        rotation.change_governance(files, [PublicKey.from_pem(path.read_bytes()) for path in holder], now_ms())
    drafted(files)
