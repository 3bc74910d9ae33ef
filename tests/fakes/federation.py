"""A small federation on disk: hub, five agencies, oversight, four witnesses; every key real."""

from __future__ import annotations

from pathlib import Path

from services.membership.layout import FederationFiles
from services.membership.provision import build_federation
from services.membership.spec import AgencySpec

WITNESS = "http://127.0.0.1:{}"
AGENCIES = (
    AgencySpec("pk.punjab-police", "POLICE", "Punjab Police", ("PK-PB",), witness_url=WITNESS.format(29001)),
    AgencySpec("pk.sindh-police", "POLICE", "Sindh Police", ("PK-SD",), witness_url=WITNESS.format(29002)),
    AgencySpec(
        "pk.fia", "FIA", "Federal Investigation Agency", ("PK",), clearance=3, witness_url=WITNESS.format(29003)
    ),
    AgencySpec("pk.customs", "BORDER", "Pakistan Customs", ("PK",)),
    AgencySpec("pk.prisons", "PRISON", "Punjab Prisons", ("PK-PB",)),
    AgencySpec(
        "pk.oversight", "OVERSIGHT", "Oversight Commission", ("PK",), clearance=3, witness_url=WITNESS.format(29004)
    ),
)


def small_federation(folder: Path, now_ms: int, name: str = "rabta.test") -> FederationFiles:
    """Version 1 signed by 2 of 3 or more, in every node's folder."""
    return build_federation(folder, name, AGENCIES, now_ms)
