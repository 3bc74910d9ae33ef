"""A file of releases that was put back: nothing is planned over what was planned, and nothing is counted twice."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import EntryKind, OpenEntry
from services.access.errors import InvalidArgument
from services.statistics.build import open_releases
from services.statistics.facts import Facts
from services.statistics.held import COUNT, PLAN, HeldReleases
from services.statistics.logged import counted_in, plan_in, plan_name, release_name
from services.statistics.ports import Planned
from services.values.statistics import CountReleaseRequest, PlanReleaseRequest, ReleasePlan, ReleaseTable
from tests.unit.statistics.test_app import AFTER, BODY, ReleaseRoom, asking
from tests.unit.statistics.test_app import PLAN as YEAR

HALF = replace(YEAR, name="2025-B", first="2025-07-01")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ReleaseRoom]:
    made = ReleaseRoom(open_releases(tmp_path))
    yield made
    made.opened.close()


def copied(folder: Path, name: str) -> Path:
    with closing(sqlite3.connect(folder / "statistics.db")) as source, closing(sqlite3.connect(folder / name)) as copy:
        source.backup(copy)
    return folder / name


def put_back(room: ReleaseRoom, folder: Path, copy: Path | None) -> HeldReleases:
    """The operator stops the node, and the file is lost or an older one takes its place."""
    room.opened.close()
    for ending in ("", "-wal", "-shm"):
        (folder / f"statistics.db{ending}").unlink(missing_ok=True)
    if copy:
        shutil.copy(copy, folder / "statistics.db")
        (folder / "statistics.db").chmod(0o600)
    room.opened = open_releases(folder)
    return HeldReleases(room.opened.releases)


async def planned(room: ReleaseRoom, plan: ReleasePlan = YEAR) -> OpenEntry:
    """A plan is made; what the log says of it."""
    call = asking(replace(BODY, case_key=plan.name))
    await room.desk.plan(call, PlanReleaseRequest(plan))
    return entry(PLAN, plan.name, call.trail.records)


async def counted(room: ReleaseRoom, name: str = YEAR.name) -> OpenEntry:
    """A release is counted, or given again; what the log says of it."""
    call = asking(replace(BODY, case_key=name), AFTER)
    await room.desk.count(call, CountReleaseRequest(name))
    return entry(COUNT, name, call.trail.records)


def entry(method: str, name: str, records: list[str]) -> OpenEntry:
    return OpenEntry(
        kind=EntryKind.OUTCOME, method=method, case_reference=f"RELEASE_PLAN:{name}", records=tuple(records)
    )


async def refused(room: ReleaseRoom, plan: ReleasePlan | None = None) -> str:
    with pytest.raises(InvalidArgument) as refusal:
        await (room.plan(plan) if plan else room.count())
    return refusal.value.violations[0].rule


@pytest.mark.parametrize("lost", [False, True], ids=["older", "lost"])
async def test_nothing_is_planned_over_a_plan_that_the_file_lacks(
    room: ReleaseRoom, tmp_path: Path, lost: bool
) -> None:
    older = copied(tmp_path, "older")
    said = [await planned(room), await counted(room)]
    held = put_back(room, tmp_path, None if lost else older)
    assert await room.opened.releases.all() == [], "the fault: another plan of these days would be taken"
    assert await held.again(said, AFTER) == 2
    assert await refused(room, HALF) == "plan"
    assert await room.plan() == YEAR
    assert await refused(room) == "counted-before"
    assert await held.again(said, AFTER) == 0, "once"


async def test_what_was_counted_is_not_counted_anew(room: ReleaseRoom, tmp_path: Path) -> None:
    """Or the difference of two releases is the one row by which the records differ."""
    plan = await planned(room)
    older, said = copied(tmp_path, "older"), [plan, await counted(room)]
    held = put_back(room, tmp_path, older)
    room.source.held, room.source.asked = Facts(room.source.held.cases[1:]), []
    assert await held.again(said, AFTER) == 1
    assert await refused(room) == "counted-before"
    assert room.source.asked == []


async def test_of_two_releases_the_first_is_the_one_that_was_given(room: ReleaseRoom, tmp_path: Path) -> None:
    """An older file was served for a moment, as the log's last entries had no head yet."""
    plan = await planned(room)
    older, first = copied(tmp_path, "older"), await counted(room)
    held = put_back(room, tmp_path, older)
    room.source.held = Facts(room.source.held.cases[1:])
    second = await counted(room)
    assert first.records != second.records
    assert await held.again([plan, first, second], AFTER) == 1
    assert await refused(room) == "counted-before"


async def test_a_count_that_was_under_way_keeps_nothing_once_the_log_has_told(room: ReleaseRoom) -> None:
    await planned(room)
    held = HeldReleases(room.opened.releases)
    await held.again([entry(COUNT, YEAR.name, [release_name(b"another")])], AFTER)
    assert await room.opened.releases.release(YEAR.name, b"mine") is None
    assert await room.opened.releases.all() == [Planned(YEAR, b"", lost=True)]


async def test_a_file_that_has_all_that_the_log_says_gives_its_release(room: ReleaseRoom, tmp_path: Path) -> None:
    said = [await planned(room), await counted(room), await planned(room), await counted(room)]
    release = await room.count()
    held = put_back(room, tmp_path, copied(tmp_path, "same"))
    assert await held.again(said, AFTER) == 0
    assert await room.count() == release


async def test_a_newer_file_that_is_put_back_after_it_gives_it_again(room: ReleaseRoom, tmp_path: Path) -> None:
    older, said = copied(tmp_path, "older"), [await planned(room), await counted(room)]
    release, newer = await room.count(), copied(tmp_path, "newer")
    await put_back(room, tmp_path, older).again(said, AFTER)
    assert await put_back(room, tmp_path, newer).again(said, AFTER) == 0
    assert await room.count() == release


async def test_an_entry_that_names_nothing_tells_nothing(room: ReleaseRoom) -> None:
    """Of before they named plans; and of a release by a plan that no entry names, that it was counted."""
    held = HeldReleases(room.opened.releases)
    assert await held.again([entry(PLAN, YEAR.name, []), entry(COUNT, YEAR.name, [])], AFTER) == 0
    assert await held.again([entry(COUNT, YEAR.name, [release_name(b"given")])], AFTER) == 1
    await room.plan()
    assert await refused(room) == "counted-before"


async def test_a_file_without_plans_is_read_for_from_the_first_entry_on(room: ReleaseRoom) -> None:
    held = HeldReleases(room.opened.releases)
    assert await held.begin(900) == 0
    await planned(room)
    assert await held.begin(900) == 900
    assert (await held.erase(["record"]), await held.thin(AFTER)) == (0, 0)


TABLES = st.lists(st.builds(ReleaseTable, st.sampled_from(["T1", "T4", "S1"]), st.integers(5, 99)), min_size=1)


@given(st.text(min_size=1), TABLES, st.binary())
def test_what_an_entry_names_is_read_again(name: str, tables: list[ReleaseTable], release: bytes) -> None:
    plan = ReleasePlan(name, "2025-01-01", "2026-01-01", tuple(tables))
    names = [release_name(release), plan_name(plan)]
    assert plan_in(name, names) == plan
    assert release_name(release).endswith(counted_in(names).hex())
    assert len(counted_in(names)) == 32
    assert (plan_in(name, names[:1]), counted_in(names[1:])) == (None, b"")
