"""`rabta sync proof`: what an owner signed twice, as a file that `rabta verify` checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import ERROR, say
from services.cli.sync_folder import Folder, asked
from services.signing.keyfile import replace_private


def proof(
    folder: Folder,
    agency: Annotated[str, typer.Argument(help="Peer whose feed brought it.")],
    number: Annotated[int, typer.Argument(help="Number that `rabta sync quarantine` shows.", min=1)],
    out: Annotated[Path, typer.Argument(help="Where the proof goes. It may hold both versions whole.")],
) -> None:
    """Write the proof that an owner signed two versions, or two pages, of one number; `rabta verify` checks it."""
    from services.node.equivocation import proof_of

    found = asked(proof_of(folder, agency, number))
    try:
        replace_private(out, found)
    except OSError as error:
        say(f"rabta: {error}")
        raise typer.Exit(ERROR) from None
