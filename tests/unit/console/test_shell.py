"""The console's shell over a real socket: login, purpose, language, errors, headers."""

from __future__ import annotations

import pytest

from services.console.headers import HEADERS
from services.console.links import LIFE_MS
from services.console.page import COOKIE
from services.console.sessions import IDLE_MS, LONGEST_MS
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import HubThread

PAGES = ("/", "/reason", "/absent", "/static/shell.css", "/static/absent.css", "/login/wrong")


def test_a_link_logs_in_and_the_first_page_names_the_officer(browser: Browser) -> None:
    page = browser.login()
    assert page.status_code == 200
    assert "officer-1" in page.text
    assert "No purpose is stated yet." in page.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser, console: RunningConsole) -> None:
    answer = browser.get(console.links[-1].removeprefix(console.origin))
    (said,) = answer.headers.get_list("set-cookie")
    parts = {part.strip().lower() for part in said.partition(";")[2].split(";")}
    assert parts == {"path=/", "secure", "httponly", "samesite=strict"}
    assert said.startswith("__Host-")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_bears_every_header(browser: Browser, path: str) -> None:
    for logged_in in (False, True):
        if logged_in and not browser.cookie:
            browser.login()
        answer = browser.get(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_permits_nothing_inline_and_no_frame(browser: Browser) -> None:
    policy = browser.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= {
        part.strip() for part in policy.split(";")
    }


def test_without_a_session_no_page_is_given(browser: Browser) -> None:
    for path in ("/", "/reason"):
        answer = browser.get(path)
        assert answer.status_code == 401
        assert "There is no session" in answer.text


def test_a_purpose_is_stated_and_stands_on_every_page(browser: Browser) -> None:
    assert browser.state().headers["location"] == "/"
    page = browser.get("/").text
    for said in ("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024"):
        assert f'<bdi dir="ltr">{said}</bdi>' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "CURIOSITY"},
        {"purpose": ""},
        {"legal_basis": "EXIT_CONTROL"},
        {"case_type": "MOVEMENT"},
        {"case_key": "  "},
        {"case_key": "512"},
        {"second_basis": "CURIOSITY"},
    ],
)
def test_a_reason_that_is_none_is_not_taken(browser: Browser, changes: dict[str, str]) -> None:
    answer = browser.state(**changes)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "No purpose is stated yet." in browser.get("/").text


def test_a_form_that_is_not_taken_keeps_what_was_filled_in(browser: Browser) -> None:
    answer = browser.state(case_key="512")
    assert '<option value="INVESTIGATE_CASE" selected>' in answer.text
    assert 'value="512"' in answer.text


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", ""])
def test_after_the_purpose_nobody_is_sent_elsewhere(browser: Browser, then: str) -> None:
    assert browser.state(then=then).headers["location"] == "/"
    assert browser.post("/language", {"language": "ur", "then": then}).headers["location"] == "/"


def test_the_shell_is_in_urdu_from_right_to_left(browser: Browser) -> None:
    browser.login()
    assert '<html lang="en" dir="ltr">' in browser.get("/").text
    assert browser.post("/language", {"language": "ur", "then": "/reason"}).headers["location"] == "/reason"
    page = browser.get("/reason").text
    assert '<html lang="ur" dir="rtl">' in page
    assert "آپ کیوں پوچھ رہے ہیں؟" in page
    assert '<bdi dir="ltr" lang="en">officer-1</bdi>' in page


def test_a_language_that_there_is_none_of_is_a_bad_form(browser: Browser) -> None:
    browser.login()
    assert browser.post("/language", {"language": "../../etc", "then": "/"}).status_code == 400


def test_a_session_ends_when_idle_and_after_a_shift(browser: Browser, console: RunningConsole) -> None:
    browser.login()
    console.offset_ms = IDLE_MS - 1000
    assert browser.get("/").status_code == 200
    console.offset_ms += IDLE_MS + 1000
    assert browser.get("/").status_code == 401
    console.offset_ms = 0
    assert browser.get("/").status_code == 401
    browser.login()
    for at in range(0, LONGEST_MS, IDLE_MS - 1000):
        console.offset_ms = at
        assert browser.get("/").status_code == 200
    console.offset_ms = LONGEST_MS + 1000
    assert browser.get("/").status_code == 401


def test_whoever_logs_out_is_out(browser: Browser, console: RunningConsole) -> None:
    browser.login()
    before, kept = len(console.links), browser.cookie
    answer = browser.post("/leave")
    assert "You are logged out." in answer.text
    assert "officer-1" not in answer.text
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    browser.cookie = kept
    assert browser.get("/").status_code == 401
    assert len(console.links) == before + 1


def test_a_page_that_is_not_there_says_so_and_no_more(browser: Browser) -> None:
    answer = browser.get("/absent")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert browser.post("/", {}).status_code == 404


def test_nothing_leaves_before_a_purpose(browser: Browser, hub: HubThread) -> None:
    browser.login()
    browser.get("/reason")
    browser.post("/reason", REASON | {"purpose": "CURIOSITY"})
    browser.post("/language", {"language": "en", "then": "/"})
    assert hub.hub.ran == []
    assert [issuer.asked for issuer in hub.issuers.values()] == [[]]


def test_a_link_is_good_for_some_minutes(browser: Browser, console: RunningConsole) -> None:
    console.offset_ms = LIFE_MS + 1000
    answer = browser.get(console.links[-1].removeprefix(console.origin))
    assert answer.status_code == 401
    console.offset_ms = 0
    browser.login()
