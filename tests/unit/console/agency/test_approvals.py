"""A second person in an agency's console: from their own login, by their own passkey, for one act as it was shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from services.access.jws import decode_segment
from services.console.agency.approving import EACH, WAITS_MS
from services.edge.call import Call
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.asked import seen
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_unmasking import CODES, RECORDS_OF, holds

WAITS = re.compile(r"/approvals/([0-9a-f]{24})")
_FIELDS = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Act(NamedTuple):
    """One that waits. ``path``: of the page that asks it; ``codes``: others that the chart veils."""

    name: str
    path: str
    codes: tuple[str, ...]

    @property
    def page(self) -> str:
        return f"/approvals/{self.name}"


@pytest.fixture
def asker(browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator) -> OfficersBrowser:
    """fia-1042, logged in, with the sample's case on a chart."""
    answer_charts(agency.desk.hub)
    browser.enter("fia-1042", ahmed)
    node = {"kind": "SUBJECT", "number": ACCUSED.id, "edge_CALLED": "1", "limit": "50"}
    browser.touched(browser.post("/network/add", node), ahmed)
    return browser


@pytest.fixture
def second(agency: RunningAgencyConsole, bano: Authenticator) -> Iterator[OfficersBrowser]:
    """fia-2001, logged in from another place."""
    made = agency.browser(address=next(ADDRESSES))
    made.enter("fia-2001", bano)
    yield made
    made.client.close()


@pytest.fixture
def given(agency: RunningAgencyConsole) -> list[tuple[Call, bytes]]:
    """What the hub is asked for of the protected person."""
    return holds(agency.desk.hub)


@pytest.fixture
def act(asker: OfficersBrowser, agency: RunningAgencyConsole) -> Act:
    codes = CODES.findall(asker.get("/network").text)
    path = f"/network/unmask/{codes[0]}"
    answer = asker.post(path, {"second": "fia-2001"})
    assert answer.status_code == 303, answer.text
    found = WAITS.fullmatch(answer.headers["location"])
    assert found
    asker.get("/")
    return Act(found[1], path, tuple(codes[1:]))


def approved(second: OfficersBrowser, act: Act, passkey: Authenticator) -> int:
    """The second person opens the act and touches for it; the status that they get."""
    second.get(act.page)
    second.page = second.post(act.page).text
    return second.touch(passkey).status_code


def going_on(asker: OfficersBrowser, act: Act) -> dict[str, str]:
    """The form with which who asks goes on."""
    page = asker.get(act.page).text
    return dict(_FIELDS.findall(page.partition(f'action="{act.path}"')[2]))


def test_an_act_is_approved_from_another_login_and_sent_as_it_was(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator, given: list[tuple[Call, bytes]],
    agency: RunningAgencyConsole,
) -> None:  # fmt: skip
    assert given == []
    assert "waits" in seen(asker.get(act.page).text)
    assert f'action="{act.path}"' not in asker.get(act.page).text
    assert act.name in second.get("/approvals").text
    page = seen(second.get(act.page).text)
    for said in ("fia-1042", "INVESTIGATE_CASE", "PB/LAHORE/ICHHRA/512/2024", "GetRecord", *RECORDS_OF):
        assert said in page or said in RECORDS_OF
    assert any(record in page for record in RECORDS_OF), "what is approved is shown as it will be sent"
    assert approved(second, act, bano) == 303
    assert given == [], "an approval asks nothing"
    assert "approved" in seen(asker.get("/approvals").text)
    shown = asker.post(act.path, going_on(asker, act))
    assert "Saima Bibi" in shown.text
    ((call, raw),) = given
    assert call.caller is not None
    assert call.caller.officer == "fia-1042"
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "fia-2001"
    assert call.header.body_sha256 == sha256(raw).digest()
    assert call.header.approver_sha256 == call.caller.approver.token_sha256
    assert pb.GetRecordRequest.FromString(raw).name in page


def test_what_the_second_person_touches_for_is_the_act_and_nothing_else(
    second: OfficersBrowser, act: Act, bano: Authenticator
) -> None:
    """A login and an approval are two touches: one never serves for the other."""
    second.get(act.page)
    second.page = second.post(act.page).text
    assert "You approve what this officer asks" in seen(second.page)
    of_act = second.page
    second.ask("fia-2001")
    login = second.page
    assert second.claims(of_act) != second.claims(login)
    second.page = of_act
    answer = second.post(f"{act.page}/touched", second.filled(bano.given(second.claims(login)), of_act))
    assert answer.status_code == 403
    assert "waits" in seen(second.get("/approvals").text)


def test_nobody_approves_their_own_act(
    asker: OfficersBrowser, act: Act, ahmed: Authenticator, bano: Authenticator, given: list[tuple[Call, bytes]]
) -> None:
    for path in (act.page, f"{act.page}/touched", f"{act.page}/refused"):
        assert asker.post(path).status_code == 404
    assert asker.post(act.path, {"second": "fia-1042"}).status_code == 400
    for wrong in ("", "FIA-2001", "fia 2001", "<script>"):
        reply = asker.post(act.path, {"second": wrong})
        assert reply.status_code == (200 if not wrong else 400)
    assert [call.caller.approver for call, _ in given if call.caller] == [None], (
        "without a name it goes out without one"
    )


def test_another_officers_passkey_approves_nothing(
    second: OfficersBrowser, act: Act, ahmed: Authenticator, bano: Authenticator, given: list[tuple[Call, bytes]]
) -> None:
    """Neither that of who asks, in the second person's login."""
    assert approved(second, act, ahmed) == 403
    assert "approved" not in seen(second.get(act.page).text).replace("Approve", "")
    assert approved(second, act, bano) == 303
    assert given == []


def test_a_third_officers_touch_in_the_second_persons_login_approves_nothing(
    second: OfficersBrowser, act: Act, agency: RunningAgencyConsole
) -> None:
    """Though the issuer would give them a token for this very act: it is not theirs to approve."""
    third = agency.enrolled("fia-3003")
    second.get(act.page)
    second.page = second.post(act.page).text
    claims = json.loads(second.claims()) | {"iss": "fia-3003", "sub": "fia-3003"}
    assert second.send(third.given(json.dumps(claims).encode())).status_code == 403
    assert "waits" in seen(second.get(act.page).text)


def test_an_answer_of_a_passkey_approves_once(second: OfficersBrowser, act: Act, bano: Authenticator) -> None:
    second.get(act.page)
    second.page = second.post(act.page).text
    page, answer = second.page, bano.given(second.claims())
    assert second.send(answer, page).status_code == 303
    assert second.send(answer, page).status_code == 404


def test_an_approval_is_used_once(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator, given: list[tuple[Call, bytes]]
) -> None:
    approved(second, act, bano)
    form = going_on(asker, act)
    assert asker.post(act.path, form).status_code == 200
    assert asker.post(act.path, form).status_code == 409
    assert asker.get(act.page).status_code == 404
    assert len(given) == 1


def test_an_approval_of_one_act_serves_no_other(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator, ahmed: Authenticator,
    given: list[tuple[Call, bytes]],
) -> None:  # fmt: skip
    """Another record under the same approval, or the same record under another case: nothing leaves."""
    approved(second, act, bano)
    form = going_on(asker, act)
    assert asker.post(f"/network/unmask/{act.codes[0]}", form).status_code == 409
    assert asker.post(act.path, form | {"approval": "A" * 24}).status_code == 409
    asker.post("/reason", REASON | {"case_key": "FIA/LAHORE/AHTC/31/2024"})
    answer = asker.touched(asker.get("/network"), ahmed)
    assert answer.status_code == 200
    held = CODES.findall(answer.text)
    other = asker.touched(asker.post(f"/network/unmask/{held[0]}", form), ahmed)
    assert other.status_code == 409
    assert given == []


def test_what_waits_is_there_after_the_console_restarts(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator, ahmed: Authenticator,
    agency: RunningAgencyConsole, given: list[tuple[Call, bytes]],
) -> None:  # fmt: skip
    """Both log in anew, one approves, the other goes on; a chart's codes are of its session, so its page is the new one."""
    agency.restart()
    assert second.get(act.page).status_code == 303, "no session outlives its console"
    second.enter("fia-2001", bano)
    assert act.name in second.get("/approvals").text
    assert approved(second, act, bano) == 303
    agency.restart()
    asker.enter("fia-1042", ahmed)
    assert "approved" in seen(asker.get("/approvals").text)
    node = {"kind": "SUBJECT", "number": ACCUSED.id, "edge_CALLED": "1", "limit": "50"}
    asker.touched(asker.post("/network/add", node), ahmed)
    codes = CODES.findall(asker.get("/network").text)
    form = {"second": "fia-2001", "approval": act.name}
    statuses = [asker.post(f"/network/unmask/{code}", form).status_code for code in codes]
    assert sorted(statuses) == [200, *[409] * (len(codes) - 1)]
    assert [call.caller.approver.officer for call, _ in given if call.caller and call.caller.approver] == ["fia-2001"]


def test_without_an_approval_nothing_is_sent(asker: OfficersBrowser, act: Act, given: list[tuple[Call, bytes]]) -> None:
    assert asker.post(act.path, {"second": "fia-2001", "approval": act.name}).status_code == 409
    assert given == []


def test_whoever_is_refused_is_told_so_and_goes_on_with_nothing(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, given: list[tuple[Call, bytes]]
) -> None:
    second.get(act.page)
    assert second.post(f"{act.page}/refused").status_code == 303
    page = asker.get(act.page).text
    assert "refused" in seen(page)
    assert f'action="{act.path}"' not in page
    assert second.get(act.page).status_code == 404
    assert second.post(act.page).status_code == 404
    assert asker.post(act.path, {"second": "fia-2001", "approval": act.name}).status_code == 409
    assert given == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_quarter_of_an_hour_it_is_over(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator, ahmed: Authenticator,
    agency: RunningAgencyConsole, given: list[tuple[Call, bytes]], when: str,
) -> None:  # fmt: skip
    """Whether or not it was approved: neither is it approved later, nor is the approval used."""
    if when == "after":
        approved(second, act, bano)
    agency.offset_ms = 10 * 60_000
    assert asker.get("/").status_code == second.get("/").status_code == 200
    agency.offset_ms = WAITS_MS + 1000
    assert asker.get(act.page).status_code == 404
    assert second.get(act.page).status_code == 404
    assert second.post(act.page).status_code == 404
    asker.get("/")
    asker.post("/reason", REASON)
    form = {"second": "fia-2001", "approval": act.name}
    answer = asker.post(act.path, form)
    assert answer.status_code == 409 or answer.headers["location"].startswith("/touch/")
    assert given == []


def test_nobody_else_sees_the_act(
    second: OfficersBrowser, act: Act, agency: RunningAgencyConsole, asker: OfficersBrowser
) -> None:
    third = agency.enrolled("fia-3003")
    stranger = agency.browser(address=next(ADDRESSES))
    stranger.enter("fia-3003", third)
    assert act.name not in stranger.get("/approvals").text
    assert stranger.get(act.page).status_code == 404
    assert stranger.post(act.page).status_code == 404
    assert stranger.post(f"{act.page}/refused").status_code == 404
    assert act.name in second.get("/approvals").text
    stranger.client.close()


def test_no_strangers_form_approves_or_refuses(second: OfficersBrowser, act: Act) -> None:
    second.get(act.page)
    mine = second.token
    for path in (act.page, f"{act.page}/touched", f"{act.page}/refused"):
        assert second.post(path, origin="https://evil.example").status_code == 403
        second.token = "wrong"
        assert second.post(path).status_code == 403
        second.token = mine
    assert act.name in second.get("/approvals").text


def test_one_officer_crowds_out_nobody_else(
    asker: OfficersBrowser, second: OfficersBrowser, act: Act, bano: Authenticator
) -> None:
    """Only so many of one officer wait: the oldest of their own goes."""
    for _ in range(EACH):
        assert asker.post(act.path, {"second": "fia-2001"}).status_code == 303
    page = second.get("/approvals").text
    assert act.name not in page
    assert len(set(WAITS.findall(page))) == EACH


def test_the_pages_are_in_urdu(asker: OfficersBrowser, second: OfficersBrowser, act: Act) -> None:
    for browser in (asker, second):
        browser.get("/approvals")
        browser.post("/language", {"language": "ur", "then": "/approvals"})
        for path in ("/approvals", act.page):
            page = browser.get(path).text
            assert '<html lang="ur" dir="rtl">' in page
            assert "\ufffd" not in page
            assert "منظور" in page


def test_the_digest_that_is_touched_for_is_that_of_the_act(second: OfficersBrowser, act: Act) -> None:
    """As the issuer and the hub compute it (docs/protocol.md, section 6): no word of the page alone."""
    second.get(act.page)
    second.page = second.post(act.page).text
    first = second.claims()
    second.page = second.post(act.page).text
    of = [re.search(rb'"for_sha256":\s*"([A-Za-z0-9_-]{43})"', claims) for claims in (first, second.claims())]
    digests = [decode_segment(each[1].decode()) for each in of if each]
    assert len(digests) == 2
    assert digests[0] == digests[1]
    assert len(digests[0]) == 32
