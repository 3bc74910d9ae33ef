"""A list that wants a second person, in an agency's console: it waits for them, and rights are its own question."""

from __future__ import annotations

import re

from services.console.pages.told_guards import PATH
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.asked import seen
from tests.unit.console.test_told_guards import set_told

FIELDS = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def test_what_a_desk_was_told_waits_for_another_login_and_is_no_investigators_though_it_was_approved(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator, bano: Authenticator
) -> None:
    given = set_told(agency.desk.hub)
    browser.enter("fia-1042", ahmed)
    page = browser.get(PATH).text
    assert "--approver-profile" not in page
    assert f'action="{PATH}"' in page
    waits = browser.post(PATH, {"second": "fia-2001"}).headers["location"]
    assert waits.startswith("/approvals/")
    assert browser.post(PATH, {"second": "fia-1042"}).status_code == 400
    second = agency.browser(address=next(ADDRESSES))
    second.enter("fia-2001", bano)
    shown = seen(second.get(waits).text)
    for said in ("ListToldGuards", "fia-1042", "INVESTIGATE_CASE"):
        assert said in shown
    second.page = second.post(waits).text
    assert second.touch(bano).status_code == 303
    second.client.close()
    form = dict(FIELDS.findall(browser.get(waits).text.partition(f'action="{PATH}"')[2]))
    assert form["approval"] == waits.rpartition("/")[2]
    touch = browser.post(PATH, form).headers["location"]
    browser.page = browser.get(touch).text
    answer = browser.touch(ahmed)
    assert answer.status_code == 403
    assert "invalid_authorization_details" in answer.text, "the issuer gives an investigator no token of that class"
    assert given == []
