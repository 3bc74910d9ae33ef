"""What the federation commands share: how they end, and how a draft is announced."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from services.membership.errors import RegistryError
from services.membership.layout import FederationFiles
from services.membership.signed import parse_signed

Folder = Annotated[Path, typer.Argument(help="Governance folder of the federation.", metavar="DIR")]


def now_ms() -> int:
    """This machine's time, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def say(text: str) -> None:
    """One line on stderr."""
    typer.echo(text, err=True)


@contextmanager
def reported() -> Iterator[None]:
    """Known failures end with one line on stderr and exit code 1."""
    try:
        yield
    except RegistryError as error:
        say(f"refused: {error}")
        raise typer.Exit(1) from None
    except (OSError, ValueError) as error:
        say(f"error: {error}")
        raise typer.Exit(1) from None


def drafted(files: FederationFiles) -> None:
    """Where the draft is, and who must sign it."""
    draft = parse_signed(files.draft.read_bytes()).registry
    needed = draft.governance.threshold
    say(f"draft of version {draft.version}: {files.draft}, to be signed by {needed} of {len(draft.governance.keys)}")
