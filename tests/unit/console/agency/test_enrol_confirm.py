"""A second person at enrolment: a row is listed once the named officer has touched their own passkey for it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from services.access.jws import encode_segment
from services.console.__main__ import issue_code, list_enrolled
from services.console.agency.confirming import confirmed
from services.console.agency.enrolment import Enrolments, MadePasskey, NoCode, challenge_of
from services.console.agency.settings import ENROLMENTS, ConsoleSettingsError, load_console_settings
from services.console.pages.enrol_confirm import PATH
from services.issuer.roster_text import read_passkey
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.agency.test_enrolment import MADE
from tests.unit.console.asked import seen

SECOND = replace(MADE, second="fia-2001")
NUMBERS = itertools.count(10)


class Made(NamedTuple):
    """A passkey that a newcomer made, whom it waits for, and the page that they saw."""

    officer: str
    passkey: Authenticator
    page: str
    path: str


def folder(agency: RunningAgencyConsole) -> Path:
    return agency.desk.folder / ENROLMENTS


def kept(agency: RunningAgencyConsole, officer: str) -> MadePasskey:
    (found,) = [each for each in Enrolments(folder(agency), agency.now_ms).made() if each.officer == officer]
    return found


def lines(agency: RunningAgencyConsole) -> list[str]:
    """What `rabta console enrolled` prints."""
    with redirect_stdout(StringIO()) as said:
        list_enrolled(agency.desk.folder)
    return said.getvalue().splitlines()


def listed(agency: RunningAgencyConsole, officer: str) -> list[str]:
    """What the office is told of an officer: fingerprint, and row or whom it waits for."""
    told = [line.split("\t") for line in lines(agency)]
    (found,) = [line[1:] for line in told if line[0] == officer]
    return found


@pytest.fixture
def made(agency: RunningAgencyConsole) -> Iterator[Made]:
    """By an officer of each test's own."""
    officer = f"fia-4{next(NUMBERS):03}"
    newcomer = agency.browser(address=next(ADDRESSES))
    code = Enrolments(folder(agency), agency.now_ms).issue(officer, "fia-2001")
    passkey = agency.passkey(credential=f"{officer}-credential".encode())
    client_data, attestation = map(encode_segment, passkey.made(challenge_of(officer, code)))
    form = {"officer": officer, "code": code, "client_data": client_data, "attestation": attestation}
    page = newcomer.post("/enrol/made", form).text
    newcomer.client.close()
    yield Made(officer, passkey, page, f"{PATH}/{kept(agency, officer).digest.hex()}")
    for path in folder(agency).iterdir():
        path.unlink()


@pytest.fixture
def second(agency: RunningAgencyConsole, bano: Authenticator) -> Iterator[OfficersBrowser]:
    made_browser = agency.browser(address=next(ADDRESSES))
    made_browser.enter("fia-2001", bano)
    yield made_browser
    made_browser.client.close()


def touch(browser: OfficersBrowser, made: Made, passkey: Authenticator) -> int:
    browser.get(PATH)
    browser.page = browser.post(made.path).text
    return browser.touch(passkey).status_code


def test_a_row_is_listed_once_the_named_officer_has_touched_for_it(
    agency: RunningAgencyConsole, made: Made, second: OfficersBrowser, bano: Authenticator
) -> None:
    fingerprint = kept(agency, made.officer).fingerprint
    assert "fia-2001 confirms it from their own login" in seen(made.page)
    assert listed(agency, made.officer) == [fingerprint, "waits for fia-2001"]
    page = seen(second.get(PATH).text)
    assert f"{made.officer} Fingerprint of the passkey {fingerprint}" in page
    assert touch(second, made, bano) == 303
    assert made.officer not in second.get(PATH).text
    told, row, by = listed(agency, made.officer)
    assert (told, by) == (fingerprint, "confirmed by fia-2001")
    assert read_passkey(row.partition('"')[2].rstrip('"]'), "").credential == made.passkey.credential
    assert agency.desk.hub.hub.ran == [], "the hub hears nothing of it"


def test_nobody_else_finds_or_confirms_it(
    agency: RunningAgencyConsole, made: Made, browser: OfficersBrowser, ahmed: Authenticator
) -> None:
    """A third officer, whom another administrator may have named for another passkey."""
    browser.enter("fia-1042", ahmed)
    assert made.officer not in browser.get(PATH).text
    assert browser.post(made.path).status_code == 403
    assert browser.post(f"{made.path}/touched").status_code == 403
    assert listed(agency, made.officer)[1] == "waits for fia-2001"


def test_another_officers_passkey_confirms_nothing_in_the_second_ones_login(
    agency: RunningAgencyConsole, made: Made, second: OfficersBrowser, ahmed: Authenticator
) -> None:
    assert touch(second, made, ahmed) in (400, 403)
    assert touch(second, made, made.passkey) in (400, 403)
    assert listed(agency, made.officer)[1] == "waits for fia-2001"


def test_another_sites_form_confirms_nothing(agency: RunningAgencyConsole, made: Made, second: OfficersBrowser) -> None:
    second.get(PATH)
    assert second.post(made.path, {}, origin="https://evil.example").status_code == 403
    assert second.post(made.path, {"csrf_token": "x" * 43}).status_code == 403
    assert listed(agency, made.officer)[1] == "waits for fia-2001"


def test_who_writes_the_consoles_files_makes_no_confirmation(
    agency: RunningAgencyConsole, made: Made, second: OfficersBrowser, bano: Authenticator
) -> None:
    """Whoever has taken the machine over: a token made up, or of another row, or a row put under a good token."""
    assert touch(second, made, bano) == 303
    (good,) = folder(agency).glob("*.confirmed")
    token = json.loads(good.read_bytes())["token"]
    for said in (token[:-8] + "AAAAAAAA", "x.y.z", ""):
        good.write_text(json.dumps({"token": said}))
        assert listed(agency, made.officer)[1] == "waits for fia-2001"
    good.write_text(json.dumps({"token": token}))
    assert len(listed(agency, made.officer)) == 3
    (file,) = folder(agency).glob("*.made")
    said = json.loads(file.read_bytes())
    other = agency.passkey(credential=b"of the one who took over")
    row = f"{encode_segment(other.credential)}.{encode_segment(other.key.spki)}"
    for change in ({"row": row}, {"officer": "fia-1042"}, {"second": "fia-1042"}):
        file.write_text(json.dumps(said | change))
        (line,) = lines(agency)
        assert line.split("\t")[2].startswith("waits for"), change


def test_a_token_of_a_call_confirms_no_row(agency: RunningAgencyConsole, second: OfficersBrowser) -> None:
    """Only the method of confirming counts, and only with the row's digest."""
    profile = load_console_settings(agency.desk.folder).caller()
    assert not confirmed(SECOND, profile, agency.now_ms())
    assert not confirmed(replace(SECOND, token="x" * 40), profile, agency.now_ms())


@pytest.mark.parametrize("second", ["fia-3003", "Ahmed Ali"])
def test_the_same_officer_and_nobody_is_no_second_one(agency: RunningAgencyConsole, second: str) -> None:
    with pytest.raises(ConsoleSettingsError, match="officer") as refused:
        issue_code(agency.desk.folder, "fia-3003", second)
    assert "Ahmed" not in str(refused.value)
    assert list(folder(agency).iterdir()) == []


def test_the_code_says_who_confirms(agency: RunningAgencyConsole, capsys: pytest.CaptureFixture[str]) -> None:
    issue_code(agency.desk.folder, "fia-3003", "fia-2001")
    assert "fia-2001 confirms it" in capsys.readouterr().err
    (code,) = folder(agency).iterdir()
    code.unlink()


def test_a_confirmation_is_kept_once_and_of_what_waits_alone(tmp_path: Path) -> None:
    enrolments = Enrolments(tmp_path / "enrolments", lambda: 1)
    found = enrolments.keep(enrolments.issue("fia-1042", "fia-2001"), MADE)
    assert (found, enrolments.to_confirm("fia-2001"), enrolments.to_confirm("fia-1042")) == (SECOND, [SECOND], [])
    enrolments.confirm(found, "token")
    with pytest.raises(NoCode):
        enrolments.confirm(found, "another")
    assert [each.token for each in enrolments.made()] == ["token"]
    with pytest.raises(NoCode):
        enrolments.confirm(MADE, "for whom nobody was named")
    alone = enrolments.keep(enrolments.issue("fia-1042"), replace(MADE, at_ms=6))
    assert (alone.second, alone.waits) == ("", False)


def test_the_page_is_in_urdu(made: Made, second: OfficersBrowser) -> None:
    second.get("/")
    second.post("/language", {"language": "ur", "then": "/"})
    page = second.get(PATH).text
    assert '<html lang="ur" dir="rtl">' in page
    assert made.officer in page
    assert "\ufffd" not in page
