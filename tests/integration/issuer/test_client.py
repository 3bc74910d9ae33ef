"""The client against issuers that misbehave: every answer but a good one is one of two errors."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.access.approver import Act
from services.access.assertion import assertion_kid, read_assertion
from services.client.errors import IssuerUnreachable, TokenRefused
from services.client.profile import ProfileError, load_profile, write_profile
from services.client.token import Applicant, Fetched, fetch_approval, fetch_token
from services.issuer.tls import ServerTls
from services.membership.certificates import Authority
from services.membership.layout import NodeFiles
from services.signing.es256 import PrivateKey
from services.signing.keyfile import UnsafeFile, make_folder
from tests.fakes.certificates import make_certificate
from tests.fakes.world.keys import thumbprint_of
from tests.integration.issuer.station import ASKED, FIA, METHOD, PUNJAB, now_ms

JWS = "e30.e30." + "A" * 86
GOOD = f'{{"access_token":"{JWS}","token_type":"Bearer","expires_in":900}}'
SHA = hashlib.sha256(b"body").digest()


AUTHORITY = Authority.create("rabta.test", now_ms())


def certified(folder: Path, agency: str) -> NodeFiles:
    """A member's certificate for this machine, of the authority that all have in common."""
    made = NodeFiles(folder, agency, "node")
    make_folder(made.folder)
    make_certificate(made, AUTHORITY, now_ms())
    return made


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> NodeFiles:
    """Certificates that serve both ends."""
    return certified(tmp_path_factory.mktemp("client") / "node", FIA)


def applicant(node: NodeFiles, port: int, key: PrivateKey | None = None) -> Applicant:
    return Applicant(
        issuer=f"https://127.0.0.1:{port}/",
        agency=FIA,
        officer="fia-1042",
        officer_key=key or PrivateKey.generate(),
        tls_key=node.tls_key,
        tls_certificate=node.tls_crt,
        ca=node.ca_crt,
        pinned=lambda: frozenset({thumbprint_of(node)}),
    )


def http(body: str, status: str = "200 OK", headers: str = "") -> bytes:
    raw = body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(raw)}\r\n{headers}Connection: close\r\n\r\n".encode() + raw


def against(
    node: NodeFiles, answer: bytes, ask: Callable[[int], Awaitable[Fetched]], seen: list[bytes] | None = None
) -> Fetched:
    """What ``ask`` makes of a server that gives ``answer`` whatever it is sent."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raw = await reader.readuntil(b"\r\n\r\n")
        length = int(raw.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        raw += await reader.readexactly(length)
        if seen is not None:
            seen.append(raw)
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def walk() -> Fetched:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=ServerTls(node.folder).context)
        async with server:
            return await ask(server.sockets[0].getsockname()[1])

    return asyncio.run(walk())


def fetch(node: NodeFiles, answer: bytes) -> Fetched:
    return against(node, answer, lambda port: fetch_token(applicant(node, port), ASKED))


def test_a_good_answer(node: NodeFiles) -> None:
    assert fetch(node, http(GOOD)) == Fetched(JWS, 900)


def test_another_members_certificate_does_not_pass_as_the_issuers(node: NodeFiles, tmp_path: Path) -> None:
    """Signed by the same authority, for the same machine: nothing is sent to it, as the proof of an officer would be."""
    seen: list[bytes] = []
    with pytest.raises(IssuerUnreachable):
        against(
            certified(tmp_path / "other", PUNJAB),
            http(GOOD),
            lambda port: fetch_token(applicant(node, port), ASKED),
            seen,
        )
    assert seen == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not http",
        http(""),
        http("[]"),
        http("{}"),
        http("<html>"),
        http(GOOD.replace("access_token", "id_token")),
        http(GOOD.replace(JWS, "not a token")),
        http(GOOD.replace(JWS, JWS + "=")),
        http(GOOD.replace(JWS, f"{'A' * 9000}.{JWS}")),
        http(GOOD.replace("900", "0")),
        http(GOOD.replace("900", '"900"')),
        http(GOOD.replace("900", "9.5")),
        http(GOOD[:-1] + ',"expires_in":900}'),
        http(GOOD + " " * 20_000),
        http(GOOD)[:-10],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        http(GOOD, headers="Content-Encoding: gzip\r\n").replace(GOOD.encode(), b"\x1f\x8b" + b"x" * (len(GOOD) - 2)),
    ],
)
def test_what_is_no_answer(node: NodeFiles, answer: bytes) -> None:
    with pytest.raises(IssuerUnreachable):
        fetch(node, answer)


@pytest.mark.parametrize(
    ("answer", "error", "text"),
    [
        (http('{"error":"invalid_grant","error_description":"no."}', "400 Bad Request"), "invalid_grant", "no."),
        (http('{"error":"temporarily_unavailable"}', "429 Too Many"), "temporarily_unavailable", ""),
        (http('{"error":"\x1b[31m"}'.replace("\x1b", "\\u001b"), "400 Bad"), "server_error", ""),
        (http('{"error":7}', "500 Oops"), "server_error", ""),
        (http('{"error":"invalid_grant","error_description":"\\u001b[2J"}', "400 Bad"), "invalid_grant", ""),
        (http('{"error":"invalid_grant","error_description":"\\u202eabc"}', "400 Bad"), "invalid_grant", ""),
        (http(GOOD, "201 Created"), "server_error", ""),
        (http(GOOD, "302 Found", "Location: https://elsewhere.example/\r\n"), "server_error", ""),
    ],
)
def test_a_refusal_is_of_the_closed_list_and_harmless_in_a_terminal(
    node: NodeFiles, answer: bytes, error: str, text: str
) -> None:
    with pytest.raises(TokenRefused) as caught:
        fetch(node, answer)
    assert (caught.value.error, caught.value.text) == (error, text)


def test_what_is_sent_is_an_assertion_for_this_request_alone(node: NodeFiles) -> None:
    key = PrivateKey.generate()
    seen: list[Any] = []
    ask = lambda port: fetch_approval(applicant(node, port, key), METHOD, "fia-1043", SHA, ASKED)
    against(node, http(GOOD), ask, seen)
    against(node, http(GOOD), ask, seen)
    texts = [raw.partition(b"assertion=")[2].partition(b"&")[0].decode() for raw in seen]
    first, second = (read_assertion(text, key.public()) for text in texts)
    assert assertion_kid(texts[0]) == key.kid
    assert (first.officer, first.audience, first.for_sha256) == (
        "fia-1042",
        FIA,
        Act(METHOD, "fia-1043", SHA, ASKED.digest).digest,
    )
    assert first.expires_s - first.issued_s == 60
    assert first.jti != second.jti
    assert seen[0].startswith(b"POST /approve HTTP/1.1\r\n")


def test_a_loose_key_file_is_refused(node: NodeFiles, tmp_path: Path) -> None:
    loose = tmp_path / "tls.key"
    loose.write_bytes(node.tls_key.read_bytes())
    loose.chmod(0o644)
    who = applicant(node, 1)
    with pytest.raises(UnsafeFile):
        asyncio.run(fetch_token(replace(who, tls_key=loose), ASKED))


def test_the_name_of_the_server_is_checked(node: NodeFiles) -> None:
    assert applicant(node, 1).context().check_hostname
    assert applicant(node, 1).context().minimum_version == ssl.TLSVersion.TLSv1_3


@pytest.mark.parametrize("missing", ["officer", "issuer", "officer_key"])
def test_a_profile_must_name_officer_key_and_issuer(tmp_path: Path, missing: str) -> None:
    PrivateKey.generate().save(tmp_path / "officer.key")
    names = (
        "hub", "endpoint", "agency", "system", "ca", "hub_certificates", "tls_key", "tls_certificate",
        "message_key", "registry", "governance", "state", "officer", "issuer", "officer_key",
    )  # fmt: skip
    settings = dict.fromkeys(names, "x") | {"officer_key": "officer.key"}
    write_profile(tmp_path / "all.toml", settings)
    assert Applicant.of(load_profile(tmp_path / "all.toml")).officer == "x"
    write_profile(tmp_path / "less.toml", {name: value for name, value in settings.items() if name != missing})
    with pytest.raises(ProfileError):
        Applicant.of(load_profile(tmp_path / "less.toml"))
