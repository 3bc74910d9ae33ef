"""In which log, and at which sizes of it, a witness counts; whose log is whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from rabta.membership.v1.registry_pb2 import LogKey, Witness
from rabta.membership.v1.registry_pb2 import Registry as Payload

from audit.ed25519 import public_bytes
from audit.note import COSIGNATURE, ED25519, VerifierKey
from services.membership import logs
from services.membership.errors import BrokenChain, NotServing, UnsoundRegistry
from services.membership.registry import Registry, load_registry
from services.membership.rows import Span
from services.membership.signed import SignedFile
from tests.unit.membership.world import LOG, SECOND, draft, edited, registry, signed, successor

CUSTOMS, FIA = "pk.customs", "pk.fia"
CUSTOMS_LOG = f"rabta.test/audit/{CUSTOMS}/1"
SIZES = st.integers(1, 1000)


def log(origin: str, agency: str = "") -> LogKey:
    public = public_bytes(Ed25519PrivateKey.generate())
    return LogKey(origin=origin, vkey=VerifierKey(origin, ED25519, public).encode(), agency=agency)


def witness(first_size: int = 0) -> Witness:
    key = VerifierKey(f"{CUSTOMS}/witness", COSIGNATURE, public_bytes(Ed25519PrivateKey.generate()))
    return Witness(agency=CUSTOMS, vkey=key.encode(), url="http://127.0.0.1:1", first_size=first_size)


def in_force(file: SignedFile) -> Registry:
    return load_registry(signed(file), previous=registry())


def agencies(found: Registry, origin: str, size: int) -> set[str]:
    return {row.agency for row in found.witness_policy.at(origin, size)}


@given(st.integers(0, 1000), SIZES, SIZES)
def test_a_span_covers_its_ends_and_what_lies_between(first: int, length: int, size: int) -> None:
    assert Span(first, first + length).covers(size) == (first <= size <= first + length)
    assert Span(first).covers(size) == (first <= size)


@given(st.integers(1, 1000))
def test_a_witness_that_came_late_counts_from_the_first_leaf_of_the_next_log(size: int) -> None:
    """Otherwise a log that was begun anew has no quorum until it is as large as the old one was."""
    file = logs.rotate_log(logs.add_witness(draft(), witness(first_size=900)), log(SECOND), 1000)
    found = in_force(file)
    assert (CUSTOMS in agencies(found, LOG, size)) == (size >= 900)
    assert CUSTOMS in agencies(found, SECOND, size)


@given(st.integers(1, 1000))
def test_a_witness_that_has_ended_counts_in_no_later_log(size: int) -> None:
    """Its key may be a thief's: sizes of a later log are small again."""
    file = logs.rotate_log(logs.retire_witness(draft(), FIA, {LOG: 500}), log(SECOND), 600)
    found = in_force(file)
    assert (FIA in agencies(found, LOG, size)) == (size <= 500)
    assert FIA not in agencies(found, SECOND, size)


def test_a_witness_ends_in_each_open_log_at_a_size_of_that_log() -> None:
    file = logs.rotate_log(draft(), log(CUSTOMS_LOG, CUSTOMS), 0)
    with pytest.raises(UnsoundRegistry, match=f"last-size: {CUSTOMS_LOG}"):
        logs.retire_witness(file, FIA, {LOG: 500})
    found = in_force(logs.retire_witness(file, FIA, {LOG: 500, CUSTOMS_LOG: 20}))
    for origin, last in ((LOG, 500), (CUSTOMS_LOG, 20)):
        assert FIA in agencies(found, origin, last)
        assert FIA not in agencies(found, origin, last + 1)


def test_a_witness_that_ends_still_counts_in_a_log_that_was_closed_before() -> None:
    file = logs.retire_witness(logs.rotate_log(draft(), log(SECOND), 600), FIA, {SECOND: 7})
    found = in_force(file)
    assert FIA in agencies(found, LOG, 600)
    assert FIA in agencies(found, SECOND, 7)
    assert FIA not in agencies(found, SECOND, 8)


def test_each_member_has_one_open_log_at_most_and_the_hub_has_one() -> None:
    file = logs.rotate_log(draft(), log(CUSTOMS_LOG, CUSTOMS), 0)
    found = in_force(file)
    assert found.serves(CUSTOMS)
    assert found.open_log(CUSTOMS).origin == CUSTOMS_LOG
    assert found.open_log(found.hub).origin == LOG
    assert not found.serves(FIA)
    with pytest.raises(NotServing, match=FIA):
        found.open_log(FIA)
    next_one = in_force(logs.rotate_log(file, log(f"rabta.test/audit/{CUSTOMS}/2", CUSTOMS), 9))
    assert next_one.open_log(CUSTOMS).origin.endswith("/2")
    assert next_one.open_log(next_one.hub).origin == LOG, "another's log does not end"


def two_open(said: Payload) -> None:
    said.logs.extend([log(CUSTOMS_LOG, CUSTOMS), log(f"rabta.test/audit/{CUSTOMS}/2", CUSTOMS)])


def none_of_the_hub(said: Payload) -> None:
    said.logs[0].last_size = 9
    said.logs.append(log(CUSTOMS_LOG, CUSTOMS))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (two_open, "open-log: logs"),
        (none_of_the_hub, "open-log: logs"),
        (lambda said: said.logs.append(log(CUSTOMS_LOG, "pk.nobody")), r"member: logs\[1\].agency"),
        (lambda said: said.witness_policy.witnesses[0].spans.add(origin="other"), r"log: .*spans\[0\]"),
        (
            lambda said: [said.witness_policy.witnesses[0].spans.add(origin=LOG) for _ in "ab"],
            r"distinct: .*spans\[1\]",
        ),
        (
            lambda said: said.witness_policy.witnesses[0].spans.add(origin=LOG, first_size=9, last_size=8),
            r"sizes: .*spans\[0\]",
        ),
    ],
)
def test_what_no_registry_may_say(change: Callable[[Payload], object], rule: str) -> None:
    with pytest.raises(UnsoundRegistry, match=rule):
        load_registry(edited(change))


def after(first: Callable[[Payload], object], then: Callable[[Payload], object]) -> Registry:
    """Version 3 over a version 2."""
    second = load_registry(successor(first), previous=registry())
    said = Payload.FromString(second.payload)
    said.version, said.previous_sha256 = 3, second.digest
    then(said)
    encoded = said.SerializeToString(deterministic=True)
    return load_registry(signed(SignedFile(encoded, Payload.FromString(encoded), ())), previous=second)


def add_log(said: Payload) -> None:
    said.logs.append(log(CUSTOMS_LOG, CUSTOMS))


def end_span(said: Payload) -> None:
    add_log(said)
    said.witness_policy.witnesses[0].spans.add(origin=CUSTOMS_LOG, last_size=10)
    said.witness_policy.quorum = 2


def swap(said: Payload) -> None:
    logs = [*said.logs][::-1]
    del said.logs[:]
    said.logs.extend(logs)


@pytest.mark.parametrize(
    ("first", "then", "rule"),
    [
        (add_log, lambda said: setattr(said.logs[1], "agency", FIA), "changed-hands"),
        (add_log, lambda said: setattr(said.logs[1], "agency", ""), "changed-hands"),
        (add_log, lambda said: said.logs.pop(), "log-dropped"),
        (add_log, swap, "log-dropped"),
        (end_span, lambda said: said.witness_policy.witnesses[0].ClearField("spans"), "witness-reopened"),
        (
            end_span,
            lambda said: setattr(said.witness_policy.witnesses[0].spans[0], "last_size", 11),
            "witness-reopened",
        ),
    ],
)
def test_what_no_later_version_may_undo(
    first: Callable[[Payload], object], then: Callable[[Payload], object], rule: str
) -> None:
    assert after(first, lambda _: None)
    with pytest.raises(BrokenChain, match=rule):
        after(first, then)
