"""Registry versions beside the log: whose word they are, and in which order."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.membership.v1 import registry_pb2 as pb

from audit.entry import registry_leaf
from audit.verify.directory import Trust, verify_directory
from audit.verify.es256 import Keys, keys_of_pem
from audit.verify.problem import VerifyError
from audit.verify.registry import check_chain, parse_version, read_message
from tests.unit.audit.exports import (
    GOVERNANCE,
    WITNESSES,
    Export,
    der,
    full_export,
    p256,
    pem,
    registry_payload,
    signed_registry,
)
from tests.unit.audit.logs import ORIGIN, log_signer

ANCHOR = keys_of_pem(pem(GOVERNANCE), "anchor")
NEW = [p256(41), p256(42), p256(43)]
FIRST = registry_payload(1, b"", b"")
ID = sha256(FIRST).digest()
NEW_GOVERNANCE = pb.Governance(threshold=2, keys=[der(key) for key in NEW])
SECOND = registry_payload(2, ID, ID)
CHANGED = registry_payload(2, ID, ID, governance=NEW_GOVERNANCE)


def check_files(files: Sequence[bytes], anchor: Keys) -> None:
    check_chain([parse_version(data, number) for number, data in enumerate(files, 1)], anchor)


def chain_fails(*files: bytes, anchor: Keys = ANCHOR) -> str:
    with pytest.raises(VerifyError) as caught:
        check_files(files, anchor)
    return str(caught.value)


def test_a_chain_that_holds() -> None:
    files = [signed_registry(FIRST, GOVERNANCE[:2]), signed_registry(SECOND, GOVERNANCE[1:])]
    versions = [parse_version(data, number) for number, data in enumerate(files, 1)]
    check_chain(versions, ANCHOR)
    assert versions[1].previous == versions[0].digest == versions[1].federation == versions[0].federation
    assert versions[1].log_keys(ORIGIN, 5) == [log_signer().key.encode()]
    assert versions[1].log_keys("other", 5) == []
    assert [key.name for key in versions[1].policy(ORIGIN, 5).witnesses] == [one.key.name for one in WITNESSES]


def test_a_change_of_governance_needs_old_and_new() -> None:
    first = signed_registry(FIRST, GOVERNANCE)
    both = signed_registry(CHANGED, [*GOVERNANCE[:2], *NEW[:2]])
    check_chain([parse_version(first, 1), parse_version(both, 2)], ANCHOR)
    assert "previous governance" in chain_fails(first, signed_registry(CHANGED, NEW))
    assert "own governance" in chain_fails(first, signed_registry(CHANGED, GOVERNANCE))
    later = registry_payload(3, sha256(CHANGED).digest(), ID, governance=NEW_GOVERNANCE)
    chain = [parse_version(one, n) for n, one in enumerate((first, both, signed_registry(later, NEW[:2])), 1)]
    check_chain(chain, ANCHOR)
    check_chain(chain, keys_of_pem(pem(NEW), "anchor"))


def test_chains_that_do_not_hold() -> None:
    first = signed_registry(FIRST, GOVERNANCE[:2])
    assert "own governance" in chain_fails(signed_registry(FIRST, GOVERNANCE[:1]))
    assert "half of the anchor" in chain_fails(first, anchor=keys_of_pem(pem(NEW), "anchor"))
    assert "half of the anchor" in chain_fails()
    four = keys_of_pem(pem([*GOVERNANCE, p256(98)]), "anchor")
    assert "half of the anchor" in chain_fails(first, anchor=four), "two of four are no majority"
    assert "no governance key" in chain_fails(signed_registry(FIRST, [*GOVERNANCE, p256(99)]))
    gap = signed_registry(registry_payload(2, bytes(32), ID), GOVERNANCE)
    assert "does not follow" in chain_fails(first, gap)
    other = signed_registry(registry_payload(2, ID, bytes(32)), GOVERNANCE)
    assert "another federation" in chain_fails(first, other)
    none = registry_payload(1, b"", b"", governance=pb.Governance(threshold=0, keys=[der(GOVERNANCE[0])]))
    none_changed = pb.Registry.FromString(none)
    none_changed.governance.threshold = 0
    assert "own governance" in chain_fails(signed_registry(none_changed.SerializeToString(), GOVERNANCE))


def test_one_key_twice_is_one_vote() -> None:
    twice = pb.Registry.FromString(FIRST)
    del twice.governance.keys[:]
    twice.governance.keys.extend([der(GOVERNANCE[0]), der(GOVERNANCE[0])])
    payload = twice.SerializeToString(deterministic=True)
    assert "own governance" in chain_fails(signed_registry(payload, GOVERNANCE[:1]))
    file = pb.SignedRegistry.FromString(signed_registry(payload, GOVERNANCE[:1]))
    file.signatures.append(file.signatures[0])
    assert "twice" in chain_fails(file.SerializeToString())


def test_a_witness_or_log_counts_only_in_office() -> None:
    registry = pb.Registry.FromString(FIRST)
    registry.witness_policy.witnesses[0].last_size = 9
    registry.witness_policy.witnesses[1].first_size = 20
    registry.witness_policy.quorum = 2
    registry.logs[0].first_size = 5
    registry.logs[0].last_size = 7
    payload = registry.SerializeToString(deterministic=True)
    version = parse_version(signed_registry(payload, GOVERNANCE), 1)
    assert [size for size in (4, 5, 7, 8) if version.log_keys(ORIGIN, size)] == [5, 7]
    assert len(version.policy(ORIGIN, 9).witnesses) == len(version.policy(ORIGIN, 10).witnesses) + 1 == 3
    registry.witness_policy.quorum = 1
    weak = parse_version(signed_registry(registry.SerializeToString(deterministic=True), GOVERNANCE), 1)
    with pytest.raises(VerifyError, match="more than half"):
        weak.policy(ORIGIN, 9)


def test_a_witness_counts_by_its_span_of_that_log_and_in_no_other_once_it_has_ended() -> None:
    """Sizes of its own row are of the first log: in one that was begun later they would be small again."""
    registry = pb.Registry.FromString(FIRST)
    second = "rabta.test/audit/2"
    registry.logs.add(origin=second, vkey="x")
    late, ended, spanned = registry.witness_policy.witnesses[:3]
    late.first_size, ended.last_size = 20, 9
    spanned.spans.add(origin=second, first_size=3, last_size=5)
    registry.witness_policy.quorum = 2
    version = parse_version(signed_registry(registry.SerializeToString(deterministic=True), GOVERNANCE), 1)

    def names(origin: str, size: int) -> set[str]:
        return {key.name for key in version.policy(origin, size).witnesses}

    every = [one.key.name for one in WITNESSES]
    assert names(ORIGIN, 9) == {every[1], *every[3:]}
    assert names(ORIGIN, 20) == {every[0], *every[3:]}
    assert names(second, 4) == {every[0], every[2], *every[3:]}
    assert names(second, 6) == {every[0], *every[3:]}


@given(st.binary(max_size=120))
def test_garbage_is_refused_with_its_place(data: bytes) -> None:
    with contextlib.suppress(VerifyError):
        read_message(data, "x")
    with pytest.raises(VerifyError) as caught:
        parse_version(data, 3)
    assert caught.value.where == "registry/3"


@given(st.data())
def test_spoilt_files_raise_nothing_else(data: st.DataObject) -> None:
    good = signed_registry(FIRST, GOVERNANCE[:2])
    at = data.draw(st.integers(0, len(good) - 1))
    spoilt = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    with pytest.raises(VerifyError):
        check_files([spoilt], ANCHOR)


def failed(folder: Path, trust: Trust) -> str:
    with pytest.raises(VerifyError) as caught:
        verify_directory(folder, trust, lambda line: None)
    return str(caught.value)


def test_files_and_leaves_belong_together(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    extra = signed_registry(registry_payload(3, sha256(SECOND).digest(), ID), GOVERNANCE)
    (folder / "registry/3").write_bytes(extra)
    assert failed(folder, Trust()).startswith("registry/3: no entry commits")
    (folder / "registry/3").unlink()
    (folder / "registry/02").write_bytes(extra)
    assert "not named after a version" in failed(folder, Trust())
    (folder / "registry/02").unlink()
    (folder / "registry/2").write_bytes(signed_registry(registry_payload(2, b"other", ID), GOVERNANCE))
    assert failed(folder, Trust()).startswith("registry/2: is not the version that entry 11 commits to")


def test_versions_from_before_a_new_log_are_vouched_for_by_digests(tmp_path: Path) -> None:
    export = Export()
    export.registry[1] = signed_registry(FIRST, GOVERNANCE)
    export.add_registry(SECOND)
    folder = export.write(tmp_path)
    lines: list[str] = []
    verify_directory(folder, Trust(anchor=ANCHOR), lines.append)
    assert "ok    registry: 2 versions, each vouched for by governance" in lines
    (folder / "registry/1").write_bytes(signed_registry(registry_payload(1, b"x", b""), GOVERNANCE))
    assert "registry/1" in failed(folder, Trust())


def test_a_log_key_that_the_registry_does_not_name(tmp_path: Path) -> None:
    export = Export()
    logs = pb.Registry.FromString(FIRST)
    logs.logs[0].last_size = 1
    payload = logs.SerializeToString(deterministic=True)
    export.registry[1] = signed_registry(payload, GOVERNANCE)
    export.add_plain(registry_leaf(1, sha256(payload).digest()))
    export.add_entries("pk.fia", "2024-05", 3)
    assert "does not name this key" in failed(export.write(tmp_path), Trust(anchor=ANCHOR))


@pytest.mark.parametrize(("raw", "number"), [(b"\x00", 0), (b"\x7f", 127), (b"\x80\x01", 128), (b"\xff\x7f", 16383)])
def test_a_number_ends_with_the_byte_that_says_so(raw: bytes, number: int) -> None:
    assert read_message(b"\x08" + raw, "x") == {1: [number]}
