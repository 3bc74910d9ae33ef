"""Rows that one scope may read, before they are a snapshot. Pure."""

from __future__ import annotations

from typing import NamedTuple

from services.linkage.classes import AtomicClass
from services.linkage.snapshot.columns import Ints, Table
from services.values.network import LinkDecision


class Read(NamedTuple):
    """Rows of one scope. ``classes``: by number in the rows; ``authority``: of each row of ``fed``, its place in the
    scope's; ``retain_until_ms``: of each authority. ``decisions``: on two persons of the scope,
    with their tokens, oldest first.
    """

    fed: Table
    authority: Ints
    said: Table
    classes: dict[int, AtomicClass]
    retain_until_ms: tuple[int, ...]
    decisions: list[tuple[LinkDecision, int, int]]
