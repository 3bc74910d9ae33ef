"""The issuer over a real socket: what it gives, to whom, and what it never says."""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
import sqlite3
import ssl
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from services.access.approver import parse_approver
from services.access.caller import Caller
from services.access.errors import TokenInvalid, TokenNotBound
from services.access.token import TokenCache, bind
from services.client.errors import IssuerUnreachable, TokenRefused
from services.client.token import Tokens, fetch_token
from services.membership.certificates import Authority
from services.membership.layout import NodeFiles
from services.membership.registry import Registry
from services.signing.keyfile import make_folder
from tests.fakes.certificates import make_certificate
from tests.fakes.world.keys import thumbprint_of
from tests.integration.issuer.station import ASKED, CASE, FIA, METHOD, PUNJAB, Station, now_ms
from tests.shared import PATIENCE_S

BODY = hashlib.sha256(b"a request body").digest()
MARK = "QUAKING-ASPEN"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """One issuer for tests that change nothing for good."""
    made = Station(tmp_path_factory.mktemp("station"))
    made.start()
    yield made
    assert made.stop() == 0


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Station]:
    """An issuer of its own for tests that revoke, restart or break."""
    made = Station(tmp_path)
    made.start()
    yield made
    if made.process is not None:
        made.stop()


def at_hub(token: str, registry: Registry, files: NodeFiles, cache: TokenCache | None = None) -> Caller:
    """What the hub makes of ``token`` over the connection of ``files``."""
    row = registry.tls(thumbprint_of(files))
    assert row is not None
    verified = (TokenCache() if cache is None else cache).parse(token, registry, now_ms())
    return bind(verified, registry, row, thumbprint_of(files), now_ms())


def refusal(call: Any, *arguments: Any, **changes: Any) -> str:
    with pytest.raises(TokenRefused) as caught:
        call(*arguments, **changes)
    return caught.value.error


def test_the_hub_takes_what_the_issuer_gives(station: Station) -> None:
    fetched = station.fetch()
    caller = at_hub(fetched.token, station.registry, station.desk)
    assert fetched.expires_in_s == 900
    assert (caller.agency, caller.system, caller.officer) == (FIA, "desk", "fia-1042")
    assert (caller.roles, caller.clearance) == (frozenset({"INVESTIGATOR"}), 2)
    assert (caller.case_type, caller.case_key) == ("FIR", CASE)


def test_a_token_is_bound_to_the_certificate_that_fetched_it(station: Station) -> None:
    token = station.fetch().token
    with pytest.raises(TokenNotBound):
        at_hub(token, station.registry, station.node)
    with pytest.raises(TokenNotBound):
        at_hub(token, station.registry, station.files.agency(PUNJAB))
    assert at_hub(station.fetch(system=station.node).token, station.registry, station.node).system == "node"


def test_the_hub_takes_the_second_person(station: Station) -> None:
    caller = at_hub(station.fetch().token, station.registry, station.desk)
    approval = parse_approver(station.approve(BODY).token, station.registry, caller, METHOD, BODY, now_ms())
    assert approval.caller.approver is not None
    assert approval.caller.approver.officer == "fia-2001"


def test_another_agencys_certificate_is_refused(station: Station) -> None:
    assert refusal(station.fetch, system=station.files.agency(PUNJAB)) == "invalid_client"
    assert refusal(station.approve, BODY, system=station.files.hub) == "invalid_client"


def test_a_certificate_under_the_authority_but_not_in_the_registry_is_refused(station: Station) -> None:
    stray = NodeFiles(station.folder / "stray", FIA, "desk")
    make_folder(stray.folder)
    make_certificate(stray, Authority.load("rabta.test", station.files.folder), now_ms())
    assert refusal(station.fetch, system=stray) == "invalid_client"


def closed(station: Station, context: ssl.SSLContext) -> bool:
    """Whether the server ends the connection without a byte of HTTP (TLS 1.3 tells a client late)."""
    try:
        with station.tls_socket(context) as tls:
            tls.sendall(b"POST /token HTTP/1.1\r\nHost: x\r\n\r\n")
            return tls.recv(1) == b""
    except OSError:
        return True


def test_without_a_certificate_tls_fails_and_the_server_lives(station: Station) -> None:
    assert closed(station, ssl.create_default_context(cafile=str(station.desk.ca_crt)))
    assert station.fetch().token


def test_a_strangers_authority_fails_and_the_server_lives(station: Station, tmp_path: Path) -> None:
    stranger = NodeFiles(tmp_path / "stranger", FIA, "desk")
    make_folder(stranger.folder)
    make_certificate(stranger, Authority.create("rabta.test", now_ms()), now_ms())
    applicant = replace(station.applicant(system=stranger), ca=station.desk.ca_crt)
    with pytest.raises(IssuerUnreachable):
        asyncio.run(fetch_token(applicant, ASKED))
    assert station.fetch().token


def test_the_client_refuses_an_issuer_of_another_authority(station: Station, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make_folder(other)
    Authority.create("rabta.test", now_ms()).save(other)
    with pytest.raises(IssuerUnreachable):
        asyncio.run(fetch_token(replace(station.applicant(), ca=other / "ca.crt"), ASKED))


def test_tls_1_2_is_refused(station: Station) -> None:
    context = station.applicant().context()
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert closed(station, context)
    assert station.fetch().token


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "error"),
    [
        ("GET", "/token", b"", {}, 405, "invalid_request"),
        ("PUT", "/token", b"x", {}, 405, "invalid_request"),
        ("POST", f"/{MARK}", b"x", {}, 404, "invalid_request"),
        ("POST", f"/token?role={MARK}", b"x", {"content_type": FORM}, 400, "invalid_request"),
        ("POST", "/token", MARK.encode(), {"content_type": FORM}, 400, "invalid_request"),
        ("POST", "/token", b"{}", {"content_type": "application/json"}, 400, "invalid_request"),
        ("POST", "/token", b"", {}, 400, "invalid_request"),
        ("POST", "/token", b"x" * 30_000, {"content_type": FORM}, 413, "invalid_request"),
        ("POST", "/approve", f"grant_type={MARK}".encode(), {"content_type": FORM}, 400, "invalid_request"),
    ],
)
def test_errors_are_json_of_a_closed_list_without_echo(
    station: Station, method: str, path: str, body: bytes, headers: dict[str, str], status: int, error: str
) -> None:
    found, answer_headers, raw = station.send(method, path, body, **headers)
    answer = json.loads(raw)
    assert (found, answer["error"]) == (status, error)
    assert answer.keys() <= {"error", "error_description"}
    assert answer_headers["Cache-Control"] == "no-store"
    assert MARK.encode() not in raw
    assert MARK not in str(answer_headers)
    assert "aiohttp" not in str(answer_headers)


def test_an_unknown_grant_has_its_own_code(station: Station) -> None:
    form = urlencode({**station.form(BODY), "grant_type": "password"}).encode()
    status, _, raw = station.send("POST", "/approve", form, content_type=FORM)
    assert (status, json.loads(raw)["error"]) == (400, "unsupported_grant_type")


def test_an_assertion_counts_once_over_any_connection(station: Station) -> None:
    form = urlencode(station.form(BODY)).encode()
    first, headers, _ = station.send("POST", "/approve", form, content_type=FORM)
    again, _, raw = station.send("POST", "/approve", form, content_type=FORM)
    assert (first, again, json.loads(raw)["error"]) == (200, 400, "invalid_grant")
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "change",
    [
        {"case_key": "PB/LAHORE/ICHHRA/1/2024"},
        {"purpose": "OVERSIGHT"},
        {"legal_basis": "JJSA"},
        {"purpose": MARK.replace("-", "_")},
    ],
)
def test_a_purpose_that_is_not_theirs_is_refused(station: Station, change: dict[str, str]) -> None:
    assert refusal(station.fetch, replace(ASKED, **change)) == "invalid_authorization_details"


def test_garbage_and_idle_connections_do_not_stop_an_honest_call(station: Station) -> None:
    idle = [socket.create_connection(("127.0.0.1", station.port)) for _ in range(50)]
    for number, connection in enumerate(idle):
        if number % 2:
            connection.sendall(b"\x16\x03\x01" + bytes([number]) * 40)
    held = [station.tls_socket(station.applicant().context()) for _ in range(20)]
    for tls in held:
        tls.sendall(
            b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Type: " + FORM.encode() + b"\r\n\r\n"
        )
    assert station.fetch().token
    for connection in [*idle, *held]:
        connection.close()


def test_malformed_http_is_answered_without_echo(station: Station) -> None:
    with station.tls_socket(station.applicant().context()) as tls:
        tls.sendall(f"{MARK} {MARK}\r\n{MARK}\r\n\r\n".encode())
        answer = tls.recv(4096)
    assert b" 400 " in answer.split(b"\r\n")[0]
    assert b"Traceback" not in answer
    assert MARK.encode() not in answer
    assert station.fetch().token


def test_many_at_once(station: Station) -> None:
    async def all_of_them() -> list[Any]:
        applicants = [station.applicant(officer=officer) for officer in ("fia-1042", "fia-2001") for _ in range(10)]
        tries = (fetch_token(applicant, ASKED) for applicant in applicants)
        return await asyncio.gather(*tries, return_exceptions=True)

    found = asyncio.run(all_of_them())
    tokens = {fetched.token for fetched in found[:10]}
    assert len(tokens) == 10
    assert all(isinstance(error, TokenRefused) for error in found[10:])


def test_tokens_are_kept_until_a_minute_before_their_end(station: Station) -> None:
    async def walk() -> None:
        tokens = Tokens(station.applicant())
        first = await tokens.fetch(ASKED)
        assert await tokens.fetch(ASKED) == first
        assert await tokens.fetch(replace(ASKED, query_class="WANTED")) != first
        tokens._kept = {details: (token, now_ms() + 59_000) for details, (token, _) in tokens._kept.items()}
        assert await tokens.fetch(ASKED) != first

    asyncio.run(walk())


def test_the_log_and_the_journal_hold_no_secret(station: Station) -> None:
    token = station.fetch().token
    log = station.log.read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"method", "status", "ms", "correlation", "why", "officer"} <= lines[-1].keys()
    for secret in (token, token.split(".")[2], CASE, MARK, "3520112345671", "BEGIN"):
        assert secret not in log
    journal = station.node.issuer.folder / "issuer.db"
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    raw = b"".join(path.read_bytes() for path in journal.parent.glob("issuer.db*"))
    assert token.encode() not in raw
    assert b"3520112345671" not in raw
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as db:
        officer, case = db.execute('SELECT officer, "case" FROM issued WHERE kind = ? LIMIT 1', ("at+jwt",)).fetchone()
    assert (officer, case) == ("fia-1042", f"FIR:{CASE}")


def test_a_new_roster_counts_at_once_and_an_old_one_never_again(own: Station) -> None:
    assert own.fetch().token
    own.put_roster(suspended=True)
    assert refusal(own.fetch) == "invalid_grant"
    own.put_roster(version=1)
    assert refusal(own.fetch) == "invalid_grant"
    assert "rollback: version" in own.log.read_text()
    own.stop(kill=True)
    own.start()
    assert own.process is not None
    assert own.process.wait(PATIENCE_S) != 0
    own.put_roster(version=3)
    own.start()
    assert own.fetch().token


def test_a_revoked_certificate_gets_nothing_more(own: Station) -> None:
    assert own.fetch().token
    own.revoke(thumbprint_of(own.desk))
    refused_soon(own, "invalid_client")
    assert own.fetch(system=own.node).token


def test_a_revoked_issuer_key_issues_nothing_and_its_tokens_die_although_cached(own: Station) -> None:
    token, cache = own.fetch().token, TokenCache()
    assert at_hub(token, own.registry, own.desk, cache)
    verified = cache.parse(token, own.registry, now_ms())
    registry = own.revoke(_token_kid(own))
    row = registry.tls(thumbprint_of(own.desk))
    assert row is not None
    with pytest.raises(TokenInvalid):
        bind(verified, registry, row, thumbprint_of(own.desk), now_ms())
    with pytest.raises(TokenInvalid):
        at_hub(token, registry, own.desk, cache)
    refused_soon(own, "temporarily_unavailable")


def refused_soon(own: Station, word: str) -> None:
    """Until then the issuer may give tokens: it reads a new registry within its own period."""
    end = time.monotonic() + PATIENCE_S
    while (last := _word_of(own)) != word:
        assert time.monotonic() < end, last
        time.sleep(0.2)


def _word_of(own: Station) -> str:
    """Of a refusal, "" of a token."""
    try:
        own.fetch()
    except TokenRefused as refused:
        return refused.error
    return ""


def _token_kid(station: Station) -> bytes:
    (row,) = station.registry.keys_of(FIA, "TOKEN")
    return row.kid


def test_a_used_assertion_stays_used_after_kill_9(own: Station) -> None:
    form = urlencode(own.form(BODY)).encode()
    assert own.send("POST", "/approve", form, content_type=FORM)[0] == 200
    own.stop(kill=True)
    own.start()
    status, _, raw = own.send("POST", "/approve", form, content_type=FORM)
    assert (status, json.loads(raw)["error"]) == (400, "invalid_grant")


def test_too_many_requests_are_told_to_come_back(own: Station) -> None:
    own.stop()
    own.settings(per_officer=2)
    own.start()
    found = [own.send("POST", "/approve", urlencode(own.form(BODY)).encode(), content_type=FORM) for _ in range(5)]
    statuses = [status for status, _, _ in found]
    assert statuses.count(200) in {2, 4}
    assert 429 in statuses
    _, headers, raw = found[statuses.index(429)]
    assert headers["Retry-After"] == "60"
    assert json.loads(raw)["error"] == "temporarily_unavailable"


@pytest.mark.parametrize("name", ["token.key", "tls.key", "roster.signed"])
def test_loose_files_are_refused_at_start(own: Station, name: str) -> None:
    own.stop()
    (own.node.issuer.folder / name).chmod(0o644)
    own.start()
    assert isinstance(own.process, subprocess.Popen)
    assert own.process.wait(PATIENCE_S) != 0
    own.process = None


def test_a_renewed_certificate_is_taken_up(own: Station) -> None:
    old = own.node.issuer.tls_crt.read_bytes()
    node = own.node.issuer
    node.tls_key.unlink()
    node.tls_crt.unlink()
    make_certificate(node, Authority.load("rabta.test", own.files.folder), now_ms())
    seen = old
    for _ in range(40):
        time.sleep(0.1)
        with own.tls_socket(own.applicant().context()) as tls:
            seen = ssl.DER_cert_to_PEM_cert(tls.getpeercert(binary_form=True) or b"").encode()
        if seen != old:
            break
    assert seen == node.tls_crt.read_bytes()
