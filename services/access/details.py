"""Why an officer asks: the one RFC 9396 object of a token, in its closed form."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from services.access.claims import NAME, read_members, text_like
from services.access.jws import BadJws

DETAILS_TYPE = "rabta_query"


def case_key(member: str, value: object) -> str:
    """Form of a canonical case key: printable, NFC, upper case, single spaces. Urdu place names may stand in it."""
    if type(value) is not str or not value or not value.isprintable() or " ".join(value.split()) != value:
        raise BadJws("value", member)
    if value != value.upper() or not unicodedata.is_normalized("NFC", value):
        raise BadJws("value", member)
    return value


CASE_FORMS = {"type": NAME, "key": case_key}


def _case(member: str, value: object) -> tuple[str, str]:
    try:
        case = read_members(value, CASE_FORMS)
    except BadJws as bad:
        raise BadJws(bad.rule, member) from None
    return case["type"], case["key"]


DETAIL_FORMS = {
    "type": text_like(DETAILS_TYPE),
    "purpose": NAME,
    "legal_basis": NAME,
    "second_basis": NAME,
    "case": _case,
    "query_class": NAME,
}


@dataclass(frozen=True, slots=True)
class Details:
    """Why an officer asks: the one RFC 9396 object of a token. Names of `purpose.proto` without prefix."""

    purpose: str
    legal_basis: str
    second_basis: str
    query_class: str
    case_type: str
    case_key: str

    @property
    def digest(self) -> bytes:
        """32 bytes over all six texts, an absent one empty: what an approval names."""
        texts = (self.purpose, self.legal_basis, self.second_basis, self.query_class, self.case_type, self.case_key)
        return sha256("\0".join(("rabta details", *texts)).encode("utf-8")).digest()


def read_details(member: str, value: object) -> Details:
    """Form of ``authorization_details``: exactly one object of type ``rabta_query``."""
    if type(value) is not list or len(value) != 1:
        raise BadJws("value", member)
    try:
        found = read_members(value[0], DETAIL_FORMS, optional=frozenset({"second_basis"}))
    except BadJws as bad:
        raise BadJws(bad.rule, member) from None
    case_type, case_key = found["case"]
    return Details(
        found["purpose"], found["legal_basis"], found.get("second_basis", ""), found["query_class"], case_type, case_key
    )


def details_object(details: Details) -> dict[str, object]:
    """The JSON object that :func:`read_details` reads as ``details``."""
    second = {"second_basis": details.second_basis} if details.second_basis else {}
    return {
        "type": DETAILS_TYPE,
        "purpose": details.purpose,
        "legal_basis": details.legal_basis,
        **second,
        "case": {"type": details.case_type, "key": details.case_key},
        "query_class": details.query_class,
    }
