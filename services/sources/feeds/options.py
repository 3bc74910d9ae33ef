"""What an importer states once for a whole file, because the file itself does not say. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from services.tables.contract.stated import UNSTATED, Stated
from services.tables.zone import ZONE_NAME

_NEVER: Final = (1 << 63) - 1


@dataclass(frozen=True)
class Options:
    """``zone``: IANA name for times that carry none; a reader that relies on it says so in a Remark.

    ``currency``: ISO 4217, for amounts that carry none; empty where the importer states none;
    ``region``: ISO 3166-1, for phone numbers without country;
    ``provider``: bank, wallet, operator or register whose own numbers the file holds, part of their ids;
    ``table``: stem of the file's name, for sets whose files differ in name alone;
    ``schema``: XSD file or folder that the file must fit; ``mapping``: TOML of a CDR layout, or a shipped one's name;
    ``stated``: of a table, what its contract needs to know; ``until_ms``: epoch milliseconds after which nothing in a
    table has taken place yet.
    """

    zone: str = ZONE_NAME
    currency: str = ""
    region: str = "PK"
    provider: str = ""
    table: str = ""
    schema: Path | None = None
    mapping: Path | None = None
    stated: Stated = UNSTATED
    until_ms: int = _NEVER

    @property
    def currency_or_rupees(self) -> str:
        """The currency of an amount that nothing in the file states."""
        return self.currency or "PKR"

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone. Raises ZoneInfoNotFoundError for a name that is none."""
        return ZoneInfo(self.zone)


UNLIMITED: Final = Options()
"""Nothing is stated."""
