"""What is tried against an agency's console: with a cookie, a form, a frame, a touch, or its whole machine."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from services.access.assertion import Assertion, claims_of, read_claims, write_assertion
from services.access.jws import decode_segment, encode_segment
from services.client.channel import Channel
from services.client.errors import Refusal, TokenRefused
from services.client.profile import Profile, load_profile
from services.client.reason import Reason
from services.client.token import GRANT, System, ask_issuer, details_text
from services.client.touched import token_for
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.fakes.agency_console import OTHER_CASE, OfficersBrowser, RunningAgencyConsole, agency_console_running
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.unit.cli.rabta import RECORDS, SEARCH
from tests.unit.console.agency.test_login import NUMBER

CHOSEN = "chosen-by-a-stranger-0123456789abcdef0123456"
DETAILS = Reason("INVESTIGATE_CASE", "CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024").details("HISTORY")


@pytest.fixture
def machine(agency: RunningAgencyConsole) -> Profile:
    """All that lies on the console's machine."""
    return load_profile(agency.desk.files.agency(live.FIA).folder / "profile.toml")


def test_session_fixation(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    browser.cookie = CHOSEN
    browser.enter("fia-1042", ahmed)
    assert browser.cookie != CHOSEN
    browser.cookie = CHOSEN
    assert browser.get("/").headers["location"].startswith("/login")


def test_a_login_ends_the_session_before_it(
    browser: OfficersBrowser, ahmed: Authenticator, bano: Authenticator
) -> None:
    browser.enter("fia-1042", ahmed)
    first = browser.cookie
    browser.enter("fia-2001", bano)
    browser.cookie = first
    assert browser.get("/").headers["location"].startswith("/login")


@pytest.mark.parametrize(("agent", "address"), [("another", ""), ("browser", "127.0.0.2")])
def test_a_stolen_cookie_is_worth_nothing_elsewhere_and_ends_the_session(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator, agent: str, address: str
) -> None:
    browser.enter("fia-1042", ahmed)
    thief = agency.browser(agent, address or browser.address)
    thief.cookie = browser.cookie
    answer = thief.get("/")
    assert answer.headers["location"].startswith("/login")
    assert "fia-1042" not in answer.text
    assert browser.get("/").headers["location"].startswith("/login")
    thief.client.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[RunningAgencyConsole]:
    with agency_console_running(tmp_path, RECORDS, client_certificates=True) as made:
        yield made


def test_a_cookie_stolen_from_a_desk_with_a_certificate_is_worth_nothing_at_another(
    desks: RunningAgencyConsole,
) -> None:
    passkey = desks.enrolled("fia-1042")
    assert desks.authority is not None
    officer, thief = (desks.browser(certificate=desks.authority.desk(name)) for name in ("one", "other"))
    officer.enter("fia-1042", passkey)
    thief.cookie = officer.cookie
    assert thief.get("/").headers["location"].startswith("/login")
    assert officer.get("/").headers["location"].startswith("/login")
    nobody = desks.browser()
    with pytest.raises(Exception, match=r"(?i)certificate|disconnected|reset|eof"):
        nobody.get("/login")
    for each in (officer, thief, nobody):
        each.client.close()


@pytest.mark.parametrize("path", ["/login", "/login/touched"])
@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}]
)
def test_another_sites_form_logs_nobody_in(
    browser: OfficersBrowser, ahmed: Authenticator, path: str, headers: dict[str, str]
) -> None:
    page = browser.ask("fia-1042").text
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?>', page))
    given = ahmed.given(decode_segment(found["claims"]))
    parts = dict(
        zip(
            ("claims", "credential", "authenticator_data", "client_data", "signature"),
            map(encode_segment, given),
            strict=True,
        )
    )
    assert browser.post(path, REASON | {"officer": "fia-1042"} | parts, **headers).status_code == 403
    assert browser.cookie == ""


def test_a_form_without_the_sessions_token_changes_nothing(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    browser.enter("fia-1042", ahmed)
    browser.token = "wrong"
    assert browser.post("/reason", REASON | OTHER_CASE).status_code == 403
    assert OTHER_CASE["case_key"] not in browser.get("/").text


def test_nobody_frames_the_login_or_the_touch(browser: OfficersBrowser) -> None:
    for answer in (browser.get("/login"), browser.ask("fia-1042")):
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


def test_a_touch_counts_once(browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator) -> None:
    page = browser.ask("fia-1042").text
    given = ahmed.given(browser.claims())
    assert browser.send(given, page).status_code == 303
    thief = agency.browser(address="127.0.0.4")
    answer = thief.send(given, page)
    assert answer.status_code == 403
    assert thief.cookie == ""
    thief.client.close()


@pytest.mark.parametrize(
    "changes", [OTHER_CASE, {"officer": "fia-2001"}, {"second_basis": "COURT_ORDER"}, {"claims": "e30"}]
)
def test_a_touch_serves_no_other_case_or_officer(
    browser: OfficersBrowser, ahmed: Authenticator, changes: dict[str, str]
) -> None:
    browser.ask("fia-1042")
    answer = browser.touch(ahmed, **changes)
    assert answer.status_code in (400, 403)
    assert browser.cookie == ""


def test_another_officers_touch_gives_a_session_nothing(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator, bano: Authenticator
) -> None:
    browser.enter("fia-1042", ahmed)
    browser.post("/reason", REASON | OTHER_CASE)
    wanted = browser.post("/search", NUMBER).headers["location"]
    page = browser.get(wanted).text
    assert browser.touch(bano, page).status_code == 403
    theirs = claims_of(read_claims(browser.claims(page))) | {"iss": "fia-2001", "sub": "fia-2001"}
    told = bano.given(json.dumps(theirs).encode())
    assert browser.send(told, page).status_code == 403
    assert browser.post("/search", NUMBER).headers["location"].startswith("/touch/")
    assert agency.desk.hub.hub.ran == []


def test_a_touch_for_a_reason_that_is_left_by_now_is_not_kept(browser: OfficersBrowser, ahmed: Authenticator) -> None:
    browser.enter("fia-1042", ahmed)
    browser.post("/reason", REASON | OTHER_CASE)
    page = browser.get(browser.post("/search", NUMBER).headers["location"]).text
    browser.post("/reason", REASON)
    assert browser.touch(ahmed, page).status_code == 400


def test_one_officers_session_is_never_anothers(
    browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator, bano: Authenticator
) -> None:
    other = agency.browser(address="127.0.0.5")
    browser.enter("fia-1042", ahmed)
    other.enter("fia-2001", bano, **OTHER_CASE)
    mine, theirs = browser.get("/").text, other.get("/").text
    assert ("fia-2001" in mine, OTHER_CASE["case_key"] in mine) == (False, False)
    assert ("fia-1042" in theirs, REASON["case_key"].upper() in theirs) == (False, False)
    waits = browser.get("/case?type=FIR&key=PB/LAHORE/ICHHRA/512/2024").headers["location"]
    assert other.get(waits).headers["location"] == "/"
    other.client.close()


def test_the_machine_alone_is_refused_by_hub_and_issuer(machine: Profile) -> None:
    """With its TLS key, its message key and every file: no token, no answer; no officer's key to make a proof with."""

    async def ask(token: str) -> None:
        async with Channel(machine) as channel:
            await channel.call(SEARCH, pb.SearchRequest().SerializeToString(), token)

    with pytest.raises(Refusal) as refused:
        asyncio.run(ask(""))
    assert refused.value.reason == "TOKEN_INVALID"
    now_s, text = live.now_ms() // 1000, details_text(DETAILS)
    digest = sha256(text.encode()).digest()
    said = Assertion("fia-1042", live.FIA, "0123456789abcdef", digest, now_s, now_s + 60)
    form = {"grant_type": GRANT, "assertion": write_assertion(said, PrivateKey.load(Path(str(machine.message_key))))}
    with pytest.raises(TokenRefused):
        asyncio.run(ask_issuer(System.behind(machine), "token", form | {"authorization_details": text}))


def test_what_the_machine_saw_of_a_login_gives_it_nothing_more(
    browser: OfficersBrowser, machine: Profile, ahmed: Authenticator
) -> None:
    """All that went through its memory: an answer that was used, and claims with a fresh word under an old signature."""
    browser.ask("fia-1042")
    seen = ahmed.given(browser.claims())
    browser.send(seen)
    system = System.behind(machine)
    word = str(asyncio.run(ask_issuer(system, "challenge", {}))["challenge"])
    again = json.dumps(claims_of(read_claims(seen.claims)) | {"jti": word}).encode()
    for answer in (seen, seen._replace(claims=again)):
        with pytest.raises(TokenRefused):
            asyncio.run(token_for(system, DETAILS, answer))
