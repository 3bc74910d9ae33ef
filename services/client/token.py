"""Fetch tokens from the own agency's issuer: an officer's proof in, a short-lived token out.

The officer's key signs one assertion per request (RFC 7523); the token comes back bound to
the TLS certificate that asked (RFC 8705), so it must be the one that will call the hub.
Tokens are kept in memory only, until shortly before they expire.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self, TypedDict
from urllib.parse import urlencode

from services.access.approver import Act
from services.access.assertion import LONGEST_S, Assertion, request_for, write_assertion
from services.access.details import Details, details_object
from services.access.jws import COMPACT, MAX_BYTES, BadJws, encode_segment, load_object
from services.client.errors import IssuerUnreachable, TokenRefused
from services.client.profile import Profile, ProfileError
from services.client.registries import held
from services.membership.errors import RegistryError
from services.signing.es256 import BadKey
from services.signing.keyfile import check_private
from services.signing.reference import load_signer
from services.signing.signer import Signer

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
FORM_TYPE = "application/x-www-form-urlencoded"
TIMEOUT_S = 10.0
MAX_ANSWER = 16_384
EARLY_MS = 60_000
KEPT = 64
ERRORS = frozenset(
    {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unsupported_grant_type",
        "invalid_authorization_details",
        "temporarily_unavailable",
        "server_error",
    }
)

Clock = Callable[[], int]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _the_hub() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Whose certificate asks which issuer. ``issuer``: base URL. The TLS files (PEM) are those of the later calls.

    ``pinned``: thumbprints of the certificates that may be the issuer's; ``audience``: agency that the token is for, ""
    for the hub; both asked at every fetch.
    """

    issuer: str
    agency: str
    tls_key: Path
    tls_certificate: Path
    ca: Path
    pinned: Callable[[], frozenset[bytes]]
    audience: Callable[[], str] = _the_hub

    @classmethod
    def behind(cls, profile: Profile) -> System:
        """The system of a profile, for whichever officer. ProfileError where it names no issuer."""
        if not profile.issuer:
            raise ProfileError("profile: an issuer is needed to get a token")
        return System(**_place(profile))

    def context(self) -> ssl.SSLContext:
        """TLS 1.3, the federation's authority alone, and of its certificates the agency's own alone.

        Every member's certificate is signed by that authority, so it vouches for no issuer. UnsafeFile for a loose
        key file; IssuerUnreachable where no registry says which certificate is the issuer's.
        """
        check_private(self.tls_key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(self.ca)
        context.load_cert_chain(self.tls_certificate, self.tls_key)
        context.sslobject_class = _pinning(self.pinned())
        return context

    def claims(self, officer: str, request_sha256: bytes, jti: str, now_ms: int) -> Assertion:
        """What ``officer`` says of one request and the agency that it is for, good for a minute."""
        now_s, for_sha256 = now_ms // 1000, request_for(request_sha256, self.audience())
        return Assertion(officer, self.agency, jti, for_sha256, now_s, now_s + LONGEST_S)

    @property
    def form(self) -> dict[str, str]:
        """What a request says of who it is for; nothing for the hub."""
        audience = self.audience()
        return {"audience": audience} if audience else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant(System):
    """An officer with a key of their own, at a system."""

    officer: str
    officer_key: Signer

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """The officer of a profile. ProfileError when it names no officer, key or issuer; BadKey or UnsafeFile."""
        if not profile.officer or not profile.issuer or profile.officer_key is None:
            raise ProfileError("profile: an officer, officer_key and issuer are needed to get a token")
        return cls(officer=profile.officer, officer_key=load_signer(profile.officer_key), **_place(profile))

    def assertion(self, request_sha256: bytes, now_ms: int) -> str:
        """A fresh proof for one request and the agency that it is for, good for a minute."""
        said = self.claims(self.officer, request_sha256, secrets.token_urlsafe(16), now_ms)
        return write_assertion(said, self.officer_key)


class _Place(TypedDict):
    issuer: str
    agency: str
    tls_key: Path
    tls_certificate: Path
    ca: Path
    pinned: Callable[[], frozenset[bytes]]
    audience: Callable[[], str]


def _place(profile: Profile) -> _Place:
    return _Place(
        issuer=profile.issuer,
        agency=profile.agency,
        tls_key=profile.tls_key,
        tls_certificate=profile.tls_certificate,
        ca=profile.ca,
        pinned=lambda: _own_certificates(profile),
        audience=lambda: audience_of(profile),
    )


def audience_of(profile: Profile) -> str:
    """Agency that the profile's tokens are for, "" for the hub. Raises IssuerUnreachable."""
    try:
        hub = held(profile).current().hub
    except (RegistryError, BadKey, OSError):
        raise IssuerUnreachable("no registry to know it by") from None
    return "" if profile.hub == hub else profile.hub


def _own_certificates(profile: Profile) -> frozenset[bytes]:
    """Thumbprints that the registry lists for the profile's agency and has not revoked. Raises IssuerUnreachable."""
    try:
        rows = held(profile).current().thumbprints.values()
    except (RegistryError, BadKey, OSError):
        raise IssuerUnreachable("no registry to know it by") from None
    return frozenset(row.thumbprint for row in rows if row.agency == profile.agency and not row.revoked_ms)


def _pinning(allowed: frozenset[bytes]) -> type[ssl.SSLObject]:
    """A TLS connection whose handshake fails, before anything is sent, with any certificate but ``allowed``."""

    class Pinned(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            certificate = self.getpeercert(binary_form=True)
            if certificate is None or sha256(certificate).digest() not in allowed:
                raise ssl.SSLCertVerificationError("not a certificate of the own agency")

    return Pinned


@dataclass(frozen=True, slots=True)
class Fetched:
    """A token as it came, and how long it lasts."""

    token: str
    expires_in_s: int


async def fetch_token(applicant: Applicant, details: Details, clock: Clock = _now_ms) -> Fetched:
    """Access token for ``details``. Raises TokenRefused or IssuerUnreachable."""
    text = details_text(details)
    assertion = applicant.assertion(sha256(text.encode("utf-8")).digest(), clock())
    return await _post(applicant, "token", {"assertion": assertion, "authorization_details": text})


async def fetch_approval(
    applicant: Applicant, method: str, officer: str, body: bytes, details: Details, clock: Clock = _now_ms
) -> Fetched:
    """Approver token of ``applicant``, the second person, for what ``officer`` is about to ask.

    ``method``: ``/package.Service/Method``; ``body``: SHA-256 of the request, 32 bytes; ``details``: why.
    """
    act = Act(method, officer, body, details.digest)
    form = {
        "assertion": applicant.assertion(act.digest, clock()),
        "method": method,
        "for_sub": officer,
        "body_sha256": encode_segment(body),
        "authorization_details": details_text(details),
    }
    return await _post(applicant, "approve", form)


def details_text(details: Details) -> str:
    """``authorization_details`` as it is sent, and as its digest is taken (RFC 9396)."""
    return json.dumps([details_object(details)], separators=(",", ":"))


async def _post(applicant: System, path: str, form: dict[str, str]) -> Fetched:
    return fetched(await ask_issuer(applicant, path, {"grant_type": GRANT, **form, **applicant.form}))


async def ask_issuer(system: System, path: str, form: Mapping[str, str]) -> dict[str, object]:
    """The JSON of an answer to a form that ``system`` sends. Raises TokenRefused or IssuerUnreachable."""
    import aiohttp  # its import takes longer than all else that a command which asks nobody does

    url = f"{system.issuer.rstrip('/')}/{path}"
    context, limit = system.context(), aiohttp.ClientTimeout(total=TIMEOUT_S)
    body, headers = urlencode(form).encode(), {"Content-Type": FORM_TYPE}
    try:
        async with (
            aiohttp.ClientSession(timeout=limit, auto_decompress=False) as session,
            session.post(url, data=body, headers=headers, ssl=context, allow_redirects=False) as answer,
        ):
            if not 0 < (answer.content_length or 0) <= MAX_ANSWER:
                raise IssuerUnreachable("answer of unexpected size")
            return _read(answer.status, await answer.read())
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise IssuerUnreachable(type(error).__name__) from None


def _read(status: int, raw: bytes) -> dict[str, object]:
    try:
        answer = load_object(raw)
    except BadJws:
        raise IssuerUnreachable(f"status {status}, no JSON") from None
    if status != 200:
        raise TokenRefused(*_refusal(answer))
    return answer


def fetched(answer: Mapping[str, object]) -> Fetched:
    """The token in an issuer's answer. Raises IssuerUnreachable where it holds none."""
    token, life = answer.get("access_token"), answer.get("expires_in")
    if type(token) is not str or len(token) > MAX_BYTES or not COMPACT.fullmatch(token):
        raise IssuerUnreachable("no token in the answer")
    if type(life) is not int or life <= 0:
        raise IssuerUnreachable("no life in the answer")
    return Fetched(token, life)


def _refusal(answer: dict[str, object]) -> tuple[str, str]:
    error, text = answer.get("error"), answer.get("error_description", "")
    known = error if type(error) is str and error in ERRORS else "server_error"
    plain = text if type(text) is str and text.isascii() and text.isprintable() and len(text) <= 200 else ""
    return known, plain


class Tokens:
    """Tokens of one officer, kept in memory until a minute before they expire; one fetch at a time."""

    def __init__(self, applicant: Applicant, clock: Clock = _now_ms) -> None:
        self._applicant = applicant
        self._clock = clock
        self._kept: dict[Details, tuple[str, int]] = {}
        self._lock = asyncio.Lock()

    async def fetch(self, details: Details) -> str:
        """A token for ``details`` with at least a minute to live. Raises like :func:`fetch_token`."""
        async with self._lock:
            token, expires_ms = self._kept.get(details, ("", 0))
            if expires_ms - EARLY_MS > self._clock():
                return token
            asked_ms = self._clock()
            fetched = await fetch_token(self._applicant, details, self._clock)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[details] = (fetched.token, asked_ms + fetched.expires_in_s * 1000)
            return fetched.token
