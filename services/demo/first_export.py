"""A first export of one office: one FIR about a man who does not exist, whom the other office's export names too."""

from __future__ import annotations

from datetime import date
from typing import Final

from services.demo.population import cnic

CNIC: Final = cnic("35202", 90, "1")
"""Of the synthetic block; whoever asks about it finds what the exports say."""
NUMBER, YEAR, DISTRICT, STATION = 1, 2025, "Lahore", "Civil Lines"
_REGISTERED: Final = date(YEAR, 3, 12)
_COLUMNS: Final = (
    "FIR No", "FIR Year", "Province", "District", "Police Station", "Date of FIR", "Date of Occurrence",
    "Section of Law", "Name of Accused", "Accused CNIC", "Accused Gender", "Accused Age", "Case Status", "Status Date",
    "Investigating Officer",
)  # fmt: skip


def case(prefix: str) -> str:
    """The FIR as TYPE:KEY."""
    return f"FIR:{prefix}/{DISTRICT}/{STATION}/{NUMBER}/{YEAR}".upper()


def export(prefix: str, investigator: str) -> str:
    """CSV in the layout ``fir_register``. ``prefix``: first group of the office's FIR numbers, such as ``PB``."""
    day = _REGISTERED.strftime("%d-%m-%Y")
    row = (
        str(NUMBER), str(YEAR), prefix, DISTRICT, STATION, day, day, "420/468 PPC", "Made-up Example s/o Nobody",
        CNIC, "M", "34", "under investigation", day, investigator,
    )  # fmt: skip
    return "".join(",".join(cells) + "\r\n" for cells in (_COLUMNS, row))
