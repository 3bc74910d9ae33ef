"""Protobuf <-> domain, and nothing else. Names are the same on both sides, so one plan per noun does it.

Decoding is strict: unknown fields, unknown enum values and a body that does not match the kind are refused
with the field's path and the rule.
"""

from __future__ import annotations

from services.access.errors import InvalidArgument, Violation
from services.values.encoding import RECORDS as NOUNS
from services.values.records import GetHistoryResponse, History, RecordVersion, kind_of

decode, from_message, to_message, encode = NOUNS.decode, NOUNS.from_message, NOUNS.to_message, NOUNS.encode


def decode_version(raw: bytes) -> RecordVersion:
    """The record version in ``raw``. Raises ``InvalidArgument`` naming field and rule."""
    version = decode(RecordVersion, raw)
    if version.body is None:
        raise InvalidArgument(Violation("body", "body-required", "has no body"))
    if kind_of(version.body) != version.kind:
        raise InvalidArgument(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    return version


def encode_history(history: History) -> bytes:
    """A serialised ``GetHistoryResponse``."""
    return encode(GetHistoryResponse(history))
