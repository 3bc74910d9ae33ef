"""Enrolment: a code that is good once, a passkey that is made with it, and a roster that has to list it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.access.v1.roster_pb2 import Passkey

from services.access.jws import encode_segment
from services.console.agency.enrolment import LIFE_MS, Enrolments, MadePasskey, NoCode, challenge_of, plain
from services.console.agency.registration import UnfitPasskey, registered
from services.console.pages.enrol import ATTEMPTS
from services.issuer.roster_text import read_passkey
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import BACKUP_ELIGIBLE, PRESENT, VERIFIED, Authenticator
from tests.fakes.console import REASON

CODE = "0123456789ABCDEFGHJK"
ASKED = challenge_of("fia-1042", CODE)
MADE = MadePasskey("fia-1042", b"credential-00001", b"key", 5)


@pytest.fixture
def clock() -> list[int]:
    return [1_000_000]


@pytest.fixture
def enrolments(tmp_path: Path, clock: list[int]) -> Enrolments:
    return Enrolments(tmp_path / "enrolments", lambda: clock[0])


def refused(enrolments: Enrolments, officer: str, code: str) -> None:
    with pytest.raises(NoCode):
        enrolments.check(officer, code)


def test_a_code_waits_for_its_officer_alone_and_in_time(enrolments: Enrolments, clock: list[int]) -> None:
    code = enrolments.issue("fia-1042")
    enrolments.check("fia-1042", code)
    enrolments.check("fia-1042", f" {code.lower().replace('-', ' ')} ")
    refused(enrolments, "fia-2001", code)
    refused(enrolments, "fia-1042", CODE)
    refused(enrolments, "fia-1042", "")
    clock[0] += LIFE_MS + 1
    refused(enrolments, "fia-1042", code)


def test_a_code_is_good_once_whoever_comes_first(enrolments: Enrolments) -> None:
    code = enrolments.issue("fia-1042")
    enrolments.keep(code, MADE)
    refused(enrolments, "fia-1042", code)
    with pytest.raises(NoCode):
        enrolments.keep(code, MADE)
    assert list(enrolments.made()) == [MADE]


def test_a_code_that_was_used_stays_used_where_the_machine_fell_between_the_two_steps(
    enrolments: Enrolments, tmp_path: Path
) -> None:
    code = enrolments.issue("fia-1042")
    (waiting,) = (tmp_path / "enrolments").glob("*.code")
    kept = waiting.read_bytes()
    enrolments.keep(code, MADE)
    waiting.touch(mode=0o600)
    waiting.write_bytes(kept)
    refused(enrolments, "fia-1042", code)
    with pytest.raises(NoCode):
        enrolments.keep(code, MADE)


def test_no_file_holds_a_code(enrolments: Enrolments, tmp_path: Path) -> None:
    code = enrolments.issue("fia-1042")
    enrolments.keep(code, MADE)
    other = enrolments.issue("fia-2001")
    files = list((tmp_path / "enrolments").iterdir())
    said = "".join(path.name + path.read_text("utf-8") for path in files).upper()
    assert len(files) == 2
    for secret in (code, other):
        assert plain(secret) not in said
        assert secret not in said
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_codes_whose_time_is_over_are_taken_away(enrolments: Enrolments, clock: list[int], tmp_path: Path) -> None:
    enrolments.issue("fia-1042")
    clock[0] += LIFE_MS + 1
    enrolments.issue("fia-2001")
    assert len(list((tmp_path / "enrolments").glob("*.code"))) == 1


@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=20, max_size=20))
def test_a_code_is_read_as_it_is_written_by_hand(code: str) -> None:
    written = code.replace("0", "o").replace("1", "l").lower()
    assert plain(f"{written[:5]}-{written[5:]} ") == code


def made_by(
    passkey: Authenticator, challenge: bytes = ASKED, client: Mapping[str, object] = MappingProxyType({})
) -> MadePasskey:
    client_data, attestation = passkey.made(challenge, **client)
    return registered(
        "https://console.fia.example", "console.fia.example", ASKED, "fia-1042", client_data, attestation, 7
    )


def test_a_passkey_is_read_as_the_roster_has_it() -> None:
    passkey = Authenticator()
    made = made_by(passkey)
    assert (made.officer, made.credential, made.spki, made.at_ms) == (
        "fia-1042",
        passkey.credential,
        passkey.key.spki,
        7,
    )
    assert read_passkey(made.row, "") == Passkey(credential=passkey.credential, spki=passkey.key.spki)
    digits = made.fingerprint.replace(" ", "")
    assert hashlib.sha256(made.credential + made.spki).hexdigest().startswith(digits)
    assert len(digits) == 20


@pytest.mark.parametrize(
    "passkey",
    [
        Authenticator(flags=PRESENT),
        Authenticator(flags=VERIFIED),
        Authenticator(flags=PRESENT | VERIFIED | BACKUP_ELIGIBLE),
        Authenticator(site="evil.example"),
        Authenticator(origin="https://evil.example"),
    ],
    ids=["unverified", "absent", "copied", "site", "origin"],
)
def test_a_passkey_without_its_user_from_elsewhere_or_to_be_copied_is_refused(passkey: Authenticator) -> None:
    with pytest.raises(UnfitPasskey):
        made_by(passkey)


@pytest.mark.parametrize(
    "client",
    [{"type": "webauthn.get"}, {"crossOrigin": True}, {"topOrigin": "https://evil.example"}],
)
def test_client_data_of_another_kind_is_refused(client: dict[str, object]) -> None:
    with pytest.raises(UnfitPasskey):
        made_by(Authenticator(), client=client)


def test_a_passkey_for_another_code_is_refused() -> None:
    with pytest.raises(UnfitPasskey):
        made_by(Authenticator(), challenge_of("fia-2001", CODE))


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_bytes_that_are_no_passkey_are_refused_by_name(client_data: bytes, attestation: bytes) -> None:
    good, whole = Authenticator().made(challenge_of("fia-1042", CODE))
    for one, other in ((client_data, whole), (good, attestation), (good, whole[: len(attestation)] + attestation)):
        with pytest.raises(UnfitPasskey):
            registered("https://console.fia.example", "console.fia.example", bytes(32), "fia-1042", one, other, 0)


@pytest.fixture
def newcomer(agency: RunningAgencyConsole) -> Iterator[OfficersBrowser]:
    made = agency.browser(address="127.0.0.240")
    yield made
    made.client.close()


def issued(agency: RunningAgencyConsole, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.console", "--agency", str(agency.desk.folder), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_from_a_code_to_a_login(agency: RunningAgencyConsole, newcomer: OfficersBrowser) -> None:
    code = issued(agency, "--enrol", "fia-3003").stdout.strip()
    passkey = agency.passkey(credential=b"fia-3003-credential")
    form = {"officer": "fia-3003", "code": code}
    page = newcomer.post("/enrol", form)
    assert page.status_code == 200
    assert f'data-challenge="{encode_segment(challenge_of("fia-3003", code))}"' in page.text
    client_data, attestation = map(encode_segment, passkey.made(challenge_of("fia-3003", code)))
    sent = form | {"client_data": client_data, "attestation": attestation}
    made = newcomer.post("/enrol/made", sent)
    assert "The passkey is made" in made.text
    assert newcomer.post("/enrol/made", sent).status_code == 403
    assert newcomer.post("/enrol", form).status_code == 403
    newcomer.ask("fia-3003")
    assert newcomer.touch(passkey).status_code == 403
    officer, fingerprint, row = issued(agency, "--enrolled").stdout.splitlines()[-1].split("\t")
    assert officer == "fia-3003"
    assert fingerprint in made.text
    agency.desk.officers["fia-3003"] = [read_passkey(row.partition('"')[2].rstrip('"]'), "")]
    agency.desk.put_roster()
    newcomer.enter("fia-3003", passkey)
    assert '<bdi dir="ltr">fia-3003</bdi>' in newcomer.get("/").text


def test_a_code_for_nobody_is_not_issued(agency: RunningAgencyConsole) -> None:
    said = issued(agency, "--enrol", "Ahmed Ali")
    assert (said.returncode, said.stdout) == (2, "")
    assert "not an officer's id" in said.stderr
    assert "Ahmed" not in said.stderr


def test_who_guesses_codes_waits(agency: RunningAgencyConsole) -> None:
    browser = agency.browser(address="127.0.0.241")
    said = [browser.post("/enrol", {"officer": "fia-1042", "code": CODE}).status_code for _ in range(2 * ATTEMPTS + 1)]
    assert said[:ATTEMPTS] == [403] * ATTEMPTS
    assert 429 in said
    browser.client.close()


@pytest.mark.parametrize("path", ["/enrol", "/enrol/made"])
def test_another_sites_form_enrols_nobody(browser: OfficersBrowser, path: str) -> None:
    answer = browser.post(path, REASON | {"officer": "fia-1042", "code": CODE}, origin="https://evil.example")
    assert answer.status_code == 403
    assert "did not come from a page" in answer.text
