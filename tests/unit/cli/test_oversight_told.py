"""`rabta oversight refusals`, `withheld`, `crossings` and `rabta token report`: what is asked, checked, counted and shown."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.entry_pb2 import Withheld
from rabta.exchange.v1.check_service_pb2 import CountCrossingsRequest, CountCrossingsResponse, PostDay
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.client.refusals import METHOD
from services.edge.call import Call
from services.listing import withheld
from services.listing.crossings import ALL_POSTS
from services.listing.issuers import OFFICERS
from services.signing.refusals import Counted, day_of, digest_of, parse_day
from services.signing.refusals_folder import RefusalsFolder
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.fakes.refusals import chain
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import COUNT, FIND, rabta, refuses

CASE = ("--case", "REVIEW:2026/1")
REFUSALS, WITHHELD = FIND.replace("FindReads", "FindRefusals"), FIND.replace("FindReads", "FindWithheld")
FIRST = date(2026, 1, 1)
FIR = "FIR:PB/LAHORE/ICHHRA/{}/2024"


def days(desk: HubThread, number: int, *rows: Counted, agency: str = live.FIA) -> list[SignedRefusals]:
    facts = {
        "federation_id": live.registry(desk.files).federation_id,
        "agency": agency,
        "audience": desk.files.hub_id,
    }
    return chain(key_of(desk.files, agency, "token"), FIRST, number, rows, **facts)


def told(statements: list[SignedRefusals]) -> list[pb.ToldRefusals]:
    found = []
    for signed in statements:
        said, digest = parse_day(signed.payload), digest_of(signed.payload)
        found.append(
            pb.ToldRefusals(statement=signed, agency=said.agency, number=said.number, day=said.day, sha256=digest)
        )
    return found


class Hub:
    """Hands out statements, two a page."""

    def __init__(self, found: list[pb.ToldRefusals], *standings: pb.RefusalStanding) -> None:
        self.found, self.standings = found, standings
        self.asked: list[pb.FindRefusalsRequest] = []

    async def body(self, _call: Call, raw: bytes) -> bytes:
        request = pb.FindRefusalsRequest.FromString(raw)
        self.asked.append(request)
        start = int(request.page_token or 0)
        more = str(start + 2) if start + 2 < len(self.found) else ""
        page = self.found[start : start + 2]
        return pb.FindRefusalsResponse(told=page, next_page_token=more, standings=self.standings).SerializeToString()


def ask(desk: HubThread, *words: object, **options: Any) -> Any:
    return rabta("oversight", *words, "--profile", desk.profile(live.OVERSIGHT), *CASE, **options)


def part(out: str, title: str) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(out[1:])))
    start = rows.index([title]) + 1
    return rows[start : next((n for n in range(start, len(rows)) if not rows[n]), len(rows))]


def test_officers_are_ranked_by_refusals_over_all_pages(hub_desk: HubThread) -> None:
    rows = [
        Counted("", "form", "", False, 90),
        *(Counted("fia-2", "case", FIR.format(number), False, 2) for number in range(4)),
        Counted("fia-1", "fit", "", False, 3),
        Counted("fia-2", "officer", "", False, 1),
    ]
    found = told(days(hub_desk, 3, *rows))
    hub = Hub(
        found, pb.RefusalStanding(agency="pk.fia", number=3, last_day="2026-01-03", missing=2, altered=1, late=True)
    )
    hub_desk.hub.bodies[REFUSALS] = hub.body
    out = ask(hub_desk, "refusals", "--output", "csv").stdout
    officers = part(out, "Refused by their issuer")
    assert officers[0] == list(OFFICERS)
    assert officers[1:4] == [
        ["pk.fia", "fia-2", "27", "4", "3", "case 24, officer 3"],
        ["pk.fia", "fia-1", "9", "0", "3", "fit 9"],
        ["pk.fia", "", "270", "0", "3", "form 270"],
    ]
    issuers = part(out, "Issuers")
    assert issuers[1] == ["pk.fia", "2026-01-03", "3", "2", "1", "late", found[-1].sha256.hex()]
    assert [request.page_token for request in hub.asked] == ["", "2"]


def test_an_issuer_that_never_told_stands_there(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[REFUSALS] = Hub([], pb.RefusalStanding(agency="pk.prisons", late=True)).body
    assert part(ask(hub_desk, "refusals", "--output", "csv").stdout, "Issuers")[1][:6] == [
        "pk.prisons", "never", "0", "0", "0", "late",
    ]  # fmt: skip
    assert "never" in ask(hub_desk, "refusals").stdout


def test_agency_and_days_travel_as_they_are_meant(hub_desk: HubThread) -> None:
    hub = Hub([])
    hub_desk.hub.bodies[REFUSALS] = hub.body
    ask(hub_desk, "refusals", "--agency", "pk.fia", "--from", "2026-01-02", "--to", "2026-01-03")
    (request,) = hub.asked
    assert (request.agency, request.from_day, request.to_day) == ("pk.fia", "2026-01-02", "2026-01-03")


def test_a_hub_that_leaves_one_out_is_not_believed(hub_desk: HubThread) -> None:
    found = told(days(hub_desk, 3))
    del found[1]
    hub_desk.hub.bodies[REFUSALS] = Hub(found).body
    result = ask(hub_desk, "refusals", code=1)
    assert "left out" in result.stderr
    assert "pk.fia" not in result.stdout


def test_json_has_every_day_and_each_issuer(hub_desk: HubThread) -> None:
    row = Counted("fia-1", "case", FIR.format(1), False, 3)
    hub_desk.hub.bodies[REFUSALS] = Hub(told(days(hub_desk, 2, row)), pb.RefusalStanding(agency="pk.fia")).body
    said = json.loads(ask(hub_desk, "refusals", "--output", "json").stdout)
    assert [one["day"] for one in said["days"]] == ["2026-01-01", "2026-01-02"]
    assert said["days"][0]["counts"][0]["case_reference"] == FIR.format(1)
    assert [one["agency"] for one in said["issuers"]] == ["pk.fia"]


def call(index: int, officer: str = "fia-1", agency: str = "pk.fia", *parts: tuple[str, str, int]) -> pb.WithheldCall:
    return pb.WithheldCall(
        index=index,
        time_ms=1_700_000_000_000 + index,
        agency=agency,
        officer=officer,
        method="/rabta.records.v1.RecordsService/GetHistory",
        purpose="INVESTIGATE_CASE",
        query_class="HISTORY",
        withheld=[Withheld(owner=owner, cause=cause, count=count) for owner, cause, count in parts],
    )


def test_what_was_withheld_is_counted_by_agency_purpose_cause_and_owner(hub_desk: HubThread) -> None:
    asked: list[pb.FindWithheldRequest] = []
    calls = [
        call(0, "fia-1", "pk.fia", ("pk.prisons", "juvenile", 1), ("pk.prisons", "sealed", 1)),
        call(1, "fia-2", "pk.fia", ("pk.prisons", "juvenile", 4)),
        call(2, "c-1", "pk.customs", ("pk.prisons", "juvenile", 2)),
    ]

    async def body(_call: Call, raw: bytes) -> bytes:
        request = pb.FindWithheldRequest.FromString(raw)
        asked.append(request)
        start = int(request.page_token or 0)
        more = str(start + 1) if start + 1 < len(calls) else ""
        page = pb.FindWithheldResponse(calls=calls[start : start + 1], next_page_token=more, seen_size=9, log_size=9)
        return page.SerializeToString()

    hub_desk.hub.bodies[WITHHELD] = body
    out = ask(hub_desk, "withheld", "--agency", "pk.fia", "--output", "csv").stdout
    rows = part(out, "Withheld")
    assert rows[0] == list(withheld.COLUMNS)
    assert rows[1:4] == [
        ["pk.fia", "INVESTIGATE_CASE", "juvenile", "pk.prisons", "5", "2", "2"],
        ["pk.customs", "INVESTIGATE_CASE", "juvenile", "pk.prisons", "2", "1", "1"],
        ["pk.fia", "INVESTIGATE_CASE", "sealed", "pk.prisons", "1", "1", "1"],
    ]
    assert len(asked) == 3
    assert {request.agency for request in asked} == {"pk.fia"}
    said = json.loads(ask(hub_desk, "withheld", "--output", "json").stdout)
    assert said["calls"][0]["withheld"][0]["cause"] == "juvenile"


def test_an_owner_is_denied_and_told_nothing(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[WITHHELD] = refuses("POLICY_DENIED")
    assert "POLICY_DENIED" in ask(hub_desk, "withheld", code=3).stderr


def post(agency: str, name: str, day: str, *figures: int) -> PostDay:
    crossings, unchecked, checks = figures
    return PostDay(agency=agency, post=name, day=day, crossings=crossings, unchecked=unchecked, checks=checks)


def set_posts(desk: HubThread, *days: PostDay) -> list[CountCrossingsRequest]:
    """What the hub tells of them, and what it is asked."""
    asked: list[CountCrossingsRequest] = []

    async def body(_call: Call, raw: bytes) -> bytes:
        asked.append(CountCrossingsRequest.FromString(raw))
        return CountCrossingsResponse(days=days).SerializeToString()

    desk.hub.bodies[COUNT] = body
    return asked


def test_posts_that_let_most_through_unchecked_stand_first(hub_desk: HubThread) -> None:
    days = [
        post("pk.customs", "TAFTAN", "2026-11-01", 40, 2, 38),
        post("pk.fia", "TORKHAM", "2026-11-02", 90, 31, 60),
        post("pk.fia", "", "2026-11-02", 0, 0, 3),
        PostDay(agency="pk.fia", day="2026-11-02", checks=2, added_up=12),
    ]
    asked = set_posts(hub_desk, *days)
    words = ("crossings", "--from", "2026-11-01", "--to", "2026-11-02")
    rows = part(ask(hub_desk, *words, "--output", "csv").stdout, "Crossings")
    assert rows[:5] == [
        list(ALL_POSTS),
        ["pk.fia", "TORKHAM", "2026-11-02", "90", "31", "60"],
        ["pk.customs", "TAFTAN", "2026-11-01", "40", "2", "38"],
        ["pk.fia", "no post named", "2026-11-02", "0", "0", "3"],
        ["pk.fia", "12 further posts", "2026-11-02", "0", "0", "2"],
    ]
    said = json.loads(ask(hub_desk, *words, "--output", "json").stdout)
    assert [one["agency"] for one in said["days"]] == ["pk.customs", "pk.fia", "pk.fia", "pk.fia"]
    assert [(each.from_day, each.to_day, len(each.checks)) for each in asked] == [("2026-11-01", "2026-11-02", 0)] * 2


def test_one_post_that_is_added_up_is_one(hub_desk: HubThread) -> None:
    set_posts(hub_desk, PostDay(agency="pk.fia", day="2026-11-02", checks=2, added_up=1))
    assert "1 further post " in ask(hub_desk, "crossings").stdout


def test_without_days_the_last_fourteen_are_asked_about(hub_desk: HubThread) -> None:
    asked = set_posts(hub_desk)
    assert "none" in ask(hub_desk, "crossings").stdout
    first, last = (date.fromisoformat(each) for each in (asked[0].from_day, asked[0].to_day))
    assert last - first == timedelta(days=13)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (("--from", "2026-01-01"), ("2026-01-01", "2026-01-14")),
        (("--to", "2026-01-14"), ("2026-01-01", "2026-01-14")),
        (("--from", "2026-01-10", "--to", "2026-01-11"), ("2026-01-10", "2026-01-11")),
        (("--from", "soon"), ("soon", "")),
        (("--to", "soon"), ("", "soon")),
    ],
)
def test_with_one_day_as_many_are_asked_about_as_the_hub_counts(
    hub_desk: HubThread, words: tuple[str, ...], days: tuple[str, str]
) -> None:
    """What is no day goes as it is: the hub names the field."""
    asked = set_posts(hub_desk)
    ask(hub_desk, "crossings", *words)
    assert [(each.from_day, each.to_day) for each in asked] == [days]


def test_from_some_days_ago_it_ends_today(hub_desk: HubThread) -> None:
    asked = set_posts(hub_desk)
    now = date.today()
    ask(hub_desk, "crossings", "--from", str(now - timedelta(days=3)))
    assert date.fromisoformat(asked[0].to_day) - now in (timedelta(0), timedelta(days=1))


def test_who_is_no_oversight_is_told_of_no_post(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[COUNT] = refuses("POLICY_DENIED")
    result = ask(hub_desk, "crossings", code=3)
    assert "POLICY_DENIED" in result.stderr
    assert "Crossings" not in result.stdout


def test_the_busiest_may_be_ranked_by_refusals(hub_desk: HubThread) -> None:
    def read(officer: str, reason: str = "") -> pb.Read:
        return pb.Read(agency="pk.fia", officer=officer, reason=reason)

    found = [read("fia-1")] * 5 + [read("fia-2", "CASE_NOT_YOURS")] * 2

    async def body(_call: Call, _raw: bytes) -> bytes:
        return pb.FindReadsResponse(reads=found, seen_size=1, log_size=1).SerializeToString()

    hub_desk.hub.bodies[FIND] = body

    def first(*words: str) -> str:
        return part(ask(hub_desk, "busiest", *words, "--output", "csv").stdout, "Busiest")[1][1]

    assert (first(), first("--refused")) == ("fia-1", "fia-2")


# -- bringing them


@pytest.fixture
def issuer(tmp_path: Path, hub_desk: HubThread) -> Path:
    tmp_path.chmod(0o700)
    folder = RefusalsFolder(tmp_path)
    last = day_of(live.now_ms()) - timedelta(days=1)
    assert last > FIRST
    for number, signed in enumerate(days(hub_desk, 2), 1):
        folder.put(number, signed)
    return tmp_path


def taking(seen: list[int]) -> Any:
    async def body(_call: Call, raw: bytes) -> bytes:
        payload = pb.SubmitRefusalsRequest.FromString(raw).statement.payload
        seen.append(parse_day(payload).number)
        return pb.SubmitRefusalsResponse(number=seen[-1], sha256=digest_of(payload)).SerializeToString()

    return body


def test_report_brings_what_waits_and_says_how_far(hub_desk: HubThread, issuer: Path) -> None:
    seen: list[int] = []
    hub_desk.hub.bodies[METHOD] = taking(seen)
    profile = hub_desk.profile()
    assert "brought 2, confirmed up to number 2" in rabta("token", "report", issuer, "--profile", profile).stderr
    assert "brought 0, confirmed up to number 2" in rabta("token", "report", issuer, "--profile", profile).stderr
    assert seen == [1, 2]


def test_report_says_why_it_was_refused(hub_desk: HubThread, issuer: Path) -> None:
    hub_desk.hub.bodies[METHOD] = refuses("STATEMENT_ALTERED")
    assert "STATEMENT_ALTERED" in rabta("token", "report", issuer, "--profile", hub_desk.profile(), code=3).stderr
    (issuer / "refusals" / "00000001.signed").chmod(0o644)
    assert "mode" in rabta("token", "report", issuer, "--profile", hub_desk.profile(), code=1).stderr
    assert RefusalsFolder(issuer).sent() == 0
