"""`rabta oversight`: what is asked for, every page of it, and how it is shown."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse, Read, YearlyReads

from services.cli import oversight_asked
from services.edge.call import Call
from services.listing import reads as listing
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import FIND, rabta

CASE = ("--case", "REVIEW:2026/1")
SELECTOR = b"s" * 32


def read(officer: str, index: int, **more: Any) -> Read:
    facts: dict[str, Any] = {
        "index": index,
        "time_ms": 1_700_000_000_000 + index,
        "agency": "pk.fia",
        "officer": officer,
        "method": "/rabta.records.v1.RecordsService/GetHistory",
        "purpose": "INVESTIGATE_CASE",
        "legal_basis": "CRPC_CASE",
        "case_reference": f"FIR:{index % 2}",
        "records": [f"agencies/pk.prisons/records/r{index}/versions/1"],
        **more,
    }
    return Read(**facts)


class Log:
    """Answers page by page; the last of ``sizes`` stays."""

    def __init__(self, found: list[Read], size: int = 2, sizes: list[tuple[int, int]] | None = None) -> None:
        self.found, self.size, self.sizes = found, size, sizes or [(9, 9)]
        self.asked: list[FindReadsRequest] = []
        self.years: list[YearlyReads] = []

    async def body(self, _call: Call, raw: bytes) -> bytes:
        request = FindReadsRequest.FromString(raw)
        self.asked.append(request)
        start = int(request.page_token or 0)
        seen, size = self.sizes[0] if len(self.sizes) == 1 else self.sizes.pop(0)
        more = str(start + self.size) if start + self.size < len(self.found) else ""
        page = self.found[start : start + self.size]
        answer = FindReadsResponse(reads=page, next_page_token=more, seen_size=seen, log_size=size, years=self.years)
        return answer.SerializeToString()


def ask(desk: HubThread, log: Log, *words: object, **options: Any) -> Any:
    desk.hub.bodies[FIND] = log.body
    return rabta("oversight", *words, "--profile", desk.profile(live.OVERSIGHT), *CASE, **options)


def test_reads_of_a_record_are_shown_whole_and_oldest_first(hub_desk: HubThread) -> None:
    log = Log([read("fia-1", number) for number in range(5)])
    out = ask(hub_desk, log, "reads", "--record", "agencies/pk.prisons/records/r1", "--output", "csv").stdout
    rows = list(csv.reader(io.StringIO(out[1:])))
    assert rows[0] == ["About", "reads of agencies/pk.prisons/records/r1"]
    assert [row[-1] for row in rows[rows.index(["Calls"]) + 2 :]] == ["0", "1", "2", "3", "4"]
    assert [request.page_token for request in log.asked] == ["", "2", "4"]
    assert {request.record for request in log.asked} == {"agencies/pk.prisons/records/r1"}
    (details, *_) = hub_desk.issuers[live.OVERSIGHT].asked
    assert (details["purpose"], details["query_class"]) == ("OVERSIGHT", "AUDIT")


def test_officer_selector_and_days_travel_as_they_are_meant(hub_desk: HubThread) -> None:
    log = Log([])
    ask(hub_desk, log, "reads", "--officer", "pk.fia/fia-1", "--from", "2024-05-01", "--to", "2024-05-01")
    ask(hub_desk, log, "reads", "--selector", SELECTOR.hex())
    first, second = log.asked
    assert first.officer == "pk.fia/fia-1"
    assert first.to_ms - first.from_ms == 24 * 3_600_000 - 1
    assert (second.selector, second.from_ms, second.to_ms) == (SELECTOR, 0, 0)
    assert "must be hex" in ask(hub_desk, log, "reads", "--selector", "xyz", code=2).stderr


def test_denials_ask_for_refusals_alone_and_name_the_reason(hub_desk: HubThread) -> None:
    log = Log([read("fia-1", 1, reason="CASE_NOT_YOURS", records=[])])
    assert "CASE_NOT_YOURS" in ask(hub_desk, log, "denials", "--output", "csv").stdout
    assert log.asked[0].refused


def test_the_busiest_are_counted_over_all_pages(hub_desk: HubThread) -> None:
    found = [
        read("fia-2", 0),
        *(read("fia-1", number) for number in range(1, 6)),
        read("fia-2", 7, reason="RATE_LIMITED"),
    ]
    out = ask(hub_desk, Log(found), "busiest", "--output", "csv").stdout
    rows = list(csv.reader(io.StringIO(out[1:])))
    below = rows[rows.index(["Busiest"]) + 1 :]
    assert below[0] == list(listing.BUSIEST)
    assert below[1:] == [["pk.fia", "fia-1", "5", "0", "5", "2"], ["pk.fia", "fia-2", "2", "1", "2", "2"]]


def test_a_sample_is_drawn_by_its_seed_which_is_told(hub_desk: HubThread) -> None:
    found = [read("fia-1", number) for number in range(9)]
    made = ask(hub_desk, Log(found), "sample", "--calls", "3", "--output", "csv")
    seed = made.stderr.partition("seed: ")[2].split()[0]

    def drawn(text: str) -> list[str]:
        rows = list(csv.reader(io.StringIO(text[1:])))
        return [row[-1] for row in rows[rows.index(["Calls"]) + 2 :]]

    again = ask(hub_desk, Log(found), "sample", "--calls", "3", "--seed", seed, "--output", "csv")
    assert drawn(again.stdout) == drawn(made.stdout) == [str(one.index) for one in listing.sampled(found, 3, seed)]
    assert len(drawn(made.stdout)) == 3


def test_an_agency_is_shown_what_others_read_as_one_count_a_year(hub_desk: HubThread) -> None:
    log = Log([read("fia-1", 0)])
    log.years = [YearlyReads(year=2025, kind="PARTY", calls=12)]
    rows = list(csv.reader(io.StringIO(ask(hub_desk, log, "reads", "--output", "csv").stdout)))
    assert ["year", "kind", "calls"] in rows
    assert ["2025", "PARTY", "12"] in rows
    said = json.loads(ask(hub_desk, log, "reads", "--output", "json").stdout)
    assert said["years"] == [{"year": 2025, "kind": "PARTY", "calls": 12}]


def test_json_has_times_of_one_zone(hub_desk: HubThread) -> None:
    said = json.loads(ask(hub_desk, Log([read("fia-1", 0)]), "reads", "--output", "json").stdout)
    assert said["reads"][0]["time"] == "2023-11-15T03:13:20.000+05:00"
    assert said["heading"]["purpose"] == "OVERSIGHT"


def test_a_log_that_was_not_looked_through_is_asked_again(hub_desk: HubThread) -> None:
    log = Log([read("fia-1", 0)], sizes=[(2, 9), (4, 9), (9, 9)])
    result = ask(hub_desk, log, "reads")
    assert "looked through 4 of 9 entries" in result.stderr
    assert len(log.asked) == 3
    assert result.stdout.count("GetHistory") == 1


def test_too_much_is_cut_and_said(hub_desk: HubThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oversight_asked, "MAX_ROWS", 4)
    log = Log([read("fia-1", number) for number in range(9)])
    result = ask(hub_desk, log, "reads", "--output", "json")
    assert "the first 4 calls" in result.stderr
    assert len(json.loads(result.stdout)["reads"]) == 4


def test_nothing_found_says_so(hub_desk: HubThread) -> None:
    assert ask(hub_desk, Log([]), "reads").stdout.endswith("\n\nnone\n")
