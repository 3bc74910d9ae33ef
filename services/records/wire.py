"""Bytes of requests to nouns, and nouns to bytes of answers. Their names are those of the messages: one plan does it.

Decoding is strict: unknown fields, unknown enum values and a body that does not match the kind are refused
with the field's path and the rule.
"""

from __future__ import annotations

from services.access.errors import InvalidArgument, Violation
from services.values.encoding import RECORDS as NOUNS
from services.values.records import GetHistoryResponse, History, RecordVersion, kind_of

decode, encode = NOUNS.decode, NOUNS.encode


def decode_version(raw: bytes) -> RecordVersion:
    """The record version in ``raw``. Raises ``InvalidArgument`` naming field and rule."""
    version = decode(RecordVersion, raw)
    if version.body is None:
        raise InvalidArgument(Violation("body", "body-required", "has no body"))
    if kind_of(version.body) != version.kind:
        raise InvalidArgument(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    return version


def encode_history(history: History) -> bytes:
    """A serialised ``GetHistoryResponse`` that holds the history."""
    return encode(GetHistoryResponse(history))
