"""Protobuf <-> domain, and nothing else. Names are the same on both sides, so one plan per noun does it.

Decoding is strict: unknown fields, unknown enum values and a body that does not match the kind are refused
with the field's path and the rule.
"""

from __future__ import annotations

from typing import Final

from rabta.membership.v1 import registry_pb2
from rabta.records.v1 import records_service_pb2
from rabta.signing.v1 import page_pb2

from services.access.errors import InvalidArgument, Violation
from services.edge.nouns import Nouns
from services.values import records
from services.values.records import GetHistoryResponse, History, RecordVersion, kind_of

NOUNS: Final = Nouns(
    records,
    [file.DESCRIPTOR.package for file in (records_service_pb2, page_pb2, registry_pb2)],
    shared=(records.Subject, records.CaseReference, records.Section),
    bodied=RecordVersion,
)
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
