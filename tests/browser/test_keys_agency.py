"""Whole tasks of an agency's console by keyboard alone: an officer from login to logout, and a second person's approval.

Both in English and from the right in Urdu. Every stop on the way is judged (:mod:`tests.browser.keys`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.keys import Keys
from tests.browser.test_agency_console import OFFICER, at_desk
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole, agency_console_running
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.unit.cli.rabta import CNIC, RECORDS
from tests.unit.console.answers import NAME, PLAIN, set_all
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.test_unmasking import CODES, holds

LANGUAGES = ("en", "ur")
SECOND = "fia-2001"


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAgencyConsole]:
    with agency_console_running(tmp_path_factory.mktemp("agency"), RECORDS) as made:
        set_all(made.desk.hub, PLAIN)
        yield made


def carried(passkey: Authenticator, folder: Path) -> dict[str, object]:
    """The passkey as a browser's authenticator takes it (WebDriver extension of Web Authentication, section 11.5)."""
    passkey.key.save(folder / "passkey.pem")
    key = "".join((folder / "passkey.pem").read_text("ascii").splitlines()[1:-1])
    return {
        "credentialId": b64encode(passkey.credential).decode(),
        "isResidentCredential": True,
        "rpId": "localhost",
        "privateKey": key,
        "signCount": passkey.count,
        "userHandle": b64encode(OFFICER.encode()).decode(),
    }


def enter(keys: Keys, officer: str, language: str) -> None:
    """From the page for the login to the first one, by a touch."""
    keys.to("#officer")
    keys.type(officer)
    for name, value in REASON.items():
        keys.to(f"#{name}")
        if name == "case_key":
            keys.type(value)
        else:
            keys.choose(value)
    keys.send()
    keys.to("form[data-passkey] button")
    keys.send()
    assert keys.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_asks_reads_opens_a_record_goes_back_and_logs_out(
    browser: Browser, agency: RunningAgencyConsole, tmp_path: Path, language: str
) -> None:
    passkey = agency.enrolled(OFFICER)
    with at_desk(browser, agency, carried(passkey, tmp_path)) as desk:
        keys = Keys(desk.page)
        desk.open(f"/login?language={language}")
        enter(keys, OFFICER, language)
        keys.to("header a[href='/history']", back=True)
        keys.follow()
        assert keys.round() > 20
        keys.skip()
        keys.to("#number")
        keys.type(CNIC)
        keys.send()
        assert PLAIN in desk.page.inner_text("main")
        keys.round()
        keys.skip()
        keys.to(f"main a[href='/record?name={NAME}']")
        keys.follow()
        assert desk.page.locator("[id^='version-']").count() > 0
        keys.to("[aria-labelledby=version-1]")
        keys.to(f"a[href='/person?record={NAME}']")
        keys.follow()
        keys.round()
        desk.page.go_back()  # Alt and the left arrow, a key of the browser's own that reaches no page
        keys.begin()
        assert desk.page.locator("#version-1").count() == 1
        keys.to("header form[action='/leave'] button", back=True)
        keys.send()
        keys.to("main a")
        keys.round()


def asked_by(agency: RunningAgencyConsole) -> OfficersBrowser:
    """An officer who waits for the second person: a protected one is to be shown."""
    answer_charts(agency.desk.hub)
    holds(agency.desk.hub)
    passkey, asking = agency.enrolled(OFFICER), agency.browser()
    asking.enter(OFFICER, passkey)
    node = {"kind": "SUBJECT", "number": ACCUSED.id, "edge_CALLED": "1", "limit": "50"}
    asking.touched(asking.post("/network/add", node), passkey)
    code = CODES.findall(asking.get("/network").text)[0]
    assert asking.post(f"/network/unmask/{code}", {"second": SECOND}).status_code == 303
    return asking


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_person_reads_an_act_and_approves_it(
    browser: Browser, agency: RunningAgencyConsole, tmp_path: Path, language: str
) -> None:
    asking = asked_by(agency)
    with at_desk(browser, agency, carried(agency.enrolled(SECOND), tmp_path)) as desk:
        keys = Keys(desk.page)
        desk.open(f"/login?language={language}")
        enter(keys, SECOND, language)
        keys.to("header a[href='/approvals']", back=True)
        keys.follow()
        keys.round()
        keys.skip()
        keys.to("[aria-labelledby=theirs]")
        keys.to("main td a")
        keys.follow()
        assert OFFICER in desk.page.inner_text("main")
        keys.round()
        keys.skip()
        keys.to("main form:not([action$='refused']) button")
        keys.send("Space")
        keys.to("form[data-passkey] button")
        keys.send()
        assert desk.page.locator("main td a").count() == 0
        desk.leave()
    asking.client.close()
