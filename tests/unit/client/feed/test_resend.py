"""A hub that was restored from a backup gets again what it lost: the same bytes where they hold, signed anew where not."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest
from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RecordVersion

from services.client.contribute import RowRead, contribute
from services.client.drafts import Draft
from services.client.errors import JournalBehind, JournalShort, Refusal
from services.client.feed import Feed
from services.signing.es256 import PrivateKey
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import AGENCY, NOW, TERMS, Agency, draft


def sent(agency: Agency, *drafts: Draft) -> None:
    """One page, in a run of its own."""
    agency.crash()
    for each in drafts:
        agency.feed.offer(each)
    agency.feed.cut()
    asyncio.run(agency.feed.submit(agency.hub.send))


def resent(agency: Agency) -> int:
    agency.crash()
    return asyncio.run(agency.feed.resend(agency.hub.send))


def gone(record_id: str) -> Draft:
    version = RecordVersion(agency=AGENCY, record_id=record_id, status=RECORD_STATUS_EXPUNGED)
    return Draft(record_id, version.SerializeToString(deterministic=True))


def pages(hub: FeedHub) -> list[tuple[int, bytes]]:
    return list(hub.db.execute("select number, sha256 from page order by number"))


@pytest.fixture
def whole(agency: Agency, hub: FeedHub) -> list[tuple[int, bytes]]:
    """Five pages, of which two correct what the one before said; the hub's pages."""
    sent(agency, draft("r1"), draft("r2"))
    sent(agency, draft("r1", "second"), draft("r3"))
    sent(agency, draft("r1", "third"))
    sent(agency, draft("r4"), draft("r5"))
    sent(agency, draft("r4", "second"))
    return pages(hub)


@pytest.mark.parametrize("page", range(5))
def test_what_a_hub_lost_comes_again_with_the_bytes_it_had(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]], page: int
) -> None:
    before = hub.latest()
    hub.back_to(page)
    assert resent(agency) == 5 - page
    assert (pages(hub), hub.latest()) == (whole, before)
    assert agency.findings == []
    assert resent(agency) == 1, "the last page alone, to ask where the hub stands"
    assert agency.feed.resent == 0


def test_a_hub_that_lost_nothing_gets_nothing(agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]) -> None:
    assert resent(agency) == 1
    assert (pages(hub), agency.feed.resent) == (whole, 0)


def test_an_agency_that_sent_nothing_has_nothing_to_send_again(agency: Agency, hub: FeedHub) -> None:
    assert resent(agency) == 0
    assert hub.calls == 0


def test_the_next_import_sends_what_is_missing_and_then_its_own(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    hub.back_to(2)
    agency.crash()
    rows = [RowRead(1, [draft("r6", "new", 1)]), RowRead(2, [draft("r5", "first", 2)])]
    summary = asyncio.run(contribute(agency.feed, rows, hub.send))
    assert (summary.accepted, summary.unchanged, agency.feed.resent) == (1, 1, 3)
    assert pages(hub)[:5] == whole
    assert set(hub.latest()) == {f"r{number}" for number in range(1, 7)}


def test_pages_that_waited_follow_what_is_sent_again(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    agency.feed.offer(draft("r7"))
    agency.feed.cut()
    hub.back_to(4)
    assert resent(agency) == 3, "page 6 finds the place, then 5 and 6; the last page is asked about once more"
    assert pages(hub)[:5] == whole
    assert hub.head()[0] == 6
    assert agency.journal.held("r7") is not None


def test_with_another_page_key_the_missing_pages_are_signed_anew(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    before = hub.latest()
    hub.back_to(3)
    key = PrivateKey.generate()
    agency.feed = Feed(agency.journal, TERMS, key, lambda: NOW, note=agency.findings.append, patience_s=0)
    hub.key = key.public()
    agency.feed.offer(draft("r9"))
    agency.feed.cut()
    asyncio.run(agency.feed.submit(hub.send))
    assert agency.feed.resent == 2
    assert {name: said for name, said in hub.latest().items() if name != "r9"} == before
    assert [a == b for a, b in zip(pages(hub), whole, strict=False)] == [True] * 3 + [False] * 2


def test_what_was_expunged_since_goes_out_as_expunged_alone(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    """Of r1 the restored hub holds the first version; its second and third are gone from the journal too."""
    sent(agency, gone("r1"))
    sent(agency, draft("r8"))
    for file in agency.folder.iterdir():
        assert b"third" not in file.read_bytes(), "erased"
    hub.back_to(1)
    assert resent(agency) == 6
    first, last = (RecordVersion.FromString(raw) for raw in hub.versions("r1"))
    assert (first.version, last.version, last.status) == (1, 2, RECORD_STATUS_EXPUNGED)
    assert not last.HasField("party")
    assert hub.head()[0] == 7, "under the numbers that the log knows"
    assert set(hub.latest()) == {"r1", "r2", "r3", "r4", "r5", "r8"}
    assert agency.findings == []
    held = agency.journal.held("r1")
    assert (held and held.version, held and held.pending) == (2, False)


def test_what_the_hub_never_held_of_an_expunged_record_stays_away(agency: Agency, hub: FeedHub) -> None:
    sent(agency, draft("r0"))
    sent(agency, draft("r1", "secret"))
    sent(agency, gone("r1"))
    hub.back_to(1)
    assert resent(agency) == 2
    (only,) = hub.versions("r1")
    assert RecordVersion.FromString(only).status == RECORD_STATUS_EXPUNGED
    hub.back_to(1)
    assert resent(agency) == 2, "as often as it is needed"


def test_what_the_hub_refuses_this_time_is_offered_again(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    hub.back_to(3)
    hub.refuses = lambda version: version.record_id == "r4"
    assert resent(agency) == 2
    assert [(found.record_id, found.rule) for found in agency.findings] == [("r4", "told-to"), ("r4", "version-order")]
    assert agency.journal.held("r4") is None
    hub.refuses = lambda version: False
    sent(agency, draft("r4", "second"))
    assert hub.latest()["r4"].party.note == "second"


def test_a_journal_from_before_bytes_were_kept_names_the_page_that_is_gone(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    agency.journal.close()
    with closing(sqlite3.connect(agency.folder / "feed.db", isolation_level=None)) as db:
        db.execute("delete from sent where number <= 3")
        db.execute("delete from sent_line where page <= 3")
    agency.start()
    hub.back_to(2)
    with pytest.raises(JournalShort) as short:
        asyncio.run(agency.feed.resend(hub.send))
    assert short.value.page == 3
    assert [page.number for page in agency.journal.pending(0, 9)] == [5], "only the page that was asked about waits"
    assert agency.journal.held("r3") is not None


def test_another_past_at_the_hub_is_never_written_over(
    agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]
) -> None:
    hub.back_to(3)
    hub.db.execute("update page set sha256 = ? where number = 3", (bytes(32),))
    with pytest.raises(Refusal) as refused:
        resent(agency)
    assert refused.value.broken[0].rule == "page-chain"
    assert hub.head()[0] == 3


def test_a_journal_older_than_the_hub_is_told_so(agency: Agency, hub: FeedHub, whole: list[tuple[int, bytes]]) -> None:
    agency.journal.close()
    with closing(sqlite3.connect(agency.folder / "feed.db", isolation_level=None)) as db:
        for table, column in (("page", "number"), ("sent", "number"), ("sent_line", "page")):
            db.execute(f"delete from {table} where {column} > 3")
    agency.start()
    agency.feed.offer(draft("r9"))
    agency.feed.cut()
    with pytest.raises(JournalBehind, match="up to 5, the journal up to 3"):
        asyncio.run(agency.feed.submit(hub.send))
    assert agency.feed.resent == 0
