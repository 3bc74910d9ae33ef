"""Amounts in words of a file -> integers in minor units of their currency. Pure.

Source: ISO 4217, list one (minor units); currencies not named here have two digits.
"""

from __future__ import annotations

import re
from typing import Final

_NO_DIGITS: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_DIGITS: Final = {
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
_NONE: Final = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA"
_NO_MINOR: Final = frozenset([*_NONE.split(), "X" * 3])
_CODE: Final = re.compile(r"[A-Z]{3}")
_AMOUNT: Final = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_MOST: Final = 2**63


class AmountRefused(ValueError):
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
    digits = _DIGITS.get(currency, 2)
    fraction = found[3] or ""
    if len(fraction) > digits:
        if fraction[digits:].strip("0"):
            raise AmountRefused("amount-decimals")
        fraction = fraction[:digits]
    if len(found[2]) > 19 or (value := int(found[2] + fraction.ljust(digits, "0") or "0")) >= _MOST:
        raise AmountRefused("amount-size")
    return value
