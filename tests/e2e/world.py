"""A federation that runs: start, stop, ask, judge, look into its log."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse, SubmitPageResponse
from rabta.signing.v1.header_pb2 import SigHeader

from services.access.jws import sign_token
from services.admin import asking
from services.client.check_answer import Proven, Sent, check_answer
from services.client.errors import Refusal, Unproven
from services.membership.keys import numbered
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.provision import current
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.node.local import Local, node_child, registry_of, witness_children, write_witness_settings
from services.node.processes import write_writer_config
from services.node.settings import load_settings
from services.records import wire
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.signing.header import MAX_LIFE_MS, Party, build_request
from services.signing.page import FIRST, Feed, Page, build_page
from services.values.records import RecordVersion
from tests.e2e import people
from tests.e2e.bodies import GET_PAGE, GET_REGISTRY, HISTORY, SUBMIT, submission
from tests.e2e.caller import Back, Line, Question
from tests.e2e.federation import Pair, build
from tests.e2e.logs import LogReader
from tests.e2e.people import FIA, Officer
from tests.e2e.planted import owner_runs
from tests.e2e.processes import LONG_S, Processes, children, until
from tests.e2e.world_clock import WorldClock
from tests.fakes.world.tokens import access_claims, approval_claims
from tests.starts import count_federation, count_start

PLAIN = ("records", "oversight", "exchange")
NETWORK = (*PLAIN, "linkage")


@dataclass
class World:
    """A running federation. ``clocked``: its parts run one by one, on the world's clock.

    ``targets``: of its node; the link graph, with an engine of its own, where a test asks for NETWORK. ``server``: member
    whose own node is asked in the hub's place, on ``own_port``; then the hub itself does not run. ``shared``: its name
    where the tests of many files use it.
    """

    local: Local
    run: Processes
    clock: WorldClock
    clocked: bool = False
    targets: tuple[str, ...] = PLAIN
    server: str = ""
    own_port: int = 0
    shared: str = ""
    chain: list[Registry] = field(default_factory=list)
    feeds: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _lines: dict[tuple[str, str, int], Line] = field(default_factory=dict)
    _log: LogReader | None = None

    @property
    def files(self) -> FederationFiles:
        return self.local.files

    @property
    def answering(self) -> NodeFiles:
        """Folder of the node that is asked."""
        return self.files.node(self.server or self.files.hub_id)

    @property
    def registry(self) -> Registry:
        return self.chain[-1]

    @property
    def log(self) -> LogReader:
        if self._log is None:
            self._log = LogReader(self.answering.folder)
        return self._log

    def forget_log(self) -> None:
        """The log's file is another from now on."""
        if self._log is not None:
            self._log.close()
        self._log = None

    def reload(self) -> Registry:
        """Take note of the newest version that was published."""
        found = current(self.files)
        assert found is not None
        if not self.chain or self.chain[-1].version != found.version:
            self.chain.append(found)
        return found

    def follow_registry(self) -> None:
        """Take note of the newest version, and wait until each process of the hub acts under it."""
        version = self.reload().version

        def is_in_force() -> bool:
            answers = asyncio.run(asking.statuses(self.answering.folder)).values()
            return bool(answers) and all(each and each.registry_version in (0, version) for each in answers)

        until(is_in_force, f"version {version} of the registry is in force")

    def node(self, agency: str, system: str = "node") -> NodeFiles:
        return self.files.node(agency, system)

    def key(self, agency: str, name: str = "message", system: str = "node") -> PrivateKey:
        use, _, number = name.partition("-")
        return PrivateKey.load(numbered(getattr(self.node(agency, system), f"{use}_key"), int(number or 1)))

    # -- processes

    def start(self) -> None:
        """Witnesses, then the node; one more federation in the count of this run."""
        count_federation(self.shared)
        self.reload()
        self.start_witnesses()
        self.serve()

    def serve(self) -> None:
        """The node, once it has proven an answer and all its edges serve."""
        self.start_node()
        self.ready()
        until(self.all_edges_serve, "every edge serves, as a new line falls to any")

    def start_witnesses(self, names: Sequence[str] = ()) -> None:
        for child in witness_children(write_witness_settings(self.files)):
            if child.name not in self.run.names() and (not names or child.name in names):
                if self.clocked:
                    self._log_part(child.name, "witness", child.arguments[-1])
                else:
                    self.run.start(child.name, *child.arguments)
                count_start("witness")

    def start_node(self) -> None:
        count_start("member's node" if self.server else "hub")
        if "linkage" in self.targets:
            count_start("ArcadeDB")
        if self.server:
            folder, targets = str(self.answering.folder), ",".join(self.targets)
            self.run.start("hub", "-m", "services.node", "--folder", folder, "--target", targets)
            return
        if not self.clocked:
            self.run.start("hub", *node_child(self.local, self.targets).arguments)
            return
        settings = load_settings(self.files.hub.folder, {})
        write_writer_config(settings, registry_of(self.files))
        self.start_writer()
        for number in range(settings.processes):
            self.start_edge(f"edge-{number}")

    def start_writer(self) -> None:
        self._log_part("writer", "writer", str(self.files.hub.folder / "audit" / "writer.toml"))

    def start_edge(self, name: str = "edge-0") -> None:
        self.run.start(
            name, "-m", "tests.e2e.clocked_edge", str(self.files.folder / "clock"), str(self.files.hub.folder)
        )

    def _log_part(self, name: str, part: str, path: str) -> None:
        self.run.start(name, "-m", "tests.e2e.clocked_log", part, str(self.files.folder / "clock"), path)

    def stop_node(self) -> None:
        for name in [name for name in self.run.names() if name.startswith(("hub", "edge"))]:
            self.run.stop(name)
        if "writer" in self.run.names():
            self.run.stop("writer")

    def edges(self) -> list[int]:
        """Process ids of the edges."""
        if self.clocked:
            return [self.run[name].pid for name in self.run.names() if name.startswith("edge")]
        return children(self.run["hub"].pid, "--role edge")

    def writer(self) -> int:
        """Process id of the log's writer."""
        return self.run["writer"].pid if self.clocked else children(self.run["hub"].pid, "-m audit")[0]

    def ready(self, patience_s: float = LONG_S) -> None:
        """Wait until an honest call is answered, proven and logged."""
        until(self.well, "an honest call is answered", patience_s)

    def all_edges_serve(self) -> bool:
        """Whether as many edges as there are say so on their admin sockets."""
        found = asyncio.run(asking.statuses(self.answering.folder))
        serving = [name for name, answer in found.items() if name.startswith("edge") and answer and answer.serving]
        return len(serving) >= len(self.edges())

    def well(self) -> bool:
        """Whether an honest call is answered now, on a connection of its own."""
        line = self.fresh_line(FIA)
        try:
            question = self.ask(GET_REGISTRY, GetRegistryRequest(version=1).SerializeToString())
            return self.proven(question, line.send(question, timeout=5)).header.grpc_status == 0
        except Unproven:
            return False
        finally:
            line.close()

    def close(self) -> None:
        for line in self._lines.values():
            line.close()
        if self._log is not None:
            self._log.close()
        self.run.stop_all()

    # -- questions

    def line(self, agency: str = FIA, system: str = "node", number: int = 1) -> Line:
        """The agency's connection, kept."""
        key = (agency, system, number)
        if key not in self._lines:
            self._lines[key] = self.fresh_line(agency, system, number)
        return self._lines[key]

    def fresh_line(self, agency: str = FIA, system: str = "node", number: int = 1) -> Line:
        return self.line_of(Pair.of(self.node(agency, system), number))

    def line_of(self, pair: Pair | None) -> Line:
        """A connection under any certificate, or none."""
        ca = self.files.hub.ca_crt.read_bytes()
        return Line(self.own_port or self.local.port, ca, *(pair or (None, None)))

    def ask(
        self,
        method: str,
        body: bytes = b"",
        token: str = "",
        approver: str = "",
        *,
        agency: str = FIA,
        system: str = "node",
        key: PrivateKey | None = None,
        spoil: Callable[[bytes], bytes] | None = None,
        **changes: Any,
    ) -> Question:
        """A question with changes to its header's fields, then to its bytes; signed well over what it then is."""
        signer, held, now = key or self.key(agency, system=system), self.registry, self.clock.now()
        header = build_request(
            Party(agency, signer.kid, held.federation_id, held.version, held.digest),
            method=method,
            audience=self.server or held.hub,
            iat_ms=now,
            exp_ms=now + MAX_LIFE_MS,
            nonce=os.urandom(16),
            body_sha256=sha256(body).digest(),
            token_sha256=sha256(token.encode()).digest() if token else b"",
            approver_sha256=sha256(approver.encode()).digest() if approver else b"",
        )
        if changes:
            message = SigHeader.FromString(header)
            for name, value in changes.items():
                setattr(message, name, value)
            header = message.SerializeToString(deterministic=True)
        header = spoil(header) if spoil else header
        return Question(method, body, header, sign_header(signer, header), token, approver)

    def claims(self, officer: Officer, system: str = "node", **changes: Any) -> dict[str, Any]:
        """Claims of the officer's good token, with changes."""
        held = self.registry
        common = people.claims_of(officer, system, held.federation_id, self.server or held.hub, self.clock.now())
        thumbprint = Pair.of(self.node(officer.agency, system)).thumbprint
        return access_claims(common, thumbprint, officer.why, **changes)

    def token(self, officer: Officer, system: str = "node", key: PrivateKey | None = None, **changes: Any) -> str:
        """A token as the agency's issuer would sign it, with changes to its claims."""
        claims = self.claims(officer, system, **changes)
        return sign_token(claims, key or self.key(officer.agency, "token"), "at+jwt")

    def approval(
        self,
        officer: Officer,
        body: bytes,
        key: PrivateKey | None = None,
        of: Officer = people.INVESTIGATOR,
        method: str = HISTORY,
        **changes: Any,
    ) -> str:
        """A second person's token for one body that ``of`` sends."""
        held = self.registry
        common = people.claims_of(officer, "node", held.federation_id, self.server or held.hub, self.clock.now())
        claims = approval_claims(common, body, method, of.id, of.why, **changes)
        return sign_token(claims, key or self.key(officer.agency, "token"), "rabta-approver+jwt")

    def asking(self, officer: Officer, method: str, body: bytes, **changes: Any) -> Question:
        """An officer's honest question."""
        return self.ask(method, body, self.token(officer), agency=officer.agency, **changes)

    def proven(self, question: Question, back: Back) -> Proven:
        """The answer, held against its question as a client does. Raises Unproven."""
        said = question.said
        cited = said.registry_version if question.token else 0
        sent = Sent(question.method, said.issuer, said.nonce, question.digest, cited, self.server)
        return check_answer(sent, back.received, self.chain, self.clock.now())

    # -- records

    def page(self, agency: str, versions: Sequence[RecordVersion | bytes]) -> Page:
        """The next page of an agency's feed; what was answered last says where it stands."""
        number, previous = self.feeds.get(agency, (0, FIRST))
        feed = Feed(self.registry.federation_id, agency, self.registry.hub, "records", number + 1, previous)
        raw = [each if isinstance(each, bytes) else wire.encode(each) for each in versions]
        return build_page(self.key(agency, "page"), feed, raw, self.clock.now())

    def submit(self, agency: str, versions: Sequence[RecordVersion | bytes]) -> SubmitPageResponse:
        """One page, taken whole."""
        page = self.page(agency, versions)
        body = submission(page, f"request-{os.urandom(8).hex()}")
        question = self.asking(people.RECORDERS[agency], SUBMIT, body)
        proven = self.proven(question, self.line(agency).send(question, timeout=LONG_S))
        proven.raise_refusal()
        answer = SubmitPageResponse.FromString(proven.body)
        self.feeds[agency] = (answer.page_number, answer.chain_sha256)
        return answer

    def plant(self, versions: list[RecordVersion]) -> None:
        """Submit versions, a page an owner; all of them must go in, once each process has the newest registry."""
        for agency, run in owner_runs(versions).items():
            answer = self._submitted(agency, run)
            assert answer.accepted == len(run), answer

    def _follow(self, agency: str) -> None:
        """Go on after pages that a client of the agency sent by itself."""
        number = 1
        while number:
            request = GetPageRequest(feed="records", page_number=number, page_size=1)
            question = self.asking(people.RECORDERS[agency], GET_PAGE, request.SerializeToString())
            proven = self.proven(question, self.line(agency).send(question))
            proven.raise_refusal()
            answer = GetPageResponse.FromString(proven.body)
            self.feeds[agency] = (number, sha256(answer.page.header).digest())
            number = answer.last_page if answer.last_page > number else 0

    def _submitted(self, agency: str, run: Sequence[RecordVersion | bytes]) -> SubmitPageResponse:
        answers: list[SubmitPageResponse] = []

        def is_taken() -> bool:
            try:
                answers.append(self.submit(agency, run))
            except Refusal as refusal:
                if refusal.reason == "PAGE_OUT_OF_ORDER" and agency not in self.feeds:
                    self._follow(agency)
                elif "REGISTRY_STALE" not in (refusal.reason, refusal.cause):
                    raise
            return bool(answers)

        until(is_taken, "the node takes the registry")
        return answers[0]


def made(
    folder: Path,
    *,
    clocked: bool = False,
    targets: tuple[str, ...] = PLAIN,
    witnesses: int = 1,
    name: str = "rabta.e2e",
    shared: str = "",
    also: Sequence[AgencySpec] = (),
    **settings: int | str,
) -> World:
    """A federation that is built and does not run yet. ``also``: further members."""
    local = build(folder / "federation", witnesses=witnesses, name=name, also=also, **settings)
    return World(local, Processes(folder), WorldClock(local.files.folder / "clock"), clocked, targets, shared=shared)


@contextmanager
def running(folder: Path, **how: Any) -> Iterator[World]:
    """A federation that runs, ended whatever happens."""
    with started(made(folder, **how)) as world:
        yield world


@contextmanager
def started(world: World) -> Iterator[World]:
    """One that was built, ended whatever happens."""
    try:
        world.start()
        yield world
    finally:
        world.close()
