"""A whole file: read, sent, added up; the same file twice adds nothing; a run that stops goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.client.contribute import RowRead, contribute
from services.client.errors import JournalBehind, Refusal, Unproven
from services.client.import_summary import Summary
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import Agency, draft


def file(rows: int, note: str = "first", bad: int = 0) -> Iterator[RowRead]:
    """Rows of three records each, every ``bad``-th in the reject file."""
    for number in range(1, rows + 1):
        if bad and number % bad == 0:
            yield RowRead(number, (), rejected=True)
        else:
            yield RowRead(number, [draft(f"r{number}-{part}", note, number) for part in range(3)])


def run(agency: Agency, rows: Iterator[RowRead]) -> Summary:
    return asyncio.run(contribute(agency.feed, rows, agency.hub.send))


def test_rows_add_up(agency: Agency, hub: FeedHub) -> None:
    summary = run(agency, file(700, bad=10))
    assert (summary.rows, summary.accepted, summary.rejected, summary.refused) == (700, 630, 70, 0)
    assert summary.versions_accepted == hub.count() == 1890
    assert summary.pages == hub.head()[0] == 4


def test_the_same_file_twice_adds_nothing(agency: Agency, hub: FeedHub) -> None:
    run(agency, file(400))
    count, head = hub.count(), hub.head()
    agency.crash()
    summary = run(agency, file(400))
    assert (summary.rows, summary.unchanged, summary.accepted) == (400, 400, 0)
    assert (hub.count(), hub.head()) == (count, head)


def test_a_changed_file_corrects(agency: Agency, hub: FeedHub) -> None:
    run(agency, file(10))
    agency.crash()
    summary = run(agency, file(10, "second"))
    assert (summary.accepted, summary.unchanged) == (10, 0)
    assert {version.version for version in hub.latest().values()} == {2}


def test_an_empty_file(agency: Agency, hub: FeedHub) -> None:
    summary = run(agency, file(0))
    assert (summary.rows, summary.pages, hub.calls) == (0, 0, 0)


def test_a_refused_version_makes_its_row_refused(agency: Agency, hub: FeedHub) -> None:
    hub.refuses = lambda version: version.record_id == "r3-1"
    summary = run(agency, file(5))
    assert (summary.accepted, summary.refused, summary.versions_accepted) == (4, 1, 14)


def test_a_record_in_two_rows_with_other_content_rejects_the_second(agency: Agency, hub: FeedHub) -> None:
    rows = [RowRead(1, [draft("same", "one", 1)]), RowRead(2, [draft("same", "two", 2)])]
    summary = run(agency, iter(rows))
    assert (summary.rows, summary.accepted, summary.rejected) == (2, 1, 1)
    assert hub.latest()["same"].party.note == "one"


@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_a_run_that_stops_goes_on_without_loss_or_doubling(agency: Agency, hub: FeedHub, stop_at: int) -> None:
    hub.faults.extend([""] * (stop_at - 1) + ["answer-lost"] * 5)
    with pytest.raises(Unproven):
        run(agency, file(700))
    agency.crash()
    summary = run(agency, file(700))
    assert summary.rows == summary.accepted + summary.unchanged == 700
    assert hub.count() == 2100


def test_a_refusal_of_the_call_stops_the_run(agency: Agency, hub: FeedHub) -> None:
    hub.faults.append("POLICY_DENIED")
    with pytest.raises(Refusal):
        run(agency, file(10))
    assert hub.count() == 0


def test_a_reader_that_fails_leaves_a_feed_that_goes_on(agency: Agency, hub: FeedHub) -> None:
    def broken() -> Iterator[RowRead]:
        yield from file(400)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        run(agency, broken())
    agency.crash()
    summary = run(agency, file(400))
    assert summary.rows == 400
    assert hub.count() == 1200


def test_without_its_journal_an_agency_cannot_pretend_to_start_anew(tmp_path: Path, hub: FeedHub) -> None:
    first = Agency(tmp_path / "one", hub)
    run(first, file(5))
    first.journal.close()
    second = Agency(tmp_path / "two", hub)
    with pytest.raises(JournalBehind) as behind:
        run(second, file(5))
    assert (behind.value.page, behind.value.held) == (0, hub.head()[0])
    second.journal.close()
