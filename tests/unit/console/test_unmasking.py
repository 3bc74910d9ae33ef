"""Who stands behind a code of a chart: never on the chart, asked anew under a purpose just stated, as the hub decides."""

from __future__ import annotations

import re

import pytest
from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.record_pb2 import PARTY_ROLE_VICTIM, RECORD_KIND_PARTY, RecordVersion
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Birth, Identifier, Name, NameType, Subject

from services.console.sessions import FRESH_MS
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import RECORD, refuses
from tests.unit.client.test_versions import page_of
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import seen
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED, SAME_VICTIM, VICTIM

CODES = re.compile(r'href="/network/unmask/([0-9a-f]{12})"')
RECORDS_OF = {VICTIM.id: live.PUNJAB, SAME_VICTIM.id: live.FIA}


def victim(record: str, name: str) -> RecordVersion:
    """What a record of the sample's victim says."""
    return RecordVersion(
        record_id=record,
        kind=RECORD_KIND_PARTY,
        role=PARTY_ROLE_VICTIM,
        valid_from="2024-01-02",
        subject=Subject(
            names=[Name(type=NameType.NAME_TYPE_OWN, text=name)],
            identifiers=[Identifier(type=IDENTIFIER_TYPE_CNIC, value="3520212345671")],
            birth=Birth(earliest="2009-01-01", latest="2009-12-31"),
            address="a shelter",
        ),
    )


def holds(hub: HubThread, name: str = "Saima Bibi", *, hidden: bool = False) -> list[tuple[Call, bytes]]:
    """The hub shows either record of the victim, or with ``hidden`` that it is there alone; what it is asked."""
    asked = list[tuple[Call, bytes]]()

    async def body(call: Call, raw: bytes) -> bytes:
        asked.append((call, raw))
        record = pb.GetRecordRequest.FromString(raw).name
        versions, pages = page_of(RECORDS_OF[record], said=victim(record.rpartition("/")[2], name))
        if hidden:
            versions[0].ClearField("version")
        return pb.GetRecordResponse(version=versions[0], page=pages[0]).SerializeToString(deterministic=True)

    hub.hub.bodies[RECORD] = body
    return asked


def begun(browser: Browser, hub: HubThread) -> list[str]:
    """A chart with the sample's case; the codes of whom it veils."""
    answer_charts(hub)
    browser.state()
    browser.get("/network")
    node = {"kind": "SUBJECT", "number": ACCUSED.id}
    browser.post("/network/add", node | {"edge_CALLED": "1", "limit": "50"})
    return CODES.findall(browser.get("/network").text)


@pytest.fixture
def codes(browser: Browser, hub: HubThread) -> list[str]:
    return begun(browser, hub)


def test_persons_under_codes_are_offered_and_nobody_else(codes: list[str], browser: Browser) -> None:
    assert len(codes) == len(set(codes)) == 2, "the victim, and another record of the same person"
    page = browser.get("/network").text
    assert all(f'id="node-{code}"' in page for code in codes)


def test_nothing_is_asked_before_the_form_and_nothing_shown(codes: list[str], browser: Browser, hub: HubThread) -> None:
    given = holds(hub)
    page = browser.get(f"/network/unmask/{codes[0]}").text
    assert "the chart keeps its code" in page
    assert ("Saima" in page, given) == (False, [])


def test_a_record_is_asked_for_by_its_name_and_shown_once(codes: list[str], browser: Browser, hub: HubThread) -> None:
    given = holds(hub)
    for code in codes:
        browser.get(f"/network/unmask/{code}")
        assert "Saima Bibi" in browser.post(f"/network/unmask/{code}").text
    assert sorted(pb.GetRecordRequest.FromString(raw).name for _, raw in given) == sorted(RECORDS_OF)


def test_who_may_see_them_sees_name_and_number_and_the_chart_keeps_its_code(
    codes: list[str], browser: Browser, hub: HubThread
) -> None:
    given = holds(hub)
    said = seen(browser.post(f"/network/unmask/{codes[0]}").text)
    assert "Saima Bibi" in said
    assert "3520212345671" in said
    assert "victim" in said
    assert "a shelter" not in said, "where they are is no part of who they are"
    assert "Entry" in said
    ((call, _),) = given
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.approver) == ("INVESTIGATE_CASE", None)
    assert "Saima" not in browser.get("/network").text
    assert "Saima" not in browser.get("/network/chart").text
    assert CODES.findall(browser.get("/network").text) == codes


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_purpose_that_is_not_fresh_is_asked_again_and_nothing_leaves(
    codes: list[str], browser: Browser, hub: HubThread, console: RunningConsole, method: str
) -> None:
    given = holds(hub)
    console.offset_ms = FRESH_MS + 1000
    path = f"/network/unmask/{codes[0]}"
    answer = browser.get(path) if method == "get" else browser.post(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/reason?again=1&then=%2Fnetwork%2Funmask%2F{codes[0]}"
    assert given == []
    browser.get(answer.headers["location"])
    browser.post("/reason", REASON)
    assert browser.post(path).status_code == 200
    assert len(given) == 1


@pytest.mark.parametrize("reason", ["NOT_FOUND", "POLICY_DENIED", "CASE_NOT_YOURS"])
def test_what_the_hub_refuses_stays_under_its_code(
    codes: list[str], browser: Browser, hub: HubThread, reason: str
) -> None:
    """Though an answer to another question brought the name along, which the console holds."""
    hub.hub.bodies[RECORD] = refuses(reason)
    answer = browser.post(f"/network/unmask/{codes[0]}")
    assert answer.status_code in (403, 404)
    assert "Saima" not in answer.text
    assert "agencies/" not in seen(answer.text)


def test_a_record_that_may_only_be_known_to_be_there_shows_nobody(
    codes: list[str], browser: Browser, hub: HubThread
) -> None:
    holds(hub, hidden=True)
    page = browser.post(f"/network/unmask/{codes[0]}").text
    assert "Policy shows that the record is there" in page
    assert "Saima" not in page


def test_a_code_of_somebody_else_or_of_nobody_is_no_way_to_a_record(
    codes: list[str], browser: Browser, hub: HubThread
) -> None:
    """The accused stands on the chart under a code too, and so do phones: this page shows the veiled alone."""
    given = holds(hub)
    page = browser.get("/network").text
    others = set(re.findall(r'<tr id="node-([0-9a-f]{12})"', page)) - set(codes)
    assert len(others) > 3
    for code in (*sorted(others)[:4], "0" * 12, ACCUSED.id.rpartition("/")[2]):
        assert browser.get(f"/network/unmask/{code}").status_code == 400
        assert browser.post(f"/network/unmask/{code}").status_code == 400
    assert given == []


def test_codes_of_another_login_name_nobody(codes: list[str], browser: Browser, hub: HubThread) -> None:
    given = holds(hub)
    browser.post("/leave")
    again = begun(browser, hub)
    assert not set(codes) & set(again)
    assert browser.post(f"/network/unmask/{codes[0]}").status_code == 400
    assert given == []


def test_no_strangers_form_shows_them(codes: list[str], browser: Browser, hub: HubThread) -> None:
    given, path = holds(hub), f"/network/unmask/{codes[0]}"
    assert browser.post(path, origin="http://evil.example").status_code == 403
    mine, browser.token = browser.token, "wrong"
    assert browser.post(path).status_code == 403
    browser.token = mine
    assert given == []


def test_what_is_written_in_the_record_is_text_and_the_page_is_in_urdu(
    codes: list[str], browser: Browser, hub: HubThread
) -> None:
    holds(hub, SCRIPT)
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.post(f"/network/unmask/{codes[0]}").text
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert '<html lang="ur" dir="rtl">' in page
    assert "\ufffd" not in browser.get(f"/network/unmask/{codes[0]}").text


def test_a_second_person_approves_it_where_they_write_their_id(hub: HubThread) -> None:
    first = hub.profile()
    with running_console(first, second=second_profile(first)) as two:
        browser = two.browser()
        (code, _) = begun(browser, hub)
        given = holds(hub)
        path = f"/network/unmask/{code}"
        assert 'name="second"' in browser.get(path).text
        for wrong in ("officer-1", "officer-3"):
            assert browser.post(path, {"second": wrong}).status_code == 400
        assert given == []
        browser.post(path, {"second": "officer-2"})
        browser.post(path)
        approved = [call.caller.approver for call, _ in given if call.caller]
        assert [each and each.officer for each in approved] == ["officer-2", None]
        browser.client.close()
