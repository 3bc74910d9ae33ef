"""Why an officer asks, as typed or as `rabta use` keeps it; a wrong word is answered here, before the hub is asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import typer

from services.access.details import Details
from services.access.purpose import LEGAL_BASES, PURPOSES, QUERY_CLASSES, REFERENCES
from services.cli.context import Context, read_context
from services.cli.options import USAGE, say
from services.client.profile import Profile
from services.tables.showing import harmless


@dataclass(frozen=True, slots=True)
class Why:
    """Purpose, bases and case, each checked against the vocabulary (:mod:`services.access.purpose`)."""

    purpose: str
    legal_basis: str
    second_basis: str
    case_type: str
    case_key: str

    def details(self, query_class: str) -> Details:
        """What a token is asked for. Exit 2 for a class that there is none of."""
        chosen = known(query_class, QUERY_CLASSES, "query class")
        return Details(self.purpose, self.legal_basis, self.second_basis, chosen, self.case_type, self.case_key)


def why(settings: Profile, purpose: str, legal_basis: str, case: str, second_basis: str = "") -> Why:
    """What is typed; what is not, as `rabta use` keeps it. Exit 2 where a word is missing or unknown.

    Another case than the kept one is confirmed on a terminal.
    """
    kept = read_context(settings)
    if kept is not None:
        _confirmed(kept, case)
        second_basis = second_basis or (kept.second_basis if not purpose else "")
    said = {
        "--purpose": purpose or (kept.purpose if kept else ""),
        "--legal-basis": legal_basis or (kept.legal_basis if kept else ""),
        "--case": case or (kept.case if kept else ""),
    }
    missing = [name for name, value in said.items() if not value]
    if missing:
        say(f"rabta: {', '.join(missing)} is missing; `rabta use` keeps a reason for the next hours")
        raise typer.Exit(USAGE)
    return reason(said["--purpose"], said["--legal-basis"], said["--case"], second_basis)


def reason(purpose: str, legal_basis: str, case: str, second_basis: str = "") -> Why:
    """Words as typed, checked. Exit 2 for one that is unknown, with the nearest and the list of all."""
    kind, colon, key = case.partition(":")
    if not colon or not kind or not key:
        say("rabta: --case must be TYPE:KEY, such as FIR:PB/LAHORE/ICHHRA/512/2024")
        raise typer.Exit(USAGE)
    return Why(
        known(purpose, PURPOSES, "purpose"),
        known(legal_basis, LEGAL_BASES, "legal basis"),
        known(second_basis, LEGAL_BASES, "legal basis") if second_basis else "",
        known(kind, REFERENCES, "type of case"),
        " ".join(key.upper().split()),
    )


def known(word: str, words: Iterable[str], what: str) -> str:
    """``word`` as the vocabulary writes it. Exit 2, with the nearest word and all of them, where there is none."""
    name = word.strip().upper().replace("-", "_").replace(" ", "_")
    every = sorted(words)
    if name in every:
        return name
    near = get_close_matches(name, every, 1)
    say(f"rabta: there is no {what} {harmless(word)}" + (f"; did you mean {near[0]}?" if near else ""))
    say(f"  {', '.join(every)}")
    raise typer.Exit(USAGE)


def _confirmed(kept: Context, case: str) -> None:
    """Exit 2 where the officer, on a terminal, does not mean another case than the one in use."""
    other = case and case.partition(":")[2].upper() != kept.case.partition(":")[2].upper()
    if other and _on_a_terminal() and not typer.confirm(f"{kept.case} is in use. Ask for {case} instead?", err=True):
        raise typer.Exit(USAGE)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()
