"""What each process of a node needs, by what it serves, and what the projector tells."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from graph.errors import GraphRefused, GraphUnavailable
from services.admin.condition import Behind, Condition
from services.edge.service import WHOLE, Part
from services.linkage.projection.projector import Lag
from services.node.admin_ports import edge_port, projector_port, readable
from services.node.services import needs_of
from services.records.errors import StorageUnavailable
from services.records.judging_port import Left
from services.records.store import open_store
from tests.fakes.hub import INLINE, REGISTRY, WRITE, build


def test_a_service_is_named_where_a_route_of_it_is() -> None:
    assert needs_of([INLINE, WRITE, REGISTRY]) == {
        "rabta.audit.v1.AuditService": {Part.REGISTRY, Part.LOG},
        "rabta.membership.v1.MembershipService": {Part.LOG},
        "rabta.records.v1.RecordsService": WHOLE,
    }
    assert needs_of([REGISTRY]).keys() == {"rabta.membership.v1.MembershipService"}


async def test_an_edge_reads_its_own_store(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    store, hub = open_store(folder / "records.db"), build()
    hub.edge.starting = False

    async def left(now_ms: int) -> Left:
        async with store.snapshot() as seen:
            return await seen.judging_left(now_ms)

    port = edge_port("edge-1", hub.edge, left)
    assert (port.name, edge_port("", hub.edge, left).name) == ("edge-1", f"edge-{os.getpid()}")
    assert port.services == needs_of(hub.edge.routes)
    assert abs(port.started_ms - hub.clock()) < 60_000
    assert (await port.look()).serves()
    await store.close()


async def test_an_edge_whose_store_is_away_says_so() -> None:
    hub = build()
    hub.edge.starting = False

    async def away(_now_ms: int) -> Left:
        raise StorageUnavailable

    assert (await edge_port("edge-1", hub.edge, away).look()).parts[Part.RECORDS] is Condition.DOWN


async def broken() -> int:
    raise StorageUnavailable


async def whole() -> int:
    return 1


async def test_a_store_that_refuses_is_not_readable() -> None:
    assert await readable(whole)
    assert not await readable(broken)


async def test_a_store_that_is_closed_in_its_process_is_down(tmp_path: Path) -> None:
    """Whatever a read of it comes to, the probe is answered."""
    store = open_store(tmp_path / "records.db")

    async def left() -> Left:
        async with store.snapshot() as seen:
            return await seen.judging_left(1)

    assert await readable(left)
    await store.close()
    assert not await readable(left)


async def lags() -> dict[str, Lag]:
    return {"records": Lag(3, 9)}


@pytest.mark.parametrize("fault", [StorageUnavailable(), GraphUnavailable("away"), GraphRefused("not so")])
async def test_a_lag_that_cannot_be_read_is_not_told(fault: Exception) -> None:
    async def broken_lags() -> dict[str, Lag]:
        raise fault

    assert (await projector_port(5, lambda: True, whole, broken_lags).look()).behind == ()


async def test_the_projector_needs_the_engine_and_the_records() -> None:
    for connected in (True, False):
        for head in (whole, broken):
            port = projector_port(5, partial(bool, connected), head, lags)
            report = await port.look()
            assert report.behind == ((Behind("records", 3, 9),) if connected else ())
            assert report.parts == {
                Part.RECORDS: Condition.OK if head is whole else Condition.DOWN,
                Part.GRAPH: Condition.OK if connected else Condition.DOWN,
            }
            assert report.serves() == (connected and head is whole)
            assert (port.name, port.started_ms, dict(port.services)) == ("projector", 5, {})
