"""Why an officer asks: the one RFC 9396 object of a token, in its closed form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.access.claims import NAME, read_members, text_like
from services.access.jws import BadJws

DETAILS_TYPE = "rabta_query"
_WORD = r"[!#-\[\]-`{-~]+"

CASE_FORMS = {"type": NAME, "key": text_like(f"{_WORD}(?: {_WORD})*")}
"""Case keys are printable ASCII in upper case, single spaces inside, no quote or backslash."""


def _case(member: str, value: Any) -> tuple[str, str]:
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


def read_details(member: str, value: Any) -> Details:
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


def details_object(details: Details) -> dict[str, Any]:
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
