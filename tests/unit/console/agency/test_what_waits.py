"""What waits for a second person, in its folder: each act by itself, sealed, for a quarter of an hour, whatever ends."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from google.protobuf.message import Message
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import records_service_pb2 as pb

from services.access.details import Details
from services.client.reason import Reason
from services.console.agency import pending
from services.console.agency.approving import EACH, WAITS_MS, Approvals, NoApproval, NotApproved
from services.console.agency.pending import BadPending, act_for
from services.signing.sealing import Sealer
from tests.shared import ROOT
from tests.unit.console.agency import waiting_process

WHY = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024").details("HISTORY")
OTHER_WHY = replace(WHY, case_key="PB/KASUR/CITY/77/2026")


SEALER = Sealer(b"\3" * 32)
FORM = {"second": "fia-2001", "reason": "صائمہ بی بی"}


@pytest.fixture
def clock() -> list[int]:
    return [0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "approvals"


@pytest.fixture
def approvals(folder: Path, clock: list[int]) -> Approvals:
    return begun(folder, clock)


def begun(folder: Path, clock: list[int]) -> Approvals:
    """As a console that starts has them."""
    return Approvals(folder, SEALER, lambda: clock[0])


def put(approvals: Approvals, request: Message, officer: str = "fia-1042") -> str:
    """One act of ``fia-1042`` that waits for ``fia-2001``."""
    return approvals.put(officer, "fia-2001", request, WHY, "/law/fit", FORM)


def test_every_field_is_shown_as_it_will_be_sent(approvals: Approvals) -> None:
    said = [law.StatedWord(word="RECRUIT", how=law.STATED_HOW_ALLEGED), law.StatedWord(word="FORCE")]
    name = put(approvals, law.FitChargesRequest(said=said, victim="agencies/a/records/b"))
    assert dict(approvals.seen(name, "fia-2001").rows) == {
        "said[0].word": "RECRUIT",
        "said[0].how": "STATED_HOW_ALLEGED",
        "said[1].word": "FORCE",
        "victim": "agencies/a/records/b",
    }


REQUEST = pb.GetRecordRequest(name="agencies/a/records/b")


@pytest.mark.parametrize(
    ("officer", "request_", "why"),
    [
        ("fia-3003", REQUEST, WHY),
        ("fia-1042", pb.GetRecordRequest(name="agencies/a/records/c"), WHY),
        ("fia-1042", pb.ListVersionsRequest(name="agencies/a/records/b"), WHY),
        ("fia-1042", REQUEST, OTHER_WHY),
        ("fia-1042", REQUEST, replace(WHY, query_class="PROTECTION")),
        ("fia-1042", REQUEST, replace(WHY, legal_basis="PECA_WARRANT")),
    ],
)
def test_no_other_act_is_sent_under_it(approvals: Approvals, officer: str, request_: Message, why: Details) -> None:
    name = put(approvals, REQUEST)
    approvals.approve(name, "fia-2001", "token")
    with pytest.raises(NotApproved):
        approvals.take(name, act_for(officer, request_, why))
    assert approvals.take(name, act_for("fia-1042", REQUEST, WHY)).token == "token"
    with pytest.raises(NotApproved):
        approvals.take(name, act_for("fia-1042", REQUEST, WHY))


@pytest.mark.parametrize(("now", "there"), [(WAITS_MS - 1, True), (WAITS_MS, False)])
def test_its_time_ends_it_approved_or_not(approvals: Approvals, clock: list[int], now: int, there: bool) -> None:
    name = put(approvals, REQUEST)
    approvals.approve(name, "fia-2001", "token")
    clock[0] = now
    assert len(approvals.asked_by("fia-1042")) == there
    if not there:
        with pytest.raises(NotApproved):
            approvals.take(name, act_for("fia-1042", REQUEST, WHY))


def test_whoever_approved_it_has_nothing_more_to_say(approvals: Approvals) -> None:
    name = put(approvals, REQUEST)
    approvals.approve(name, "fia-2001", "token")
    for again in (
        lambda: approvals.refuse(name, "fia-2001"),
        lambda: approvals.approve(name, "fia-2001", "other"),
        lambda: approvals.seen(name, "fia-2001"),
    ):
        with pytest.raises(NoApproval):
            again()
    assert "token" not in repr(approvals.take(name, act_for("fia-1042", REQUEST, WHY)))


def test_a_console_that_starts_again_knows_what_waits(approvals: Approvals, folder: Path, clock: list[int]) -> None:
    """Who asks, what is shown, what was approved and what was refused; with the time that is left."""
    clock[0] = 5
    asked, approved, refused = (put(approvals, REQUEST) for _ in range(3))
    approvals.approve(approved, "fia-2001", "token")
    approvals.refuse(refused, "fia-2001")
    before = {each.name: each for each in approvals.asked_by("fia-1042")}
    after = begun(folder, clock)
    assert {each.name: each for each in after.asked_by("fia-1042")} == before
    assert [each.name for each in after.waiting_for("fia-2001")] == [asked]
    assert before[asked].form == FORM
    assert after.take(approved, act_for("fia-1042", REQUEST, WHY)).token == "token"
    with pytest.raises(NotApproved):
        begun(folder, clock).take(approved, act_for("fia-1042", REQUEST, WHY))
    clock[0] = WAITS_MS + 5
    assert begun(folder, clock).asked_by("fia-1042") == []


def test_nobody_reads_it_on_the_disk(approvals: Approvals, folder: Path) -> None:
    name = put(approvals, REQUEST)
    approvals.approve(name, "fia-2001", "a-token")
    (path,) = folder.iterdir()
    assert path.name == f"{name}.act"
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    raw = path.read_bytes()
    assert all(word.encode() not in raw for word in ("fia-1042", "fia-2001", "a-token", "agencies", "صائمہ", "CRPC"))


def test_no_file_stands_for_another(approvals: Approvals, folder: Path, clock: list[int]) -> None:
    """An act that was approved, put in the place of one that was not."""
    one, other = put(approvals, REQUEST), put(approvals, pb.GetRecordRequest(name="agencies/a/records/c"))
    approvals.approve(one, "fia-2001", "token")
    (folder / f"{one}.act").replace(folder / f"{other}.act")
    assert begun(folder, clock).asked_by("fia-1042") == []


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "open to others", "a link"])
def test_a_damaged_file_keeps_nobody_elses_from_theirs(
    approvals: Approvals, folder: Path, clock: list[int], damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = put(approvals, REQUEST), put(approvals, REQUEST, "fia-3003")
    path = folder / f"{bad}.act"
    raw = path.read_bytes()
    if damage == "a link":
        path.rename(folder / "elsewhere")
        path.symlink_to(folder / "elsewhere")
    elif damage == "open to others":
        path.chmod(0o644)
    else:
        path.write_bytes({"cut": raw[:-9], "turned": raw[:40] + bytes([raw[40] ^ 1]) + raw[41:], "empty": b""}[damage])
    with caplog.at_level(logging.ERROR):
        after = begun(folder, clock)
        assert [each.name for each in after.waiting_for("fia-2001")] == [good]
    assert bad in caplog.text
    assert "fia-1042" not in caplog.text
    with pytest.raises(NotApproved):
        after.take(bad, act_for("fia-1042", REQUEST, WHY))


def test_what_is_over_goes_from_the_disk_and_what_cannot_be_read_with_it(
    approvals: Approvals, folder: Path, clock: list[int]
) -> None:
    put(approvals, REQUEST)
    (folder / f"{'0' * 24}.act").write_bytes(b"damaged")
    os.utime(folder / f"{'0' * 24}.act", (0, 0))
    clock[0] = WAITS_MS - 1
    approvals.sweep()
    assert len(list(folder.iterdir())) == 2
    clock[0] = WAITS_MS
    begun(folder, clock).sweep()
    assert list(folder.iterdir()) == []


def test_one_officer_fills_no_disk(approvals: Approvals, folder: Path, clock: list[int]) -> None:
    other = put(approvals, REQUEST, "fia-3003")
    names = []
    for clock[0] in range(EACH * 3):
        names.append(put(approvals, REQUEST))
    assert {each.stem for each in folder.iterdir()} == {other, *names[-EACH:]}


@pytest.mark.parametrize(
    "missing", ["second", "act", "details", "rows", "path", "form", "until_ms", "token", "refused"]
)
def test_a_file_that_lacks_a_field_is_no_act(approvals: Approvals, missing: str) -> None:
    name = put(approvals, REQUEST)
    raw = pending.written(approvals.seen(name, "fia-1042"))
    assert pending.read(name, raw) == approvals.seen(name, "fia-1042")
    held = json.loads(raw)
    del held[missing]
    with pytest.raises(BadPending):
        pending.read(name, json.dumps(held).encode())
    for wrong in (b"", b"[]", b"null", b'"act"', json.dumps(held | {missing: None}).encode()):
        with pytest.raises(BadPending):
            pending.read(name, wrong)


CHANGES = ("put", "approve", "put", "refuse", "take")


def test_a_console_that_is_killed_at_any_step_has_each_change_whole_or_not_at_all(tmp_path: Path) -> None:
    """What came back is there after ``kill -9``; what was under way is as before or as after."""
    subprocess.run([sys.executable, "-m", "tests.unit.console.agency.waiting_process", tmp_path], check=True, cwd=ROOT)
    steps = sorted(tmp_path.iterdir())
    assert len(steps) > 20
    under_way = set()
    for step in steps:
        done = [line.split()[0] for line in (step / "done").read_text().splitlines()]
        assert tuple(done) == CHANGES[: len(done)]
        under_way.add(len(done))
        held = waiting_process.begun(step).asked_by("fia-1042")
        after = [len(done), min(len(done) + 1, len(CHANGES))]
        assert told(held) in [STATES[each] for each in after], step
    assert under_way == set(range(len(CHANGES) + 1))


def told(held: list[pending.Pending]) -> list[str]:
    """One word for each act that waits."""
    return sorted("approved" if each.token else "refused" if each.refused else "open" for each in held)


STATES: tuple[list[str], ...] = ([], ["open"], ["approved"], ["approved", "open"], ["approved", "refused"], ["refused"])
"""After none of the changes, after the first, and so on."""


def test_what_a_killed_console_was_writing_goes_once_it_is_old(folder: Path, clock: list[int]) -> None:
    begun(folder, clock)
    left, fresh = (folder / f".{name * 24}.act.77" for name in "ab")
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    begun(folder, clock)
    assert list(folder.iterdir()) == [fresh]
