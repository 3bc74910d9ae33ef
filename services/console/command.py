"""The same question as a `rabta` command to copy: without the number, which the command prompts for."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from services.console.sessions import Session


@dataclass(frozen=True, slots=True)
class Question:
    """``text``: what was asked, in words; ``command``: the line that asks the same from a terminal."""

    text: str
    command: str


def line(*words: str) -> str:
    """`rabta` with its words, quoted for a POSIX shell."""
    return shlex.join(["rabta", *words])


def command(words: Iterable[str], session: Session) -> str:
    """`rabta` with its words, quoted for a POSIX shell, the officer's profile where there is one, and the reason."""
    why, profile = session.why, session.officer.profile
    options = {
        "--profile": profile,
        "--purpose": why.purpose,
        "--legal-basis": why.legal_basis,
        "--second-basis": why.second_basis,
        "--case": why.case,
    }
    said = [word for name, value in options.items() if value for word in (name, value)]
    return line(*words, *said)
