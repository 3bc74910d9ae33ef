"""Movements over the border."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BorderCrossing:
    """One movement at one post. ``direction``: EXIT ENTRY, seen from Pakistan."""

    direction: str = ""
    at: str = ""
    post: str = ""
    carrier: str = ""
    other_country: str = ""
