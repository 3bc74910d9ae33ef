"""Whether an address of a PostgreSQL database may be used; the rules are the log's (:mod:`audit.address`). Pure."""

from __future__ import annotations

from audit.address import address_fault
from services.errors import RabtaError


class AddressUnsafe(RabtaError, ValueError):
    """It is no address, holds a password, or would send rows over a network unproven. The text holds no part of it."""


def check_address(address: str) -> None:
    """Raises AddressUnsafe. Another machine must prove its name by its certificate (``sslmode=verify-full``)."""
    if fault := address_fault(address):
        raise AddressUnsafe(fault)
