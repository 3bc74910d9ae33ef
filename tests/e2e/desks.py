"""Officers of a federation under test at a console and at commands: their profiles, and issuers that refuse nobody."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web

from services.access.details import Details, read_details
from services.access.jws import decode_segment
from services.membership.layout import NodeFiles
from services.node.local import free_ports, write_agency_profile
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder
from tests.e2e.people import Officer
from tests.e2e.world import World
from tests.fakes.world.keys import b64

READY_S = 20


@dataclass(frozen=True)
class OfficerProfiles:
    """``officers``: who has a desk, by their id."""

    world: World
    officers: dict[str, Officer]

    def profile(self, officer: Officer) -> Path:
        """Path of the officer's profile, whose issuer is one of these."""
        folder = self.world.files.agency(officer.agency).folder / "officers"
        if not folder.exists():
            make_folder(folder)
        key = folder / f"{officer.id}.key"
        if not key.exists():
            PrivateKey.generate().save(key)
        return write_agency_profile(self.world.local, officer.agency, officer.id)

    async def token(self, request: web.Request) -> web.Response:
        """What the officer of a proof asks for."""
        form = await request.post()
        officer, details = self._who(str(form["assertion"])), _details(form)
        return _given(self.world.token(replace(officer, why=details)))

    async def approve(self, request: web.Request) -> web.Response:
        """That the officer of a proof approves another one's question."""
        form = await request.post()
        second, details = self._who(str(form["assertion"])), _details(form)
        first = replace(self.officers[str(form["for_sub"])], why=details)
        method, body = str(form["method"]), str(form["body_sha256"])
        digest = b64(details.digest)
        token = self.world.approval(second, b"", of=first, method=method, body_sha256=body, details_sha256=digest)
        return _given(token)

    def _who(self, assertion: str) -> Officer:
        claims = json.loads(decode_segment(assertion.split(".")[1]))
        return self.officers[claims["sub"]]


def _details(form: object) -> Details:
    return read_details("authorization_details", json.loads(str(form["authorization_details"])))  # type: ignore[index]  # aiohttp's form


def _given(token: str) -> web.Response:
    return web.json_response({"access_token": token, "expires_in": 600, "token_type": "Bearer"})


@contextmanager
def desks(world: World, officers: Sequence[Officer]) -> Iterator[OfficerProfiles]:
    """Issuers of the officers' agencies in a thread, ended whatever happens."""
    agencies = list(dict.fromkeys(each.agency for each in officers))
    world.local.issuers.update(zip(agencies, free_ports(len(agencies)), strict=True))
    made, ready = (
        OfficerProfiles(world, {each.id: each for each in officers}),
        Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]](),
    )
    thread = threading.Thread(target=lambda: asyncio.run(_serve(made, agencies, ready)), daemon=True)
    thread.start()
    loop, stop = ready.result(READY_S)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(READY_S)


async def _serve(
    made: OfficerProfiles, agencies: Sequence[str], ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]
) -> None:
    app, stop = web.Application(), asyncio.Event()
    app.router.add_post("/token", made.token)
    app.router.add_post("/approve", made.approve)
    runner = web.AppRunner(app)
    await runner.setup()
    for agency in agencies:
        context = _context(made.world.files.agency(agency))
        await web.TCPSite(runner, "127.0.0.1", made.world.local.issuers[agency], ssl_context=context).start()
    ready.set_result((asyncio.get_running_loop(), stop))
    await stop.wait()
    await runner.cleanup()


def _context(home: NodeFiles) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(home.tls_crt, home.tls_key)
    return context
