"""The desk's pages, and who looked: what is asked of the hub, what is shown of it, and what goes out of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rabta.audit.v1 import audit_service_pb2 as audit
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as corrections
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as hits
from rabta.exchange.v1 import watch_service_pb2 as watches
from rabta.membership.v1.registry_pb2 import Desk
from rabta.records.v1 import claim_pb2 as claims
from rabta.records.v1 import direction_pb2 as directions

from services.console.pages.desk import ANSWERS, BECAUSE, DECISIONS, LISTS, RELEASES, URGENCIES
from services.draw.table_words import heading, title
from services.listing import claims as claim_rows
from services.listing import corrections as correction_rows
from services.listing import directions as direction_rows
from services.listing import hits as hit_rows
from services.listing import reads
from services.listing import watches as watch_rows
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.console.asked import answered, seen

SCRIPT = "<script>alert(1)</script>"
EXCHANGE, RECORDS, AUDIT = "/rabta.exchange.v1.", "/rabta.records.v1.", "/rabta.audit.v1."
LIST_HITS, ANSWER_HIT = f"{EXCHANGE}HitService/ListHitRequests", f"{EXCHANGE}HitService/AnswerHit"
DECIDE_RELEASE = f"{EXCHANGE}HitService/DecideRelease"
REQUEST_RELEASE = f"{EXCHANGE}HitService/RequestRelease"
LIST_CORRECTIONS = f"{EXCHANGE}CorrectionService/ListCorrections"
DECIDE_CORRECTION = f"{EXCHANGE}CorrectionService/DecideCorrection"
LIST_CLAIMS, FIND_READS = f"{RECORDS}RecordsService/ListClaims", f"{AUDIT}AuditService/FindReads"
LIST_DIRECTIONS = f"{RECORDS}RecordsService/ListDirections"
LIST_WATCHES, TOLD = f"{EXCHANGE}WatchService/ListWatches", f"{EXCHANGE}WatchService/ListAlerts"
METHODS = (
    LIST_HITS, ANSWER_HIT, DECIDE_RELEASE, LIST_CORRECTIONS, DECIDE_CORRECTION, LIST_CLAIMS, FIND_READS, LIST_WATCHES,
    TOLD, REQUEST_RELEASE, LIST_DIRECTIONS,
)  # fmt: skip
AT = 1_780_000_000_000


def asked_for(kind: hit.HitRequestKind, name: str = "h-1", text: str = "collector") -> hit.HitRequest:
    one = hit.HitRequest(
        id=name, kind=kind, record=f"agencies/{live.FIA}/records/x", state=hit.HIT_STATE_WAITING, due_ms=AT,
        desk=Desk(name=text, phone="042-1234567"), collector=text,
    )  # fmt: skip
    one.asker.agency, one.asker.officer, one.asker.case.key = live.PUNJAB, text, "PB/1/2024"
    return one


CONFIRMATION = asked_for(hit.HIT_REQUEST_KIND_CONFIRMATION)
RELEASE = asked_for(hit.HIT_REQUEST_KIND_RELEASE, "h-2")
CORRECTION = correction.Correction(
    id="c-1", record=f"agencies/{live.FIA}/records/x", state=correction.CORRECTION_STATE_WAITING, due_ms=AT,
    fields=[correction.FieldCorrection(path="subject.birth", problem=correction.FIELD_PROBLEM_WRONG, reads="1990")],
)  # fmt: skip
READ = audit.Read(
    index=42, time_ms=AT, agency=live.PUNJAB, officer="o-1", method=f"{RECORDS}RecordsService/GetHistory",
    purpose="INVESTIGATE_CASE", records=["agencies/pk.fia/records/x"],
)  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("desk")), (live.FIA,), METHODS) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    """An officer who keeps the agency's records up, and has said so."""
    hub.hub.bodies.clear()
    made = console.browser()
    made.state(purpose="RECORD_UPKEEP", legal_basis="DATA_OVERSIGHT", case_type="RECORD", case_key="PK.FIA")
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def all_lists(hub: HubThread, text: str) -> None:
    """Each list has one entry, with ``text`` wherever somebody writes one."""
    told = watches.Alert(sequence=1, told_ms=AT, watch=text, owner=text, version=text, handle=text)
    claim = claims.Claim(claim="k-1", record=text, state=claims.CLAIM_STATE_OPEN, due_ms=AT, text=text, court=text)
    wrong = correction.Correction(id="c-1", record=text, state=correction.CORRECTION_STATE_WAITING)
    wrong.fields.add(path=text, reads=text, should_read=text)
    request = asked_for(hit.HIT_REQUEST_KIND_CONFIRMATION, text=text)
    answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[request]))
    answered(hub, LIST_CORRECTIONS, corrections.ListCorrectionsResponse(corrections=[wrong]))
    answered(hub, LIST_CLAIMS, claims.ListClaimsResponse(claims=[claim]))
    asked_on = directions.ListedDirection(reference="R-AAAAAAAA", asked_by=text, asked_ms=AT, noted_ms=AT, noted=True)
    answered(hub, LIST_DIRECTIONS, directions.ListDirectionsResponse(directions=[asked_on]))
    answered(hub, LIST_WATCHES, watches.ListWatchesResponse(watches=[watches.NumberWatch(id=text, record=text)]))
    answered(hub, TOLD, watches.ListAlertsResponse(alerts=[told]))
    read = audit.Read(index=1, time_ms=AT, agency=text, officer=text, case_reference=text, records=[text])
    answered(hub, FIND_READS, audit.FindReadsResponse(reads=[read], seen_size=3, log_size=9))


def test_the_desk_asks_for_nothing_until_a_list_is_chosen(hub: HubThread, browser: Browser) -> None:
    page = browser.get("/desk").text
    assert [f"/desk/{name}" for name in LISTS] == re.findall(r'href="(/desk/[a-z]+)"', page)
    assert browser.get("/looked").status_code == 200
    assert hub.hub.bodies == {}


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_shown_with_its_command(hub: HubThread, browser: Browser, name: str) -> None:
    all_lists(hub, "said")
    said = seen(browser.get(f"/desk/{name}").text)
    assert "said" in said
    assert re.search(
        r"rabta (hit list|correction list|claims list|directions list|watch list|watch read) --profile", said
    )


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so(hub: HubThread, browser: Browser, name: str) -> None:
    for method, answer in (
        (LIST_HITS, hits.ListHitRequestsResponse()),
        (LIST_CORRECTIONS, corrections.ListCorrectionsResponse()),
        (LIST_CLAIMS, claims.ListClaimsResponse()),
        (LIST_DIRECTIONS, directions.ListDirectionsResponse()),
        (LIST_WATCHES, watches.ListWatchesResponse()),
        (TOLD, watches.ListAlertsResponse()),
    ):
        answered(hub, method, answer)
    page = browser.get(f"/desk/{name}").text
    assert "Nothing waits." in page
    assert 'name="request_id"' not in page


def test_a_page_token_and_what_waits_no_more_are_asked_for(hub: HubThread, browser: Browser) -> None:
    asked = answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[CONFIRMATION], next_page_token="a b&c"))
    assert 'href="/desk/hits?page_token=a%20b%26c"' in browser.get("/desk/hits").text
    browser.get("/desk/hits?page_token=a%20b%26c&answered=1")
    first, second = (hits.ListHitRequestsRequest.FromString(raw) for _, raw in asked)
    assert (first.page_token, first.answered) == ("", False)
    assert (second.page_token, second.answered) == ("a b&c", True)


def request_id(page: str) -> str:
    found = re.search(r'name="request_id" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("word", ANSWERS)
def test_an_answer_about_a_hit_goes_out_as_it_was_given(hub: HubThread, browser: Browser, word: str) -> None:
    answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[CONFIRMATION, RELEASE]))
    given = answered(hub, ANSWER_HIT, hits.AnswerHitResponse(request=CONFIRMATION))
    page = browser.get("/desk/hits").text
    assert re.findall(r'<option value="(h-\d)">', page) == ["h-1", "h-2"], "each in the form of its kind"
    fields = {"request_id": request_id(page), "id": "h-1", "answer": word, "until": "2026-12-01", "collector": "Escort"}
    said = browser.post("/desk/hits", fields)
    assert said.status_code == 200
    assert f"rabta hit answer h-1 --answer {word.lower().replace('_', '-')}" in seen(said.text)
    (sent,) = (hits.AnswerHitRequest.FromString(raw) for _, raw in given)
    assert (sent.request_id, sent.id, sent.collector) == (fields["request_id"], "h-1", "Escort")
    assert sent.answer == hit.HitState.Value(f"HIT_STATE_{word}")
    assert sent.until_ms == 1_796_065_200_000


@pytest.mark.parametrize("word", RELEASES)
def test_a_release_is_decided_until_the_end_of_its_day(hub: HubThread, browser: Browser, word: str) -> None:
    answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[RELEASE]))
    given = answered(hub, DECIDE_RELEASE, hits.DecideReleaseResponse(request=RELEASE))
    page = browser.get("/desk/hits").text
    fields = {"request_id": request_id(page), "id": "h-2", "decision": word, "until": "2026-12-01"}
    assert browser.post("/desk/releases", fields).status_code == 200
    (sent,) = (hits.DecideReleaseRequest.FromString(raw) for _, raw in given)
    assert sent.decision == hit.HitState.Value(f"HIT_STATE_{word}")
    assert sent.until_ms == 1_796_151_599_999


@pytest.mark.parametrize("word", URGENCIES)
def test_a_release_is_asked_for_by_the_hits_handle(hub: HubThread, browser: Browser, word: str) -> None:
    asked = answered(hub, REQUEST_RELEASE, hits.RequestReleaseResponse(request=RELEASE))
    fields = {"request_id": "0" * 32, "handle": "opaque-1", "urgency": word}
    page = browser.post("/desk/releases/asked", fields)
    assert page.status_code == 200
    assert f"rabta release request opaque-1 --urgency {word.lower()}" in seen(page.text)
    [(call, raw)] = asked
    assert call.caller is not None
    assert call.caller.query_class == "RELEASE"
    sent = hits.RequestReleaseRequest.FromString(raw)
    assert (sent.request_id, sent.handle) == ("0" * 32, "opaque-1")
    assert sent.urgency == hit.Urgency.Value(f"URGENCY_{word}")


@pytest.mark.parametrize("word", DECISIONS)
@pytest.mark.parametrize("because", BECAUSE)
def test_a_correction_is_decided_with_a_reason_only_where_it_is_rejected(
    hub: HubThread, browser: Browser, word: str, because: str
) -> None:
    answered(hub, LIST_CORRECTIONS, corrections.ListCorrectionsResponse(corrections=[CORRECTION]))
    given = answered(hub, DECIDE_CORRECTION, corrections.DecideCorrectionResponse(correction=CORRECTION))
    page = browser.get("/desk/corrections").text
    fields = {"request_id": request_id(page), "id": "c-1", "decision": word, "because": because, "version": "3"}
    assert browser.post("/desk/corrections", fields).status_code == 200
    (sent,) = (corrections.DecideCorrectionRequest.FromString(raw) for _, raw in given)
    assert sent.decision == correction.CorrectionState.Value(f"CORRECTION_STATE_{word}")
    expected = f"CORRECTION_REJECTION_{because if word == 'REJECTED' else 'UNSPECIFIED'}"
    assert sent.rejection == correction.CorrectionRejection.Value(expected)
    assert sent.version == 3


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/desk/hits", {"answer": "GUILTY"}),
        ("/desk/releases/asked", {"handle": "opaque-1", "urgency": "NOW"}),
        ("/desk/hits", {"answer": "NEEDS_TIME", "until": "tomorrow"}),
        ("/desk/releases", {"decision": "VALID"}),
        ("/desk/releases", {"decision": "GRANTED", "until": "2026-13-01"}),
        ("/desk/corrections", {"decision": "REJECTED", "because": ""}),
        ("/desk/corrections", {"decision": "CORRECTED", "version": "x"}),
        ("/desk/corrections", {"decision": "CORRECTED", "version": "٣"}),
        ("/desk/corrections", {"decision": ""}),
    ],
)
def test_what_no_form_offers_is_not_sent(hub: HubThread, browser: Browser, path: str, fields: dict[str, str]) -> None:
    browser.get("/")
    assert browser.post(path, {"request_id": "a" * 32, "id": "x"} | fields).status_code == 400
    assert hub.hub.bodies == {}


def test_who_looked_is_asked_by_record_officer_and_time(hub: HubThread, browser: Browser) -> None:
    answer = audit.FindReadsResponse(reads=[READ], next_page_token="next", seen_size=41, log_size=50)
    asked = answered(hub, FIND_READS, answer)
    browser.get("/looked")
    fields = {"record": "agencies/pk.fia/records/x", "officer": "pk.fia/o", "from": "2026-12-01", "to": "2026-12-01"}
    page = browser.post("/looked", fields).text
    (sent,) = (audit.FindReadsRequest.FromString(raw) for _, raw in asked)
    assert (sent.record, sent.officer, sent.refused) == (fields["record"], "pk.fia/o", False)
    assert (sent.from_ms, sent.to_ms) == (1_796_065_200_000, 1_796_151_599_999)
    said = seen(page)
    for text in ("GetHistory", "Looked through 41 of the 50 entries", "42", "rabta oversight reads --record"):
        assert text in said
    assert '<input type="hidden" name="page_token" value="next">' in page


def test_what_others_were_shown_is_a_count_a_year(hub: HubThread, browser: Browser) -> None:
    years = [audit.YearlyReads(year=2025, kind="PARTY", calls=12)]
    answered(hub, FIND_READS, audit.FindReadsResponse(seen_size=9, log_size=9, years=years))
    browser.get("/looked")
    page = browser.post("/looked", {}).text
    assert re.search(r"2025.*PARTY.*12", seen(page))


def test_refusals_alone_are_asked_as_the_command_asks_them(hub: HubThread, browser: Browser) -> None:
    asked = answered(hub, FIND_READS, audit.FindReadsResponse(seen_size=9, log_size=9))
    browser.get("/looked")
    said = seen(browser.post("/looked", {"officer": "pk.fia/o", "refused": "1"}).text)
    assert audit.FindReadsRequest.FromString(asked[0][1]).refused
    assert "rabta oversight denials --officer pk.fia/o" in said
    assert "Looked through 9 of the 9 entries of the log that witnesses have seen" in said
    assert browser.post("/looked", {"from": "yesterday"}).status_code == 400


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(hub: HubThread, browser: Browser) -> None:
    all_lists(hub, SCRIPT)
    pages = [browser.get(f"/desk/{name}").text for name in LISTS]
    browser.get("/looked")
    for page in [*pages, browser.post("/looked", {"record": SCRIPT}).text]:
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "columns",
    [
        hit_rows.COLUMNS,
        correction_rows.COLUMNS,
        claim_rows.COLUMNS,
        direction_rows.COLUMNS,
        watch_rows.WATCHES,
        watch_rows.TOLD,
        reads.COLUMNS,
    ],
)
def test_every_column_has_its_heading_in_urdu(columns: tuple[str, ...]) -> None:
    assert [each for each in columns if heading(each, True) == each] == []
    for name in ("Requests", "Corrections", "Claims", "Directions", "Watches", "Told of watches", "Calls"):
        assert title(name, True) != name


def test_the_pages_are_in_urdu(hub: HubThread, browser: Browser) -> None:
    all_lists(hub, "said")
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.get("/desk/hits").text
    assert '<html lang="ur" dir="rtl">' in page
    assert "ہٹ کے بارے میں سوالات" in page
