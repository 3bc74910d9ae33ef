"""A list that wants another agency's second person, in an agency's console: who asks brings the approval."""

from __future__ import annotations

import re
from hashlib import sha256

from services.console.pages.told_guards import PATH
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.asked import seen
from tests.unit.console.test_told_guards import set_told

FIELDS = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def test_what_a_desk_was_told_waits_for_another_agencys_approval_and_is_no_investigators_though_it_was_approved(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator, bano: Authenticator
) -> None:
    given = set_told(agency.desk.hub)
    browser.enter("fia-1042", ahmed)
    page = browser.get(PATH).text
    assert "--approver-profile" not in page
    assert f'action="{PATH}"' in page
    assert "another agency or of oversight" in page
    waits = browser.post(PATH, {"second": "fia-2001"}).headers["location"]
    assert waits.startswith("/approvals/")
    assert browser.post(PATH, {"second": "fia-1042"}).status_code == 400
    second = agency.browser(address=next(ADDRESSES))
    second.enter("fia-2001", bano)
    assert second.get(waits).status_code == 404, "a colleague approves no act that touches others' people"
    assert second.post(waits).status_code == 404
    assert second.post(f"{waits}/token", {"token": "a.b.c"}).status_code == 404, "and brings no token for who asks"
    second.client.close()
    shown = seen(browser.get(waits).text)
    for said in ("ListToldGuards", "fia-1042", "INVESTIGATE_CASE", "rabta token approve", sha256(b"").hexdigest()):
        assert said in shown
    for bad in ("", " ", "\u0622", "a" * 8193):
        assert browser.post(f"{waits}/token", {"token": bad}).status_code == 400
    assert browser.post(f"{waits}/token", {"token": " a.b.c\n"}).headers["location"] == waits
    assert browser.post(f"{waits}/token", {"token": "d.e.f"}).status_code == 404, "one approval an act"
    form = dict(FIELDS.findall(browser.get(waits).text.partition(f'action="{PATH}"')[2]))
    assert form["approval"] == waits.rpartition("/")[2]
    touch = browser.post(PATH, form).headers["location"]
    browser.page = browser.get(touch).text
    answer = browser.touch(ahmed)
    assert answer.status_code == 403
    assert "invalid_authorization_details" in answer.text, "the issuer gives an investigator no token of that class"
    assert given == []
