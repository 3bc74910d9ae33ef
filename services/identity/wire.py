"""Bytes of requests to nouns, and nouns to bytes of answers; their names are those of the messages."""

from __future__ import annotations

from services.values.encoding import IDENTITY as NOUNS
from services.values.encoding import RECORDS
from services.values.identity import GetAttributesResponse
from services.values.records import CheckGuardianResponse, ConfirmPersonResponse

decode, encode = NOUNS.decode, NOUNS.encode


def decode_guardian(raw: bytes) -> CheckGuardianResponse:
    """The hub's word on a guardian, of the body of its answer. Raises InvalidArgument."""
    return RECORDS.decode(CheckGuardianResponse, raw)


def decode_statement(raw: bytes) -> GetAttributesResponse:
    """A statement that was made here, of its bytes. Raises InvalidArgument."""
    return decode(GetAttributesResponse, raw)


def decode_confirmation(raw: bytes) -> ConfirmPersonResponse:
    """The hub's word on a person of a case, of the body of its answer. Raises InvalidArgument."""
    return RECORDS.decode(ConfirmPersonResponse, raw)
