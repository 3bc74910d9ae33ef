"""An agency's console over TLS for its officers, before a real issuer: all of it in threads of this process."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
from aiohttp import web
from rabta.access.v1 import purpose_pb2 as vocabulary
from rabta.access.v1.roster_pb2 import Officer, Passkey, Roster

from services.access.jws import decode_segment, encode_segment
from services.access.passkey_answer import Answer
from services.console.__main__ import agency_server, now_ms
from services.console.agency.settings import FILE, load_console_settings
from services.console.agency.touching import FIELDS
from services.console.build import agency_console
from services.console.listening import listening
from services.issuer.__main__ import compose
from services.issuer.settings import load_settings
from services.issuer.signed_roster import sign_roster
from services.issuer.web import Web
from services.membership.layout import FederationFiles
from services.node.local import free_ports, write_agency_profile
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private
from tests.fakes import live
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.web_certificates import DeskAuthority, self_signed
from tests.shared import PATIENCE_S

DAY_MS = 86_400_000
FREELY = {"per_system": 10**6, "per_officer": 10**6}
"""A file of tests logs one officer in more often in a minute than an issuer allows."""
CASES = ("FIR:PB/LAHORE/ICHHRA/512/2024", "FIR:FIA/LAHORE/AHTC/31/2024")
OTHER_CASE = {"case_key": "FIA/LAHORE/AHTC/31/2024"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?>')
_ACTION = re.compile(r'action="([^"]+)" data-passkey')


@dataclass
class AgencyDesk:
    """FIA with its issuer and its console. ``officers``: passkeys of each officer of the roster, by id; ``roles``: of who
    is no investigator.
    """

    files: FederationFiles
    hub: HubThread
    folder: Path
    officers: dict[str, list[Passkey]] = field(default_factory=dict)
    version: int = 0
    more: Mapping[str, str] = field(default_factory=dict)
    roles: dict[str, list[vocabulary.Role]] = field(default_factory=dict)

    def put_roster(self) -> None:
        """Sign and place the next roster: who signs it enrols."""
        self.version += 1
        node = self.files.agency(live.FIA)
        officers = [self._officer(name, passkeys) for name, passkeys in self.officers.items()]
        roster = Roster(
            format=1,
            agency=live.FIA,
            version=self.version,
            issued_ms=now_ms() - 1000,
            expires_ms=now_ms() + DAY_MS,
            officers=officers,
        )
        replace_private(node.issuer.folder / "roster.signed", sign_roster(roster, PrivateKey.load(node.roster_key)))

    def _officer(self, name: str, passkeys: list[Passkey]) -> Officer:
        return Officer(
            id=name,
            roles=self.roles.get(name, [vocabulary.ROLE_INVESTIGATOR]),
            clearance=2,
            jurisdictions=["PK"],
            trained_until_ms=now_ms() + 30 * DAY_MS,
            undertaking_signed=True,
            cases=CASES,
            spki=PrivateKey.generate().spki,
            passkeys=passkeys,
        )


@dataclass
class RunningAgencyConsole(RunningConsole):
    """It serves over TLS, and prints no link."""

    desk: AgencyDesk = field(kw_only=True)
    authority: DeskAuthority | None = None
    browsers: list[OfficersBrowser] = field(default_factory=list, kw_only=True)
    end: Callable[[], object] = field(default=lambda: None, kw_only=True)
    began: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0), kw_only=True)

    def restart(self) -> None:
        """End the console and begin another one over the same folder, under the same address.

        Browsers hang up, as each does that is told of the end: for one that stays silent TLS waits half a minute.
        """
        for each in self.browsers:
            each.hang_up()
        self.end()
        assert self.began.acquire(timeout=60)

    def passkey(self, **other: Any) -> Authenticator:
        """An authenticator that takes this console for its own."""
        return Authenticator(**{"site": "localhost", "origin": self.origin, **other})

    def enrolled(self, officer: str, **other: Any) -> Authenticator:
        """One more passkey of an officer, on the roster."""
        credential = f"{officer}-{now_ms()}-0000000".encode()
        made = self.passkey(credential=credential, **other)
        self.desk.officers.setdefault(officer, []).append(Passkey(credential=credential, spki=made.key.spki))
        self.desk.put_roster()
        return made

    def browser(
        self, agent: str = "browser", address: str = "127.0.0.1", certificate: tuple[str, str] | None = None
    ) -> OfficersBrowser:
        connect = partial(self._client, agent, address, certificate)
        made = OfficersBrowser(self, connect(), address=address, connect=connect)
        self.browsers.append(made)
        return made

    def _client(self, agent: str, address: str, certificate: tuple[str, str] | None) -> httpx.Client:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if certificate is not None:
            context.load_cert_chain(*certificate)
        transport = httpx.HTTPTransport(verify=context, local_address=address)
        client = httpx.Client(transport=transport, base_url=f"https://127.0.0.1:{self.port}", timeout=30)
        client.headers.update({"host": self.origin.partition("://")[2], "user-agent": agent})
        return client


@dataclass
class OfficersBrowser(Browser):
    """A browser whose officer touches their passkey where a page wants it."""

    page: str = ""
    address: str = ""
    connect: Callable[[], httpx.Client] = field(kw_only=True)

    def hang_up(self) -> None:
        """Close its connections; the next page is asked on a new one. Nothing where the browser is closed."""
        if not self.client.is_closed:
            self.client.close()
            self.client = self.connect()

    def ask(self, officer: str, **changes: str) -> httpx.Response:
        """Fill in who asks and why, up to the page that wants the touch."""
        self.get("/login")
        answer = self.post("/login", REASON | {"officer": officer} | changes)
        self.page = answer.text
        return answer

    def touch(self, passkey: Authenticator, page: str = "", **other: str) -> httpx.Response:
        """Send what the authenticator gives for the page that was seen last, or for ``page``."""
        return self.send(passkey.given(self.claims(page)), page, **other)

    def claims(self, page: str = "") -> bytes:
        """What the page would have its officer touch for."""
        return decode_segment(dict(_HIDDEN.findall(page or self.page))["claims"])

    def send(self, given: Answer, page: str = "", **other: str) -> httpx.Response:
        """Send an answer with the page's other fields."""
        found = _ACTION.search(page or self.page)
        assert found is not None, page or self.page
        answer = self.post(found[1], self.filled(given, page) | other)
        self.page = answer.text
        return answer

    def filled(self, given: Answer, page: str = "") -> dict[str, str]:
        """The page's hidden fields, as its script fills them in."""
        parts = dict(zip(FIELDS, map(encode_segment, given), strict=True))
        return dict(_HIDDEN.findall(page or self.page)) | parts

    def enter(self, officer: str, passkey: Authenticator, **changes: str) -> httpx.Response:
        """Log in, and look at the first page."""
        self.ask(officer, **changes)
        answer = self.touch(passkey)
        assert answer.status_code == 303, answer.text
        self.get("/")
        return answer

    def touched(self, answer: httpx.Response, passkey: Authenticator) -> httpx.Response:
        """Follow an answer that wants a touch, and go on as the page's script would."""
        assert answer.headers["location"].startswith("/touch/"), answer.headers
        self.page = self.get(answer.headers["location"]).text
        taken = self.touch(passkey)
        if taken.status_code == 303:
            return self.get(taken.headers["location"])
        found = _ACTION.search(taken.text)
        assert found is not None, taken.text
        return self.post(found[1], dict(_HIDDEN.findall(taken.text)))


@contextmanager
def agency_console_running(
    folder: Path,
    records: tuple[str, ...] = (),
    *,
    client_certificates: bool = False,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[RunningAgencyConsole]:
    """A hub that answers honestly, FIA's issuer, and its console. ``more``: settings of it."""
    with hub_thread(live.copied(folder), (), records) as hub:
        desk = AgencyDesk(hub.files, hub, folder / "console", {"fia-1042": [], "fia-2001": []}, more=more)
        ready = Future[tuple[RunningAgencyConsole, asyncio.AbstractEventLoop, asyncio.Event]]()
        thread = threading.Thread(target=_run, args=(desk, client_certificates, ready), daemon=True)
        thread.start()
        made, loop, stop = ready.result(PATIENCE_S)
        try:
            yield made
        finally:
            loop.call_soon_threadsafe(stop.set)
            made.end()
            thread.join(PATIENCE_S)


def _run(desk: AgencyDesk, certificates: bool, ready: Future[Any]) -> None:
    try:
        asyncio.run(_serve(desk, certificates, ready))
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)


async def _serve(desk: AgencyDesk, certificates: bool, ready: Future[Any]) -> None:
    issuer_port, console_port = free_ports(2)
    origin = f"https://localhost:{console_port}"
    made = RunningAgencyConsole(origin, desk=desk)
    async with _issuing(desk, issuer_port, origin):
        make_folder(desk.folder)
        settings = {"origin": origin, "listen": f"127.0.0.1:{console_port}", "profile": str(_profile(desk))}
        self_signed(desk.folder / "web.key", desk.folder / "web.crt")
        if certificates:
            made.authority = DeskAuthority(desk.folder / "desks.crt")
            settings["client_ca"] = "desks.crt"
        settings |= desk.more
        (desk.folder / FILE).write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items()))
        stop = asyncio.Event()
        while not stop.is_set():
            ended = asyncio.Event()
            made.end = partial(asyncio.get_running_loop().call_soon_threadsafe, ended.set)
            async with _listening(made, console_port):
                if not ready.done():
                    ready.set_result((made, asyncio.get_running_loop(), stop))
                else:
                    made.began.release()
                await ended.wait()


@asynccontextmanager
async def _listening(made: RunningAgencyConsole, port: int) -> AsyncIterator[None]:
    """One console over the folder of the desk, until it is ended."""
    read = load_console_settings(made.desk.folder)
    with listening("127.0.0.1", port) as listener:
        served = agency_server(agency_console(read, read.caller(), made.now_ms), read)
        serving = asyncio.ensure_future(served.serve([listener]))
        while not served.started and not serving.done():
            await asyncio.sleep(0.01)
        yield
        served.should_exit = True
        await serving


def _profile(desk: AgencyDesk) -> Path:
    return write_agency_profile(desk.hub.local, live.FIA)


@asynccontextmanager
async def _issuing(desk: AgencyDesk, port: int, origin: str) -> AsyncIterator[None]:
    folder = desk.files.agency(live.FIA).issuer.folder
    settings = {"agency": live.FIA, "listen": f"127.0.0.1:{port}", "console": origin, **FREELY}
    lines: Sequence[str] = [f"{name} = {json.dumps(value)}\n" for name, value in settings.items()]
    replace_private(folder / "issuer.toml", "".join(lines).encode())
    desk.put_roster()
    desk.hub.ports[live.FIA] = port
    parts = await compose(load_settings(folder, {}), now_ms)
    runner = web.ServerRunner(Web(parts.issuer, parts.refusing, parts.log).server())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, ssl_context=parts.tls.context).start()
    yield
    await runner.cleanup()
    parts.database.close()
