"""The hub's words that an identity registry takes: the hub's answers as they were signed."""

from __future__ import annotations

from rabta.identity.v1.identity_service_pb2 import PersonWord
from rabta.identity.v1.provisional_pb2 import GuardianWord
from rabta.records.v1.records_service_pb2 import CheckGuardianResponse, ConfirmPersonResponse

from services.client.asking import Answered


def guardian_word(answer: Answered[CheckGuardianResponse]) -> GuardianWord:
    """Header, signature and body of a verified answer on a guardian, for the registry to verify again."""
    proven = answer.exchange.proven
    return GuardianWord(header=proven.raw_header, signature=proven.signature, answer=proven.body)


def person_word(answer: Answered[ConfirmPersonResponse]) -> PersonWord:
    """Header, signature and body of a verified answer on a person of a case, for the registry to verify again."""
    proven = answer.exchange.proven
    return PersonWord(header=proven.raw_header, signature=proven.signature, answer=proven.body)
