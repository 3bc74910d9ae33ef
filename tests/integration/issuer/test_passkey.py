"""A passkey at a real issuer: word, touch, token; and what its journal keeps past a restart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from rabta.access.v1.roster_pb2 import Passkey

from services.access.assertion import Assertion, claims_of
from services.access.details import details_object
from services.access.passkey_answer import PASSKEY_GRANT
from services.issuer.form import GRANT
from tests.fakes.authenticator import CONSOLE, Authenticator
from tests.integration.issuer.station import ASKED, FIA, Station, now_ms

FORM = "application/x-www-form-urlencoded"
TEXT = json.dumps([details_object(ASKED)])


@pytest.fixture
def passkey() -> Authenticator:
    return Authenticator()


@pytest.fixture
def station(tmp_path: Path, passkey: Authenticator) -> Iterator[Station]:
    made = Station(tmp_path)
    made.settings(console=CONSOLE)
    made.put_roster(passkeys=[Passkey(credential=passkey.credential, spki=passkey.key.spki)])
    made.start()
    yield made
    assert made.stop() == 0


def post(station: Station, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
    status, _, body = station.send("POST", path, urlencode(fields).encode(), Content_Type=FORM)
    return status, json.loads(body)


def touched(station: Station, passkey: Authenticator) -> str:
    status, given = post(station, "/challenge")
    assert (status, given["expires_in"]) == (200, 60)
    now_s = now_ms() // 1000
    said = Assertion("fia-1042", FIA, given["challenge"], hashlib.sha256(TEXT.encode()).digest(), now_s, now_s + 60)
    return passkey.answer(claims_of(said))


def asked(station: Station, answer: str, grant: str = PASSKEY_GRANT) -> tuple[int, str]:
    """Status, and the error where there is one."""
    fields = {"grant_type": grant, "assertion": answer, "authorization_details": TEXT}
    status, given = post(station, "/token", **fields)
    return status, given.get("error_description", "")


def test_a_touch_is_worth_one_token_and_a_copy_none_past_a_restart(station: Station, passkey: Authenticator) -> None:
    copy, answer = replace(passkey), touched(station, passkey)
    assert asked(station, answer, GRANT)[0] == 400
    assert asked(station, answer) == (200, "")
    assert asked(station, answer) == (400, "the assertion was used before")
    stale = touched(station, passkey)
    station.stop()
    station.start()
    assert "this minute" in asked(station, stale)[1]
    assert asked(station, touched(station, copy)) == (400, "the passkey's counter did not rise: it may be a copy")
    assert asked(station, touched(station, passkey)) == (200, "")
    assert post(station, "/challenge", system="other")[0] == 400
