"""What the environment says to the command line: its width, its pager, whether a shell asks for words."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import Final

COMPLETE: Final = "_RABTA_COMPLETE"
_QUIET: Final = {"LESSHISTFILE": "-", "LESSSECURE": "1"}
_LESS: Final = "RX"
"""Colours as they are; the answer stays on the screen when the pager ends."""
_NONE: Final = ("", "cat")


def width_is_given() -> bool:
    """Whether COLUMNS says how wide a line may be."""
    return os.environ.get("COLUMNS", "").isdigit()


def pager_command() -> list[str]:
    """The pager's words, never given to a shell; empty for none, or where it is not installed."""
    said = next((os.environ[name] for name in ("RABTA_PAGER", "PAGER") if name in os.environ), "less")
    try:
        words = shlex.split(said)
    except ValueError:
        return []
    return words if words and words[0] not in _NONE and shutil.which(words[0]) else []


def pager_environment() -> dict[str, str]:
    """What the pager is started with: `less` keeps no history of searches, starts no shell, writes no file."""
    return {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ, **_QUIET}


def completing() -> bool:
    """Whether a shell asks for the words that may come next."""
    return COMPLETE in os.environ
