"""A telephone number as a file writes it -> E.164 (ITU-T), in the region that file, mapping or importer states.

A number with ``+`` or ``00`` says its country. One without is the region's if it is valid there; else, if it is valid
with its first digits as a country code, it is that country's: ``971500000001`` is never made Pakistani. Where neither
is valid, as ranges are opened faster than their lists are printed, a number with the zero of a call at home is the
region's by its length; any other may be either's, and is refused.
Pure; ``phonenumbers`` knows plans and lengths.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from services.tables import numbers
from services.tables.rejects import BadCell

REGIONS: Final[frozenset[str]] = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""ISO 3166-1 alpha-2 codes of regions with a plan of numbers."""
_SEPARATORS: Final = re.compile(r"[\s\-‐-―−.()/]+")
_DIGITS: Final = re.compile(r"[0-9]{3,20}")
_PAKISTAN: Final = "92"
_MOBILE: Final = re.compile(r"923[0-9]{9}")
_OPENED: Final = re.compile(r"\+92338[0-9]{7}")
"""Ranges in use that the library's plan lacks: 0338 of Ufone, by a list of operators' prefixes (K)."""


@lru_cache(maxsize=1 << 16)
def phone(text: str, region: str = "PK") -> str:
    """E.164 with ``+``. Raises BadCell ``not-a-phone``, ``phone-ambiguous``, ``rounded-by-spreadsheet``."""
    try:
        numbers.refuse_read_back(text.strip().removeprefix("+"))
    except numbers.NumberError:
        raise BadCell("rounded-by-spreadsheet") from None
    bare = _SEPARATORS.sub("", text)
    abroad = bare.startswith(("+", "00"))
    digits = bare.removeprefix("+") if bare.startswith("+") else bare.removeprefix("00")
    if not _DIGITS.fullmatch(digits):
        raise BadCell("not-a-phone")
    return _international(digits) if abroad else _national(digits, region)


def is_known_abroad(text: str) -> bool:
    """Whether a number led by ``+`` or ``00`` is valid by the plan of the country that it says."""
    bare = _SEPARATORS.sub("", text)
    found = _parsed("+" + bare.removeprefix("+").removeprefix("00"), None) if bare.startswith(("+", "00")) else None
    return found is not None and _is_valid(found)


def _international(digits: str) -> str:
    found = _parsed(f"+{_without_trunk_zero(digits)}", None)
    if found is None or not phonenumbers.is_possible_number(found):
        raise BadCell("not-a-phone")
    return _e164(found)


def _national(digits: str, region: str) -> str:
    here = _parsed(digits, region)
    there = _parsed(f"+{_without_trunk_zero(digits)}", None) if digits[0] != "0" else None
    for found in (here, there):
        if found is not None and _is_valid(found):
            return _e164(found)
    possible = [found for found in (here, there) if found is not None and phonenumbers.is_possible_number(found)]
    if not possible:
        raise BadCell("not-a-phone")
    if digits[0] != "0":
        raise BadCell("phone-ambiguous")
    return _e164(possible[0])


def _is_valid(number: phonenumbers.PhoneNumber) -> bool:
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return phonenumbers.is_valid_number(number) or _OPENED.fullmatch(written) is not None


def _parsed(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _without_trunk_zero(digits: str) -> str:
    """``+92 (0) 300``: the zero of a call at home has no place behind the country code."""
    return _PAKISTAN + digits[3:] if digits.startswith(f"{_PAKISTAN}0") else digits


def _e164(number: phonenumbers.PhoneNumber) -> str:
    """Raises BadCell for a Pakistani mobile number that lacks a digit: such a length would do for a landline."""
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if written.startswith("+923") and not _MOBILE.fullmatch(written[1:]):
        raise BadCell("not-a-phone")
    return written
