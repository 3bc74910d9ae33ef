"""Every RPC by its descriptor, with good signatures and tokens and whatever body: a signed answer and its leaves, never INTERNAL.

Bodies are messages of the right shape with values of any kind, random bytes, and good
messages with bytes changed. ``RABTA_FUZZ`` says how many bodies each method gets under the
full budget.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from rabta.access.v1.rule_pb2 import EFFECT_WRITE
from rabta.exchange.v1.order_pb2 import ErasureReceipt
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageResponse
from rabta.signing.v1.refusals_pb2 import RefusalDay

from services.client.check_answer import read_refusal
from services.edge.routes import methods, rule_of
from services.node.services import DESCRIPTORS
from services.records import wire
from tests.budget import budget, share
from tests.e2e import network, planted
from tests.e2e.attacks.judging import Seen, put
from tests.e2e.attacks.test_statistics import STATISTICIAN
from tests.e2e.bodies import HISTORY, SUBMIT, history_of, submission
from tests.e2e.hits import OWNER, RELEASING
from tests.e2e.identity import FAMILY, FAMILY_FINDER, IDENTIFIER, IDENTITY, join_registry, registry_beside
from tests.e2e.people import AUDITOR, BORDER, CHIEF, INVESTIGATOR, JUDGE, PROTECTOR, RECORDERS, Officer
from tests.e2e.planted import KNOWN
from tests.e2e.world import NETWORK, World, made, started
from tests.fakes import record_maker as make

BODIES = int(os.environ.get("RABTA_FUZZ", "60"))
PAGES = max(20, BODIES // 3)
UNSHRUNK = (Phase.reuse, Phase.generate)
"""A body that fails is tried again as it is: each attempt to make it smaller would be a call of the hub."""
EVERY: dict[str, MethodDescriptor] = dict(methods(iter(DESCRIPTORS)))
REGISTRYS = sorted(path for path in EVERY if path.startswith(IDENTITY))
"""What a registry's own node serves, and no hub."""
EXCHANGE = "/rabta.exchange.v1.ExchangeService/"
"""Asked by systems."""
METHODS = EVERY.keys() - set(REGISTRYS)
READ_CAUSES = {"NOT_FOUND", "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", "BREAK_GLASS_INVALID", "CASE_NOT_YOURS"}
CAUSES = READ_CAUSES | {
    "PURPOSE_UNFIT", "POLICY_DENIED", "NOT_OWNER", "PAGE_INVALID", "PAGE_OUT_OF_ORDER", "BREAK_GLASS_LIMIT",
    "REQUEST_ID_REUSED", "APPROVER_REQUIRED", "AUTHORITY_UNKNOWN", "AUTHORITY_CONFLICT", "STR_DERIVED", "CLAIM_CLOSED",
    "STATEMENT_INVALID", "STATEMENT_OUT_OF_ORDER", "STATEMENT_ALTERED", "UNFIT", "OUT_OF_ORDER", "CURSOR_WRONG_EPOCH", "CURSOR_FUTURE", "CURSOR_FORK", "NO_AGREEMENT", "ACK_AHEAD", "CONSENT_MISSING",
    "DAY_SPENT", "TOO_MANY_OPEN",
    "PROTOCOL_UNSUPPORTED",
}  # fmt: skip
"""Reasons that a body alone can bring about. INTERNAL is not one, nor any that a fault would."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    limits: dict[str, Any] = {"officer_per_hour": 100_000, "officer_per_day": 100_000, "agency_per_hour": 100_000}
    up = made(tmp_path_factory.mktemp("fuzz"), targets=NETWORK, processes=2, **limits)
    join_registry(up.files)
    with started(up):
        up.plant(planted.all_records())
        network.plant_feeds(up)
        network.graph_ready(up)
        yield up
        up.run.no_traceback("hub")
        assert "call failed" not in up.run.said("hub")


@pytest.fixture(scope="module")
def registry(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The node of the identity registry in the same federation."""
    with registry_beside(world, tmp_path_factory.mktemp("fuzz") / "registry") as up:
        yield up
        up.run.no_traceback("hub")
        assert "call failed" not in up.run.said("hub")


def officer_for(path: str) -> Officer | None:
    """Whose reason the method takes, so that the body is what is judged."""
    name = path.rpartition("/")[2]
    if name in (
        "GetRegistry",
        "GetReceipts",
        "SubmitRefusals",
        "SubmitReceipts",
        "AnchorLog",
        "CountCrossings",
        "ResolveToken",
        "ListChanges",
    ) or path.startswith(EXCHANGE):
        return None
    if path in REGISTRYS:
        return FAMILY_FINDER if path == FAMILY else PROTECTOR if "Provisional" in path else IDENTIFIER
    return {
        "SubmitPage": RECORDERS[make.FIA], "GetPage": RECORDERS[make.FIA], "GetEntries": AUDITOR, "ListNotices": AUDITOR, "ReviewBreakGlass": AUDITOR,
        "OpenBreakGlass": CHIEF, "SecondBreakGlass": CHIEF, "ConsentBreakGlass": AUDITOR, "RegisterAuthority": RECORDERS[make.FIA], "ImportFeedPage": RECORDERS[make.FIA],
        "ListClaims": AUDITOR, "FindReads": AUDITOR, "FindWithheld": AUDITOR, "FindRefusals": AUDITOR,
        "DecideClaim": AUDITOR, "ReviewStatements": AUDITOR, "ListGuards": JUDGE.asking(query_class="PROTECTION"), "DecideGuard": JUDGE.asking(query_class="PROTECTION"), "ListToldGuards": AUDITOR, "GiveDirections": JUDGE.asking(query_class="PROTECTION"), "CheckGuardian": PROTECTOR, "ConfirmPerson": IDENTIFIER, "CheckTraveller": BORDER,
        "ListOrders": AUDITOR, "SetDetector": AUDITOR, "ListProtectionLeads": PROTECTOR,
        "AnswerHit": OWNER, "DecideRelease": OWNER, "DecideCorrection": OWNER,
        "SendReferral": PROTECTOR, "ChangeReferral": PROTECTOR, "ListReferrals": PROTECTOR,
        "OpenCompensation": PROTECTOR, "ChangeCompensation": PROTECTOR, "ListCompensations": PROTECTOR,
        "RequestRelease": RELEASING, "PlanRelease": STATISTICIAN, "CountRelease": STATISTICIAN,
    }.get(name, network.WARRANTED if path.startswith("/rabta.linkage.") else INVESTIGATOR)  # fmt: skip


# -- what a field may hold

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            KNOWN, "", "FIR", "2024-01-01", "agencies/pk.fia/records/fia-known", "agencies//records/", "%s%n", "../..",
            "CNIC:3520200000016", "W/2026/1", "HBL:0001", "PKR",  "\u202e\u2066", "\0", "x" * 5000, "9" * 400, "bg-1", "2024-13-45", "0000-00-00", "٣٥٢٠٢", "\ud7ff",
        ]
    ),
)  # fmt: skip
BLOBS = st.one_of(st.binary(max_size=80), st.sampled_from([b"", bytes(32), b"\xff" * 64, b"\0" * 5000]))
NUMBERS: dict[int, st.SearchStrategy[Any]] = {
    FieldDescriptor.TYPE_BOOL: st.booleans(),
    FieldDescriptor.TYPE_INT32: st.one_of(st.integers(-(2**31), 2**31 - 1), st.sampled_from([0, 1, -1, 200, 201])),
    FieldDescriptor.TYPE_INT64: st.one_of(st.integers(-(2**63), 2**63 - 1), st.sampled_from([0, 1, -1, 2**62])),
    FieldDescriptor.TYPE_UINT32: st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 256, 500])),
    FieldDescriptor.TYPE_UINT64: st.one_of(st.integers(0, 2**64 - 1), st.sampled_from([0, 1, 2**63, 2**64 - 1])),
}


def values(field: FieldDescriptor, depth: int) -> st.SearchStrategy[Any]:
    """One value of a field."""
    if field.type == FieldDescriptor.TYPE_STRING:
        return TEXTS
    if field.type == FieldDescriptor.TYPE_BYTES:
        inner = INNER.get(field.full_name)
        return BLOBS if inner is None else st.one_of(BLOBS, messages(inner, depth + 1).map(_written))
    if field.type == FieldDescriptor.TYPE_ENUM:
        assert field.enum_type is not None
        known = [value.number for value in field.enum_type.values]
        return st.one_of(st.sampled_from(known), st.sampled_from([-1, 99, 2**31 - 1]))
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        assert field.message_type is not None
        return messages(field.message_type, depth + 1)
    return NUMBERS[field.type]


INNER: dict[str, Any] = {
    "rabta.signing.v1.PageLeaf.version": RecordVersion.DESCRIPTOR,
    "rabta.signing.v1.SignedRefusals.payload": RefusalDay.DESCRIPTOR,
    "rabta.exchange.v1.SignedErasureReceipt.receipt": ErasureReceipt.DESCRIPTOR,
}
"""Bytes that are a message themselves."""


def messages(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Messages of a kind, some of their fields set."""
    fields = [field for field in kind.fields if depth < 5 or field.type != FieldDescriptor.TYPE_MESSAGE]
    one = {
        field.name: st.lists(values(field, depth), max_size=3) if field.is_repeated else values(field, depth)
        for field in fields
    }
    return st.fixed_dictionaries({}, optional=one).map(lambda held: _made(kind, held))


def _made(kind: Any, held: dict[str, Any]) -> Any:
    message = GetMessageClass(kind)()
    for name, value in held.items():
        field = kind.fields_by_name[name]
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            target = getattr(message, name)
            if field.is_repeated:
                target.extend(value)
            else:
                target.CopyFrom(value)
        elif field.is_repeated:
            getattr(message, name).extend(value)
        else:
            setattr(message, name, value)
    return message


def _written(message: Any) -> bytes:
    raw: bytes = message.SerializeToString(deterministic=True)
    return raw


def spoilt(raw: bytes, at: int, by: int) -> bytes:
    """One byte changed, or a cut."""
    if not raw:
        return bytes((by,))
    place = at % len(raw)
    return raw[:place] if by == 0 else raw[:place] + bytes((raw[place] ^ by,)) + raw[place + 1 :]


def bodies(method: MethodDescriptor) -> st.SearchStrategy[bytes]:
    """Bodies of one method."""
    sound = messages(method.input_type).map(_written)
    changed = st.builds(spoilt, sound, st.integers(0, 10_000), st.integers(0, 255))
    return st.one_of(sound, sound, changed, st.binary(max_size=200))


# -- what comes back


def check(world: World, path: str, body: bytes) -> Seen:
    """A signed answer, a reason that a body may have, and exactly the leaves of TRUST 5.1."""
    officer, rule = officer_for(path), rule_of(EVERY[path])
    token = world.token(officer) if officer else ""
    agency = officer.agency if officer else make.FIA
    seen = put(world, world.ask(path, body, token, agency=agency))
    proven = world.proven(seen.question, seen.back)
    assert not proven.header.no_leaf
    reason = read_refusal(proven.details).reason if proven.header.grpc_status else ""
    assert not reason or reason in CAUSES, reason
    kinds = [entry.open.kind for entry in seen.entries]
    expected = ["INTENT", "OUTCOME"] if rule.effect == EFFECT_WRITE else ["REFUSAL" if reason else "READ"]
    assert kinds == expected
    last = seen.entries[-1]
    assert (last.index, last.commitment) == (proven.header.audit_index, proven.header.commitment)
    assert (last.open.reason, last.open.status) == (reason, proven.header.grpc_status)
    assert b"Traceback" not in seen.back.everything()
    return seen


def any_body(world: World, path: str) -> None:
    @budget(BODIES, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
    @given(bodies(EVERY[path]))
    def run(body: bytes) -> None:
        check(world, path, body)

    run()


@pytest.mark.budgeted
@pytest.mark.parametrize("path", sorted(METHODS))
def test_any_body(world: World, path: str) -> None:
    any_body(world, path)


@pytest.mark.budgeted
@pytest.mark.parametrize("path", REGISTRYS)
def test_any_body_at_a_registry(registry: World, path: str) -> None:
    any_body(registry, path)
    empty_and_huge(registry, path)


@pytest.mark.parametrize("path", sorted(METHODS))
def test_empty_and_huge_bodies(world: World, path: str) -> None:
    empty_and_huge(world, path)


def empty_and_huge(world: World, path: str) -> None:
    for body in (b"", b"\0", b"\x0a" * 300_000, b"\xff" * 300_000, b"\x0a\x04" + b"abcd" * 100_000):
        check(world, path, body)


@st.composite
def versions(draw: st.DrawFn) -> bytes:
    """A sound record with some of its fields replaced, under an id of its own or one that is held."""
    found = RecordVersion.FromString(wire.encode(draw(st.sampled_from(planted.all_records()))))
    other = draw(messages(RecordVersion.DESCRIPTOR))
    for field, value in other.ListFields():
        if field.name not in ("agency", "record_id") and draw(st.booleans()):
            found.ClearField(field.name)
            found.MergeFrom(_made(RecordVersion.DESCRIPTOR, {field.name: value}))
    found.agency = make.FIA
    if draw(st.integers(0, 5)):
        found.record_id = f"fuzz-{os.urandom(6).hex()}"
    return _written(found)


@pytest.mark.budgeted
def test_any_version(world: World) -> None:
    """Well signed pages of whatever versions: each goes in or is refused by name, and histories can still be told."""

    @budget(PAGES, phases=UNSHRUNK, suppress_health_check=list(HealthCheck))
    @given(st.lists(versions(), min_size=1, max_size=8))
    def run(raws: list[bytes]) -> None:
        body = submission(world.page(make.FIA, raws), f"fuzz-{os.urandom(8).hex()}")
        seen = check(world, SUBMIT, body)
        assert seen.back.code == 0, seen.back.text
        answer = SubmitPageResponse.FromString(seen.back.body)
        assert answer.accepted + answer.unchanged + len(answer.refused) == len(raws)
        world.feeds[make.FIA] = (answer.page_number, answer.chain_sha256)
        taken.append(answer.accepted)

    taken: list[int] = []
    run()
    assert sum(taken) > share(PAGES) // 10, "some go in, whatever fields there are to draw"
    for officer in (INVESTIGATOR, RECORDERS[make.FIA], BORDER):
        for cnic in planted.NAMES:
            for question in (history_of(cnic), history_of(cnic, as_of_valid="2020-06-01")):
                seen = put(world, world.asking(officer, HISTORY, question))
                assert world.proven(seen.question, seen.back).header.grpc_status == 0


def test_deeply_nested(world: World) -> None:
    """A message within a message, two thousand times."""
    raw = b""
    for _ in range(2000):
        raw = b"\x0a" + _length(len(raw)) + raw
    for path in METHODS:
        check(world, path, raw)


def _length(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes((number & 127 | 128,))
        number >>= 7
    return out + bytes((number,))
