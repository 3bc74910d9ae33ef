"""Every signed message has one serialisation: all else is refused, by the one reading and in the one way."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from rabta.access.v1.roster_pb2 import Roster, SignedRoster
from rabta.membership.v1.enrolment_pb2 import EnrolmentAnswer, EnrolmentRequest, SignedEnrolment
from rabta.membership.v1.registry_pb2 import Registry, SignedRegistry
from rabta.signing.v1.equivocation_pb2 import Equivocation, SignedStatement
from rabta.signing.v1.evidence_pb2 import Evidence
from rabta.signing.v1.header_pb2 import SigHeader
from rabta.signing.v1.page_pb2 import PageHeader, SignedPageHeader
from rabta.signing.v1.refusals_pb2 import RefusalDay

from services.errors import RabtaError
from services.issuer.signed_roster import RosterError, open_signed, read_message
from services.membership.accept import read_answer
from services.membership.enrolment import parse_enrolment
from services.membership.errors import MalformedRegistry
from services.membership.signed import parse_signed
from services.signing.canonical import NotCanonical, canonical
from services.signing.equivocation import EquivocationError, decode_equivocation
from services.signing.evidence import EvidenceError, decode_evidence
from services.signing.header import HeaderError, parse_header
from services.signing.page import PageError, parse_page_header
from services.signing.refusals import StatementError, parse_day
from tests.arch.tree import shipped
from tests.rows import of_rows
from tests.unit.protocol.examples import values

MAX_BYTES = 1 << 24


@dataclass(frozen=True)
class Signed:
    """A message: its kind, bytes that are canonical, the room's reading of it, and what that raises of the form."""

    kind: type[Message]
    raw: bytes
    read: Callable[[bytes], object]
    error: type[RabtaError]
    said: frozenset[str]
    whole: bool = True
    """Whether ``raw`` passes the room's own rules too, and not the form alone."""


FORM = frozenset({"size", "protobuf", "canonical"})
OF_REGISTRY = frozenset(
    f"{rule}: {where}" for rule in ("size", "not-protobuf", "not-canonical") for where in ("file", "answer")
)
OF_PAYLOAD = frozenset({"size: file", *(f"{rule}: payload" for rule in ("size", "not-protobuf", "not-canonical"))})
PLAIN = b"\x08\x01"
"""Field 1 of a number, 1: a payload's format and nothing else."""


def within_registry(payload: bytes) -> object:
    return parse_signed(SignedRegistry(payload=payload).SerializeToString(deterministic=True))


def within_enrolment(payload: bytes) -> object:
    return parse_enrolment(SignedEnrolment(payload=payload).SerializeToString(deterministic=True))


def outer(kind: type[Message]) -> bytes:
    return kind(payload=PLAIN).SerializeToString(deterministic=True)


@cache
def messages() -> dict[str, Signed]:
    held = {name: bytes.fromhex(values()[name]) for name in (
        "request.header", "answer.header", "page.header", "refusals.payload", "evidence.bundle", "registry.file",
        "registry.payload",
    )}  # fmt: skip
    whole = EnrolmentRequest(format=1, agency="pk.fia").SerializeToString(deterministic=True)
    answer = EnrolmentAnswer(agency="pk.fia", registry=[PLAIN]).SerializeToString(deterministic=True)
    page = SignedPageHeader(header=PLAIN, signature=PLAIN)
    both = {"first": SignedStatement(page=page), "second": SignedStatement(page=page)}
    twice = Equivocation(format=1, registry=PLAIN, **both).SerializeToString(deterministic=True)
    header, statement = frozenset({"header: *"}), frozenset({"statement of refusals: form"})
    return {
        "request": Signed(SigHeader, held["request.header"], parse_header, HeaderError, header),
        "answer": Signed(SigHeader, held["answer.header"], parse_header, HeaderError, header),
        "page": Signed(PageHeader, held["page.header"], parse_page_header, PageError, frozenset({"page: header"})),
        "statement": Signed(RefusalDay, held["refusals.payload"], parse_day, StatementError, statement),
        "evidence": Signed(
            Evidence, held["evidence.bundle"], decode_evidence, EvidenceError, frozenset({"evidence: *"})
        ),
        "equivocation": Signed(
            Equivocation, twice, decode_equivocation, EquivocationError, frozenset({"equivocation: *"})
        ),
        "registry": Signed(SignedRegistry, held["registry.file"], parse_signed, MalformedRegistry, OF_REGISTRY),
        "registry payload": Signed(Registry, held["registry.payload"], within_registry, MalformedRegistry, OF_PAYLOAD),
        "roster": Signed(SignedRoster, outer(SignedRoster), open_signed, RosterError, FORM),
        "roster payload": Signed(Roster, PLAIN + b"\x12\x06pk.fia", read_message, RosterError, FORM),
        "enrolment": Signed(
            SignedEnrolment, outer(SignedEnrolment), parse_enrolment, MalformedRegistry, OF_REGISTRY, whole=False
        ),
        "enrolment payload": Signed(
            EnrolmentRequest, whole, within_enrolment, MalformedRegistry, OF_PAYLOAD, whole=False
        ),
        "enrolment answer": Signed(EnrolmentAnswer, answer, read_answer, MalformedRegistry, OF_REGISTRY),
    }


def refused(signed: Signed, raw: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical(signed.kind, raw, MAX_BYTES)
    with pytest.raises(signed.error) as caught:
        signed.read(raw)
    assert str(caught.value) in signed.said


NAMES = sorted(messages())
UNKNOWN = b"\xf8\x07\x01"


@of_rows("name", NAMES)
def test_the_one_serialisation_is_read(name: str) -> None:
    signed = messages()[name]
    assert canonical(signed.kind, signed.raw, MAX_BYTES).SerializeToString(deterministic=True) == signed.raw
    if signed.whole:
        signed.read(signed.raw)


@of_rows("name", NAMES)
def test_an_unknown_field_a_repeated_one_and_a_cut_are_refused_alike(name: str) -> None:
    signed = messages()[name]
    for raw in (signed.raw + UNKNOWN, UNKNOWN + signed.raw, signed.raw[:-1], signed.raw * 2, b"", b"\xff"):
        refused(signed, raw)


@of_rows("name", NAMES)
def test_more_than_there_may_be_is_refused_before_it_is_read(name: str) -> None:
    signed = messages()[name]
    with pytest.raises(NotCanonical, match="size"):
        canonical(signed.kind, signed.raw, len(signed.raw) - 1)
    refused_by_size = signed.raw + bytes(MAX_BYTES)
    with pytest.raises(signed.error) as caught:
        signed.read(refused_by_size)
    assert str(caught.value) in signed.said


@pytest.mark.parametrize("name", NAMES)
@given(at=st.integers(0, 1 << 16), change=st.integers(1, 255))
def test_a_changed_byte_is_another_statement_or_none(name: str, at: int, change: int) -> None:
    """Never the same statement by other bytes: two readings of one signature there are not."""
    signed = messages()[name]
    bent = bytearray(signed.raw)
    bent[at % len(bent)] ^= change
    try:
        found = canonical(signed.kind, bytes(bent), MAX_BYTES)
    except NotCanonical:
        refused(signed, bytes(bent))
    else:
        assert found != canonical(signed.kind, signed.raw, MAX_BYTES)
        assert found.SerializeToString(deterministic=True) == bytes(bent)


def test_an_unknown_field_far_inside_is_refused() -> None:
    signed = messages()["registry payload"]
    registry = Registry.FromString(signed.raw)
    inner = registry.agencies[0].SerializeToString(deterministic=True)
    bent = signed.raw.replace(_field(inner), _field(inner + UNKNOWN))
    assert bent != signed.raw
    refused(signed, bent)


def _field(inner: bytes) -> bytes:
    """The bytes of a message with their length before them."""
    size = len(inner)
    return (bytes((size,)) if size < 128 else bytes((size & 127 | 128, size >> 7))) + inner


def test_nobody_else_compares_a_message_with_its_bytes() -> None:
    """One reading: who serialises again to compare has made a second one."""
    found = {
        source.path
        for source in shipped()
        if source.path.startswith("services/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare) and "SerializeToString(deterministic=True) !=" in ast.unparse(node)
    }
    assert found == {"services/signing/canonical.py", "services/values/encoding/strict.py"}
