"""How an edge finds its parts: the registry's date, a writer that answers, a store that can be read."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from audit.client import Refusal
from audit.rollback import Alarm
from services.admin.condition import Condition
from services.admin.probe import edge_report, log_condition
from services.edge.log_link import LogLink
from services.edge.service import Part
from tests.fakes.audit_writer import writing
from tests.fakes.hub import Hub, build


async def readable() -> bool:
    return True


def opened() -> Hub:
    """A hub whose port is open."""
    hub = build()
    hub.edge.starting = False
    return hub


async def unreadable() -> bool:
    return False


async def test_an_edge_that_is_well() -> None:
    hub = opened()
    hub.edge.slots.take("pk.fia")
    report = await edge_report(hub.edge, readable)
    assert dict(report.parts) == dict.fromkeys((Part.REGISTRY, Part.LOG, Part.RECORDS), Condition.OK)
    assert (report.registry_version, report.under_way, report.draining) == (hub.registry.version, 1, False)
    assert abs(report.registry_expires_s - (hub.registry.expires_ms - hub.clock()) // 1000) <= 1
    assert report.serves()


async def test_a_registry_past_its_date() -> None:
    hub = opened()
    hub.offset_ms = hub.registry.expires_ms - hub.clock() + 5_000
    report = await edge_report(hub.edge, readable)
    assert report.parts[Part.REGISTRY] is Condition.EXPIRED
    assert -7 <= report.registry_expires_s <= -5
    assert not report.serves()
    assert report.serves([Part.LOG])


async def test_a_store_that_cannot_be_read() -> None:
    report = await edge_report(opened().edge, unreadable)
    assert report.parts[Part.RECORDS] is Condition.DOWN
    assert not report.serves()


async def test_told_to_stop_it_serves_nothing_more() -> None:
    hub = opened()
    hub.edge.starting = True
    assert not (await edge_report(hub.edge, readable)).serves([]), "its port is not open yet"
    hub.edge.starting = False
    hub.edge.draining = True
    report = await edge_report(hub.edge, readable)
    assert (report.draining, report.serves(), report.serves([])) == (True, False, False)


async def test_the_line_to_the_log(tmp_path: Path) -> None:
    path = tmp_path / "writer.sock"
    link = LogLink(path)
    assert (await log_condition(link))[0] is Condition.DOWN
    async with writing(path) as writer:
        await link.ready()
        assert (await log_condition(link))[0] is Condition.OK
        link.held = True
        assert (await log_condition(link))[0] is Condition.HELD
        link.why = Refusal.LOG_ROLLED_BACK
        assert (await log_condition(link))[0] is Condition.REFUSING
        link.held = False
        writer.silent = True
        assert (await log_condition(link, 0.05))[0] is Condition.SILENT
        writer.silent = False
        assert (await log_condition(link))[0] is Condition.OK
        writer.drop()
        await asyncio.sleep(0.05)
        await link.ready()
        assert (await log_condition(link))[0] is Condition.OK, "it has come back"
    await link.close()


async def test_a_witness_that_claims_without_proof_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "writer.sock"
    async with writing(path) as writer:
        link = LogLink(path)
        await link.ready()
        writer.alarms = (Alarm("pk.fia/witness", "ahead", 9, 1),)
        condition, newest = await log_condition(link)
        assert condition is Condition.OK
        assert newest is not None
        assert [alarm.witness for alarm in newest.alarms] == ["pk.fia/witness"]
        await link.close()


@pytest.mark.parametrize("refusal", [Refusal.UNAVAILABLE, Refusal.LOG_ROLLED_BACK])
async def test_a_writer_that_takes_nothing(refusal: Refusal, tmp_path: Path) -> None:
    async with writing(tmp_path / "writer.sock") as writer:
        link = LogLink(tmp_path / "writer.sock")
        await link.ready()
        writer.shut = refusal
        assert (await log_condition(link))[0] is Condition.REFUSING
        await link.close()


async def test_a_writer_that_goes_while_it_is_asked(tmp_path: Path) -> None:
    async with writing(tmp_path / "writer.sock") as writer:
        link = LogLink(tmp_path / "writer.sock")
        await link.ready()
        writer.silent = True
        asking = asyncio.create_task(log_condition(link))
        await asyncio.sleep(0.05)
        writer.drop()
        assert (await asking)[0] is Condition.DOWN
        await link.close()
