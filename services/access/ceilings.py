"""What a claim is worth: the intersection of token and registry."""

from __future__ import annotations

from collections.abc import Iterable

EVERYWHERE = "PK"


def jurisdictions_within(claimed: frozenset[str], allowed: Iterable[str]) -> frozenset[str]:
    """Jurisdictions that both sides name; a country stands for all its ISO 3166-2 parts."""
    rows = frozenset(allowed)
    narrowed = {code for code in claimed if code in rows or code.partition("-")[0] in rows}
    return frozenset(narrowed | {code for code in rows if code.partition("-")[0] in claimed})
