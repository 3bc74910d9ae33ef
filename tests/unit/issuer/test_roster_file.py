"""The roster on disk: taken up when it changes, never backwards, never past its end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from services.issuer.errors import Unavailable
from services.issuer.roster_file import RosterFile
from services.issuer.store.database import open_database
from services.issuer.store.journal import StoredJournal
from services.signing.keyfile import replace_private
from tests.unit.access.token.world import DAY_MS, FIA, NOW_MS, Federation
from tests.unit.issuer.roster import Rosters, signed

MINUTE_MS = 60_000


class RosterFolder:
    """A folder with a roster file, its journal and the alarms it raised."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "roster.signed"
        self.journal_path = folder / "issuer.db"
        self.world = Federation()
        self.rosters = Rosters()
        self.alarms: list[str] = []
        self.start()

    def start(self) -> None:
        self.database = open_database(self.journal_path)
        self.journal = StoredJournal(self.database)
        self.file = RosterFile(self.path, FIA, lambda: self.world.registry, self.journal, self.alarms.append)

    def put(self, **changes: Any) -> None:
        replace_private(self.path, signed(self.rosters.message(**changes), self.world.roster))

    async def unavailable(self, now_ms: int = NOW_MS) -> bool:
        with pytest.raises(Unavailable) as caught:
            await self.file.current(now_ms)
        return caught.value.why == "roster"


@pytest.fixture
def desk(tmp_path: Path) -> RosterFolder:
    return RosterFolder(tmp_path)


async def test_without_a_file_there_is_no_roster(desk: RosterFolder) -> None:
    assert await desk.unavailable()


async def test_a_new_version_is_taken_up_by_itself(desk: RosterFolder) -> None:
    desk.put()
    first = await desk.file.current(NOW_MS)
    assert first is await desk.file.current(NOW_MS)
    desk.put(version=2, officers=[desk.rosters.officer(suspended=True)])
    second = await desk.file.current(NOW_MS)
    assert second.version == 2
    assert second.officers[desk.rosters.ahmed.kid].suspended
    assert desk.alarms == []


async def test_an_older_version_is_refused_even_after_a_restart(desk: RosterFolder) -> None:
    desk.put(version=5)
    assert (await desk.file.current(NOW_MS)).version == 5
    desk.put(version=4)
    assert (await desk.file.current(NOW_MS)).version == 5
    assert desk.alarms == ["rollback: version"]
    desk.database.close()
    desk.start()
    assert await desk.unavailable()
    assert desk.alarms[-1] == "rollback: version"


async def test_the_same_version_with_other_content_is_refused(desk: RosterFolder) -> None:
    desk.put(version=5)
    await desk.file.current(NOW_MS)
    desk.put(version=5, officers=[])
    assert len((await desk.file.current(NOW_MS)).officers) == 2
    assert desk.alarms == ["equivocation: version"]


async def test_past_its_end_it_is_no_roster(desk: RosterFolder) -> None:
    desk.put(expires_ms=NOW_MS + 1000)
    assert await desk.file.current(NOW_MS + 1000)
    assert await desk.unavailable(NOW_MS + 1001)


async def test_an_expired_or_early_file_is_refused(desk: RosterFolder) -> None:
    desk.put(expires_ms=NOW_MS - 1)
    assert await desk.unavailable()
    desk.put(issued_ms=NOW_MS + MINUTE_MS)
    assert await desk.unavailable()
    assert desk.alarms == ["not-in-force: expires_ms"] * 2
    assert await desk.file.current(NOW_MS + MINUTE_MS)


async def test_a_spoilt_file_is_an_alarm_and_changes_nothing(desk: RosterFolder) -> None:
    desk.put()
    await desk.file.current(NOW_MS)
    replace_private(desk.path, b"spoilt")
    assert (await desk.file.current(NOW_MS)).version == 1
    assert (await desk.file.current(NOW_MS)).version == 1
    assert desk.alarms == ["protobuf"]
    desk.path.unlink()
    assert (await desk.file.current(NOW_MS)).version == 1


async def test_a_file_that_others_can_read_is_refused(desk: RosterFolder) -> None:
    desk.put()
    desk.path.chmod(0o644)
    assert await desk.unavailable()
    assert desk.alarms == ["unsafe-file"]


async def test_a_revoked_roster_key_stops_a_loaded_roster_at_once(desk: RosterFolder) -> None:
    desk.put()
    assert await desk.file.current(NOW_MS)
    desk.world.revoke(desk.world.roster)
    assert await desk.unavailable()


async def test_a_roster_key_past_its_time_stops_it_too(desk: RosterFolder) -> None:
    desk.put(expires_ms=NOW_MS + 400 * DAY_MS)
    assert await desk.file.current(NOW_MS)
    row = desk.world.registry.key(desk.world.roster.kid, "ROSTER")
    assert row is not None
    assert await desk.unavailable(row.not_after_ms + 1)


async def test_two_who_come_while_a_roster_is_read_are_both_judged_by_the_newest(desk: RosterFolder) -> None:
    """The file is read once, and nobody goes back to the one before it."""
    desk.put(version=3)
    await desk.file.current(NOW_MS)
    desk.put(version=4)
    found = await asyncio.gather(*(desk.file.current(NOW_MS) for _ in range(4)))
    assert {roster.version for roster in found} == {4}
    assert len({id(roster) for roster in found}) == 1
    assert desk.alarms == []
