"""The rule of each kind of number: text with ASCII digits -> (canonical value, repaired), or ``NumberError``.

Pure; sources are named in ``identifiers.py``.
"""

from __future__ import annotations

import re
from typing import Final

from services.errors import RabtaError

_SEPARATORS: Final = re.compile(r"[\s\-‐-―−./()_]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_ALNUM: Final = re.compile(r"[0-9A-Z]+")
_EXPONENT: Final = re.compile(r"[0-9][.,][0-9]+[eE]\+?[0-9]{1,2}|[0-9]+[eE]\+[0-9]{1,2}")
_READ_BACK: Final = re.compile(r"(?=[0-9]{12,20}$)[1-9][0-9]{0,5}0{6,}")
_FLOAT_TAIL: Final = re.compile(r"([0-9]+)\.0+")
_OFFICE: Final = re.compile(r"[0-9A-Z]+(?:[/-][0-9A-Z]+)*")
_PASSPORTS: Final = {
    "PK": re.compile(r"[A-Z]{2}[0-9]{7}|[A-Z][0-9]{6,7}"),
    "AF": re.compile(r"[A-Z]{1,2}[0-9]{6,8}"),
    "IN": re.compile(r"[A-Z][0-9]{7}"),
    "IR": re.compile(r"[A-Z][0-9]{8}"),
}
_ANY_PASSPORT: Final = re.compile(r"(?=.*[0-9])[0-9A-Z]{5,9}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


class NumberError(RabtaError):
    """Not a number of its register: rule id and reason; never the value."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.text = text


def refuse_spreadsheet_damage(text: str) -> None:
    """`3.52E+12` has lost digits that nobody can restore."""
    if _EXPONENT.fullmatch(text):
        raise NumberError("spreadsheet-exponent", "a spreadsheet rounded this number; its digits are lost")


def refuse_read_back(text: str) -> None:
    """As :func:`refuse_spreadsheet_damage`, and for `3520000000000`: the same, saved as a number.

    A spreadsheet shows numbers of twelve digits and more by six at most: what a file holds with no more than six, zeros
    behind them and no separator was read back from there. For identifiers of files alone: sums of money may be round.
    """
    refuse_spreadsheet_damage(text)
    if _READ_BACK.fullmatch(text.removesuffix(".0")):
        raise NumberError("spreadsheet-exponent", "a spreadsheet rounded this number; its digits are lost")


_ROW: Final = "01234567890123456789" + "98765432109876543210"
"""Digits in a row, up and down."""


def cnic(text: str) -> tuple[str, bool]:
    """13 digits, 5-7-1; first digit 1 to 9 (region). No check digit exists."""
    digits = _only_digits(text, "cnic-digits")
    if len(digits) != 13:
        raise NumberError("cnic-length", f"has {len(digits)} digits, not 13")
    if digits[0] == "0":
        raise NumberError("cnic-region", "starts with 0, which is no region")
    return digits, False


def is_placeholder_card(digits: str) -> bool:
    """Whether digits are 13 and what a clerk types to fill the field of a card: one digit repeated, or digits in a row.

    A place (the first five digits) that is such a pattern, with a number that is one too, or a number of one digit
    repeated in any place, is no card that the registry gives. Zeros behind a true place are what a spreadsheet rounded.
    """
    if len(digits) != 13:
        return False
    place, number = digits[:5], digits[5:12]
    patterned = len(set(place)) == 1 or place in _ROW
    in_row = number in _ROW or number[:5] == place
    repeated = len(set(number)) == 1 and (patterned or number[0] != "0")
    return repeated or (patterned and in_row)


def old_nic(text: str) -> tuple[str, bool]:
    """Number of the old identity card: 11 digits, written 3-2-6."""
    digits = _only_digits(text, "old-nic-digits")
    if len(digits) != 11:
        raise NumberError("old-nic-length", f"has {len(digits)} digits, not 11")
    return digits, False


def refugee_card(text: str) -> tuple[str, bool]:
    """PoR and ACC cards: 6 to 16 letters and digits, at least six of them digits."""
    number = _only_alnum(text, "refugee-card-characters")
    if not 6 <= len(number) <= 16 or sum(c.isdigit() for c in number) < 6:
        raise NumberError("refugee-card-length", "must have 6 to 16 letters and digits, six of them digits")
    return number, False


def passport(text: str, country: str) -> tuple[str, str]:
    """(number, country): by the issuing country's own pattern, else ICAO's 5 to 9 letters and digits."""
    issuer = country.strip().upper()
    if not _COUNTRY.fullmatch(issuer):
        raise NumberError("passport-country", "needs the issuing country, two letters (ISO 3166-1)")
    refuse_spreadsheet_damage(text)
    number = _only_alnum(text, "passport-characters")
    if not _PASSPORTS.get(issuer, _ANY_PASSPORT).fullmatch(number):
        raise NumberError("passport-pattern", "is not a passport number of that country")
    return number, issuer


def phone(text: str) -> tuple[str, bool]:
    """E.164. Pakistani numbers come as 03xx, 3xx (lost zero: repaired), 92.., 0092.. or +92..; others need + or 00."""
    plus = text.startswith("+")
    digits = _only_digits(text.removeprefix("+"), "phone-digits")
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus and digits.startswith("920"):
        digits = "92" + digits[3:]
    repaired = False
    if not plus:
        digits, repaired = _national(digits)
    return "+" + _e164(digits), repaired


def _national(digits: str) -> tuple[str, bool]:
    if digits.startswith("92") and len(digits) in (11, 12):
        return digits, False
    if digits.startswith("0") and len(digits) in (10, 11):
        return "92" + digits[1:], False
    if digits.startswith("3") and len(digits) == 10:
        return "92" + digits, True
    raise NumberError("phone-pattern", "is neither a Pakistani number nor led by + or 00")


def _e164(digits: str) -> str:
    if digits.startswith("92"):
        mobile = digits.startswith("923")
        if (mobile and len(digits) != 12) or not 11 <= len(digits) <= 12:
            raise NumberError("phone-length", "has too few or too many digits for a Pakistani number")
    elif not 8 <= len(digits) <= 15 or digits[0] == "0":
        raise NumberError("phone-length", "is not 8 to 15 digits with a country code")
    return digits


def iban(text: str) -> tuple[str, bool]:
    """ISO 13616: country, two check digits, account; `PK` has 4 letters and 16 digits or letters; mod 97 is 1."""
    number = _only_alnum(text, "iban-characters")
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", number):
        raise NumberError("iban-pattern", "is not country, check digits and account")
    if number.startswith("PK") and not re.fullmatch(r"PK[0-9]{2}[A-Z]{4}[0-9A-Z]{16}", number):
        raise NumberError("iban-length", "a Pakistani account is PK and 22 characters, bank in letters")
    rearranged = number[4:] + number[:4]
    if int("".join(str(int(c, 36)) for c in rearranged)) % 97 != 1:
        raise NumberError("iban-check", "its check digits do not fit")
    return number, False


def vehicle(text: str) -> tuple[str, bool]:
    """Registration mark: 3 to 12 letters and digits with both kinds; separators fall away."""
    number = _only_alnum(text, "vehicle-characters")
    if not 3 <= len(number) <= 12 or number.isdigit() or number.isalpha():
        raise NumberError("vehicle-pattern", "is not a registration mark of letters and digits")
    return number, False


def imei(text: str) -> tuple[str, bool]:
    """15 digits with Luhn. 14 get their check digit; 16 (IMEISV) lose the software version.

    Networks send 0 in place of the check digit (TS 23.003): such a number is completed and marked repaired.
    """
    digits = _only_digits(text, "imei-digits")
    if len(digits) not in (14, 15, 16):
        raise NumberError("imei-length", f"has {len(digits)} digits, not 15")
    full = digits[:14] + _luhn(digits[:14])
    if len(digits) == 15 and digits != full:
        if digits[14] != "0":
            raise NumberError("imei-check", "its check digit does not fit")
        return full, True
    return full, False


def imsi(text: str) -> tuple[str, bool]:
    """14 or 15 digits; a mobile country code starts with 2 to 7, or is 901 (E.212)."""
    digits = _only_digits(text, "imsi-digits")
    if len(digits) not in (14, 15):
        raise NumberError("imsi-length", f"has {len(digits)} digits, not 14 or 15")
    if digits[0] not in "234567" and not digits.startswith("901"):
        raise NumberError("imsi-country", "does not start with a mobile country code")
    return digits, False


def ntn(text: str) -> tuple[str, bool]:
    """7 digits (a check digit after them falls away), or an individual's 13-digit CNIC."""
    digits = _only_digits(text, "ntn-digits")
    if len(digits) == 13:
        return cnic(digits)
    if len(digits) not in (7, 8):
        raise NumberError("ntn-length", f"has {len(digits)} digits, not 7, 8 or 13")
    return digits[:7], False


def tazkira(text: str) -> tuple[str, bool]:
    """e-Tazkira: 13 digits, 4-4-5. Paper: volume/page/registration number, or the registration number alone."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts or not all(_DIGITS.fullmatch(part) for part in parts):
        raise NumberError("tazkira-digits", "is not digits, or volume/page/registration")
    joined = "".join(parts)
    if len(joined) == 13:
        return joined, False
    if len(parts) == 3 and all(len(part) <= 7 for part in parts):
        return "/".join(part.lstrip("0") or "0" for part in parts), False
    if len(parts) == 1 and 3 <= len(joined) <= 12:
        return joined, False
    raise NumberError("tazkira-pattern", "is neither 13 digits nor volume/page/registration")


def office_number(text: str) -> tuple[str, bool]:
    """CRO and fingerprint numbers: letters and digits in groups, at least one digit, at most 32 characters."""
    number = re.sub(r"[\s.\-‐-―−]*/[\s.\-‐-―−]*", "/", text.upper().strip())
    number = re.sub(r"[\s.\-‐-―−]+", "-", number).strip("-/")
    if not _OFFICE.fullmatch(number) or not any(c.isdigit() for c in number) or len(number) > 32:
        raise NumberError("office-number-pattern", "is not groups of letters and digits")
    return number, False


def _luhn(digits: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _only_digits(text: str, rule: str) -> str:
    whole = _FLOAT_TAIL.fullmatch(text)
    digits = whole[1] if whole else _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        raise NumberError(rule, "holds something other than digits and separators")
    return digits


def _only_alnum(text: str, rule: str) -> str:
    number = _SEPARATORS.sub("", text).upper()
    if not _ALNUM.fullmatch(number):
        raise NumberError(rule, "holds something other than letters, digits and separators")
    return number
