"""A node that asks and a registry that answers over a real socket, as a test states it; what leaves it can be altered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from services.access.errors import Violation
from services.client.profile import Profile
from services.edge.call import Call
from services.edge.tls import TlsFiles
from services.identity.asking.answers import Question
from services.identity.asking.errors import FeedBegunAnew
from services.identity.asking.ports import Number
from services.identity.asking.remote import RemoteRegistry
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import FILE, open_database
from services.identity.asking.work import Asker
from services.identity.errors import CursorInvalid
from services.identity.wire import decode, encode
from services.membership.layout import FederationFiles
from services.membership.spec import AgencySpec
from services.signing.sealing import Sealer
from services.values.identity import (
    Cursor,
    ListChangesRequest,
    ListChangesResponse,
    ResolveTokenRequest,
    ResolveTokenResponse,
)
from services.values.records import Identifier
from tests.fakes import hub as hubs
from tests.fakes import live
from tests.fakes.hub import Hub
from tests.fakes.liar import Liar, lying
from tests.fakes.stated_registry import StatedRegistry, person
from tests.fakes.world.federations import LONE, federation_of, joined

REGISTRY = "pk.nadra"
RESOLVE, CHANGES = (f"/rabta.identity.v1.IdentityService/{name}" for name in ("ResolveToken", "ListChanges"))
ALI, BABAR = person("ali"), person("babar")
PERSONS = {"3520212345671": ALI, "3520212345672": ALI, "3520212345673": BABAR}
FIRST, SECOND, THIRD = PERSONS
NOBODYS = "3520212345679"


@cache
def files() -> FederationFiles:
    """A federation whose identity registry has a log of its own; made once a run."""
    made = federation_of(
        Path(mkdtemp(prefix="rabta-")), live.now_ms(), (LONE, AgencySpec(REGISTRY, "IDENTITY_REGISTRY", "R"))
    )
    joined(made, live.now_ms(), log=REGISTRY)
    return made


def tls(agency: str = REGISTRY) -> TlsFiles:
    """What an agency's node shows of itself."""
    node = files().node(agency)
    return TlsFiles(node.tls_key, node.tls_crt, node.ca_crt)


def number(value: str) -> Number:
    return Number(f"blind-{value}", Identifier("CNIC", value))


@dataclass
class Remote:
    """``registry``: what is answered; ``gate``: awaited before it is; ``asker``: of the node, over ``book``."""

    hub: Hub
    book: StoredBook
    profile: Profile
    registry: StatedRegistry = field(default_factory=lambda: StatedRegistry(dict(PERSONS)))
    gate: Callable[[], object] = lambda: None
    beyond: Callable[[ResolveTokenResponse], ResolveTokenResponse] = lambda answer: answer
    changed: Callable[[ListChangesResponse], ListChangesResponse] = lambda answer: answer
    call_s: float = 20.0
    ahead_ms: int = 0

    def __post_init__(self) -> None:
        self.hub.bodies |= {RESOLVE: self._resolve, CHANGES: self._changes}
        self.begin()

    def begin(self) -> None:
        """A new process of the node."""
        self.remote = RemoteRegistry(self.profile)
        self.asker = Asker(self.remote, self.book, lambda: live.now_ms() + self.ahead_ms, lambda: 1, self.call_s)

    async def _resolve(self, _call: Call, raw: bytes) -> bytes:
        asked = decode(ResolveTokenRequest, raw)
        assert asked.asked is not None
        said = await self.registry.resolve(Question(asked.asked.transaction_id, asked.identifiers))
        waiting = self.gate()
        if waiting is not None:
            await waiting  # type: ignore[misc]  # what a test hands in is awaitable
        return encode(self.beyond(ResolveTokenResponse(said)))

    async def _changes(self, _call: Call, raw: bytes) -> bytes:
        asked = decode(ListChangesRequest, raw)
        try:
            page = await self.registry.changes(asked.cursor or Cursor(), "")
        except FeedBegunAnew:
            raise CursorInvalid(Violation("cursor.epoch", "epoch", "has ended")) from None
        return encode(self.changed(ListChangesResponse(page.changes, page.next, page.more)))

    async def queue(self, *values: str) -> None:
        await self.book.queue([number(value) for value in values], live.now_ms())

    async def steps(self) -> None:
        """Until there is nothing more to ask at once, or no answer."""
        while await self.asker.step():
            pass

    async def outcome(self, value: str) -> str | None:
        held = await self.book.held(f"blind-{value}")
        return held.outcome if held else None


@asynccontextmanager
async def remote(folder: Path, shown: TlsFiles | None = None) -> AsyncIterator[tuple[Remote, Liar]]:
    """``shown``: the certificate that whoever answers shows."""
    hub = hubs.build(files(), REGISTRY, methods=(RESOLVE, CHANGES))
    database = open_database(folder / FILE)
    node = files().node(REGISTRY)
    async with lying(hub, shown or tls()) as liar:
        profile = live.profile(
            files(), files().hub_id, hub.port, folder / "state", hub=REGISTRY, hub_certificates=node.tls_crt
        )
        made = Remote(hub, StoredBook(database, Sealer(b"r" * 32)), profile)
        try:
            yield made, liar
        finally:
            await made.remote.close()
            database.close()
            await asyncio.sleep(0)
