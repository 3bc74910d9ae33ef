"""Account and document numbers as a message tells them -> ids of shared nodes. Pure.

The rule of each number is that of :mod:`services.tables.numbers`.
"""

from __future__ import annotations

import re
from typing import Final

from services.tables import numbers

_JUNK: Final = re.compile(r"[\s.\-/]+")
_NUMBER: Final = re.compile(r"(?=.*[0-9])[0-9A-Z]{3,34}")
_PASSPORTS: Final = frozenset({"PASSP", "PASSPORT", "CCPT", "P"})
_NATIONAL: Final = frozenset({"CNIC", "NIC", "NIDN", "ID", "SSN"})


def packed(text: str) -> str:
    """Upper case without blanks and separators."""
    return _JUNK.sub("", text).upper()


def is_iban(number: str) -> bool:
    """Whether packed text is an IBAN whose check digits fit."""
    try:
        return bool(numbers.iban(number))
    except numbers.NumberError:
        return False


def document(kind: str, number: str, country: str) -> str:
    """``CNIC:3520212345671``, ``PASSPORT:PK/AB1234567``, else ``<kind>:<country>/<number>``; nothing if it is none."""
    kind, number, country = packed(kind), packed(number), packed(country)
    if not _NUMBER.fullmatch(number) or not re.fullmatch(r"[A-Z]{2}", country) or not re.fullmatch(r"[A-Z]+", kind):
        return ""
    try:
        if kind in _PASSPORTS:
            return f"PASSPORT:{country}/{numbers.passport(number, country)[0]}"
        if country == "PK" and kind in _NATIONAL and len(number) == 13:
            card = numbers.cnic(number)[0]
            return "" if numbers.is_placeholder_card(card) else f"CNIC:{card}"
    except numbers.NumberError:
        return ""
    return f"{kind}:{country}/{number}"
