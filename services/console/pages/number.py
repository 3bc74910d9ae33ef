"""A number that an officer types: its kinds, and how it is read from a form. It goes by POST alone."""

from __future__ import annotations

from typing import Final

from services.console.form import BadForm
from services.console.page import PageRequest
from services.console.questions.phrase import Blank
from services.values.records import Identifier

KINDS: Final = (
    "CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "TAZKIRA", "PASSPORT", "PHONE", "IBAN", "VEHICLE", "IMEI", "IMSI",
    "NTN", "CRO", "FINGERPRINT",
)  # fmt: skip
"""Kinds of identifier that a person may be asked for by, the most usual first."""
FIELDS: Final = ("kind", "number", "country")
BLANKS: Final = (Blank("kind", "kind", KINDS, "kind."), Blank("number", "number"), Blank("country", "country"))
"""The same, as a kept question has them."""


def typed_number(asked: PageRequest) -> Identifier:
    """The number as it was typed, which the hub reads. Raises BadForm for an unknown kind or none at all."""
    kind, number = asked.field("kind"), asked.field("number")
    if kind not in KINDS or not number:
        raise BadForm("no number")
    return Identifier(kind, number, asked.field("country").upper())
