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
PLAIN: dict[str, dict[str, Any]] = {"fir_register": FIR, "court_disposals": COURT, "prison_register": PRISON}


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
