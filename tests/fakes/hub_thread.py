"""A hub, and an agency's issuer, in a thread of their own: for commands that run a loop themselves."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from aiohttp import web

from services.access.details import read_details
from services.membership.layout import FederationFiles
from services.node.local import Local, free_ports, write_agency_profile
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.fakes.hub import Hub, build, listening
from tests.fakes.liar import Liar, lying
from tests.fakes.world.keys import b64
from tests.shared import PATIENCE_S

OFFICER = "officer-1"
T = TypeVar("T")


class FakeIssuer:
    """Hands out whatever is asked for; ``refuse`` is an OAuth error code; ``asked`` are the details asked for."""

    def __init__(self, files: FederationFiles, agency: str) -> None:
        self.files, self.agency = files, agency
        self.refuse = ""
        self.asked: list[dict[str, object]] = []

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if self.refuse:
            return web.json_response({"error": self.refuse, "error_description": "not on the roster"}, status=400)
        (details,) = json.loads(str(form["authorization_details"]))
        self.asked.append(details)
        made = live.token(self.agency, self.files, details)
        return web.json_response({"access_token": made, "expires_in": 600, "token_type": "Bearer"})

    async def approve(self, request: web.Request) -> web.Response:
        form = await request.post()
        if self.refuse:
            return web.json_response({"error": self.refuse, "error_description": "not on the roster"}, status=400)
        details = read_details("authorization_details", json.loads(str(form["authorization_details"])))
        same = {name: str(form[name]) for name in ("method", "for_sub", "body_sha256")}
        once = {"jti": f"approval_{token_hex(8)}", "details_sha256": b64(details.digest)}
        made = live.approval(b"", self.agency, self.files, **same, **once)
        return web.json_response({"access_token": made, "expires_in": 600, "token_type": "Bearer"})

    def context(self) -> ssl.SSLContext:
        home = self.files.agency(self.agency)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(home.tls_crt, home.tls_key)
        return context


class HubThread:
    """What a test turns: the hub, each agency's issuer, and where their officers' profiles lie."""

    liar: Liar
    """Stands between, where the hub lies."""

    def __init__(
        self, files: FederationFiles, agencies: tuple[str, ...], records: tuple[str, ...], *, lies: bool = False
    ) -> None:
        self.files, self.methods = files, records
        self.lies = lies
        ports = free_ports(1 + len(agencies))
        self.ports = dict(zip(agencies, ports[1:], strict=True))
        self.local = Local(files, ports[0], self.ports)
        self.issuers = {agency: FakeIssuer(files, agency) for agency in agencies}
        self.hub: Hub = build(files, methods=records)
        self._stop: asyncio.Event
        self._loop: asyncio.AbstractEventLoop

    def profile(self, agency: str = live.FIA, *, contributes: bool = False) -> Path:
        """Profile of an officer, or of a record officer with the page key."""
        folder = self.files.agency(agency).folder / "officers"
        folder.mkdir(mode=0o700, exist_ok=True)
        if not (folder / f"{OFFICER}.key").exists():
            PrivateKey.generate().save(folder / f"{OFFICER}.key")
        return write_agency_profile(self.local, agency, OFFICER, contributes=contributes)

    def run(self, ready: Future[None]) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: Future[None]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runners = []
        for agency, port in self.ports.items():
            app = web.Application()
            app.router.add_post("/token", self.issuers[agency].token)
            app.router.add_post("/approve", self.issuers[agency].approve)
            runners.append(web.AppRunner(app))
            await runners[-1].setup()
            await web.TCPSite(runners[-1], "127.0.0.1", port, ssl_context=self.issuers[agency].context()).start()
        async with self._listening():
            ready.set_result(None)
            await self._stop.wait()
        for runner in runners:
            await runner.cleanup()

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        self.hub.port = self.local.port
        if self.lies:
            async with lying(self.hub) as self.liar:
                yield
            return
        await self.hub.log.append_registry(self.hub.registry.version, self.hub.registry.digest)
        async with listening(self.hub, self.local.port):
            yield

    def run_there(self, work: Coroutine[object, object, T]) -> T:
        """What comes of ``work`` on the hub's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)


@contextmanager
def hub_thread(
    files: FederationFiles, agencies: tuple[str, ...], records: tuple[str, ...] = (), *, lies: bool = False
) -> Iterator[HubThread]:
    made, ready = HubThread(files, agencies, records, lies=lies), Future[None]()
    thread = threading.Thread(target=made.run, args=(ready,), daemon=True)
    thread.start()
    ready.result(PATIENCE_S)
    try:
        yield made
    finally:
        made.stop()
        thread.join(PATIENCE_S)
