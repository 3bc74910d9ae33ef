"""`rabta federation`: end a witness, replace governance's own keys."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.federation_draft import Folder, drafted, now_ms, reported
from services.membership import office, rotation
from services.signing.es256 import PublicKey

app = typer.Typer()

Size = Annotated[int, typer.Option(min=0, help="Tree size, in leaves, at which it takes effect.")]


@app.command()
def retire_witness(folder: Folder, agency: Annotated[str, typer.Argument()], last_size: Size) -> None:
    """End an agency's witness at a tree size, in the draft."""
    with reported():
        files = office.open_federation(folder)
        rotation.retire_witness(files, agency, last_size, now_ms())
    drafted(files)


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
