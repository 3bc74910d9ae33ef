"""Numbers of each register: what is one, and its single canonical form.

``parse`` turns what a person typed into an ``Identifier``; ``key`` is the text that blind-index and
audit tokens are made of, ``TYPE:canonical``. Canonical forms are idempotent. Digits may be Urdu or
Arabic-Indic. Errors name field and rule, never the value. Pure; rules of one kind of number each are
in ``numbers.py``.

Sources: NADRA Ordinance 2000 (CNIC 5-7-1, no check digit, last digit's parity is the sex); ITU-T E.164,
E.212; 3GPP TS 23.003 and ISO/IEC 7812-1 (IMEI, Luhn); ISO 13616 (IBAN); ICAO 9303-4 (passports).
PoR, ACC, Tazkira, CRO and fingerprint numbers are common knowledge of their users, not read in a statute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.access.errors import Violation
from services.tables import numbers
from services.tables.numbers import NumberError
from services.tables.text import ascii_digits, comparable, unsafe_at
from services.values.errors import IdentifierInvalid
from services.values.records import Identifier, Subject

_MAX: Final = 300

RULES: Final[dict[str, Callable[[str], tuple[str, bool]]]] = {
    "CNIC": numbers.cnic,
    "NICOP": numbers.cnic,
    "POC": numbers.cnic,
    "OLD_NIC": numbers.old_nic,
    "POR": numbers.refugee_card,
    "ACC": numbers.refugee_card,
    "PHONE": numbers.phone,
    "IBAN": numbers.iban,
    "VEHICLE": numbers.vehicle,
    "IMEI": numbers.imei,
    "IMSI": numbers.imsi,
    "NTN": numbers.ntn,
    "TAZKIRA": numbers.tazkira,
    "CRO": numbers.office_number,
    "FINGERPRINT": numbers.office_number,
}
"""Rule of each type of number; a passport and a name key have theirs apart."""
TYPES: Final = frozenset({*RULES, "PASSPORT", "NAME_KEY"})
OF_ONE: Final = frozenset(
    {"CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "PASSPORT", "TAZKIRA", "CRO", "FINGERPRINT"}
)
"""Types of which a number names one person; a tax number does where it has 13 digits."""
_TAX_OF_ONE: Final = 13
# One number series of the registry under three card names.
_REGISTRY_SERIES: Final = ("CNIC", "NICOP", "POC")


def parse(kind: str, text: str, country: str = "", *, field: str = "identifier.value") -> Identifier:
    """The identifier in canonical form, ``repaired`` when a lost digit was restored.

    Raises ``IdentifierInvalid`` with one violation for ``field``.
    """
    try:
        value, country, repaired = _canonical(kind, text, country)
    except NumberError as bad:
        raise IdentifierInvalid(Violation(field, bad.rule, bad.text)) from None
    return Identifier(kind, value, country, repaired)


def canonical(kind: str, text: str, country: str = "", *, field: str = "identifier.value") -> str:
    """Only the canonical value of :func:`parse`."""
    return parse(kind, text, country, field=field).value


def is_canonical(identifier: Identifier) -> bool:
    """Whether the identifier is valid and already in canonical form."""
    try:
        value, country, _ = _canonical(identifier.type, identifier.value, identifier.country)
    except NumberError:
        return False
    return (value, country) == (identifier.value, identifier.country)


def key(identifier: Identifier) -> str:
    """``TYPE:canonical``; a passport's number is led by its country, ``PASSPORT:PK/AB1234567``."""
    if identifier.country:
        return f"{identifier.type}:{identifier.country}/{identifier.value}"
    return f"{identifier.type}:{identifier.value}"


def search_keys(identifier: Identifier) -> tuple[str, ...]:
    """Keys under which the same number may be filed, the identifier's own first.

    CNIC, NICOP and POC are cards over one number series; an individual's NTN may be their CNIC.
    """
    own = key(identifier)
    if identifier.type in _REGISTRY_SERIES:
        others = [f"{kind}:{identifier.value}" for kind in _REGISTRY_SERIES if kind != identifier.type]
        return (own, *others, f"NTN:{identifier.value}")
    if identifier.type == "NTN" and len(identifier.value) == 13:
        return (own, *(f"{kind}:{identifier.value}" for kind in _REGISTRY_SERIES))
    return (own,)


def names_one(identifier: Identifier) -> bool:
    """Whether a number names one person: a phone, an account or a vehicle may be shared, and many bear one name."""
    return identifier.type in OF_ONE or (identifier.type == "NTN" and len(identifier.value) == _TAX_OF_ONE)


def sex_hint(identifier: Identifier) -> str:
    """``M`` for an odd last digit of a CNIC, ``F`` for an even one, ``""`` for other numbers: a hint, no finding."""
    if identifier.type not in _REGISTRY_SERIES:
        return ""
    return "M" if int(identifier.value[-1]) % 2 else "F"


def name_key(own: str, father: str, district: str, *, field: str = "identifier.value") -> Identifier:
    """The exact key ``name|father|district`` for rows without a number; name and father must not be empty."""
    return parse("NAME_KEY", "|".join(part.replace("|", " ") for part in (own, father, district)), field=field)


def name_keys(subject: Subject) -> tuple[Identifier, ...]:
    """Every name key of a subject: own names and aliases by father's or husband's names, in order, each once."""
    own = [n.text for n in subject.names if n.type in ("OWN", "ALIAS") and comparable(n.text)]
    kin = [n.text for n in subject.names if n.type in ("FATHER", "HUSBAND") and comparable(n.text)]
    return tuple(dict.fromkeys(name_key(a, b, subject.district) for a in own for b in kin))


def _canonical(kind: str, text: str, country: str) -> tuple[str, str, bool]:
    if len(text) > _MAX or unsafe_at(text.strip()) >= 0:
        raise NumberError("identifier-text", "too long, or holds control characters")
    typed = ascii_digits(text).strip()
    if kind == "PASSPORT":
        number, issuer = numbers.passport(typed, country)
        return number, issuer, False
    if country:
        raise NumberError("identifier-country", "only a passport has an issuing country")
    if kind == "NAME_KEY":
        return _name_key(text), "", False
    rule = RULES.get(kind)
    if rule is None:
        raise NumberError("identifier-type", "not a known type of number")
    numbers.refuse_spreadsheet_damage(typed)
    value, repaired = rule(typed)
    return value, "", repaired


def _name_key(text: str) -> str:
    parts = [comparable(part) for part in text.split("|")]
    if len(parts) != 3 or not parts[0] or not parts[1]:
        raise NumberError("name-key", "needs name, father's name and district, the first two not empty")
    return "|".join(parts)
