"""Pictures of an answer as files, by their endings; readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer
from rabta.linkage.v1.graph_pb2 import Picture, PictureFormat

from services.cli.options import USAGE, say

FORMATS = {
    ".svg": PictureFormat.PICTURE_FORMAT_SVG,
    ".png": PictureFormat.PICTURE_FORMAT_PNG,
    ".pdf": PictureFormat.PICTURE_FORMAT_PDF,
    ".graphml": PictureFormat.PICTURE_FORMAT_GRAPHML,
    ".csv": PictureFormat.PICTURE_FORMAT_CSV,
    ".zip": PictureFormat.PICTURE_FORMAT_CSV,
    ".anx": PictureFormat.PICTURE_FORMAT_ANX,
}


def format_of(path: Path) -> PictureFormat:
    """By its ending. Exit 2 for one that is none."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        say(f"rabta: a picture ends in {', '.join(FORMATS)}")
        raise typer.Exit(USAGE)
    return found


def write_pictures(pictures: Iterable[Picture], paths: Sequence[Path]) -> None:
    """Each to its file; one that the hub left out is said. Raises OSError."""
    held = {picture.format: picture.data for picture in pictures}
    for path in paths:
        data = held.get(format_of(path))
        if data is None:
            say(f"not drawn, it is too large: {path}")
            continue
        write(path, data)
        say(f"picture: {path}")


def write(path: Path, data: bytes) -> None:
    """Mode 0600 from the first byte on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        file.write(data)
