"""What each detector is tried with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.fakes.snapshot_world import SnapshotWorld

Build = Callable[[SnapshotWorld], int]
"""Tells what happens; gives back the node that the pattern is about."""


@dataclass(frozen=True, slots=True)
class Case:
    """``positive``: the textbook one. ``spread``: the same over twice the time, which is missed, as is documented.

    ``look_alikes``: by name, what must stay silent. ``mixed``: the pattern within a look-alike, which is found.
    """

    positive: Build
    spread: Build
    look_alikes: Mapping[str, Build] = field(default_factory=dict)
    mixed: Build | None = None
