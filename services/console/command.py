"""The same question as a `rabta` command to copy: without the number, which the command prompts for."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.client.reason import Reason

SECOND_BASIS: Final = frozenset({"alert", "find", "history", "link", "net", "person", "record", "search"})
"""Commands, and groups of them, by which more may be asked on a second legal basis; others take none."""

ONE_PURPOSE: Final = frozenset(
    {("audit", "entries"), ("break-glass", "consent"), ("break-glass", "review"), ("claims", "decide")}
)
"""Commands that are for oversight alone and take no other purpose."""


@dataclass(frozen=True, slots=True)
class Question:
    """``text``: what was asked, in words; ``command``: the line that asks the same from a terminal."""

    text: str
    command: str


def line(*words: str) -> str:
    """`rabta` with its words, quoted for a POSIX shell."""
    return shlex.join(["rabta", *words])


def command(words: Iterable[str], why: Reason, profile: str) -> str:
    """`rabta` with its words, quoted for a POSIX shell, the officer's profile where there is one, and the reason.

    ``profile``: the path of the officer's, empty where they have none here.
    """
    said = list(words)
    options = {
        "--profile": profile,
        "--purpose": "" if tuple(said[:2]) in ONE_PURPOSE else why.purpose,
        "--legal-basis": why.legal_basis,
        "--second-basis": why.second_basis if said[0] in SECOND_BASIS else "",
        "--case": why.case,
    }
    return line(*said, *(word for name, value in options.items() if value for word in (name, value)))
