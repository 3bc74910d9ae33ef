"""An officer's own console over a real socket, and a browser that keeps its cookie and reads its forms."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from services.client.profile import load_profile
from services.console.__main__ import now_ms, second_person, server
from services.console.build import own_console
from services.console.listening import listening
from services.console.page import COOKIE, CSRF_FIELD
from tests.fakes.hub_thread import HubThread
from tests.shared import PATIENCE_S

REASON = {
    "purpose": "INVESTIGATE_CASE",
    "legal_basis": "CRPC_CASE",
    "second_basis": "",
    "case_type": "FIR",
    "case_key": "pb/lahore/ichhra/512/2024",
}
_TOKEN = re.compile(rf'name="{CSRF_FIELD}" value="([^"]+)"')


@dataclass
class RunningConsole:
    """A console that serves. ``links``: those it printed, the newest last; ``offset_ms`` turns its clock.

    ``stands_at_ms``: where its clock stands, 0 for one that goes.
    """

    origin: str = ""
    links: list[str] = field(default_factory=list)
    offset_ms: int = 0
    stands_at_ms: int = 0

    def now_ms(self) -> int:
        return (self.stands_at_ms or now_ms()) + self.offset_ms

    @property
    def port(self) -> int:
        return int(self.origin.rpartition(":")[2])

    def browser(self, agent: str = "browser", address: str = "127.0.0.1") -> Browser:
        """A browser that has not logged in; ``address``: of loopback, from which it connects."""
        transport = httpx.HTTPTransport(verify=False, local_address=address)
        client = httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        client.headers.update({"host": self.origin.partition("://")[2], "user-agent": agent})
        return Browser(self, client)


@dataclass
class Browser:
    """Follows no redirection by itself, so that a test sees each."""

    console: RunningConsole
    client: httpx.Client
    cookie: str = ""
    token: str = ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._seen(self.client.get(path, headers=self._headers(headers)))

    def post(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
        """A form of the page that was seen last."""
        sent = {CSRF_FIELD: self.token, **(fields or {})}
        return self._seen(self.client.post(path, data=sent, headers=self._headers(headers)))

    def drop(self, path: str, name: str, content: bytes, fields: Mapping[str, str] | None = None) -> httpx.Response:
        """A form of the page that was seen last, with a file."""
        sent, files = {CSRF_FIELD: self.token, **(fields or {})}, {"file": (name, content)}
        return self._seen(self.client.post(path, data=sent, files=files, headers=self._headers({})))

    def login(self) -> httpx.Response:
        answer = self.get(self.console.links[-1].removeprefix(self.console.origin))
        assert answer.status_code == 303, answer.text
        return self.get("/")

    def state(self, **changes: str) -> httpx.Response:
        """Log in and state a purpose."""
        self.login()
        return self.post("/reason", REASON | changes)

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return ({"cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}) | named

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        if (given := answer.cookies.get(COOKIE)) is not None:
            self.cookie = given
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        return answer


def entered(
    console: RunningConsole, hub: HubThread, reason: Mapping[str, str] = REASON, path: str = "/"
) -> Iterator[Browser]:
    """A browser whose officer has stated a reason and opened a page; the hub was asked nothing yet."""
    hub.hub.bodies.clear()
    hub.hub.ran.clear()
    console.offset_ms = 0
    made = console.browser()
    made.state(**reason)
    made.get(path)
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def second_profile(first: Path) -> Path:
    """Of another officer of that profile's agency and system, over the same state folder."""
    other = first.with_name("officer-2.toml")
    other.write_text(first.read_text("utf-8").replace('officer = "officer-1"', 'officer = "officer-2"'), "utf-8")
    other.chmod(0o600)
    return other


@contextmanager
def running_console(
    profile: Path, node: Path | None = None, second: Path | None = None, stands_at_ms: int = 0
) -> Iterator[RunningConsole]:
    """A console of the officer of a profile, in a thread of its own, ended whatever happens."""
    made, ready = RunningConsole(stands_at_ms=stands_at_ms), Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()
    thread = threading.Thread(target=_run, args=(made, profile, node, second, ready), daemon=True)
    thread.start()
    loop, stop = ready.result(PATIENCE_S)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE_S)


def _run(
    made: RunningConsole,
    profile: Path,
    node: Path | None,
    second: Path | None,
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]],
) -> None:
    try:
        asyncio.run(_serve(made, profile, node, second, ready))
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)


async def _serve(
    made: RunningConsole,
    profile: Path,
    node: Path | None,
    second: Path | None,
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]],
) -> None:
    with listening("127.0.0.1", 0) as listener:
        made.origin = f"http://localhost:{listener.getsockname()[1]}"
        mine = load_profile(profile)
        approver = second_person(second, mine.officer) if second else None
        app = own_console(mine, str(profile), made.origin, made.now_ms, made.links.append, node, approver)
        running, stop = server(app), asyncio.Event()
        serving = asyncio.ensure_future(running.serve([listener]))
        while not running.started and not serving.done():
            await asyncio.sleep(0.01)
        ready.set_result((asyncio.get_running_loop(), stop))
        await stop.wait()
        running.should_exit = True
        await serving
