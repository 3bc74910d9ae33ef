"""A hub in one process and one event loop, at one fixed moment: what an edge process runs, but for sockets and TLS."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from rabta.access.v1.purpose_pb2 import HANDLING_CODE_H1, HANDLING_CODE_OPEN, PURPOSE_INVESTIGATE_CASE
from rabta.membership.v1.registry_pb2 import Agreement
from rabta.membership.v1.registry_pb2 import Registry as Payload
from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageLeaf, SignedPageHeader

from audit.log import Log
from services.access.errors import Refused
from services.access.jws import sign_token
from services.edge import registry_rpc
from services.edge.call import Call, Handler, Snapshot
from services.edge.call_log import CallLog
from services.edge.chain import Edge
from services.edge.counts import Counts
from services.edge.routes import build_routes
from services.matching.default_model import default_model
from services.membership import office
from services.membership.governance import edited
from services.membership.layout import FederationFiles
from services.membership.registry import Registry
from services.membership.watch import RegistryFolder
from services.names.likeness import likeness
from services.node.edge_process import call_logger
from services.node.local import Local, write_hub_settings
from services.node.match_link import file_of, socket_of
from services.node.match_server import serving
from services.node.open_services import OpenServices, open_services
from services.node.persons import Persons
from services.node.records_store import open_records
from services.node.rules import Rules
from services.node.services import DESCRIPTORS
from services.node.settings import LIMITS, NodeSettings, load_settings
from services.records import wire
from services.records.app.changes import Follow
from services.records.errors import StorageUnavailable
from services.records.sealing import Keys
from services.signing.cohort import sign_header
from services.signing.derive import derive
from services.signing.es256 import PrivateKey
from services.signing.header import MAX_LIFE_MS, Party, build_request
from services.signing.keyfile import read_secret, replace_private
from services.signing.page import FIRST, Feed, build_page
from services.signing.sealing import Sealer
from services.values.dates import day_text, today
from services.values.records import RecordVersion
from tests.e2e.bodies import HISTORY
from tests.e2e.exchange import PULL
from tests.e2e.federation import specs
from tests.e2e.people import CUSTOMS, FIA, OVERSIGHT, Officer, claims_of
from tests.e2e.referrals import BODIES, DUTIES
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import key_of, thumbprint_of
from tests.fakes.world.tokens import access_claims
from tests.work_counts.changes import starting
from tests.work_counts.log import LogHere, open_log
from tests.work_counts.sent import Sent

NOW_MS: Final = 1_780_000_000_000
SECRET: Final = bytes(range(32))
"""The hub's: by a secret that is drawn, one of a hundred accused is told of for no reason."""
GUARDED: Final = (HISTORY, PULL, "/rabta.exchange.v1.WatchService/ListWatches")
"""Methods of which each waits for a file of its own."""
TARGETS: Final = ("records", "oversight", "exchange")


def federation(folder: Path) -> FederationFiles:
    """The federation of the end-to-end tests, with one agreement by which Customs holds copies of FIA's records."""

    def agreed(files: FederationFiles) -> None:
        days: dict[str, Any] = {"from": day_text(today(NOW_MS) - 365), "to": day_text(today(NOW_MS) + 365)}
        row = Agreement(
            id="fia-customs", giver=FIA, holder=CUSTOMS, kinds=("PARTY", "LIST_ENTRY"),
            handling=[HANDLING_CODE_OPEN, HANDLING_CODE_H1], roles=["ACCUSED", "LISTED"],
            purposes=[PURPOSE_INVESTIGATE_CASE], statute="Customs Act 1969 s. 7", stale_after_h=24,
            **days,
        )  # fmt: skip

        def change(payload: Payload) -> None:
            payload.agreements.append(row)

        office.save_draft(files, edited(office.draft_of(files, NOW_MS), change))

    members = [*specs({OVERSIGHT: "http://127.0.0.1:29004"}), *BODIES]
    files = small_federation(folder, NOW_MS, "rabta.work", members, agreed)
    (files.hub.folder / "duty_bearers.toml").write_text(DUTIES)
    replace_private(files.hub.secret_key, SECRET)
    return files


@dataclass
class Node:
    """The hub and its callers. ``looking``: holds its stores against the log; ``feeds``: where an agency's feed stands."""

    files: FederationFiles
    registry: Registry
    edge: Edge
    log: Log
    persons: Persons
    looking: asyncio.Task[None]
    feeds: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def call(self, method: str, body: bytes, agency: str, token: str = "") -> Sent:
        """A well signed call of an agency's system, or of an officer whose token it carries."""
        key, registry = key_of(self.files, agency, "message"), self.registry
        header = build_request(
            Party(agency, key.kid, registry.federation_id, registry.version, registry.digest),
            method=method, audience=registry.hub, iat_ms=NOW_MS, exp_ms=NOW_MS + MAX_LIFE_MS, nonce=os.urandom(16),
            body_sha256=sha256(body).digest(), token_sha256=sha256(token.encode()).digest() if token else b"",
        )  # fmt: skip
        certificate = self.files.node(agency).tls_crt.read_bytes()
        return Sent(self.edge, method, body, header, sign_header(key, header), certificate, token)

    def asking(self, officer: Officer, method: str, body: bytes) -> Sent:
        """An officer's call."""
        registry = self.registry
        claims = claims_of(officer, "node", registry.federation_id, registry.hub, NOW_MS)
        claims |= {"jti": f"jti-{os.urandom(12).hex()}"}
        bound = access_claims(claims, thumbprint_of(self.files.node(officer.agency)), officer.why)
        token = sign_token(bound, key_of(self.files, officer.agency, "token"), "at+jwt")
        return self.call(method, body, officer.agency, token)

    def page(self, agency: str, versions: Sequence[RecordVersion]) -> bytes:
        """Body of the next page of an agency's feed, which is to be taken whole."""
        number, previous = self.feeds.get(agency, (0, FIRST))
        feed = Feed(self.registry.federation_id, agency, self.registry.hub, "records", number + 1, previous)
        raw = [wire.encode(each) for each in versions]
        salts = [sha256(b"salt" + each).digest()[:16] for each in raw]
        page = build_page(key_of(self.files, agency, "page"), feed, raw, NOW_MS, salts)
        self.feeds[agency] = (number + 1, page.sha256)
        leaves = [PageLeaf(salt=salt, version=version) for salt, version in page.leaves]
        header = SignedPageHeader(header=page.header, signature=page.signature)
        request = SubmitPageRequest(header=header, leaves=leaves, request_id=f"page-{agency}-{number + 1:06d}")
        return request.SerializeToString(deterministic=True)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Node]:
    """The hub of a new federation in a folder, which answers. Once ``looking`` is cancelled, nothing runs beside it."""
    files = federation(folder / "federation")
    limits: dict[str, int | str] = dict.fromkeys(LIMITS, 10**12)
    write_hub_settings(Local(files, 29000, {}), **limits)
    settings = load_settings(files.hub.folder, {})
    registries = RegistryFolder(settings.folder / "registry")
    registry = registries.current()
    async with AsyncExitStack() as ending:
        log = open_log(settings, registry, lambda: NOW_MS)
        ending.callback(log.close)
        line = LogHere(log)
        systems = {agency.id: len(agency.systems) for agency in registry.agencies.values()}
        await line.client.append_registry(registry.version, registry.digest, systems)
        opened = _services(settings, registries, line)
        ending.push_async_callback(opened.close)
        edge = _edge(files, registries, line, opened)
        persons = await ending.enter_async_context(_matching(settings))
        await opened.settle()
        looking = asyncio.ensure_future(opened.keep_level())
        ending.callback(looking.cancel)
        edge.start()
        await _level(opened)
        yield Node(files, registry, edge, log, persons, looking)


async def _level(opened: OpenServices) -> None:
    """Wait until the files were held against the log: before that, methods refuse without a look at the call."""
    async with asyncio.timeout(60):
        for path in GUARDED:
            while await _refuses(opened.handlers[path]):
                await asyncio.sleep(0)


async def _refuses(handler: Handler) -> bool:
    """Whether the method is not open yet; one that is stumbles over a call that is none."""
    try:
        await handler(cast("Call", None), b"")
    except StorageUnavailable:
        return True
    except (AttributeError, Refused):
        return False
    raise AssertionError("a method answered nobody")


def _services(settings: NodeSettings, registries: RegistryFolder, line: LogHere) -> OpenServices:
    current = registries.current
    return open_services(
        settings, TARGETS, lambda: NOW_MS, lambda: line.client, registry_rpc.SERVICE.over(registries.versions),
        lambda: current().open_log(current().hub).origin, current, starting(settings, current),
    )  # fmt: skip


def _edge(files: FederationFiles, registries: RegistryFolder, line: LogHere, opened: OpenServices) -> Edge:
    routes, rules = build_routes(DESCRIPTORS, dict(opened.handlers)), Rules("")

    def snapshot() -> Snapshot:
        registry = registries.current()
        return Snapshot(registry, rules.by(registry))

    return Edge(
        key=PrivateKey.load(files.hub.message_key), snapshot=snapshot, clock=lambda: NOW_MS, log=line, routes=routes,
        calls=CallLog(call_logger(files.hub.folder), Counts(routes)), named=opened.named,
        riding=partial(registry_rpc.riding, registries.versions),
    )  # fmt: skip


@asynccontextmanager
async def _matching(settings: NodeSettings) -> AsyncIterator[Persons]:
    """The index of persons on its socket; whoever changed records brings it level by ``catch_up``."""
    secret, store = read_secret(settings.folder / "secret.key"), open_records(settings)
    follow = Follow(store, Keys.from_secret(secret, settings.folder).bodies, wire.decode_held)
    sealer = Sealer(derive(secret, "person-index"))
    persons = Persons(follow, (likeness(), default_model()), file_of(settings), sealer)
    await persons.open()
    async with serving(socket_of(settings), lambda one: persons.index.nearest(*one), lambda: persons.let_go):
        yield persons
    await persons.close()
    await store.close()
