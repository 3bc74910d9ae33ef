"""Login by passkey: what an officer fills in, touches for, and may ask then; and what nobody may without the touch."""

from __future__ import annotations

import asyncio

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from services.client.profile import ProfileError, load_profile
from services.client.reason import Reason
from services.client.token import Applicant
from services.client.touched import TouchedTokens, TouchWanted
from services.console.headers import HTTPS_HEADERS
from services.console.page import COOKIE
from services.console.pages.passkey import LOGINS
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.agency_console import OTHER_CASE, OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.unit.cli.rabta import SEARCH
from tests.unit.console.asked import answered

NUMBER = {"by": "number", "kind": "CNIC", "number": "35202-1234567-1", "country": ""}

FOUND = pb.SearchResponse(matches=[pb.SubjectMatch(owner=live.PUNJAB, grade="B2")])


def who_asked(asked: list[tuple[Call, bytes]]) -> list[tuple[str, str, str]]:
    """Officer, purpose and case of each call, as the hub has verified them."""
    callers = [call.caller for call, _ in asked]
    return [(one.officer, one.purpose, one.case_key) for one in callers if one is not None]


def test_whoever_has_no_session_is_sent_to_the_login_and_back(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    answer = browser.get("/history")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?then=%2Fhistory")
    assert HTTPS_HEADERS.items() <= dict(answer.headers).items()
    browser.ask("fia-1042", then="/history")
    answer = browser.touch(ahmed)
    assert (answer.status_code, answer.headers["location"]) == (303, "/history")
    assert "35202" not in browser.get("/history").text


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    (said,) = browser.enter("fia-1042", ahmed).headers.get_list("set-cookie")
    parts = {part.strip().lower() for part in said.partition(";")[2].split(";")}
    assert said.startswith(f"{COOKIE}=")
    assert parts == {"path=/", "secure", "httponly", "samesite=strict"}


def test_an_officer_searches_under_the_reason_that_they_touched_for(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator
) -> None:
    asked = answered(agency.desk.hub, SEARCH, FOUND)
    browser.enter("fia-1042", ahmed)
    page = browser.post("/search", NUMBER)
    assert page.status_code == 200
    assert 'id="found"' in page.text
    assert who_asked(asked) == [("fia-1042", "INVESTIGATE_CASE", "PB/LAHORE/ICHHRA/512/2024")]


def test_what_the_page_says_is_what_the_touch_is_for(browser: OfficersBrowser) -> None:
    page = browser.ask("fia-1042").text
    for said in ("fia-1042", "INVESTIGATE_CASE", "CRPC_CASE", "PB/LAHORE/ICHHRA/512/2024", "HISTORY"):
        assert f'<bdi dir="ltr">{said}</bdi>' in page


@pytest.mark.parametrize(
    ("officer", "changes", "said"),
    [
        ("FIA 1042", {}, "no officer&#39;s id"),
        ("", {}, "no officer&#39;s id"),
        ("fia-1042", {"case_key": "512"}, "does not serve this purpose"),
        ("fia-1042", {"purpose": "CURIOSITY"}, "does not serve this purpose"),
    ],
)
def test_a_form_that_is_none_is_shown_again(
    browser: OfficersBrowser, officer: str, changes: dict[str, str], said: str
) -> None:
    answer = browser.ask(officer, **changes)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'role="alert"' in answer.text


def test_another_reason_wants_another_touch_and_the_form_goes_on_by_itself(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator
) -> None:
    asked = answered(agency.desk.hub, SEARCH, FOUND)
    browser.enter("fia-1042", ahmed)
    assert browser.post("/reason", REASON | OTHER_CASE).status_code == 303
    wanted = browser.post("/search", NUMBER)
    assert asked == []
    page = browser.touched(wanted, ahmed)
    assert 'id="found"' in page.text
    assert who_asked(asked) == [("fia-1042", "INVESTIGATE_CASE", OTHER_CASE["case_key"])]


def test_a_reason_that_is_stated_again_wants_a_touch_again(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator
) -> None:
    browser.enter("fia-1042", ahmed)
    assert browser.post("/search", NUMBER).status_code == 200
    browser.post("/reason", REASON)
    asked = answered(agency.desk.hub, SEARCH, FOUND)
    assert browser.post("/search", NUMBER).headers["location"].startswith("/touch/")
    assert asked == []


def test_a_page_of_another_class_wants_a_touch_and_goes_on(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    browser.enter("fia-1042", ahmed)
    page = browser.touched(browser.get("/case?type=FIR&key=PB/LAHORE/ICHHRA/512/2024"), ahmed)
    assert page.status_code == 200
    assert "NETWORK" not in page.headers.get("location", "")


def test_a_token_ends_with_its_time(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator
) -> None:
    browser.enter("fia-1042", ahmed)
    agency.offset_ms = 14 * 60_000
    assert browser.get("/").status_code == 200
    agency.offset_ms = 16 * 60_000
    assert browser.post("/search", NUMBER).headers["location"].startswith("/touch/")
    assert agency.desk.hub.hub.ran == []


def test_who_is_not_on_the_roster_gets_no_session(browser: OfficersBrowser, agency: RunningAgencyConsole) -> None:
    browser.ask("fia-1042")
    answer = browser.touch(agency.passkey())
    assert answer.status_code == 403
    assert "issuer does not accept this login" in answer.text
    assert browser.cookie == ""


def test_who_asks_too_often_waits(agency: RunningAgencyConsole) -> None:
    browser = agency.browser(address="127.0.0.250")
    said = [browser.ask("fia-1042").status_code for _ in range(2 * LOGINS + 1)]
    assert said[:LOGINS] == [200] * LOGINS
    assert 429 in said
    browser.client.close()


def test_the_login_is_in_urdu_where_it_is_chosen(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    page = browser.get("/login?language=ur").text
    assert '<html lang="ur" dir="rtl">' in page
    assert 'name="language" value="ur"' in page
    browser.ask("fia-1042", language="ur")
    browser.touch(ahmed)
    assert '<html lang="ur" dir="rtl">' in browser.get("/").text


def test_the_console_holds_no_officers_key_and_its_profile_names_none(agency: RunningAgencyConsole) -> None:
    profile = load_profile(next(agency.desk.files.agency("pk.fia").folder.glob("*.toml")))
    assert (profile.officer, profile.officer_key, profile.page_key) == ("", None, None)
    with pytest.raises(ProfileError):
        Applicant.of(profile)


def test_tokens_that_nobody_touched_for_are_wanted_not_fetched() -> None:
    details = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:A/B/C/1/2024").details("HISTORY")
    with pytest.raises(TouchWanted) as wanted:
        asyncio.run(TouchedTokens(lambda: 0).fetch(details))
    assert wanted.value.details == details
