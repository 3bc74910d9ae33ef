"""What is planted in the link graph of a federation under test: money, calls, a journey; and questions about it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from google.protobuf.message import Message
from rabta.linkage.v1 import feed_pb2, question_pb2
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1.linkage_service_pb2 import DESCRIPTOR
from typer.testing import CliRunner

from services.cli.main import app
from services.client.check_answer import read_refusal
from services.client.errors import Unproven
from tests.e2e.people import FIA_CASE, INVESTIGATOR, PUNJAB_CASE, PUNJAB_INVESTIGATOR, RECORDERS, SINDH_INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make

LINKAGE = "/rabta.linkage.v1.LinkageService/"
METHODS = [method.name for method in DESCRIPTOR.services_by_name["LinkageService"].methods]
ANALYST = INVESTIGATOR.asking(query_class="NETWORK")
WARRANTED = INVESTIGATOR.asking(query_class="COMMS_MONEY", second_basis="PECA_WARRANT")
PUNJAB_ANALYST = PUNJAB_INVESTIGATOR.asking(query_class="NETWORK")
SINDH_ANALYST = SINDH_INVESTIGATOR.asking(query_class="NETWORK")
WARRANT, OTHER_WARRANT = "W/2026/1", "W/2026/2"
DAY, START = 86_400_000, 1_700_000_000_000
KIND = gp.NodeKind
CARD = gp.NodeKey(kind=KIND.NODE_KIND_DOCUMENT, id=f"CNIC:{KNOWN}")
CASE = gp.NodeKey(kind=KIND.NODE_KIND_CASE, id=f"FIR:{FIA_CASE}")
MAN = gp.NodeKey(kind=KIND.NODE_KIND_SUBJECT, id=f"agencies/{make.FIA}/records/fia-known")
TWIN = gp.NodeKey(kind=KIND.NODE_KIND_SUBJECT, id="agencies/pk.punjab-police/records/pb-known")


def account(number: int) -> gp.NodeKey:
    """An account of one bank."""
    return gp.NodeKey(kind=KIND.NODE_KIND_ACCOUNT, id=f"HBL:{number:04}")


def phone(number: int) -> gp.NodeKey:
    """A mobile phone's number in canonical form."""
    return gp.NodeKey(kind=KIND.NODE_KIND_PHONE, id=f"+92300{number:07}")


def authority(reference: str, case: str, *, kept_ms: int = 2**42) -> bytes:
    """Body of a RegisterAuthority request, serialised."""
    made = feed_pb2.Authority(
        reference=reference, kind=feed_pb2.AUTHORITY_KIND_AMLA_ORDER, issuer="Special Judge, Lahore",
        issued="2026-01-05", scope=[f"FIR:{case}"], targets=[account(1), phone(1)], data_from_ms=START - DAY,
        data_to_ms=START + 400 * DAY, retain_until_ms=kept_ms,
    )  # fmt: skip
    return feed_pb2.RegisterAuthorityRequest(authority=made).SerializeToString(deterministic=True)


def edge(kind: str, start: gp.NodeKey, end: gp.NodeKey, row: int, **more: Any) -> feed_pb2.FeedEdge:
    """One row of a feed; its id is made of the row's number."""
    at_ms = START + row * DAY
    return feed_pb2.FeedEdge(
        id=f"{row:024x}", kind=f"EDGE_KIND_{kind}", start=start, end=end, at_ms=at_ms, row=row, **more
    )


def money() -> list[feed_pb2.FeedEdge]:
    """1 -> 2 -> {3, 4} -> 5, later each time."""
    hops = [(1, 2, 1000), (2, 3, 600), (2, 4, 400), (3, 5, 590), (4, 5, 390)]
    return [
        edge("TRANSFERRED", account(a), account(b), row, amount_minor=minor, currency="PKR")
        for row, (a, b, minor) in enumerate(hops, 1)
    ]


def calls() -> list[feed_pb2.FeedEdge]:
    """1 -> 2 -> 3."""
    return [edge("CALLED", phone(a), phone(a + 1), 10 + a, duration_s=60) for a in (1, 2)]


def web_of_calls(first: int, number: int) -> list[feed_pb2.FeedEdge]:
    """Phones of which each but the first called one shortly before it: all are joined, and most are far apart."""
    dice, found = random.Random(number), []
    for row in range(1, number):
        each = edge("CALLED", phone(first + row), phone(first + dice.randrange(max(0, row - 4), row)), first + row)
        each.at_ms = START + row * DAY
        found.append(each)
    return found


def page(reference: str, feed: str, edges: list[feed_pb2.FeedEdge], **more: Any) -> bytes:
    """Body of ImportFeedPage: one whole file."""
    keys = {key.id: key for each in edges for key in (each.start, each.end)}
    request = feed_pb2.ImportFeedPageRequest(
        authority=reference, feed=f"FEED_KIND_{feed}", format="test-rows", file_sha256=bytes(32), page_number=1,
        last=True, nodes=[feed_pb2.FeedNode(key=key) for key in keys.values()], edges=edges, **more,
    )  # fmt: skip
    return request.SerializeToString(deterministic=True)


def plant_feeds(world: World) -> None:
    """FIA's warrant for its own case, and another for Punjab's: money under the first, calls under both."""
    keeper = RECORDERS[make.FIA]
    for body in (authority(WARRANT, FIA_CASE), authority(OTHER_WARRANT, PUNJAB_CASE)):
        told(world, keeper, "RegisterAuthority", body, feed_pb2.RegisterAuthorityResponse)
    for body in (page(WARRANT, "MONEY", money()), page(WARRANT, "CDR", calls())):
        told(world, keeper, "ImportFeedPage", body, feed_pb2.ImportFeedPageResponse)


def told(world: World, officer: Any, method: str, body: bytes, kind: type[Message]) -> Any:
    """A proven answer. Raises Refusal."""
    question = world.asking(officer, LINKAGE + method, body)
    proven = world.proven(question, world.line(officer.agency).send(question))
    proven.raise_refusal()
    return kind.FromString(proven.body)


@contextmanager
def month_old(world: World, *names: str) -> Iterator[None]:
    """Records that the graph holds are a month old for a while, so that their owner's word on the person counts.

    No clock of a shared hub moves. The graph holds all records before, so that none is drawn by its moved time.
    """
    graph_level(world)
    _move(world, names, -31 * DAY)
    yield
    _move(world, names, 31 * DAY)


def _move(world: World, names: tuple[str, ...], by_ms: int) -> None:
    of_record = "SELECT record FROM head WHERE record_id = ?"
    with closing(sqlite3.connect(world.files.hub.folder / "records.db", timeout=60)) as db, db:
        for name in names:
            sent = f"UPDATE log SET recorded_ms = recorded_ms + ? WHERE record IN ({of_record})"
            assert db.execute(sent, (by_ms, name.rpartition("/")[2])).rowcount == 1


def reason_of(world: World, officer: Any, method: str, body: bytes) -> str:
    """Reason of a signed refusal, "" where it was answered."""
    question = world.asking(officer, LINKAGE + method, body)
    proven = world.proven(question, world.line(officer.agency).send(question))
    return read_refusal(proven.details).reason if proven.header.grpc_status else ""


def expand_of(*start: gp.NodeKey, **frame: Any) -> bytes:
    """Body of an Expand request, serialised."""
    request = question_pb2.ExpandRequest(frame=question_pb2.Frame(**frame), start=start)
    return request.SerializeToString(deterministic=True)


def graph_level(world: World) -> None:
    """Wait until ``rabta graph check`` beside the running node finds no difference; AssertionError with what it finds."""
    results: list[tuple[int, str]] = []

    def is_level() -> bool:
        checked = CliRunner().invoke(app, ["graph", "check", str(world.files.hub.folder)])
        results.append((checked.exit_code, checked.output))
        return checked.exit_code == 0

    try:
        until(is_level, "no difference")
    except AssertionError:
        raise AssertionError(results[-1]) from None


def graph_ready(world: World, patience_s: float = 90.0) -> None:
    """Wait until the engine is up and level with its sources."""

    def asked() -> bool:
        try:
            return reason_of(world, ANALYST, "Expand", expand_of(CASE)) == ""
        except Unproven:
            return False

    until(asked, "the link graph answers", patience_s)
