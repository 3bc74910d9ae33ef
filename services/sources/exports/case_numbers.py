"""Numbers of a case that nobody is known to use: the phone, handset, vehicle or account of an unknown accused.

They are kept as a listed party of the case without a name. It finds the case by the number, in a search and in the
graph, and accuses nobody.
"""

from __future__ import annotations

from functools import partial

from services.sources.exports.drafting import Drafting
from services.sources.exports.layout import Column, Row
from services.sources.exports.persons import identifier, phones_of
from services.tables import cells
from services.tables.delimited import Cell
from services.values.records import Identifier, Party, RecordVersion, Subject
from services.vocabulary.records import PartyRole

_TYPES = {"imei": "IMEI", "vehicle": "VEHICLE", "account": "IBAN"}
COLUMNS = (
    Column(
        "case_phone",
        ("Phone of Unknown Accused", "Unknown Phone", "Suspect Phone", "Phone Used", "Caller Number", "نامعلوم فون"),
        meaning="phones of nobody known, comma between",
    ),
    Column(
        "case_imei",
        ("IMEI", "IMEI No", "Handset IMEI", "IMEI of Unknown Accused", "آئی ایم ای آئی"),
        meaning="handsets of nobody known, comma between",
    ),
    Column(
        "case_vehicle",
        ("Vehicle", "Vehicle No", "Vehicle Used", "Vehicle Registration", "Vehicle of Unknown Accused", "گاڑی نمبر"),
        meaning="vehicles of nobody known, comma between",
    ),
    Column(
        "case_account",
        ("Account", "Account No", "IBAN", "Account Used", "Account of Unknown Accused", "اکاؤنٹ نمبر"),
        meaning="accounts of nobody known, IBAN, comma between",
    ),
)


def subject_of(row: Row) -> Subject | None:
    """The numbers of the columns, as of a person whom nobody knows; None where the row states none."""
    nothing: tuple[Identifier, ...] = ()
    stated = [*row.read("case_phone", partial(_phones, region=row.region), nothing)]
    for part, kind in _TYPES.items():
        stated += row.read(f"case_{part}", partial(_numbers, kind=kind), nothing)
    return Subject(identifiers=tuple(dict.fromkeys(stated))) if stated else None


def draft(case: Drafting, subject: Subject, at: str, key: tuple[object, ...]) -> RecordVersion:
    """The record of these numbers in the case. ``at``: ISO 8601; ``key``: what sets it apart within the case."""
    return case.draft("PARTY", Party(), at, ("numbers", *key), subject, PartyRole.LISTED)


def _phones(raw: Cell, region: str) -> tuple[Identifier, ...]:
    return phones_of(cells.number_text(raw), region)


def _numbers(raw: Cell, kind: str) -> tuple[Identifier, ...]:
    parts = cells.number_text(raw).replace("،", ",").split(",")
    return tuple(identifier(kind, part.strip()) for part in parts if part.strip())
