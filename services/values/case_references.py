"""Canonical keys of case numbers: one register, one form, so that two agencies' papers meet.

``PB/LAHORE/ICHHRA/512/2024`` is FIR 512 of 2024 of that station: numbers restart each year per station
(CrPC s. 154 register). Other registers: groups of letters, digits and dashes joined by ``/``, upper case,
single spaces. Digits may be Urdu. Errors name field and rule, never the value. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from services.access.errors import Violation
from services.tables.text import ascii_digits, one_alphabet, unsafe_at
from services.values.errors import CaseReferenceInvalid
from services.values.records import CaseReference

TYPES: Final = frozenset(
    {
        "FIR",
        "ENQUIRY",
        "COMPLAINT",
        "MISSING_CHILD",
        "CHALLAN",
        "COURT_CASE",
        "APPEAL",
        "PRISON_UNDER_TRIAL",
        "PRISON_CONVICT",
        "CRO",
        "FINGERPRINT",
        "OPERATION",
        "MOVEMENT",
        "ORDER",
        "REFERRAL",
        "MLA",
        "RECORD",
        "REVIEW",
        "RELEASE_PLAN",
        "APPLICATION",
        "ARREST",
    }
)
# Numbers that name a case of persons; by these records of one case find each other.
CASE_NUMBERS: Final = frozenset({"FIR", "ENQUIRY", "COMPLAINT", "MISSING_CHILD", "CHALLAN", "COURT_CASE", "APPEAL"})
PROVINCES: Final = frozenset({"PB", "SD", "KP", "BA", "IS", "GB", "JK", "FIA", "RLY", "CUS", "ANF", "NCCIA"})

_MAX: Final = 120
_PROVINCE_NAMES: Final = {
    "PUNJAB": "PB",
    "SINDH": "SD",
    "KHYBER PAKHTUNKHWA": "KP",
    "KPK": "KP",
    "NWFP": "KP",
    "BALOCHISTAN": "BA",
    "ISLAMABAD": "IS",
    "ICT": "IS",
    "GILGIT-BALTISTAN": "GB",
    "AZAD JAMMU AND KASHMIR": "JK",
    "AJK": "JK",
}
_PREFIX: Final = re.compile(r"^(?:F\.?I\.?R|CASE|NO|NUMBER)\b[\s.:#-]*(?:NO\b[\s.:#-]*)?", re.IGNORECASE)
_DATE_DAMAGE: Final = re.compile(
    r"\d{1,2}[-/ ](?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*(?:[-/ ]\d{2,4})?"
    r"|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[-/ ]\d{1,4}"
    r"|\d{4}-\d{2}-\d{2}(?:[T ].*)?"
)
_WORD: Final = re.compile(r"[^\W_](?:[\w .'&()-]*[\w.)])?")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}(?:-[A-Z])?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def fir_key(
    province: str, district: str, station: str, number: str, year: str | int = "", *, field: str = "case_references.key"
) -> str:
    """Canonical FIR key. ``number`` may carry the year (`512/24`, `FIR No. 512/2024`) when ``year`` is empty.

    A two-digit year is of this century below 50. Raises ``CaseReferenceInvalid``; a number that a
    spreadsheet turned into a date (`24-Dec`) is refused as lost.
    """
    serial, of_year = _fir_number(_clean(number, field), str(year), field)
    place = _clean(province, field)
    code = _PROVINCE_NAMES.get(place, place)
    if code not in PROVINCES:
        raise _invalid(field, "fir-province", "is not a province or police service known by code or name")
    parts = (code, _clean(district, field), _clean(station, field), serial, of_year)
    return canonical("FIR", "/".join(part.replace("/", "-") for part in parts), field=field)


def canonical(kind: str, key: str, *, field: str = "case_references.key") -> str:
    """The canonical key: upper case, single spaces, ASCII digits; FIR must have its five parts."""
    if kind not in TYPES:
        raise _invalid(field, "case-reference-type", "is not a known register")
    text = _clean(key, field)
    if not text:
        raise _invalid(field, "case-reference-empty", "is empty")
    parts = [part.strip() for part in text.split("/")]
    if not all(_WORD.fullmatch(part) for part in parts):
        raise _invalid(field, "case-reference-characters", "holds an empty or malformed part")
    if kind == "FIR":
        _check_fir(parts, field)
    return "/".join(parts)


def parse(kind: str, key: str, dated: str = "", *, field: str = "case_references.key") -> CaseReference:
    """A reference with its key in canonical form."""
    return CaseReference(kind, canonical(kind, key, field=field), dated)


def is_canonical(reference: CaseReference) -> bool:
    """Whether the reference is valid and already in canonical form."""
    try:
        return canonical(reference.type, reference.key) == reference.key
    except CaseReferenceInvalid:
        return False


def text_form(reference: CaseReference) -> str:
    """``TYPE:KEY``, as it stands in tokens, log entries and ``case_key``."""
    return f"{reference.type}:{reference.key}"


def main_reference(references: tuple[CaseReference, ...]) -> CaseReference | None:
    """The number a case is called by: the first that names a case, else the first of any register."""
    for reference in references:
        if reference.type in CASE_NUMBERS:
            return reference
    return references[0] if references else None


def _check_fir(parts: list[str], field: str) -> None:
    if len(parts) != 5:
        raise _invalid(field, "fir-parts", "needs province/district/station/number/year")
    if parts[0] not in PROVINCES:
        raise _invalid(field, "fir-province", "is not a province or police service known by code")
    if not _NUMBER.fullmatch(parts[3]):
        raise _invalid(field, "fir-number", "is not a register number of 1 to 6 digits")
    if not _YEAR.fullmatch(parts[4]):
        raise _invalid(field, "fir-year", "is not a year of four digits")


def _fir_number(text: str, year: str, field: str) -> tuple[str, str]:
    bare = _PREFIX.sub("", text).strip()
    if _DATE_DAMAGE.fullmatch(bare):
        raise _invalid(field, "spreadsheet-date", "a spreadsheet turned this number into a date; it is lost")
    serial, _, tail = bare.partition("/")
    of_year = (tail or ascii_digits(year)).strip()
    if len(of_year) == 2 and of_year.isdigit():
        of_year = ("20" if int(of_year) < 50 else "19") + of_year
    head = re.sub(r"\s*-\s*", "-", serial.strip())
    return head.lstrip("0"), of_year


def _clean(text: str, field: str) -> str:
    if len(text) > _MAX or unsafe_at(text.strip()) >= 0:
        raise _invalid(field, "case-reference-text", "too long, or holds control characters")
    return " ".join(one_alphabet(text).upper().split())


def _invalid(field: str, rule: str, text: str) -> CaseReferenceInvalid:
    return CaseReferenceInvalid(Violation(field, rule, text))
