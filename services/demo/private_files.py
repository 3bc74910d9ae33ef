"""Files that only their owner may read."""

from __future__ import annotations

import os
from pathlib import Path


def folder_of(base: Path, below: str) -> Path:
    """``base/below``, each step and the base 0700."""
    folder = base
    for step in ("", *below.split("/")):
        folder = folder / step
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder


def written(path: Path, text: str, encoding: str = "utf-8") -> None:
    """``text`` in a new or emptied file of mode 0600; never through a link. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o600)
        file.write(text.encode(encoding))
