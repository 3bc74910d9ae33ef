"""Another officer on a case is a new version and no correction; what was corrected once stays so."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from rabta.records.v1.case_pb2 import CaseFile
from rabta.records.v1.record_pb2 import RECORD_KIND_CASE_FILE, RecordStatus, RecordVersion

from services.client.drafts import Draft
from services.client.store.feed_journal import Journal
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import AGENCY, TERMS, Agency


def case_file(officer: str, place: str = "Ichhra", rank: str = "SUB_INSPECTOR") -> Draft:
    body = CaseFile(place=place, officers=[officer], investigator_rank=rank)
    version = RecordVersion(agency=AGENCY, record_id="r1", kind=RECORD_KIND_CASE_FILE, case_file=body)
    return Draft("r1", version.SerializeToString(deterministic=True), 0)


def told(agency: Agency, hub: FeedHub, *drafts: Draft) -> list[str]:
    """Status of each version that an agency sends, a run each."""
    for one in drafts:
        agency.feed.offer(one)
        agency.feed.cut()
        asyncio.run(agency.feed.submit(agency.hub.send))
        agency.crash()
    return [
        RecordStatus.Name(RecordVersion.FromString(raw).status).removeprefix("RECORD_STATUS_")
        for raw in hub.versions("r1")
    ]


@pytest.mark.parametrize(
    ("drafts", "statuses"),
    [
        ([case_file("pb-1"), case_file("pb-2")], ["ACTIVE", "ACTIVE"]),
        ([case_file("pb-1"), case_file("pb-1", rank="INSPECTOR")], ["ACTIVE", "ACTIVE"]),
        ([case_file("pb-1"), case_file("pb-1", "Gulberg")], ["ACTIVE", "CORRECTED"]),
        ([case_file("pb-1"), case_file("pb-2", "Gulberg")], ["ACTIVE", "CORRECTED"]),
        ([case_file("pb-1"), case_file("pb-2"), case_file("pb-2", "Gulberg")], ["ACTIVE", "ACTIVE", "CORRECTED"]),
        (
            [case_file("pb-1"), case_file("pb-1", "Gulberg"), case_file("pb-2", "Gulberg")],
            ["ACTIVE", "CORRECTED", "CORRECTED"],
        ),
        ([case_file("pb-1"), case_file("pb-1")], ["ACTIVE"]),
    ],
)
def test_only_other_facts_are_a_correction(
    agency: Agency, hub: FeedHub, drafts: list[Draft], statuses: list[str]
) -> None:
    assert told(agency, hub, *drafts) == statuses


def test_before_the_answer_too(agency: Agency, hub: FeedHub) -> None:
    """Two runs whose pages both wait: the second compares with what the first is about to have held."""
    agency.feed.offer(case_file("pb-1"))
    agency.feed.cut()
    agency.crash()
    assert told(agency, hub, case_file("pb-2")) == ["ACTIVE", "ACTIVE"]


def test_a_journal_of_before_goes_on(agency: Agency, hub: FeedHub) -> None:
    """It does not know what it held apart from the officers: what is said again is a correction, as it was."""
    assert told(agency, hub, case_file("pb-1")) == ["ACTIVE"]
    agency.journal.close()
    with sqlite3.connect(agency.folder / "feed.db") as db:
        for table in ("record", "pending"):
            for column in ("facts_sha256", "corrected"):
                db.execute(f"alter table {table} drop column {column}")
    db.close()
    Journal(agency.folder / "feed.db", TERMS).close()
    agency.start()
    assert told(agency, hub, case_file("pb-2"), case_file("pb-3")) == ["ACTIVE", "CORRECTED", "CORRECTED"]
