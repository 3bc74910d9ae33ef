"""Whose word a version is: what the registry said of its writer, of its numbers and of its court when it came."""

from __future__ import annotations

from typing import NamedTuple


class Voice(NamedTuple):
    """Kept with the version, never sent: it outlives the writer's membership.

    ``kind``: the writer's kind of agency; empty where it was written before this was kept. ``holders``: for each of
    the version's case references the agency whose register holds it, empty for nobody. ``court``: code of the court
    that the version names, where it is one of the writer's own, with its ``tier`` and the courts ``above`` it, nearest
    first. ``tries``: for each case reference whether it lies in that court's districts. ``acts``: Acts that name
    that court for orders over all cases of a person. ``protects``: Acts that make the writer a protecting body.
    ``through``: the court member through which a court of the registry speaks that a prison's paper names.
    ``pleads``: codes of the courts before which a prosecution pleads.
    ``before``: it was written before voices were kept, and what stands here was filled in by a later registry.
    """

    kind: str = ""
    holders: tuple[str, ...] = ()
    court: str = ""
    tier: str = ""
    above: tuple[str, ...] = ()
    tries: tuple[bool, ...] = ()
    acts: tuple[str, ...] = ()
    protects: tuple[str, ...] = ()
    before: bool = False
    through: str = ""
    pleads: tuple[str, ...] = ()


SILENT = Voice()
