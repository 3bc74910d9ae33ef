"""Versions of one registry that differ in what makes an agency's word count."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from services.membership.jurisdiction import Jurisdiction
from services.membership.registry import Registry
from services.membership.rows import AgencyRow

PARTS = ("registers", "courts", "above", "acts", "protects")
"""What an early registry may not say yet."""


def changed(registry: Registry, version: int, change: Callable[[AgencyRow], AgencyRow]) -> Registry:
    """Another version, with every agency changed."""
    agencies = {name: change(row) for name, row in registry.agencies.items()}
    digest = bytes([version]) * 32
    return replace(registry, version=version, digest=digest, agencies=agencies, jurisdiction=Jurisdiction(agencies))


def early(registry: Registry, missing: Collection[tuple[str, str]], version: int = 1) -> Registry:
    """A version that does not say yet what later is: (agency, one of :data:`PARTS`)."""

    def without(row: AgencyRow) -> AgencyRow:
        gone = {part for agency, part in missing if agency == row.id}
        courts = tuple(
            court._replace(
                above="" if "above" in gone else court.above, acts=frozenset() if "acts" in gone else court.acts
            )
            for court in row.courts
        )
        return replace(
            row,
            registers=() if "registers" in gone else row.registers,
            courts=() if "courts" in gone else courts,
            protects=() if "protects" in gone else row.protects,
        )

    return changed(registry, version, without)
