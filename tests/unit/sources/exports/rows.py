"""Plain rows of each layout, and what comes of one with some cells changed."""

from __future__ import annotations

from typing import Any

from services.sources.exports import Origin, Outcome, formats, of_row
from services.values.records import RecordVersion

ORIGIN = Origin("pk.punjab-police", "PB")
FIR = {
    "fir_no": "512",
    "year": "2024",
    "district": "Lahore",
    "station": "Ichhra",
    "registered": "2024-03-12",
    "sections": "302/34 PPC",
    "accused": "Ali Raza",
    "accused_cnic": "35202-9900001-1",
}
COURT = {
    "fir_no": "512/2024",
    "district": "Lahore",
    "station": "Ichhra",
    "accused_no": "1",
    "accused": "Ali Raza",
    "court": "Sessions Court Lahore",
    "order": "acquitted",
    "order_date": "2025-01-18",
    "sections": "302/34 PPC",
}
PRISON = {
    "prison": "Camp Jail Lahore",
    "prison_no": "412/2024",
    "standing": "UTP",
    "prisoner": "Ali Raza",
    "fir_no": "512/2024",
    "district": "Lahore",
    "station": "Ichhra",
    "admitted": "2024-03-20",
}
ECL = {
    "ecl_no": "101/2024",
    "person": "Ali Raza",
    "person_cnic": "35202-9900001-1",
    "authority": "MoI ECL 12/33-2024",
    "placed": "2024-02-05",
}
PNIL = {
    "pnil_no": "P-17/2026",
    "person": "Ali Raza",
    "asked_by": "FIA AHTC Lahore",
    "action": "stop",
    "authority": "Special Judge Central, order of 02-03-2026",
    "placed": "2026-03-03",
}
PASSPORTS = {
    "pcl_no": "PC-1",
    "category": "black list",
    "holder": "Ali Raza",
    "holder_passport": "AB1234567",
    "authority": "DGIP 41/2025",
    "placed": "2025-01-11",
}
WARRANT = {
    "process_no": "44/2026",
    "process": "NBW",
    "court": "Sessions Court Lahore",
    "fir_no": "512/2024",
    "district": "Lahore",
    "station": "Ichhra",
    "accused": "Ali Raza",
    "issued": "2026-02-01",
}
CHILD = {
    "report_no": "12/2026",
    "district": "Lahore",
    "station": "Ichhra",
    "child": "Nida",
    "child_age": "9",
    "reported": "2026-03-03 14:30",
}
LOST = {
    "report_no": "R-7/2026",
    "document": "passport",
    "number": "AB1234567",
    "holder": "Ali Raza",
    "placed": "2026-02-01",
}
BAIL = {
    "fir_no": "512/2024",
    "district": "Lahore",
    "station": "Ichhra",
    "bail_no": "77/2024",
    "court": "Sessions Court Lahore",
    "order": "post-arrest bail granted",
    "order_date": "2024-04-12",
    "accused": "Ali Raza",
    "surety": "200000",
}
STATEMENT = {
    "fir_no": "512/2024",
    "district": "Lahore",
    "station": "Ichhra",
    "statement_no": "3",
    "kind": "164",
    "speaker": "Nida",
    "speaks_as": "victim",
    "taken": "2024-04-10 11:30",
    "words": "They sent me there.",
}
PLAIN: dict[str, dict[str, Any]] = {
    "fir_register": FIR,
    "court_disposals": COURT,
    "prison_register": PRISON,
    "exit_control_list": ECL,
    "provisional_list": PNIL,
    "passport_control": PASSPORTS,
    "warrants": WARRANT,
    "missing_children": CHILD,
    "lost_documents": LOST,
    "bail_orders": BAIL,
    "statements": STATEMENT,
}


def outcome(layout: str, origin: Origin = ORIGIN, **changes: Any) -> Outcome:
    """What comes of the plain row with changes."""
    return of_row(formats()[layout], {**PLAIN[layout], **changes}, origin)


def drafts(layout: str, **changes: Any) -> list[RecordVersion]:
    """Drafts of a row that must be sound."""
    found = outcome(layout, **changes)
    assert found.rejects == ()
    return list(found.drafts)


def reasons(layout: str, **changes: Any) -> list[tuple[str, str]]:
    """Column and reason of everything wrong."""
    found = outcome(layout, **changes)
    assert found.drafts == ()
    return [(reject.column, reject.reason) for reject in found.rejects]
