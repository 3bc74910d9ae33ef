"""The hub's word that a case names a person: as an officer receives it, and as the hub would sign it at another time."""

from __future__ import annotations

from rabta.identity.v1.identity_service_pb2 import PersonWord
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import ConfirmPersonRequest, ConfirmPersonResponse
from rabta.signing.v1.header_pb2 import SigHeader

from services.client.check_answer import Proven
from services.signing.cohort import sign_answers
from tests.e2e.bodies import RECORDS
from tests.e2e.identity import number
from tests.e2e.people import Officer
from tests.e2e.world import World

CONFIRM = f"{RECORDS}ConfirmPerson"


def confirmed(hub: World, officer: Officer, value: str) -> Proven:
    """The hub's answer to an officer, verified."""
    body = ConfirmPersonRequest(selector=Selector(identifier=number(value))).SerializeToString()
    question = hub.asking(officer, CONFIRM, body)
    return hub.proven(question, hub.line(officer.agency).send(question))


def word_on(hub: World, officer: Officer, value: str) -> PersonWord:
    """The word, whether it names the person or not. Raises the hub's refusal."""
    proven = confirmed(hub, officer, value)
    proven.raise_refusal()
    return PersonWord(header=proven.raw_header, signature=proven.signature, answer=proven.body)


def names(word: PersonWord) -> bool:
    """Whether the word says that the case names the person."""
    return ConfirmPersonResponse.FromString(word.answer).named


def older(hub: World, word: PersonWord, by_ms: int) -> PersonWord:
    """The word as the hub would have signed it some time ago."""
    header = SigHeader.FromString(word.header)
    header.iat_ms -= by_ms
    header.exp_ms -= by_ms
    raw = header.SerializeToString(deterministic=True)
    (signature,) = sign_answers(hub.key(hub.registry.hub), [raw])
    return PersonWord(header=raw, signature=signature, answer=word.answer)
