"""Evidence from the command line, its proof by a third party, and the log as its readers see it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.client import evidence as evidence_module
from services.edge.call import Call
from services.oversight import wire
from services.signing.es256 import PrivateKey
from services.signing.evidence import decode_evidence
from tests.fakes import live
from tests.fakes.hub import CLASSED
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, HISTORY, SEARCH, WHY, answers, mode, rabta, refuses
from tests.unit.cli.test_reads import found, history

REVIEW = ("--case", "REVIEW:2026/1")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_module, "PAUSE_S", 0.01)
    monkeypatch.setattr(evidence_module, "TRIES", 3)


@pytest.fixture
def bundle(hub_desk: HubThread, tmp_path: Path) -> Path:
    """A history as evidence."""
    path = tmp_path / "history.evidence"
    hub_desk.hub.bodies[HISTORY] = answers(history())
    result = rabta("history", "--profile", hub_desk.profile(), *WHY, "--save-evidence", path)
    assert "Arrested" in result.stdout
    assert str(path) in result.stderr
    return path


def test_a_third_party_proves_it_with_the_governance_keys_alone(hub_desk: HubThread, bundle: Path) -> None:
    out = rabta("verify", bundle, "--trust", hub_desk.files.anchor).stdout
    assert out.rstrip().endswith("evidence verified")
    for who in ("governance", "agency pk.fia", "hub pk.hub", "witnesses", f"agency {live.PUNJAB}"):
        assert who in out, who
    assert "FAILED" not in out
    assert mode(bundle) == 0o600


def test_under_other_governance_keys_it_proves_nothing(bundle: Path, tmp_path: Path) -> None:
    strangers = tmp_path / "anchor.pem"
    strangers.write_bytes(b"".join(PrivateKey.generate().public().pem() for _ in range(3)))
    result = rabta("verify", bundle, "--trust", strangers, code=1)
    assert "FAILED" in result.stdout
    assert "NOT verified" in result.stderr
    assert "evidence verified" not in result.stdout


def test_altered_in_one_byte_it_is_said_where(hub_desk: HubThread, bundle: Path) -> None:
    altered = decode_evidence(bundle.read_bytes())
    altered.answer_body += b"\x00"
    bundle.write_bytes(altered.SerializeToString(deterministic=True))
    out = rabta("verify", bundle, "--trust", hub_desk.files.anchor, code=1).stdout
    assert "answer body is not the signed one" in out


@pytest.mark.parametrize("content", [b"", b"\xff" * 100, b"no evidence at all"])
def test_what_is_no_evidence_is_said_to_be_none(content: bytes, hub_desk: HubThread, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert "is no evidence bundle" in rabta("verify", path, "--trust", hub_desk.files.anchor, code=1).stdout


def test_files_that_are_not_there_are_a_mistake_of_usage(hub_desk: HubThread, bundle: Path, tmp_path: Path) -> None:
    rabta("verify", tmp_path / "none", "--trust", hub_desk.files.anchor, code=2)
    rabta("verify", bundle, "--trust", tmp_path / "none", code=2)
    rabta("verify", bundle, code=2)
    rubbish = tmp_path / "rubbish.pem"
    rubbish.write_text("no key", "utf-8")
    rabta("verify", bundle, "--trust", rubbish, code=2)


def test_redacted_it_proves_who_when_and_why_and_holds_no_number(
    hub_desk: HubThread, bundle: Path, tmp_path: Path
) -> None:
    assert CNIC.encode() in bundle.read_bytes()
    target = tmp_path / "redacted.evidence"
    target.touch(mode=0o644)
    rabta("evidence", "redact", bundle, target)
    assert CNIC.encode() not in target.read_bytes()
    assert mode(target) == 0o600
    out = rabta("verify", target, "--trust", hub_desk.files.anchor).stdout
    assert "redacted" in out
    assert "evidence verified" in out
    rabta("evidence", "redact", tmp_path / "none", target, code=1)
    rabta("evidence", "redact", hub_desk.files.anchor, target, code=1)


def test_a_refusal_is_kept_as_evidence_and_still_ends_as_one(hub_desk: HubThread, tmp_path: Path) -> None:
    path = tmp_path / "refused.evidence"
    hub_desk.hub.bodies[SEARCH] = refuses("CASE_NOT_YOURS")
    result = rabta("search", "--profile", hub_desk.profile(), *WHY, "--save-evidence", path, code=3)
    assert result.stdout == ""
    out = rabta("verify", path, "--trust", hub_desk.files.anchor).stdout
    assert "CASE_NOT_YOURS" in out


def test_where_evidence_cannot_be_written_the_answer_is_not_shown(hub_desk: HubThread, tmp_path: Path) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(found())
    result = rabta("search", "--profile", hub_desk.profile(), *WHY, "--save-evidence", tmp_path / "none" / "x", code=1)
    assert result.stdout == ""


def test_without_a_checkpoint_in_time_the_promise_is_kept_and_said_to_be_one(
    hub_desk: HubThread, tmp_path: Path
) -> None:
    path = tmp_path / "promise.evidence"
    hub_desk.hub.bodies[SEARCH] = answers(found())
    hub_desk.hub.log.covered = 1
    rabta("search", "--profile", hub_desk.profile("pk.prisons"), *WHY, "--save-evidence", path)
    assert "promise" in rabta("verify", path, "--trust", hub_desk.files.anchor).stdout


def test_promises_are_turned_into_receipts(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    profile = hub_desk.profile("pk.prisons")
    rabta("audit", "receipts", "--profile", profile)
    rabta("search", "--profile", profile, *WHY)
    out = rabta("audit", "receipts", "--profile", profile).stdout
    assert "receipts proven: 2" in out, "the search, and the asking before it"
    assert "promises pending: 0" in out
    assert "promises late: 0" in out


def test_a_promise_that_is_not_kept_is_shown_and_ends_with_1(
    hub_desk: HubThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.client.store.promises.LATE_MS", -1)
    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    profile = hub_desk.profile("pk.prisons")
    covered = len(hub_desk.hub.log.leaves)
    rabta("audit", "receipts", "--profile", profile, code=1)
    hub_desk.hub.log.covered = covered + 1
    rabta("search", "--profile", profile, *WHY)
    result = rabta("audit", "receipts", "--profile", profile, code=1)
    assert "promises pending: 1" in result.stdout
    assert "kept as evidence" in result.stderr


async def log_range(call: Call, raw: bytes, desk: HubThread) -> bytes:
    request = GetEntriesRequest.FromString(raw)
    return wire.encode_entries(await desk.hub.log.entries(request.start, request.count))


def test_oversight_reads_the_log_line_by_line(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    rabta("search", "--profile", hub_desk.profile(), *WHY)
    last = len(hub_desk.hub.log.leaves) - 1
    hub_desk.hub.bodies[CLASSED] = lambda call, raw: log_range(call, raw, hub_desk)
    profile = hub_desk.profile(live.OVERSIGHT)
    out = rabta("audit", "entries", "--profile", profile, "--start", last, "--count", 1, *REVIEW).stdout
    (line,) = [json.loads(one) for one in out.splitlines()]
    assert line["index"] == last
    assert (line["open"]["method"], line["open"]["agency"]) == (SEARCH, live.FIA)
    assert line["sealed"]["peer"].startswith("ipv4:")
    first = rabta("audit", "entries", "--profile", profile, "--start", 0, "--count", 1, *REVIEW).stdout
    assert json.loads(first) == {"index": 0}, "a plain leaf has no parts"


def test_a_range_with_a_gap_is_unproven(hub_desk: HubThread) -> None:
    async def short(_call: Call, _raw: bytes) -> bytes:
        return wire.encode_entries(await hub_desk.hub.log.entries(0, 1))

    profile = hub_desk.profile(live.OVERSIGHT)
    hub_desk.hub.bodies[CLASSED] = lambda call, raw: log_range(call, raw, hub_desk)
    for _ in range(2):
        rabta("audit", "entries", "--profile", profile, "--start", 0, "--count", 1, *REVIEW)
    hub_desk.hub.bodies[CLASSED] = short
    result = rabta("audit", "entries", "--profile", profile, "--start", 0, "--count", 2, *REVIEW, code=1)
    assert "gap" in result.stderr
    assert result.stdout == ""


def test_a_month_key_that_oversight_cannot_open_is_unproven(hub_desk: HubThread) -> None:
    """The entries are whole and under the checkpoint; oversight's own half of their key holds something else."""

    async def false(_call: Call, raw: bytes) -> bytes:
        request = GetEntriesRequest.FromString(raw)
        found = await hub_desk.hub.log.entries(request.start, request.count)
        spoilt = [replace(key, wrapped=key.wrapped[:-1] + bytes((key.wrapped[-1] ^ 1,))) for key in found.keys]
        assert spoilt
        return wire.encode_entries(replace(found, keys=tuple(spoilt)))

    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    rabta("search", "--profile", hub_desk.profile(), *WHY)
    last = len(hub_desk.hub.log.leaves) - 1
    profile = hub_desk.profile(live.OVERSIGHT)
    hub_desk.hub.bodies[CLASSED] = false
    result = rabta("audit", "entries", "--profile", profile, "--start", last, "--count", 1, *REVIEW, code=1)
    assert "month key" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("start", "count"), [(-1, 1), (0, 0), (0, 257)])
def test_a_range_has_its_bounds(start: int, count: int, hub_desk: HubThread) -> None:
    profile = hub_desk.profile(live.OVERSIGHT)
    rabta("audit", "entries", "--profile", profile, "--start", start, "--count", count, *REVIEW, code=2)
