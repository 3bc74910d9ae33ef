"""The hub's word on a guardian, as an identity registry takes it: the hub's answer as it was signed."""

from __future__ import annotations

from rabta.identity.v1.provisional_pb2 import GuardianWord
from rabta.records.v1.records_service_pb2 import CheckGuardianResponse

from services.client.asking import Answered


def word_on(said: Answered[CheckGuardianResponse]) -> GuardianWord:
    """Header, signature and body of a verified answer, for the registry to verify again."""
    proven = said.exchange.proven
    return GuardianWord(header=proven.raw_header, signature=proven.signature, answer=proven.body)
