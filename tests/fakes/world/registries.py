"""Versions of a registry: as they lie in a federation's folder, and changed in what makes an agency's word count."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from services.membership.jurisdiction import Jurisdiction
from services.membership.registry import Registry, load_registry
from services.membership.rows import AgencyRow, CourtRow, DeskRow, ProtectionRow, RegisterRow

PARTS = ("registers", "courts", "above", "acts", "protects")
"""What an early registry may not say yet."""

DESK = DeskRow("Duty desk", "+92 51 000 0000", "")


def first_file(federation: Path) -> Path:
    """Where the hub keeps version 1, signed, of a federation in this folder."""
    return federation / "hub" / "registry" / "1.signed"


def first_version(federation: Path) -> Registry:
    """Version 1 of a federation in this folder."""
    return load_registry(first_file(federation).read_bytes())


def member_row(
    agency: str,
    kind: str,
    clearance: int = 2,
    *,
    registers: tuple[RegisterRow, ...] = (),
    courts: tuple[CourtRow, ...] = (),
    protects: tuple[ProtectionRow, ...] = (),
) -> AgencyRow:
    """A member of all Pakistan without systems and roles, and of what makes its word count what is given."""
    row = AgencyRow(agency, agency, kind, frozenset({"PK"}), {}, frozenset(), clearance, DESK, DESK, frozenset())
    return replace(row, registers=registers, courts=courts, protects=protects)


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
