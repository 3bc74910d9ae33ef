"""A journal that was lost is made anew of what the hub holds, and the next import goes on as if it had not been."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest
from rabta.records.v1.case_pb2 import CaseFile
from rabta.records.v1.record_pb2 import (
    RECORD_KIND_CASE_FILE,
    RECORD_STATUS_EXPUNGED,
    RECORD_STATUS_WITHDRAWN,
    RecordStatus,
    RecordVersion,
)
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse

from services.client.contribute import RowRead, contribute
from services.client.drafts import Draft
from services.client.errors import JournalBehind, JournalDiffers, JournalShort, Refusal, Unproven
from services.client.rebuild import Fetch, Rebuilt, rebuild
from tests.fakes.feed_hub import FeedHub
from tests.fakes.feed_pages import FeedPages
from tests.unit.client.feed.agency import AGENCY, Agency, draft

TABLES = {
    "record": "select * from record order by id",
    "sent": "select number, altered, request from sent order by number",
    "sent_line": "select page, position, id, version, previous, content_sha256, facts_sha256, corrected from sent_line"
    " order by page, position",
    "page": "select number, sha256 from page order by number",
}


def told(record_id: str, status: RecordStatus, note: str = "") -> Draft:
    version = RecordVersion(agency=AGENCY, record_id=record_id, status=status, status_note=note)
    return Draft(record_id, version.SerializeToString(deterministic=True))


def file(record_id: str, officer: str) -> Draft:
    made = RecordVersion(
        agency=AGENCY, record_id=record_id, kind=RECORD_KIND_CASE_FILE, case_file=CaseFile(officers=[officer])
    )
    return Draft(record_id, made.SerializeToString(deterministic=True))


def sent(agency: Agency, *drafts: Draft) -> None:
    """One page, in a run of its own."""
    agency.crash()
    for each in drafts:
        agency.feed.offer(each)
    agency.feed.cut()
    asyncio.run(agency.feed.submit(agency.hub.send))


def lost(agency: Agency, kept: bytes = b"") -> None:
    """The journal is gone, or an older copy of it is put back."""
    agency.journal.close()
    for path in agency.folder.glob("feed.db*"):
        path.unlink()
    if kept:
        (agency.folder / "feed.db").write_bytes(kept)
        (agency.folder / "feed.db").chmod(0o600)
    agency.start()


def copied(agency: Agency) -> bytes:
    agency.journal.close()
    raw = (agency.folder / "feed.db").read_bytes()
    agency.start()
    return raw


def held(agency: Agency) -> dict[str, list[tuple[object, ...]]]:
    """What the journal holds, but for request ids."""
    agency.journal.close()
    try:
        with closing(sqlite3.connect(agency.folder / "feed.db")) as db:
            return {name: db.execute(statement).fetchall() for name, statement in TABLES.items()}
    finally:
        agency.start()


def rebuilt(agency: Agency, pages: FeedPages | None = None) -> Rebuilt:
    given = pages or FeedPages(agency.hub)
    return asyncio.run(rebuild(agency.journal, "records", given.page, lambda _page, _last: None))


def imported(agency: Agency, *drafts: Draft) -> tuple[int, int]:
    """Accepted and unchanged rows of an import of these."""
    agency.crash()
    rows = [RowRead(number, [replace(each, row=number)]) for number, each in enumerate(drafts, start=1)]
    summary = asyncio.run(contribute(agency.feed, rows, agency.hub.send))
    return summary.accepted, summary.unchanged


@pytest.fixture
def whole(agency: Agency) -> Agency:
    """Four pages: corrections, other officers, one withdrawn, more records in a page than the hub shows at once."""
    sent(agency, draft("r1"), draft("r2"), file("f1", "a"))
    sent(agency, draft("r1", "second"), file("f1", "b"), told("r2", RECORD_STATUS_WITHDRAWN, "in error"))
    sent(agency, *(draft(f"many-{number}") for number in range(450)))
    sent(agency, draft("r3"))
    return agency


class TestRebuilding:
    def test_the_journal_is_as_it_was(self, whole: Agency) -> None:
        before = held(whole)
        lost(whole)
        done = rebuilt(whole)
        after = held(whole)
        assert (done.last, done.pages, done.versions, done.withheld, done.short) == (4, 4, 457, {}, [])
        assert (done.missing, done.forgotten) == (set(), 0)
        for table in ("record", "sent_line", "page"):
            assert after[table] == before[table], table
        assert [row[:2] for row in after["sent"]] == [row[:2] for row in before["sent"]]

    def test_the_next_import_goes_on_as_if_nothing_was_lost(self, whole: Agency) -> None:
        lost(whole)
        with pytest.raises(JournalBehind, match="pages of this agency up to 4, the journal up to 0"):
            imported(whole, draft("r1", "second"), draft("r4"))
        done = rebuilt(whole)
        assert done.forgotten == 1, "the page that could not go out"
        assert imported(whole, draft("r1", "second"), draft("r3"), draft("r4")) == (1, 2)
        assert whole.hub.head()[0] == 5
        assert imported(whole, draft("r1", "third")) == (1, 0)
        assert whole.hub.latest()["r1"].version == 3
        assert whole.findings == []

    def test_a_hub_that_loses_pages_later_gets_them_as_they_were(self, whole: Agency, hub: FeedHub) -> None:
        before = hub.head(), hub.latest()
        lost(whole)
        rebuilt(whole)
        hub.back_to(1)
        whole.crash()
        assert asyncio.run(whole.feed.resend(hub.send)) == 3
        assert (hub.head(), hub.latest()) == before

    def test_an_older_copy_gets_what_it_lacks(self, agency: Agency) -> None:
        sent(agency, draft("r1"))
        old = copied(agency)
        sent(agency, draft("r1", "second"), draft("r2"))
        before = held(agency)["record"]
        lost(agency, old)
        assert rebuilt(agency).pages == 1
        assert held(agency)["record"] == before

    def test_once_more_brings_nothing(self, whole: Agency) -> None:
        before = held(whole)
        assert rebuilt(whole).pages == 0
        assert held(whole) == before

    def test_nothing_was_ever_sent(self, agency: Agency) -> None:
        assert rebuilt(agency) == Rebuilt(0)
        assert imported(agency, draft("r1")) == (1, 0)


class TestWaitingPages:
    def test_one_that_the_hub_took_is_no_longer_sent(self, whole: Agency, hub: FeedHub) -> None:
        hub.faults.extend(["answer-lost"] * 5)
        with pytest.raises(Unproven):
            sent(whole, draft("r5"))
        assert rebuilt(whole).forgotten == 0
        assert whole.journal.count_pending() == 0
        assert imported(whole, draft("r5")) == (0, 1)

    def test_those_behind_it_go_out(self, whole: Agency, hub: FeedHub) -> None:
        hub.faults.extend(["answer-lost"] * 5)
        with pytest.raises(Unproven):
            sent(whole, draft("r5"))
        whole.feed.offer(draft("r6"))
        whole.feed.cut()
        assert rebuilt(whole).forgotten == 0
        assert whole.journal.count_pending() == 1
        asyncio.run(whole.feed.submit(hub.send))
        assert hub.latest().keys() >= {"r5", "r6"}

    def test_where_there_is_nothing_to_bring_they_wait_on(self, whole: Agency) -> None:
        whole.feed.offer(draft("r5"))
        whole.feed.cut()
        assert rebuilt(whole).pages == 0
        assert whole.journal.count_pending() == 1


class TestNotAllComesBack:
    def test_what_is_expunged_stays_gone_and_the_chain_goes_on(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("r1"), draft("gone"))
        sent(agency, told("gone", RECORD_STATUS_EXPUNGED))
        digest = sha256(hub.versions("gone")[-1]).digest()
        lost(agency)
        done = rebuilt(agency, FeedPages(hub, expunged=["gone"]))
        assert (done.versions, done.withheld, done.short) == (1, {"gone": 2}, [1, 2])
        (found,) = [each for each in agency.journal.sample(9) if each.record_id == "gone"]
        assert (found.version, found.sha256, found.expunged) == (2, digest, True)
        assert imported(agency, draft("r1"), draft("r2")) == (1, 1)

    def test_a_sealed_record_s_next_version_follows_what_the_hub_holds(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("r1"), draft("sealed"))
        sent(agency, draft("sealed", "second"))
        lost(agency)
        assert rebuilt(agency, FeedPages(hub, sealed=["sealed"])).withheld == {"sealed": 2}
        assert [each.expunged for each in agency.journal.sample(9)] == [False, False]
        assert imported(agency, draft("sealed", "third")) == (1, 0)
        assert hub.latest()["sealed"].version == 3

    def test_pages_with_what_is_withheld_are_not_sent_again(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("r1"))
        sent(agency, draft("r2"), draft("sealed"))
        sent(agency, draft("r3"))
        lost(agency)
        assert rebuilt(agency, FeedPages(hub, sealed=["sealed"])).short == [2]
        hub.back_to(1)
        with pytest.raises(JournalShort, match="page 2"):
            imported(agency, draft("r4"))

    def test_a_page_of_which_some_was_refused_is_signed_anew_without_it(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("r1"))
        hub.refuses = lambda version: version.record_id == "bad"
        sent(agency, draft("bad"), draft("r2"))
        sent(agency, draft("r3"))
        before = hub.latest()
        lost(agency)
        done = rebuilt(agency)
        assert (done.versions, done.short) == (3, [])
        hub.back_to(1)
        assert imported(agency, draft("r4")) == (1, 0)
        assert {name: each for name, each in hub.latest().items() if name != "r4"} == before

    def test_a_page_of_which_all_was_refused_cannot_be_sent_again(self, agency: Agency, hub: FeedHub) -> None:
        hub.refuses = lambda version: version.record_id == "bad"
        sent(agency, draft("bad"))
        sent(agency, draft("r1"))
        lost(agency)
        done = rebuilt(agency)
        assert (done.pages, done.versions, done.short) == (2, 1, [1])

    def test_an_older_copy_forgets_the_bytes_of_what_was_expunged_since(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("gone", "a secret"), draft("r1"))
        sent(agency, draft("r2"))
        old = copied(agency)
        sent(agency, told("gone", RECORD_STATUS_EXPUNGED))
        lost(agency, old)
        rebuilt(agency, FeedPages(hub, expunged=["gone"]))
        found = held(agency)
        assert [row[0] for row in found["sent"]] == [2]
        assert {row[0] for row in found["sent_line"]} == {2}

    def test_a_version_that_is_in_no_page_is_named(self, agency: Agency, hub: FeedHub) -> None:
        sent(agency, draft("r1"), draft("r2"))
        sent(agency, draft("r1", "second"))
        sent(agency, draft("r1", "third"))
        hub.db.execute("delete from version where id = 'r1' and version = 2")
        lost(agency)
        done = rebuilt(agency)
        assert done.missing == {"r1"}
        assert imported(agency, draft("r2"), draft("r1", "third")) == (0, 2)


class TestFalseAnswers:
    @pytest.mark.parametrize("page", [1, 2, 4])
    def test_a_page_that_does_not_follow_the_one_before(self, whole: Agency, hub: FeedHub, page: int) -> None:
        """Page 3 is told in the place of another."""
        pages = FeedPages(hub)

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            asked = GetPageRequest()
            asked.CopyFrom(request)
            asked.page_number = 3 if request.page_number == page else request.page_number
            return await pages.page(asked)

        self.nothing_is_kept(whole, fetch, "page-chain")

    def test_parts_of_two_pages(self, whole: Agency, hub: FeedHub) -> None:
        pages = FeedPages(hub)

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            answer = await pages.page(request)
            if request.page_token:
                answer.page.header += b"x"
            return answer

        self.nothing_is_kept(whole, fetch, "page")

    @pytest.mark.parametrize("calls", [1, 1000])
    def test_a_part_that_is_told_again(self, whole: Agency, hub: FeedHub, calls: int) -> None:
        """Once, and without end."""
        pages, again = FeedPages(hub), [calls]

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            answer = await pages.page(GetPageRequest(page_number=request.page_number, page_size=request.page_size))
            answer.next_page_token = "more" if again[0] else ""
            again[0] = max(0, again[0] - 1)
            return answer

        self.nothing_is_kept(whole, fetch, "page")
        assert again[0] in (0, 1000 - 4), "a page of three versions has at most three parts"

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_version_that_does_not_follow_its_record_s_last(self, agency: Agency, hub: FeedHub, number: int) -> None:
        sent(agency, draft("r1"))
        sent(agency, draft("r1", "second"))
        sent(agency, draft("other"))
        pages = FeedPages(hub)

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            answer = await pages.page(request)
            if request.page_number == 1:
                said = RecordVersion.FromString(answer.versions[0].version)
                said.version, said.status_note = (2, "") if number == 3 else (1, "another")
                answer.versions[0].version = said.SerializeToString()
            return answer

        self.nothing_is_kept(agency, fetch, "version")

    def test_another_page_than_the_journal_s_last(self, whole: Agency, hub: FeedHub) -> None:
        before = held(whole)
        hub.db.execute("delete from page where number = 4")
        hub.db.execute("delete from version where page = 4")
        with pytest.raises(JournalDiffers, match="page 4 of the journal is not page 4 of the hub"):
            rebuilt(whole)
        assert held(whole) == before

    def test_a_hub_that_refuses_half_way(self, whole: Agency, hub: FeedHub) -> None:
        pages = FeedPages(hub)

        async def fetch(request: GetPageRequest) -> GetPageResponse:
            if request.page_number == 3:
                raise Refusal("RECORDS_BEHIND")
            return await pages.page(request)

        lost(whole)
        with pytest.raises(Refusal, match="RECORDS_BEHIND"):
            asyncio.run(rebuild(whole.journal, "records", fetch, lambda _page, _last: None))
        assert held(whole)["page"] == []

    def nothing_is_kept(self, agency: Agency, fetch: Fetch, step: str) -> None:
        lost(agency)
        with pytest.raises(Unproven) as refused:
            asyncio.run(rebuild(agency.journal, "records", fetch, lambda _page, _last: None))
        assert refused.value.step == step
        found = held(agency)
        assert (found["page"], found["record"], found["sent"]) == ([], [], [])
