"""Amounts in words of a file -> integers in minor units of their currency. Pure."""

from __future__ import annotations

import re
from typing import Final

from services.errors import RabtaError
from services.tables.currencies import digits_of

_NONE: Final = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA"
_NO_MINOR: Final = frozenset([*_NONE.split(), "X" * 3])
_CODE: Final = re.compile(r"[A-Z]{3}")
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_MAX_MINOR: Final = 2**63


class AmountRefused(RabtaError, ValueError):
    """Not an amount: ``args[0]`` is the reason; never the value."""


def minor_units(text: str, currency: str) -> int:
    """``"12.5", "PKR"`` -> 1250. Zeros beyond the currency's digits are taken: schemas allow five digits.

    Raises AmountRefused.
    """
    if not _CODE.fullmatch(currency) or currency in _NO_MINOR:
        raise AmountRefused("currency-unknown")
    found = _AMOUNT.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        raise AmountRefused("amount-pattern")
    if found[1] == "-":
        raise AmountRefused("amount-negative")
    digits = digits_of(currency)
    fraction = found[3] or ""
    if len(fraction) > digits:
        if fraction[digits:].strip("0"):
            raise AmountRefused("amount-decimals")
        fraction = fraction[:digits]
    if len(found[2]) > 19 or (value := int(found[2] + fraction.ljust(digits, "0") or "0")) >= _MAX_MINOR:
        raise AmountRefused("amount-size")
    return value
