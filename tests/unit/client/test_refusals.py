"""Bringing an issuer's statements to a hub over a real socket, and holding what a hub hands out against their signatures."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.client import refusals as bringing
from services.client.errors import Refusal, Unproven
from services.client.refusals import METHOD, bring, follow
from services.client.refusals_check import check_told
from services.edge.call import Call
from services.oversight.app.refusals import RefusalReports
from services.oversight.rpc import RefusalsRpc
from services.oversight.store.database import open_database
from services.oversight.store.refusals import StoredRefusals
from services.signing.refusals import day_of, digest_of, parse_day
from services.signing.refusals_folder import RefusalsFolder
from services.signing.sealing import Sealer
from tests.fakes import live
from tests.fakes.hub import Hub, running
from tests.fakes.refusals import chain, spoilt
from tests.fakes.world.keys import key_of
from tests.shared import PATIENCE_S

YESTERDAY = day_of(live.now_ms()) - timedelta(days=1)


def days(number: int, agency: str = live.FIA) -> list[SignedRefusals]:
    key, first = key_of(live.files(), agency, "token"), YESTERDAY - timedelta(days=number - 1)
    return chain(
        key, first, number, federation_id=live.registry().federation_id, agency=agency, audience=live.registry().hub
    )


def laid(folder: Path, statements: list[SignedRefusals], start: int = 1) -> RefusalsFolder:
    folder.chmod(0o700)
    made = RefusalsFolder(folder)
    for number, signed in enumerate(statements, start):
        made.put(number, signed)
    return made


def judging(folder: Path) -> RefusalsRpc:
    sealer = Sealer(bytes(32))
    return RefusalsRpc(RefusalReports(StoredRefusals(open_database(folder / "oversight.db"), sealer), sealer))


def profile(hub: Hub, state: Path, agency: str = live.FIA) -> Any:
    return live.profile(hub.files, agency, hub.port, state)


async def test_statements_are_brought_in_order_confirmed_and_cleared_away(tmp_path: Path) -> None:
    rpc, folder = judging(tmp_path), laid(tmp_path, days(3))
    async with running(methods=(METHOD,)) as hub:
        hub.bodies[METHOD] = rpc.submit
        assert await bring(profile(hub, tmp_path / "state"), folder) == 3
        assert await bring(profile(hub, tmp_path / "state"), folder) == 0
    assert folder.sent() == 3
    assert [path.name for path in folder.path.iterdir()] == ["sent"]
    kinds = [leaf.open for leaf in hub.log.leaves]
    assert kinds
    assert (await rpc.reports.store.standings())[live.FIA].number == 3


async def test_an_end_halfway_is_taken_up_again(tmp_path: Path) -> None:
    """The hub took the second, its answer was lost: the same again is no other."""
    rpc, folder, calls = judging(tmp_path), laid(tmp_path, days(3)), [0]

    async def once(call: Call, raw: bytes) -> bytes:
        answer = await rpc.submit(call, raw)
        calls[0] += 1
        return b"" if calls[0] == 2 else answer

    async with running(methods=(METHOD,)) as hub:
        hub.bodies[METHOD] = once
        with pytest.raises(Unproven):
            await bring(profile(hub, tmp_path / "state"), folder)
        assert folder.sent() == 1
        assert await bring(profile(hub, tmp_path / "state"), folder) == 2
    assert (await rpc.reports.store.standings())[live.FIA] == ("pk.fia", 3, YESTERDAY.isoformat(), 0, 0)


async def test_a_hub_that_confirms_another_is_not_believed(tmp_path: Path) -> None:
    folder = laid(tmp_path, days(1))

    async def other(_call: Call, _raw: bytes) -> bytes:
        return pb.SubmitRefusalsResponse(number=1, sha256=bytes(32)).SerializeToString()

    async with running(methods=(METHOD,)) as hub:
        hub.bodies[METHOD] = other
        with pytest.raises(Unproven):
            await bring(profile(hub, tmp_path / "state"), folder)
    assert folder.sent() == 0


async def test_another_members_system_cannot_bring_it(tmp_path: Path) -> None:
    rpc, folder = judging(tmp_path), laid(tmp_path, days(1))
    async with running(methods=(METHOD,)) as hub:
        hub.bodies[METHOD] = rpc.submit
        with pytest.raises(Refusal, match="NOT_OWNER"):
            await bring(profile(hub, tmp_path / "state", live.PUNJAB), folder)
    assert not await rpc.reports.store.standings()


async def test_following_goes_on_after_a_fault_and_leaves_a_refused_statement_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rpc = judging(tmp_path)
    folder = laid(tmp_path, days(2))
    told: list[str] = []
    async with running(methods=(METHOD,)) as hub:
        hub.bodies[METHOD] = rpc.submit
        monkeypatch.setattr(bringing, "SETTLED_S", 0.2)
        task = asyncio.ensure_future(follow(profile(hub, tmp_path / "state"), folder, told.append, look_s=0.02))
        while folder.sent() < 2:
            await asyncio.sleep(0.01)
        bad = spoilt(days(2)[1].payload, key_of(live.files(), live.FIA, "token"), time_ms=live.now_ms())
        folder.put(3, bad)
        async with asyncio.timeout(PATIENCE_S):
            while not told:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)
        task.cancel()
    assert 1 <= len(told) <= 4
    assert set(told) == {"refusals of pk.fia not brought: STATEMENT_ALTERED"}


# -- what lies in the folder


def test_what_is_no_statement_is_not_sent(tmp_path: Path) -> None:
    folder = laid(tmp_path, days(1))
    (folder.path / "00000001.signed").write_bytes(b"\xff\xff")
    with pytest.raises(ValueError, match="not a statement"):
        list(folder.waiting())
    (folder.path / "00000001.signed").chmod(0o644)
    with pytest.raises(ValueError, match="mode"):
        list(folder.waiting())


def test_an_empty_folder_waits_for_nothing(tmp_path: Path) -> None:
    assert list(RefusalsFolder(tmp_path / "none").waiting()) == []
    assert RefusalsFolder(tmp_path / "none").sent() == 0


# -- what the hub hands out


def told(statements: list[SignedRefusals]) -> list[pb.ToldRefusals]:
    found = []
    for signed in statements:
        said = parse_day(signed.payload)
        digest = digest_of(signed.payload)
        found.append(
            pb.ToldRefusals(statement=signed, agency=said.agency, number=said.number, day=said.day, sha256=digest)
        )
    return found


def test_a_whole_chain_holds() -> None:
    both = told([*days(3), *days(2, live.PUNJAB)])
    said = check_told(live.registry(), both, whole=True)
    assert [(one.agency, one.number) for one in said] == [
        *((live.FIA, number) for number in (1, 2, 3)),
        *((live.PUNJAB, number) for number in (1, 2)),
    ]


def test_what_a_month_lost_leaves_its_place() -> None:
    found = told(days(3))
    found[1].statement.Clear()
    assert [one.number for one in check_told(live.registry(), found, whole=True)] == [1, 3]


def left_out(found: list[pb.ToldRefusals]) -> None:
    del found[1]


def first_left_out(found: list[pb.ToldRefusals]) -> None:
    del found[0]


def made_up(found: list[pb.ToldRefusals]) -> None:
    found[2].statement.signature = b"\x01" * 64


def anothers_name(found: list[pb.ToldRefusals]) -> None:
    found[2].agency = live.PUNJAB


def by_another(found: list[pb.ToldRefusals]) -> None:
    punjab = key_of(live.files(), live.PUNJAB, "token")
    found[2].statement.CopyFrom(spoilt(found[2].statement.payload, punjab))


def another_digest(found: list[pb.ToldRefusals]) -> None:
    found[2].sha256 = bytes(32)


def another_link(found: list[pb.ToldRefusals]) -> None:
    fia = key_of(live.files(), live.FIA, "token")
    found[2].statement.CopyFrom(spoilt(found[2].statement.payload, fia, previous_sha256=b"x" * 32))
    found[2].sha256 = digest_of(found[2].statement.payload)


@pytest.mark.parametrize(
    "spoil", [left_out, first_left_out, made_up, anothers_name, by_another, another_digest, another_link]
)
def test_a_hub_that_lies_about_it_proves_nothing(spoil: Any) -> None:
    found = told(days(3))
    spoil(found)
    with pytest.raises(Unproven):
        check_told(live.registry(), found, whole=True)


def test_a_part_that_was_asked_for_begins_where_it_does() -> None:
    found = told(days(3))[1:]
    assert len(check_told(live.registry(), found, whole=False)) == 2
