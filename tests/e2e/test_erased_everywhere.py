"""After the receipts no file of any node tells what was expunged, a PostgreSQL server's data folder among them.

The search opens what it finds with the node's own secret, as whoever takes all files could. Before the erasure it reads
the record at each node. The server's log of writes keeps sealed bytes until it overwrites them: their key is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.signing.erasure import ERASED
from services.values.records import RecordVersion
from tests.e2e.exchange import agreement
from tests.e2e.member import Member, beside
from tests.e2e.people import FIA
from tests.e2e.processes import until
from tests.e2e.searched import Sealed, sealed_at
from tests.e2e.test_copies import receipts
from tests.fakes import record_maker as make
from tests.fakes.postgres import Server, synced_server
from tests.integration.records.erased import found_in

pytestmark = pytest.mark.postgres

NUMBER, NAME = make.cnic(71_771), "Zarmina Gulalai Tareen"
ENTRY = make.listing("fia-erased", agency=FIA, subject=make.person(NUMBER, "1985-03-04", NAME))
STAYS = make.listing("fia-stays", agency=FIA, subject=make.person(make.cnic(71_772)))
VALUES = [NUMBER.encode(), f"{NUMBER[:5]}-{NUMBER[5:12]}-{NUMBER[12:]}".encode(), NAME.encode(), NAME.upper().encode()]
DATABASES = ("hub", "member")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server(*(f"CREATE DATABASE {name}" for name in DATABASES)) as made:
        yield made


@pytest.fixture(scope="module")
def member(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Member]:
    """A hub and a member, both with their records on the server."""
    folder, (hub, own) = tmp_path_factory.mktemp("erased"), map(server.address, DATABASES)
    with beside(folder, agreement(FIA), own_store=own, store=hub) as made:
        made.world.plant([ENTRY, STAYS])
        yield made


def at_each(member: Member, record: RecordVersion) -> list[Sealed]:
    """What the hub and the member keep of a record."""
    return [sealed_at(folder, record) for folder in (member.world.files.hub.folder, member.folder)]


def written_out(server: Server) -> None:
    """As a server does by itself in time: what no row needs is given up, and what is in memory is in the files."""
    for name in DATABASES:
        server.run("VACUUM FULL", name)
    server.run("CHECKPOINT")


def test_what_was_expunged_can_be_read_before_and_nowhere_after(member: Member, server: Server) -> None:
    until(lambda: set(member.held()) == {ENTRY.record_id, STAYS.record_id}, "both are held")
    nodes, others = at_each(member, ENTRY), at_each(member, STAYS)
    written_out(server)
    tables = server.data / "base"
    for node in (*nodes, *others):
        assert found_in(tables, node.bodies.values()), "it lies in the server's tables"
        assert len(node.told(server.data)) == node.keys() == 1
    assert all(NUMBER.encode() in text and NAME.encode() in text for node in nodes for text in node.told(server.data))
    member.world.plant([make.expunged(ENTRY)])
    until(lambda: receipts(member).get(ENTRY.record_name) == ERASED, "the receipt of the order")
    assert [(node.keys(), node.told(server.data)) for node in nodes] == [(0, [])] * 2
    assert [len(node.told(server.data)) for node in others] == [1, 1], "the search still reads what stays"
    written_out(server)
    assert found_in(tables, [body for node in nodes for body in node.bodies.values()]) == []
    for folder in (member.world.files.folder, server.data):
        assert found_in(folder, VALUES) == []
