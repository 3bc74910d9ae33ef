"""`rabta records check`: the agency's journal against the log's outcomes and against records read back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.records_service_pb2 import (
    GetRecordRequest,
    GetRecordResponse,
    Remains,
    SubmitPageRequest,
    SubmitPageResponse,
)

from services.access.errors import NotFound
from services.cli.records_resend import EveryOtherSecond
from services.edge.call import Call
from services.signing.page import page_proofs
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import OFFICER, HubThread
from tests.fakes.world.keys import key_of
from tests.shared import ROOT
from tests.unit.cli.rabta import RECORD, SUBMIT, rabta

SAMPLE = ROOT / "tests" / "conformance" / "formats" / "samples" / "prison_register" / "stays.csv"
PRISONS = "pk.prisons"


class Held:
    """What a hub holds: the pages that came, each record under its own."""

    def __init__(self) -> None:
        self.of: dict[str, GetRecordResponse] = {}
        self.chain_shift = b""
        self.page_shift = 0

    def take(self, request: SubmitPageRequest, digest: bytes) -> None:
        _, paths = page_proofs([(leaf.salt, leaf.version) for leaf in request.leaves])
        for index, leaf in enumerate(request.leaves):
            version = SignedVersion(version=leaf.version)
            version.proof.page_sha256, version.proof.index, version.proof.salt = digest, index, leaf.salt
            version.proof.path.extend(paths[index])
            name = live_name(leaf.version)
            self.of[name] = GetRecordResponse(version=version, page=request.header)


def live_name(raw: bytes) -> str:
    from rabta.records.v1.record_pb2 import RecordVersion

    version = RecordVersion.FromString(raw)
    return f"agencies/{version.agency}/records/{version.record_id}"


@pytest.fixture
def held(hub_desk: HubThread, tmp_path: Path) -> Held:
    """A feed that went in whole, and a hub that gives its records back."""
    shutil.rmtree(hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}", ignore_errors=True)
    key, made = key_of(hub_desk.files, PRISONS, "page").public(), Held()

    async def submit(call: Call, raw: bytes) -> bytes:
        request = SubmitPageRequest.FromString(raw)
        answer = await FeedHub(key, tmp_path / "feed.db").handle(raw)
        said = SubmitPageResponse.FromString(answer)
        call.trail.feed, call.trail.feed_page = "records", said.page_number + made.page_shift
        call.trail.feed_chain_sha256 = made.chain_shift or said.chain_sha256
        made.take(request, said.chain_sha256)
        return answer

    async def record(_call: Call, raw: bytes) -> bytes:
        found = made.of.get(GetRecordRequest.FromString(raw).name)
        if found is None:
            raise NotFound
        return found.SerializeToString(deterministic=True)

    hub_desk.hub.bodies |= {SUBMIT: submit, RECORD: record}
    return made


def brought(desk: HubThread) -> Path:
    profile = desk.profile(PRISONS, contributes=True)
    target = desk.files.folder / "rejects.csv"
    rabta("import", "prison_register", SAMPLE, "--profile", profile, "--rejects", target)
    return profile


def test_a_hub_that_holds_everything_differs_in_nothing(hub_desk: HubThread, held: Held) -> None:
    out = rabta("records", "check", "--profile", brought(hub_desk)).stdout
    assert "last page: 1" in out
    assert "differences: 0" in out
    assert int(out.split("records read back: ")[1].split()[0]) == min(20, len(held.of))


def test_what_a_restored_hub_lost_is_sent_again_by_hand(hub_desk: HubThread, held: Held, tmp_path: Path) -> None:
    profile = brought(hub_desk)
    assert rabta("records", "resend", "--profile", profile).stdout == "pages sent: 1\nlast page: 1\n"
    FeedHub(key_of(hub_desk.files, PRISONS, "page").public(), tmp_path / "feed.db").back_to(0)
    assert rabta("records", "resend", "--profile", profile).stdout == "pages sent: 1\nlast page: 1\n"
    assert "differences: 0" in rabta("records", "check", "--profile", profile).stdout


def test_a_page_that_no_journal_holds_any_more_is_named(hub_desk: HubThread, held: Held, tmp_path: Path) -> None:
    profile = brought(hub_desk)
    journal = hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}" / "feed.db"
    with closing(sqlite3.connect(journal, isolation_level=None)) as db:
        for statement in ("delete from sent", "delete from sent_line"):
            db.execute(statement)
    FeedHub(key_of(hub_desk.files, PRISONS, "page").public(), tmp_path / "feed.db").back_to(0)
    other = hub_desk.files.folder / "other.csv"
    other.write_bytes(SAMPLE.read_bytes().replace(b"1", b"2"))
    said = rabta("import", "prison_register", other, "--profile", profile, code=1).stderr
    assert "the hub has lost page 1" in said
    assert "docs/operations.md" in said


def test_how_far_it_is_is_told_every_other_second() -> None:
    said, now = list[str](), [0.0]
    progress = EveryOtherSecond(said.append, lambda: now[0])
    for number in range(1, 6):
        progress.tell(f"{number} pages")
        now[0] += 1
    assert said == ["3 pages", "5 pages"]


def test_nothing_sent_nothing_to_check(hub_desk: HubThread, held: Held) -> None:
    profile = hub_desk.profile(PRISONS, contributes=True)
    out = rabta("records", "check", "--profile", profile).stdout
    assert "last page: 0" in out
    assert hub_desk.issuers[PRISONS].asked == []


def test_a_record_that_is_gone_or_another_is_named(hub_desk: HubThread, held: Held) -> None:
    profile = brought(hub_desk)
    gone, other = sorted(held.of)[:2]
    held.of[other] = held.of.pop(gone)
    result = rabta("records", "check", "--profile", profile, "--sample", "50", code=1)
    assert f"{gone}: not shown" in result.stderr
    assert f"{other}: the hub holds version" in result.stderr
    assert "differences: 2" in result.stdout


def test_what_a_court_sealed_from_the_agency_is_named(hub_desk: HubThread, held: Held) -> None:
    profile = brought(hub_desk)
    name = sorted(held.of)[0]
    held.of[name] = GetRecordResponse(remains=Remains(record=name, order_nos=["W.P. 1/2022"]))
    result = rabta("records", "check", "--profile", profile, "--sample", "50", code=1)
    assert f"{name}: sealed by a court since" in result.stderr
    assert "differences: 1" in result.stdout


def test_what_the_agency_expunged_itself_is_rightly_not_shown(hub_desk: HubThread, held: Held) -> None:
    profile = brought(hub_desk)
    gone, shown = sorted(held.of)[:2]
    journal = next((hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}").glob("**/feed.db"))
    db = sqlite3.connect(journal)
    for name in (gone, shown):
        db.execute("insert into expunged select sha256 from record where id = ?", (name.rpartition("/")[2],))
    db.commit()
    db.close()
    held.of[gone] = GetRecordResponse(remains=Remains(record=gone, expunged=True))
    result = rabta("records", "check", "--profile", profile, "--sample", "50", code=1)
    assert gone not in result.stderr
    assert f"{shown}: expunged, and still shown" in result.stderr
    assert "differences: 1" in result.stdout


def test_a_log_that_names_another_page_is_told(hub_desk: HubThread, held: Held) -> None:
    held.chain_shift = b"x" * 32
    result = rabta("records", "check", "--profile", brought(hub_desk), "--sample", "0", code=1)
    assert "page 1: the log names another page" in result.stderr


def test_a_journal_older_than_the_log_is_told(hub_desk: HubThread, held: Held) -> None:
    held.page_shift = 1
    result = rabta("records", "check", "--profile", brought(hub_desk), "--sample", "0", code=1)
    assert "the journal is an old copy" in result.stderr


def test_an_outcome_that_cannot_be_proven_is_told(hub_desk: HubThread, held: Held) -> None:
    profile = brought(hub_desk)
    state = hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}"
    with sqlite3.connect(state / "promises.db") as db:
        db.execute("delete from promise")
    result = rabta("records", "check", "--profile", profile, "--sample", "0", code=1)
    assert "page 1: no outcome of it could be proven" in result.stderr


def test_a_record_under_no_page_of_the_owner_proves_nothing(hub_desk: HubThread, held: Held) -> None:
    profile = brought(hub_desk)
    for answer in held.of.values():
        answer.page.signature = bytes(64)
    result = rabta("records", "check", "--profile", profile, code=1)
    assert "Unproven" in result.stderr
