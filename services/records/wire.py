"""Bytes of requests to nouns, and nouns to bytes of answers. Their names are those of the messages: one plan does it.

Decoding is strict: unknown fields, unknown enum values and a body that does not match the kind are refused
with the field's path and the rule. What an owner signed and another node took may hold fields that are not known
here: they are kept with the bytes, and passed over in reading.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError

from services.access.errors import InvalidArgument, Violation
from services.values.encoding import RECORDS as NOUNS
from services.values.records import GetHistoryResponse, History, RecordVersion, kind_of

decode, encode = NOUNS.decode, NOUNS.encode


def decode_version(raw: bytes) -> RecordVersion:
    """The record version in ``raw``, as its owner may submit it. Raises ``InvalidArgument`` naming field and rule."""
    return _with_body(decode(RecordVersion, raw))


def decode_held(raw: bytes) -> RecordVersion:
    """The record version in ``raw``, as far as it is known here. Raises ``InvalidArgument`` naming field and rule."""
    try:
        message = NOUNS.message_class(RecordVersion).FromString(raw)
    except DecodeError:
        raise InvalidArgument(Violation("", "malformed", "is not a message of this type")) from None
    message.DiscardUnknownFields()
    return _with_body(NOUNS.from_message(RecordVersion, message))


def _with_body(version: RecordVersion) -> RecordVersion:
    if version.body is None:
        raise InvalidArgument(Violation("body", "body-required", "has no body"))
    if kind_of(version.body) != version.kind:
        raise InvalidArgument(Violation("kind", "body-matches-kind", "differs from the body that is set"))
    return version


def encode_history(history: History) -> bytes:
    """A serialised ``GetHistoryResponse`` that holds the history."""
    return encode(GetHistoryResponse(history))
