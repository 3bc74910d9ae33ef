"""Sign-in with the agency's account before the passkey, at a provider of the test's own that may lie."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec

from services.access.jws import encode_segment
from services.console.agency.accounts import LIFE_MS
from services.console.agency.openid import NotVouched, Provider
from services.console.page import ACCOUNT_COOKIE, COOKIE
from services.node.local import free_ports
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole, agency_console_running
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.shared import PATIENCE_S

CLIENT, CODE = "rabta-console", "code-1"
PLACES = itertools.count(10)


@dataclass
class FakeProvider:
    """Answers as OpenID Connect Core 1.0 has it, but for ``lies`` about claims, and ``key``, which may be a stranger's."""

    port: int
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    signs: ec.EllipticCurvePrivateKey | None = None
    officer: str = "fia-1042"
    lies: dict[str, Any] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "ES256"
    spare: tuple[str, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def description(self, _: web.Request) -> web.Response:
        at = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return web.json_response({"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in at.items()})

    async def keys(self, _: web.Request) -> web.Response:
        made = [self.key, *(ec.generate_private_key(ec.SECP256R1()) for _ in self.spare)]
        public = [json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())) for key in made]
        named = zip(public, ("one", *self.spare), strict=True)
        return web.json_response({"keys": [key | {"kid": name, "alg": "ES256", "use": "sig"} for key, name in named]})

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        verifier = sha256(str(form["code_verifier"]).encode()).digest()
        known = (
            form["code"] == CODE and CODE not in self.used and encode_segment(verifier) == self.said["code_challenge"]
        )
        if not known or form["client_id"] != CLIENT or form["redirect_uri"] != self.said["redirect_uri"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        self.used.add(CODE)
        return web.json_response({"access_token": "x", "token_type": "Bearer", "id_token": self.id_token()})

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "s", "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": self.said["nonce"], "preferred_username": self.officer, **self.lies,
        }  # fmt: skip
        kept = {name: value for name, value in claims.items() if value is not ...}
        key: Any = "" if self.algorithm == "none" else (self.signs or self.key)
        head = {name: value for name, value in {"kid": "one", **self.head}.items() if value is not ...}
        return jwt.encode(kept, key, algorithm=self.algorithm, headers=head)

    def sent(self, url: str) -> None:
        """The browser comes with what the console asked."""
        self.said = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
        self.used.clear()


@pytest.fixture(scope="module")
def shared_provider() -> Iterator[FakeProvider]:
    (port,) = free_ports(1)
    made, ready, stop = FakeProvider(port), Future[asyncio.AbstractEventLoop](), asyncio.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", made.description)
        app.router.add_get("/keys", made.keys)
        app.router.add_post("/token", made.token)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        ready.set_result(asyncio.get_running_loop())
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    loop = ready.result(PATIENCE_S)
    yield made
    loop.call_soon_threadsafe(stop.set)
    thread.join(PATIENCE_S)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory, shared_provider: FakeProvider) -> Iterator[RunningAgencyConsole]:
    folder: Path = tmp_path_factory.mktemp("accounts")
    more = {"openid_issuer": shared_provider.issuer, "openid_client": CLIENT}
    with agency_console_running(folder, more=more) as made:
        yield made


@pytest.fixture(scope="module")
def passkey(console: RunningAgencyConsole) -> Authenticator:
    return console.enrolled("fia-1042")


@pytest.fixture
def provider(shared_provider: FakeProvider) -> FakeProvider:
    shared_provider.lies, shared_provider.head, shared_provider.algorithm = {}, {}, "ES256"
    shared_provider.officer, shared_provider.signs, shared_provider.spare = "fia-1042", None, ()
    return shared_provider


@dataclass
class Visitor:
    """A browser that keeps the cookie of the sign-in too."""

    browser: OfficersBrowser
    account: str = ""

    def get(self, path: str) -> Any:
        answer = self.browser.get(path, cookie=self.cookies)
        self.account = answer.cookies.get(ACCOUNT_COOKIE) or self.account
        return answer

    def post(self, path: str, fields: dict[str, str]) -> Any:
        return self.browser.post(path, fields, cookie=self.cookies)

    @property
    def cookies(self) -> str:
        return f"{ACCOUNT_COOKIE}={self.account}; {COOKIE}={self.browser.cookie}"

    def go(self, provider: FakeProvider) -> str:
        """To the provider; the state that comes back."""
        answer = self.get("/login/account")
        assert answer.headers["location"].startswith(f"{provider.issuer}/authorize?")
        provider.sent(answer.headers["location"])
        return provider.said["state"]

    def back(self, state: str, code: str = CODE) -> Any:
        return self.get(f"/login/account/back?code={code}&state={state}")


@pytest.fixture
def visitor(console: RunningAgencyConsole, passkey: Authenticator) -> Iterator[Visitor]:
    del passkey
    made = Visitor(console.browser(address=f"127.0.1.{next(PLACES)}"))
    yield made
    made.browser.client.close()


def test_the_account_comes_before_the_passkey_and_never_in_its_place(
    visitor: Visitor, provider: FakeProvider, passkey: Authenticator
) -> None:
    answer = visitor.get("/login")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login/account")
    page = visitor.back(visitor.go(provider))
    assert page.status_code == 200
    assert visitor.browser.cookie == ""
    assert visitor.get("/").headers["location"].startswith("/login")
    login = visitor.get("/login")
    assert 'value="fia-1042"' in login.text
    touch = visitor.post("/login", REASON | {"officer": "fia-1042"})
    taken = visitor.browser.filled(passkey.given(visitor.browser.claims(touch.text)), touch.text)
    assert visitor.post("/login/touched", taken).status_code == 303
    assert visitor.browser.cookie
    assert visitor.get("/login").headers["location"] == "/login/account"


def test_the_authorization_request_has_fresh_secrets_and_pkce(visitor: Visitor, provider: FakeProvider) -> None:
    visitor.go(provider)
    first = dict(provider.said)
    visitor.go(provider)
    assert (first["response_type"], first["code_challenge_method"], first["scope"]) == ("code", "S256", "openid")
    assert all(first[name] != provider.said[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize("officer", ["fia-2001", ""])
def test_whoever_is_vouched_for_logs_in_as_nobody_else(visitor: Visitor, provider: FakeProvider, officer: str) -> None:
    visitor.back(visitor.go(provider))
    assert visitor.post("/login", REASON | {"officer": officer}).status_code == 403


def test_without_the_account_no_touch_is_asked(visitor: Visitor) -> None:
    answer = visitor.post("/login", REASON | {"officer": "fia-1042"})
    assert answer.status_code == 403
    assert "data-challenge" not in answer.text
    assert visitor.post("/login/touched", REASON | {"officer": "fia-1042"}).status_code == 403


def refused(answer: Any) -> None:
    assert answer.status_code == 403
    assert "names no officer" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": ...},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
        {"exp": ...},
        {"iat": 4_000_000_000},
        {"preferred_username": ...},
        {"preferred_username": "Ahmed Ali"},
        {"preferred_username": ["fia-1042"]},
    ],
    ids=str,
)
def test_an_id_token_that_proves_nothing_is_refused(
    visitor: Visitor, provider: FakeProvider, lies: dict[str, Any]
) -> None:
    state = visitor.go(provider)
    provider.lies = lies
    refused(visitor.back(state))


@pytest.mark.parametrize(("algorithm", "head"), [("none", {}), ("ES256", {"kid": "two"})])
def test_an_unsigned_token_or_one_of_an_unknown_key_is_refused(
    visitor: Visitor, provider: FakeProvider, algorithm: str, head: dict[str, Any]
) -> None:
    state = visitor.go(provider)
    provider.algorithm, provider.head = algorithm, head
    refused(visitor.back(state))


def test_a_token_that_names_no_key_is_taken_where_there_is_one_alone(visitor: Visitor, provider: FakeProvider) -> None:
    provider.head = {"kid": ...}
    assert visitor.back(visitor.go(provider)).status_code == 200
    provider.spare = ("two",)
    refused(visitor.back(visitor.go(provider)))
    provider.head = {}
    assert visitor.back(visitor.go(provider)).status_code == 200


def test_a_strangers_key_under_the_known_name_is_refused(visitor: Visitor, provider: FakeProvider) -> None:
    state = visitor.go(provider)
    provider.signs = ec.generate_private_key(ec.SECP256R1())
    refused(visitor.back(state))


def test_a_state_that_was_not_given_or_was_used_is_refused(visitor: Visitor, provider: FakeProvider) -> None:
    state = visitor.go(provider)
    refused(visitor.back("another"))
    refused(visitor.back(state))
    state = visitor.go(provider)
    assert visitor.back(state).status_code == 200
    refused(visitor.back(state))


def test_a_code_is_no_use_in_another_browser(
    visitor: Visitor, console: RunningAgencyConsole, provider: FakeProvider
) -> None:
    """A stranger has an officer come back with the stranger's code, or comes back with the officer's."""
    state = visitor.go(provider)
    other = Visitor(console.browser(address="127.0.1.250"))
    refused(other.back(state))
    other.account = visitor.account
    refused(other.back(state))
    other.browser.client.close()


def test_a_code_twice_is_refused_by_the_provider_and_here(visitor: Visitor, provider: FakeProvider) -> None:
    state = visitor.go(provider)
    provider.used.add(CODE)
    refused(visitor.back(state))


def test_after_its_time_a_sign_in_counts_no_longer(
    visitor: Visitor, console: RunningAgencyConsole, provider: FakeProvider
) -> None:
    visitor.back(visitor.go(provider))
    console.offset_ms = LIFE_MS + 1000
    assert visitor.get("/login").headers["location"] == "/login/account"
    console.offset_ms = 0


def test_a_provider_that_is_away_is_told_and_lets_nobody_in(visitor: Visitor) -> None:
    async def ask(issuer: str) -> None:
        await Provider(issuer, CLIENT, "", "preferred_username", "https://localhost/login/account/back").begin()

    (port,) = free_ports(1)
    with pytest.raises(NotVouched):
        asyncio.run(ask(f"http://127.0.0.1:{port}"))
    assert visitor.get("/history").headers["location"].startswith("/login?then=")
