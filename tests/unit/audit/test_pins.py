"""A witness behind TLS: its key decides, whatever its certificate says; plain HTTP on loopback alone."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit.cosign import Ahead, Cosigned, Rejected, Witness, show, submit
from audit.note import COSIGNATURE, VerifierKey
from audit.pins import create_tls, endpoint_fault, pin_of
from audit.witness import WitnessSettings, read_settings, serve
from audit.witness_state import WitnessError
from tests.rows import of_rows
from tests.unit.audit.logs import ORIGIN, MemoryLog, leaves, log_signer, witness_key
from tests.unit.audit.test_cosign import ask
from tests.unit.audit.witnesses import witness_settings

LOG = MemoryLog(leaves(20))
LOGS = {ORIGIN: [log_signer().key.encode()]}
NAME = "witness.test/tls"
T = TypeVar("T")


@asynccontextmanager
async def listening(settings: WitnessSettings) -> AsyncIterator[str]:
    """Host and port of a witness that runs in this loop."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.ensure_future(serve(settings, port.set_result, lambda: 7_000))
    pending: list[asyncio.Future[Any]] = [port, task]
    await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
    try:
        yield f"127.0.0.1:{port.result()}"
    finally:
        task.cancel()
        await asyncio.wait([task])


def tls(folder: Path) -> tuple[WitnessSettings, bytes]:
    """A witness with a TLS key, and its pin."""
    plain = witness_settings(folder, NAME, LOGS)
    key, certificate = folder / "tls.key", folder / "tls.crt"
    pin = create_tls(key, certificate, NAME)
    return replace(plain, tls_key=key, tls_certificate=certificate), pin


def asked(settings: WitnessSettings, use: Callable[[aiohttp.ClientSession, str], Awaitable[T]]) -> T:
    async def story() -> T:
        async with listening(settings) as place, aiohttp.ClientSession() as session:
            return await use(session, place)

    return asyncio.run(story())


def test_the_right_key(tmp_path: Path) -> None:
    settings, pin = tls(tmp_path)

    async def use(session: aiohttp.ClientSession, place: str) -> None:
        witness = Witness(witness_key(tmp_path, NAME), f"https://{place}", pin)
        assert isinstance(await ask(session, witness, LOG, 0, 6), Cosigned)
        assert await ask(session, witness, LOG, 3, 3) == Ahead(6, LOG.note(6))
        assert await show(session, witness.url, ORIGIN, pin=pin) == LOG.note(6)

    asked(settings, use)
    assert (tmp_path / "tls.key").stat().st_mode & 0o777 == 0o600


def test_another_key_is_told_nothing(tmp_path: Path) -> None:
    """Who answers in the witness's place, under any certificate, sees no byte of a request."""
    _, pin = tls(tmp_path / "real")
    impostor, _ = tls(tmp_path / "impostor")

    async def use(session: aiohttp.ClientSession, place: str) -> None:
        witness = Witness(witness_key(tmp_path / "real", NAME), f"https://{place}", pin)
        refused = Rejected(0, "ServerFingerprintMismatch")
        assert await ask(session, witness, LOG, 0, 6) == refused
        assert await show(session, witness.url, ORIGIN, pin=pin) == b""
        own = pin_of(ssl.PEM_cert_to_DER_cert((tmp_path / "impostor" / "tls.crt").read_text()))
        known = replace(witness, pin=own, key=witness_key(tmp_path / "impostor", NAME))
        assert isinstance(await ask(session, known, LOG, 0, 4), Cosigned), "it had cosigned nothing before"
        assert await ask(session, witness, LOG, 0, 6) == refused, "nor over the connection that is open now"

    asked(impostor, use)


def test_another_certificate_over_the_same_key(tmp_path: Path) -> None:
    """Renewed, and long out of date: the key is what is pinned."""
    settings, pin = tls(tmp_path)
    assert settings.tls_key
    assert settings.tls_certificate
    private = serialization.load_pem_private_key(settings.tls_key.read_bytes(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "elsewhere.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2001, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2002, 1, 1, tzinfo=UTC))
        .sign(private, hashes.SHA256())
    )
    settings.tls_certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    async def use(session: aiohttp.ClientSession, place: str) -> object:
        return await ask(session, Witness(witness_key(tmp_path, NAME), f"https://{place}", pin), LOG, 0, 6)

    assert isinstance(asked(settings, use), Cosigned)


def test_tls_and_plain_http_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    settings, pin = tls(tmp_path)

    async def plainly(session: aiohttp.ClientSession, place: str) -> object:
        return await submit(session, f"http://{place}", LOG.note(6), 0, [])

    async def under_tls(session: aiohttp.ClientSession, place: str) -> object:
        return await submit(session, f"https://{place}", LOG.note(6), 0, [], pin=pin)

    for found in (
        asked(settings, plainly),
        asked(replace(settings, tls_key=None, tls_certificate=None), under_tls),
    ):
        assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    ("url", "pin"),
    [("https://127.0.0.1:1", b""), ("https://127.0.0.1:1", b"x"), ("http://10.1.2.3:1", b""), ("http://[::1", b"")],
)
def test_what_may_not_be_asked_is_not(url: str, pin: bytes) -> None:
    async def story() -> object:
        async with aiohttp.ClientSession() as session:
            key = VerifierKey(NAME, COSIGNATURE, log_signer().key.public)
            return await ask(session, Witness(key, url, pin), LOG, 0, 6)

    assert asyncio.run(story()) == Rejected(0, "ValueError")


PIN = bytes(32)


@of_rows(
    ("url", "pin", "fault"),
    [
        ("https://witness.example", PIN, ""),
        ("https://10.1.2.3:7001/log", PIN, ""),
        ("https://witness.example", b"", "pin"),
        ("https://witness.example", PIN[:-1], "pin"),
        ("https://", PIN, "scheme"),
        ("http://127.0.0.1:7001", b"", ""),
        ("http://127.9.9.9:7001", b"", ""),
        ("http://localhost:7001", b"", ""),
        ("http://[::1]:7001", b"", ""),
        ("http://127.0.0.1:7001", PIN, "pin"),
        ("http://witness.example", b"", "loopback"),
        ("http://127.0.0.1.example", b"", "loopback"),
        ("http://localhost.example", b"", "loopback"),
        ("http://10.0.0.1", b"", "loopback"),
        ("http://0.0.0.0", b"", "loopback"),
        ("http://[::ffff:10.0.0.1]", b"", "loopback"),
        ("http://", b"", "scheme"),
        ("ftp://127.0.0.1", b"", "scheme"),
        ("127.0.0.1", b"", "scheme"),
        ("http://[", b"", "scheme"),
    ],
)
def test_where_a_witness_may_be_asked(url: str, pin: bytes, fault: str) -> None:
    assert endpoint_fault(url, pin) == fault


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    settings, _ = tls(tmp_path)
    assert settings.tls_key
    settings.tls_key.chmod(0o640)
    with pytest.raises(WitnessError, match="cannot be used"):
        asked(settings, _nothing)


async def _nothing(_session: aiohttp.ClientSession, _place: str) -> None:
    return None


def test_half_a_pair_or_plain_http_for_all_to_reach_is_refused(tmp_path: Path) -> None:
    settings, _ = tls(tmp_path)
    with pytest.raises(WitnessError, match="go together"):
        asked(replace(settings, tls_key=None), _nothing)
    for host in ("0.0.0.0", "10.1.2.3", "::"):
        with pytest.raises(WitnessError, match="loopback alone"):
            asked(replace(settings, tls_key=None, tls_certificate=None, host=host), _nothing)


def test_settings_name_both_files(tmp_path: Path) -> None:
    path = tmp_path / "witness.toml"
    path.write_text(
        f'name = "{NAME}"\nkey = "w.key"\nstate = "w.db"\ntls_key = "t.key"\ntls_certificate = "t.crt"\n'
        f'[logs]\n"{ORIGIN}" = "{LOGS[ORIGIN][0]}"\n'
    )
    settings = read_settings(path)
    assert (settings.tls_key, settings.tls_certificate) == (tmp_path / "t.key", tmp_path / "t.crt")
