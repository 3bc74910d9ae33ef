"""An agency's console in Chromium with an authenticator of its own: enrolment, login, questions, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from services.console.__main__ import now_ms
from services.console.agency.enrolment import Enrolments, MadePasskey
from services.console.agency.settings import ENROLMENTS
from services.issuer.roster_text import read_passkey
from tests.browser.chromium import Watched, watched
from tests.fakes.agency_console import RunningAgencyConsole, agency_console_running
from tests.fakes.console import REASON
from tests.unit.cli.rabta import RECORDS
from tests.unit.console.answers import PLAIN, set_all
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_unmasking import holds

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LANGUAGES = ("en", "ur")
OFFICER = "fia-1042"


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAgencyConsole]:
    with agency_console_running(tmp_path_factory.mktemp("agency"), RECORDS) as made:
        set_all(made.desk.hub, PLAIN)
        yield made


@contextmanager
def at_desk(
    browser: Browser, agency: RunningAgencyConsole, passkey: Mapping[str, object] | None = None
) -> Iterator[Watched]:
    """A window of a desk whose authenticator holds ``passkey``, a credential as WebDriver has it, or none yet."""
    with watched(browser, agency, ignore_https_errors=True) as made:
        session = made.page.context.new_cdp_session(made.page)
        session.send("WebAuthn.enable")
        beside = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        if passkey is not None:
            session.send("WebAuthn.addCredential", {**beside, "credential": dict(passkey)})
        yield made
    assert (made.elsewhere, made.violations, made.errors) == ([], [], [])


@pytest.fixture
def desk(browser: Browser, agency: RunningAgencyConsole) -> Iterator[Watched]:
    with at_desk(browser, agency) as made:
        yield made


@pytest.fixture
def other_desk(browser: Browser, agency: RunningAgencyConsole) -> Iterator[Watched]:
    with at_desk(browser, agency) as made:
        yield made


def touch(desk: Watched) -> None:
    """Press the button of a passkey once the page's script has loaded: before that the form is sent without an answer."""
    desk.page.wait_for_selector("form[data-passkey]")
    desk.page.wait_for_load_state("load")
    desk.page.click("form[data-passkey] button")


def enrol(desk: Watched, agency: RunningAgencyConsole, language: str, officer: str = OFFICER) -> None:
    """From a code to a row of the signed roster."""
    enrolments = Enrolments(agency.desk.folder / ENROLMENTS, agency.now_ms)
    code = enrolments.issue(officer)
    desk.open(f"/enrol?language={language}")
    assert desk.found() == []
    desk.page.fill("#officer", officer)
    desk.page.fill("#code", code.lower())
    desk.click("main form button")
    assert desk.found() == []
    desk.click("form[data-passkey] button")
    assert desk.found() == []
    made = list(enrolments.made())[-1]
    assert made.fingerprint in (desk.page.text_content("main") or "")
    agency.desk.officers[officer] = [read_passkey(made.row, "")]
    agency.desk.put_roster()


def confirm(desk: Watched, agency: RunningAgencyConsole, language: str) -> None:
    """As the second person of a passkey that another made, by keyboard and a touch."""
    enrolments = Enrolments(agency.desk.folder / ENROLMENTS, agency.now_ms)
    made = MadePasskey("fia-4004", f"credential-{language}".encode(), b"key", 5)
    enrolments.keep(enrolments.issue(made.officer, OFFICER), made)
    desk.open("/enrol/confirm")
    assert made.fingerprint in (desk.page.text_content("main") or "")
    assert desk.found() == []
    desk.page.focus("main form button")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert desk.found() == []
    desk.click("form[data-passkey] button")
    assert desk.page.url.endswith("/enrol/confirm")
    assert desk.found() == []
    assert enrolments.to_confirm(OFFICER) == []


def fill(page: Page, **changes: str) -> None:
    for name, value in (REASON | changes).items():
        if name == "case_key":
            page.fill(f"#{name}", value)
        elif value:
            page.select_option(f"#{name}", value)


def enter(desk: Watched, language: str, officer: str = OFFICER) -> None:
    desk.open(f"/login?language={language}")
    assert desk.found() == []
    desk.page.fill("#officer", officer)
    fill(desk.page)
    desk.click("main form button")
    assert desk.found() == []
    desk.click("form[data-passkey] button")
    assert desk.page.url == f"{desk.console.origin}/"


def by_number(desk: Watched, path: str) -> None:
    desk.open(path)
    desk.page.select_option("#kind", "CNIC")
    desk.page.fill("#number", "35202-1234567-1")
    desk.page.press("#number", "Enter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_enrols_logs_in_searches_and_reads_a_history(
    desk: Watched, agency: RunningAgencyConsole, language: str
) -> None:
    enrol(desk, agency, language)
    enter(desk, language)
    assert desk.page.locator("html").get_attribute("lang") == language
    for path in ("/search", "/history"):
        by_number(desk, path)
        desk.page.wait_for_selector("#found")
        assert PLAIN in (desk.page.text_content("main") or "")
        assert desk.found() == []
    desk.open("/reason")
    fill(desk.page, case_key="fia/lahore/ahtc/31/2024")
    desk.click("main form button")
    by_number(desk, "/search")
    desk.page.wait_for_selector("form[data-passkey=get]")
    assert "FIA/LAHORE/AHTC/31/2024" in (desk.page.text_content("main") or "")
    touch(desk)
    desk.page.wait_for_selector("#found")
    assert PLAIN in (desk.page.text_content("main") or "")
    confirm(desk, agency, language)
    desk.leave()
    assert desk.found() == []


def charted(desk: Watched) -> None:
    """The sample's case on a chart, for which the passkey is touched once more."""
    desk.open("/network")
    desk.page.select_option("#kind", "SUBJECT")
    desk.page.fill("#number", ACCUSED.id)
    desk.page.click("main form:has(#number) button")
    touch(desk)
    desk.page.wait_for_selector("#limit")
    desk.click("main form button")


@pytest.mark.parametrize(("language", "other"), [("en", "ur")])
def test_a_second_person_approves_at_another_desk_by_their_own_passkey(
    desk: Watched, other_desk: Watched, agency: RunningAgencyConsole, language: str, other: str
) -> None:
    answer_charts(agency.desk.hub)
    given = holds(agency.desk.hub)
    for window, officer, of in ((desk, OFFICER, language), (other_desk, "fia-2001", other)):
        enrol(window, agency, of, officer)
        enter(window, of, officer)
    charted(desk)
    desk.open("/reason")
    desk.click("main form button")
    stated = now_ms()
    desk.open("/network")
    agency.offset_ms = stated - now_ms()
    desk.click("a[href^='/network/unmask'] >> nth=0")
    desk.page.fill("#second", "fia-2001")
    desk.click("main form button")
    assert desk.found() == []
    agency.offset_ms = 0
    other_desk.open("/approvals")
    assert other_desk.found() == []
    other_desk.click("main td a")
    assert other_desk.found() == []
    other_desk.click("main form button >> nth=0")
    assert other_desk.found() == []
    other_desk.click("form[data-passkey] button")
    assert other_desk.page.url.endswith("/approvals")
    assert given == []
    agency.offset_ms = stated - now_ms()
    desk.click("main a[href^='/approvals/']")
    desk.page.click("main form button")
    agency.offset_ms = 0
    touch(desk)
    desk.page.wait_for_selector(".banner")
    assert "Saima Bibi" in desk.page.inner_text("main")
    assert len(given) == 1


def test_a_desk_without_a_passkey_is_told_and_gets_no_session(desk: Watched) -> None:
    desk.open("/login")
    desk.page.fill("#officer", OFFICER)
    fill(desk.page)
    desk.click("main form button")
    assert desk.page.locator("#failed").is_hidden()
    desk.page.click("form[data-passkey] button")
    desk.page.locator("#failed").wait_for(state="visible", timeout=90_000)
    assert desk.page.context.cookies() == []


def test_without_scripts_the_pages_say_what_is_lacking(browser: Browser, agency: RunningAgencyConsole) -> None:
    with watched(browser, agency, scripts=False, ignore_https_errors=True) as desk:
        desk.open("/login?language=ur")
        assert "اسکرپٹ" in (desk.page.text_content("main") or "")
