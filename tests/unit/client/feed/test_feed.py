"""Drafts become versions and pages; what did not change is not sent again."""

from __future__ import annotations

import asyncio
from hashlib import sha256

import pytest
from rabta.records.v1.record_pb2 import RecordStatus, RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageRequest, SubmitPageResponse

from services.client.drafts import Draft, version_bytes
from services.client.errors import Refusal, Unproven
from services.client.feed import PAGES_UNDER_WAY, FeedBroken, FeedFull
from services.client.store.journal_rows import Held
from services.signing.page import MAX_BYTES, MAX_VERSIONS
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import AGENCY, Agency, draft


def send_all(agency: Agency) -> None:
    agency.feed.cut()
    asyncio.run(agency.feed.submit(agency.hub.send))


def test_a_draft_becomes_version_one(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    (raw,) = hub.versions("r1")
    version = RecordVersion.FromString(raw)
    assert (version.version, version.previous_sha256) == (1, b"")
    assert version.status == RecordStatus.RECORD_STATUS_ACTIVE


def test_unchanged_content_is_not_sent_again(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    agency.crash()
    agency.feed.offer(draft("r1"))
    send_all(agency)
    assert hub.count() == 1
    assert hub.head()[0] == 1


def test_changed_content_is_a_correction_of_the_bytes_before(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    agency.crash()
    agency.feed.offer(draft("r1", "second"))
    send_all(agency)
    first, second = hub.versions("r1")
    version = RecordVersion.FromString(second)
    assert version.version == 2
    assert version.previous_sha256 == sha256(first).digest()
    assert version.status == RecordStatus.RECORD_STATUS_CORRECTED
    assert version.party.note == "second"


def test_content_that_returns_is_a_third_version(agency: Agency, hub: FeedHub) -> None:
    for note in ("first", "second", "first"):
        agency.feed.offer(draft("r1", note))
        send_all(agency)
        agency.crash()
    assert [RecordVersion.FromString(raw).party.note for raw in hub.versions("r1")] == ["first", "second", "first"]


def test_a_status_that_the_draft_states_stands(agency: Agency, hub: FeedHub) -> None:
    version = RecordVersion(agency=AGENCY, record_id="r1", status=RecordStatus.RECORD_STATUS_WITHDRAWN)
    agency.feed.offer(Draft("r1", version.SerializeToString()))
    send_all(agency)
    assert RecordVersion.FromString(hub.versions("r1")[0]).status == RecordStatus.RECORD_STATUS_WITHDRAWN


def test_what_was_expunged_is_known_by_its_bytes(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    agency.feed.offer(draft("r2"))
    send_all(agency)
    agency.crash()
    gone = RecordVersion(agency=AGENCY, record_id="r1", status=RecordStatus.RECORD_STATUS_EXPUNGED)
    agency.feed.offer(Draft("r1", gone.SerializeToString()))
    agency.feed.cut()
    assert not any(each.expunged for each in agency.journal.sample(10)), "not before the hub has answered"
    send_all(agency)
    assert {each.record_id: each.expunged for each in agency.journal.sample(10)} == {"r1": True, "r2": False}


def test_the_same_record_twice_in_one_run_with_other_content_is_not_a_correction(agency: Agency, hub: FeedHub) -> None:
    agency.feed.counts.row(7, 1)
    agency.feed.counts.row(8, 1)
    agency.feed.offer(draft("r1", row=7))
    agency.feed.offer(draft("r1", "other", row=8))
    send_all(agency)
    assert [finding.kind for finding in agency.findings] == ["key-twice"]
    assert agency.findings[0].row == 8
    summary = agency.feed.counts.summary()
    assert (summary.rows, summary.accepted, summary.rejected) == (2, 1, 1)
    assert hub.count() == 1


def test_twice_is_also_seen_after_the_first_was_answered(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    agency.feed.offer(draft("r1", "other"))
    send_all(agency)
    assert hub.count() == 1
    assert [finding.kind for finding in agency.findings] == ["key-twice"]


def test_the_same_record_twice_with_the_same_content_is_unchanged(agency: Agency, hub: FeedHub) -> None:
    agency.feed.counts.row(1, 2)
    agency.feed.offer(draft("r1", row=1))
    agency.feed.offer(draft("r1", row=1))
    send_all(agency)
    summary = agency.feed.counts.summary()
    assert (summary.versions_accepted, summary.versions_unchanged) == (1, 1)
    assert agency.findings == []


def test_a_page_holds_five_hundred_versions(agency: Agency, hub: FeedHub) -> None:
    for number in range(MAX_VERSIONS + 1):
        agency.feed.offer(draft(f"r{number}"))
    assert agency.journal.count_pending() == 1
    send_all(agency)
    assert hub.head()[0] == 2
    assert hub.count() == MAX_VERSIONS + 1


def test_a_page_stays_within_a_mebibyte(agency: Agency, hub: FeedHub) -> None:
    for number in range(5):
        agency.feed.offer(draft(f"r{number}", "x" * 300_000))
    send_all(agency)
    assert hub.head()[0] == 2
    sizes = [len(body) for bodies in hub.bodies.values() for body in bodies]
    assert max(sizes) < MAX_BYTES + 4096


def test_a_version_that_no_page_can_hold_is_an_error(agency: Agency) -> None:
    with pytest.raises(ValueError, match="larger than a page"):
        agency.feed.offer(draft("r1", "x" * MAX_BYTES))


def test_too_many_pages_without_an_answer_are_refused(agency: Agency) -> None:
    for number in range(PAGES_UNDER_WAY):
        agency.feed.offer(draft(f"r{number}"))
        agency.feed.cut()
    agency.feed.offer(draft("one more"))
    with pytest.raises(FeedFull):
        agency.feed.cut()


def test_pages_form_one_chain(agency: Agency, hub: FeedHub) -> None:
    for number in range(3):
        agency.feed.offer(draft(f"r{number}"))
        send_all(agency)
        agency.crash()
    assert hub.head()[0] == 3


def test_an_empty_page_is_never_cut(agency: Agency, hub: FeedHub) -> None:
    send_all(agency)
    assert hub.calls == 0


def test_a_refused_version_is_told_and_can_come_again(agency: Agency, hub: FeedHub) -> None:
    hub.refuses = lambda version: version.record_id == "r2"
    agency.feed.counts.row(4, 1)
    for number in (1, 2, 3):
        agency.feed.offer(draft(f"r{number}", row=4 if number == 2 else 0))
    send_all(agency)
    (finding,) = agency.findings
    assert (finding.kind, finding.record_id, finding.rule, finding.row) == ("refused", "r2", "told-to", 4)
    assert agency.feed.counts.summary().refused == 1
    assert agency.journal.held("r2") is None
    hub.refuses = lambda version: False
    agency.crash()
    agency.feed.offer(draft("r2"))
    send_all(agency)
    assert RecordVersion.FromString(hub.versions("r2")[0]).version == 1


def test_a_refused_correction_leaves_the_version_before(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    held = agency.journal.held("r1")
    hub.refuses = lambda version: True
    agency.crash()
    agency.feed.offer(draft("r1", "bad"))
    send_all(agency)
    assert agency.journal.held("r1") == held


@pytest.mark.parametrize(
    "fault", ["request-lost", "answer-lost", "TOO_BUSY", "AUDIT_UNAVAILABLE", "STORAGE_UNAVAILABLE"]
)
def test_a_page_is_sent_again_with_the_same_bytes(agency: Agency, hub: FeedHub, fault: str) -> None:
    hub.faults.extend([fault, fault])
    agency.feed.offer(draft("r1"))
    send_all(agency)
    assert hub.calls == 3
    assert hub.count() == 1
    assert all(len(bodies) == 1 for bodies in hub.bodies.values())


def test_patience_ends(agency: Agency, hub: FeedHub) -> None:
    hub.faults.extend(["answer-lost"] * 5)
    agency.feed.offer(draft("r1"))
    agency.feed.cut()
    with pytest.raises(Unproven):
        asyncio.run(agency.feed.submit(hub.send))
    assert hub.calls == 5
    asyncio.run(agency.feed.submit(hub.send))
    assert hub.count() == 1


def test_a_refused_page_waits(agency: Agency, hub: FeedHub) -> None:
    hub.faults.append("PAGE_INVALID")
    agency.feed.offer(draft("r1"))
    agency.feed.cut()
    with pytest.raises(Refusal):
        asyncio.run(agency.feed.submit(hub.send))
    assert hub.calls == 1
    assert agency.journal.count_pending() == 1


def test_abandoned_pages_are_as_if_never_cut(agency: Agency, hub: FeedHub) -> None:
    agency.feed.offer(draft("r1"))
    send_all(agency)
    agency.feed.offer(draft("r2"))
    agency.feed.cut()
    agency.feed.offer(draft("r3"))
    assert agency.feed.abandon() == 1
    agency.crash()
    agency.feed.offer(draft("r2"))
    send_all(agency)
    assert hub.head()[0] == 2
    assert set(hub.latest()) == {"r1", "r2"}


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff",
        SubmitPageResponse(accepted=2, page_number=1).SerializeToString(),
        SubmitPageResponse(accepted=1, page_number=2).SerializeToString(),
        SubmitPageResponse(accepted=1, page_number=1, chain_sha256=bytes(32)).SerializeToString(),
        SubmitPageResponse(refused=[{"index": 1}], page_number=1).SerializeToString(),
        SubmitPageResponse(refused=[{"index": 0}, {"index": 0}], page_number=1).SerializeToString(),
    ],
)
def test_an_answer_that_does_not_fit_takes_nothing_over(agency: Agency, answer: bytes) -> None:
    async def odd(body: bytes, request_id: str) -> bytes:
        return answer

    agency.feed.offer(draft("r1"))
    agency.feed.cut()
    with pytest.raises(FeedBroken):
        asyncio.run(agency.feed.submit(odd))
    assert agency.journal.count_pending() == 1


def test_flags_are_passed_on_with_their_row(agency: Agency, hub: FeedHub) -> None:
    async def flagging(body: bytes, request_id: str) -> bytes:
        answer = SubmitPageResponse.FromString(await hub.send(body, request_id))
        for record_id in ("r1", "of-another-page"):
            name = f"agencies/{AGENCY}/records/{record_id}/versions/1"
            answer.flags.add(rule="production-after-24h", version=name, text="late")
        return answer.SerializeToString()

    agency.feed.offer(draft("r1", row=12))
    agency.feed.cut()
    asyncio.run(agency.feed.submit(flagging))
    found = [(finding.kind, finding.row, finding.record_id, finding.rule) for finding in agency.findings]
    assert found == [("flag", 12, "r1", "production-after-24h"), ("flag", 0, "of-another-page", "production-after-24h")]


def test_request_ids_never_repeat(agency: Agency, hub: FeedHub) -> None:
    for number in range(3):
        agency.feed.offer(draft(f"r{number}"))
        agency.feed.cut()
    asyncio.run(agency.feed.submit(hub.send))
    assert len(hub.bodies) == 3
    for request_id, (body,) in hub.bodies.items():
        assert SubmitPageRequest.FromString(body).request_id == request_id


@pytest.mark.parametrize(
    "content",
    [b"\xff\xff", RecordVersion(agency="pk.customs", record_id="r1").SerializeToString(), draft("r2").content],
)
def test_a_draft_of_something_else_is_an_error(content: bytes) -> None:
    with pytest.raises(ValueError, match="draft"):
        version_bytes(AGENCY, Draft("r1", content), None)


def test_version_bytes_are_canonical() -> None:
    held = Held(3, b"\x01" * 32, b"")
    raw = version_bytes(AGENCY, draft("r1"), held)
    assert RecordVersion.FromString(raw).SerializeToString(deterministic=True) == raw
    assert RecordVersion.FromString(raw).version == 4
