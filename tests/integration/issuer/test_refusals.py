"""Whom a real issuer refused: durable before the answer, told under its key, whoever asks and whatever is killed."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.client.errors import TokenRefused
from services.signing.es256 import PrivateKey
from services.signing.refusals import day_of, verify_day
from services.signing.refusals_folder import RefusalsFolder
from tests.e2e.processes import until
from tests.integration.issuer.station import ASKED, FIA, PUNJAB, Station, now_ms
from tests.shared import PATIENCE_S

OTHER = "PB/LAHORE/ICHHRA/513/2024"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Station]:
    made = Station(tmp_path)
    made.start()
    yield made
    if made.process is not None:
        made.stop()


def refuse(station: Station, number: int = 513) -> None:
    with pytest.raises(TokenRefused):
        station.fetch(replace(ASKED, case_key=f"PB/LAHORE/ICHHRA/{number}/2024"))


def counted(station: Station) -> list[tuple[str, str, str, int]]:
    with sqlite3.connect(f"file:{station.node.issuer.folder / 'issuer.db'}?mode=ro", uri=True) as db:
        found: list[tuple[str, str, str, int]] = db.execute(
            'SELECT officer, reason, "case", count FROM refused ORDER BY officer, "case"'
        ).fetchall()
    return found


def test_what_was_answered_is_counted_though_the_issuer_is_killed(own: Station) -> None:
    """``kill -9`` right after each answer, three times over."""
    for round_ in range(3):
        refuse(own)
        refuse(own, 600 + round_)
        own.stop(kill=True)
        own.start()
    rows = [row for row in counted(own) if row[0]]
    assert rows == [
        ("fia-1042", "case", f"FIR:{OTHER}", 3),
        *(("fia-1042", "case", f"FIR:PB/LAHORE/ICHHRA/{600 + number}/2024", 1) for number in range(3)),
    ]


def test_the_first_statement_lies_there_soon_after_the_start(own: Station) -> None:
    folder = RefusalsFolder(own.node.issuer.folder)
    until(lambda: list(folder.waiting()), "the first statement lies there", PATIENCE_S)
    ((number, signed),) = folder.waiting()
    said = verify_day(PrivateKey.load(own.node.token_key).public(), signed)
    assert (number, said.agency, said.audience) == (1, FIA, own.files.hub_id)
    assert said.day < day_of(now_ms()).isoformat()
    assert own.registry.key(signed.kid, "TOKEN") is not None


def test_a_strangers_requests_name_no_officer(own: Station) -> None:
    """Another agency's system, and bodies that are no form: counted by reason, a row each however many come."""
    punjab = own.files.agency(PUNJAB)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(punjab.ca_crt)
    context.load_cert_chain(punjab.tls_crt, punjab.tls_key)
    body = b"grant_type=x"
    head = f"POST /token HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(30):
        with own.tls_socket(context) as line:
            line.sendall(head.encode() + body)
            assert b"400" in line.recv(64)
    until(lambda: counted(own) == [("", "form", "", 30)], "the thirty are one row", PATIENCE_S)


def test_an_end_that_is_asked_for_keeps_what_was_counted_in_memory(own: Station) -> None:
    assert own.send("POST", "/token", b"x", Content_Type="application/x-www-form-urlencoded")[0] == 400
    assert own.stop() == 0
    assert counted(own) == [("", "form", "", 1)]
