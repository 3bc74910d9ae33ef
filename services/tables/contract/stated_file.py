"""What was stated of a table and what was not read of it, in a file beside it, for whoever reads it later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from services.tables.contract.stated import Stated
from services.tables.private_csv import PrivateCsv


def write_stated(path: Path, stated: Stated, unread: Iterable[str]) -> None:
    """One line for each statement and each heading that was not read; no file where there is none. Raises OSError."""
    with PrivateCsv(path, ("what", "value")) as file:
        for heading in stated.ignore:
            file.line("ignore", heading)
        if stated.dates:
            file.line("dates", stated.dates)
        for heading in unread:
            file.line("not read", heading)
