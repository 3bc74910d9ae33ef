"""Rules over what makes an agency's word count: registers, courts, protecting bodies. Part of ``rules.py``'s step."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from rabta.access.v1.purpose_pb2 import CaseReferenceType
from rabta.membership.v1.registry_pb2 import (
    AGENCY_KIND_COURT,
    AGENCY_KIND_PROSECUTION,
    Agency,
    Agreement,
    Court,
    CourtTier,
    Protection,
    Register,
    Registry,
)

from services.membership.build import register_row
from services.membership.jurisdiction import overlap
from services.membership.rules import MAX_PARTS, check_text, distinct, require

MAX_ROWS: Final = 1000
_GROUPS: Final = re.compile(r"(?:[^\W_a-z](?:[^\W_a-z]|[ .'&()-])*/)*")
_DISTRICT: Final = re.compile(r"[^\W_a-z](?:[^\W_a-z]|[ .'&()-])*(?:/[^\W_a-z](?:[^\W_a-z]|[ .'&()-])*)?")
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


def check_speaking(registry: Registry) -> None:
    """UnsoundRegistry naming rule and field: forms, overlapping registers, courts that are not courts'.

    A prosecution's rows name the courts that it pleads before: each is one through which a court speaks.
    """
    registers: list[tuple[Register, str]] = []
    courts: list[tuple[Court, str]] = []
    pleads: list[tuple[Court, str]] = []
    for index, agency in enumerate(registry.agencies):
        where = f"agencies[{index}]"
        _check_counts(agency, where)
        registers += [(row, f"{where}.registers[{i}]") for i, row in enumerate(agency.registers)]
        rows = [(row, f"{where}.courts[{i}]") for i, row in enumerate(agency.courts)]
        if agency.kind == AGENCY_KIND_PROSECUTION:
            pleads += rows
        else:
            require(not rows or agency.kind == AGENCY_KIND_COURT, "court-kind", f"{where}.courts")
            courts += rows
        for i, row in enumerate(agency.protects):
            _check_protection(row, f"{where}.protects[{i}]")
    _check_registers(registers)
    distinct(((row.code, getattr(row, "from")) for row, _ in courts), "courts")
    codes = {row.code for row, _ in courts}
    _check_courts(courts + pleads, codes)
    for plead, where in pleads:
        require(plead.code in codes, "court-unknown", f"{where}.code")


def _check_counts(agency: Agency, where: str) -> None:
    require(len(agency.registers) <= MAX_ROWS, "count", f"{where}.registers")
    require(len(agency.courts) <= MAX_ROWS, "count", f"{where}.courts")
    require(len(agency.protects) <= MAX_PARTS, "count", f"{where}.protects")


def _check_registers(rows: Sequence[tuple[Register, str]]) -> None:
    by_type: dict[int, list[tuple[Register, str]]] = {}
    for row, where in rows:
        require(row.type and row.type in CaseReferenceType.values(), "enum", f"{where}.type")
        require(len(row.prefix) <= 120 and _GROUPS.fullmatch(row.prefix), "form", f"{where}.prefix")
        check_days(row, where)
        by_type.setdefault(row.type, []).append((row, where))
    for same in by_type.values():
        for (one, _), (other, where) in combinations(sorted(same, key=lambda each: each[0].prefix), 2):
            require(not overlap(register_row(one), register_row(other)), "overlap", f"{where}.prefix")


def _check_courts(rows: Sequence[tuple[Court, str]], codes: Collection[str]) -> None:
    for row, where in rows:
        require(_CODE.fullmatch(row.code), "form", f"{where}.code")
        check_text(row.name, f"{where}.name")
        require(row.tier and row.tier in CourtTier.values(), "enum", f"{where}.tier")
        _check_districts(row.districts, f"{where}.districts")
        require(not row.above or (row.above in codes and row.above != row.code), "above", f"{where}.above")
        for act in row.acts:
            require(_CODE.fullmatch(act), "form", f"{where}.acts")
        check_days(row, where)


def _check_protection(row: Protection, where: str) -> None:
    require(_CODE.fullmatch(row.act), "form", f"{where}.act")
    _check_districts(row.districts, f"{where}.districts")
    check_days(row, where)


def _check_districts(districts: Iterable[str], where: str) -> None:
    every = list(districts)
    require(0 < len(every) <= MAX_ROWS, "count", where)
    distinct(every, where)
    for district in every:
        require(len(district) <= 120 and _DISTRICT.fullmatch(district), "form", where)


def check_days(row: Register | Court | Protection | Agreement, where: str) -> None:
    """UnsoundRegistry unless each day that a row states is an ISO 8601 date, and the first is before the last."""
    since, until = getattr(row, "from"), row.to
    for name, text in (("from", since), ("to", until)):
        require(not text or is_day(text), "form", f"{where}.{name}")
    require(not until or since < until, "validity", f"{where}.to")


def is_day(text: str) -> bool:
    """Whether a text is an ISO 8601 date, ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
