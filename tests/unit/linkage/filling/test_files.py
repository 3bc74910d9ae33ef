"""The files: whatever was taken in whatever steps, they are those that a fill at once makes; and what is gone is gone."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import signal
import stat
import sys
import threading
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.linkage.filling import filler
from services.linkage.filling.folder import LIST, LOCK, Folder, PagesDamaged
from services.linkage.snapshot_ports import Taken
from tests.budget import budget
from tests.fakes.killing import Killing
from tests.fakes.record_changes import POLICE, facts
from tests.unit.linkage.filling.node import KEY, OF_CASE, Node, file_of, holder, pages, pay
from tests.unit.linkage.world import DAY, NOW

PAPERS = ("CNIC:3520212345671", "CNIC:3520212345673", "CNIC:3520212345675")


async def usual(node: Node) -> None:
    """Two orders with money, and a case with three men."""
    node.world.feed.put(file_of(), *(facts(f"m{n}", documents=(paper,)) for n, paper in enumerate(PAPERS)))
    await node.order()
    await node.order("W/2", retain_until_ms=NOW + 5 * DAY)
    who, held = holder("Aslam Khan", "A")
    await node.feed(held, pay("A", "B"), people=(who,))
    await node.feed(pay("B", "C"), reference="W/2")


STEPS = st.one_of(
    st.tuples(st.just("record"), st.integers(0, 5), st.sampled_from(["ACTIVE", "CORRECTED", "WITHDRAWN", "EXPUNGED"])),
    st.tuples(st.just("money"), st.integers(1, 2), st.integers(1, 4)),
    st.tuples(st.just("time"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("refresh"), st.just(0), st.just(0)),
    st.tuples(st.just("erase"), st.integers(0, 5), st.just(0)),
)


async def done(node: Node, kind: str, number: int, more: Any) -> None:
    """One step of a node's life."""
    if kind == "record":
        node.world.feed.put(facts(f"m{number}", documents=(PAPERS[number % 3],), status=more))
    elif kind == "erase":
        node.world.feed.put(facts(f"m{number}", status="EXPUNGED"))
        await node.filler.forget([facts(f"m{number}").record])
    elif kind == "money" and node.world.now < NOW + 5 * DAY:
        rows = [pay("A", "B", f"{node.world.now} {number} {each}") for each in range(more)]
        await node.feed(*rows, reference=f"W/{number}")
    elif kind == "time":
        node.world.now += number * DAY
    else:
        await node.filler.refresh()


@given(steps=st.lists(STEPS, max_size=14))
@budget(12)
def test_steps_make_the_same_bytes_as_a_fill_at_once(steps: list[tuple[str, int, Any]]) -> None:
    async def live(node: Node) -> None:
        await usual(node)
        for step in steps:
            await done(node, *step)
        await node.filler.refresh()
        again = node.folder / "again"
        await node.filler_in(again).refresh()
        assert pages(node.files) == pages(again)
        assert (await node.snapshots().take(OF_CASE, node.world.now)).digest == (
            await node.snapshots(again).take(OF_CASE, node.world.now)
        ).digest

    with TemporaryDirectory() as folder:
        asyncio.run(live(Node(Path(folder))))


async def test_pages_of_an_order_are_cut_where_they_are_full(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filler, "PAGE_ROWS", 3)
    monkeypatch.setattr(filler, "ROWS_AT_ONCE", 2)
    node.world.feed.put(file_of())
    await node.order()
    for each in range(4):
        await node.feed(*(pay("A", "B", f"{each} {number}") for number in range(2)))
        await node.filler.refresh()
    assert len(pages(node.files)) == 3 + 1
    again = node.folder / "again"
    await node.filler_in(again).refresh()
    assert pages(node.files) == pages(again)
    assert len((await node.take()).snapshot.transfers) == 8


async def test_nothing_is_taken_twice_and_files_are_private(node: Node) -> None:
    await usual(node)
    assert await node.filler.refresh() == 4 + 4
    before = {path.name: path.stat().st_mtime_ns for path in node.files.iterdir() if path.name != LOCK}
    assert await node.filler.refresh() == 0
    assert {path.name: path.stat().st_mtime_ns for path in node.files.iterdir() if path.name != LOCK} == before
    assert stat.S_IMODE(node.files.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in node.files.iterdir()} == {0o600}


async def test_no_name_and_no_number_stands_in_the_files(node: Node) -> None:
    await usual(node)
    await node.filler.refresh()
    held = b"".join(path.read_bytes() for path in node.files.iterdir())
    for text in ("Aslam", "3520212345671", "+92300", "IBAN", "512/2024", "ICHHRA", "Man m1", "W/1", "agencies"):
        assert text.encode() not in held
    assert len(held) > 1000


DAMAGE = {
    "a page is cut": lambda folder: (path := next(folder.glob("*.page"))).write_bytes(path.read_bytes()[:-1]),
    "a page is changed": lambda folder: (path := next(folder.glob("*.page"))).write_bytes(
        path.read_bytes()[:-1] + b"x"
    ),
    "a page is gone": lambda folder: next(folder.glob("*.page")).unlink(),
    "the list is changed": lambda folder: (folder / LIST).write_bytes((folder / LIST).read_bytes()[:-1] + b" "),
    "the list is empty": lambda folder: (folder / LIST).write_bytes(b""),
    "the list is gone": lambda folder: (folder / LIST).unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
async def test_what_is_damaged_is_found_and_made_anew(node: Node, damage: str) -> None:
    await usual(node)
    whole = await node.take()
    kept, snapshots = pages(node.files), node.snapshots()
    await snapshots.refresh()
    DAMAGE[damage](node.files)
    assert (await node.take()).digest == whole.digest
    assert pages(node.files) == kept
    DAMAGE[damage](node.files)
    if damage != "the list is gone":
        assert (await snapshots.take(OF_CASE, NOW)).digest == whole.digest
        assert await snapshots.gone([], NOW) == frozenset(), "all pages are read"
        assert pages(node.files) == kept


async def test_a_list_of_another_key_is_not_believed(node: Node) -> None:
    await usual(node)
    await node.filler.refresh()
    with pytest.raises(PagesDamaged):
        Folder(node.files, bytes(32)).held()
    assert Folder(node.files, KEY).held().groups


async def test_a_store_that_was_put_back_is_read_anew(node: Node) -> None:
    await usual(node)
    node.world.feed.put(facts("later", documents=("CNIC:3520212345679",)))
    late = await node.take()
    del node.world.feed.held[facts("later").record]
    node.world.feed.number -= 1
    early = await node.take()
    assert early.digest != late.digest
    again = node.folder / "again"
    await node.filler_in(again).refresh()
    assert pages(node.files) == pages(again)


async def test_an_expunged_record_is_in_no_file_before_the_eraser_returns(node: Node) -> None:
    """It lies in one page with another record, which stays."""
    await usual(node)
    name = facts("m1").record
    own = node.filler.tokens.node("SUBJECT", name) >> 56
    near = (facts(f"n{each}", documents=("CNIC:3520212345677",)) for each in itertools.count())
    node.world.feed.put(next(each for each in near if node.filler.tokens.node("SUBJECT", each.record) >> 56 == own))
    taken: Taken = await node.take()
    numbers = [node.filler.tokens.node("SUBJECT", name), node.filler.tokens.node("DOCUMENT", PAPERS[1])]
    marks = [mark for each in numbers for mark in (each.to_bytes(8, "little"), f"{each:016x}".encode())]
    assert all(any(mark in raw for raw in pages(node.files).values()) for mark in marks)
    rows = set(taken.evidence["row"].tolist())
    node.world.feed.put(facts("m1", status="EXPUNGED"))
    assert await node.filler.forget([name, "agencies/x/records/y"]) == 2
    assert not any(mark in raw for raw in pages(node.files).values() for mark in marks), "nor among sealed names"
    gone = await node.snapshots().gone(rows, NOW)
    held = await node.take()
    assert gone == rows - set(held.evidence["row"].tolist())
    assert len(gone) >= 3
    assert await node.filler.forget([name]) == 1


async def test_an_eraser_of_a_node_without_detectors_makes_no_files(node: Node) -> None:
    assert await node.filler.forget(["agencies/x/records/y"]) == 1
    assert not node.files.exists()


async def test_an_eraser_that_finds_damage_leaves_nothing(node: Node) -> None:
    await usual(node)
    await node.filler.refresh()
    DAMAGE["the list is changed"](node.files)
    await node.filler.forget([facts("m1").record])
    assert pages(node.files) == {}


async def test_rows_of_an_authority_go_at_its_date_from_answers_at_once_and_from_files_with_the_next_refresh(
    node: Node,
) -> None:
    node.world.feed.put(file_of())
    await node.order(retain_until_ms=NOW + 5 * DAY)
    await node.feed(pay("A", "B"))
    taken = await node.take()
    rows = taken.snapshot.transfers["row"].tolist()
    snapshots = node.snapshots()
    assert await snapshots.gone(rows, NOW) == frozenset()
    node.world.now += 5 * DAY
    assert await snapshots.gone(rows, node.world.now) == frozenset(rows)
    assert len((await snapshots.take(OF_CASE, node.world.now)).snapshot.transfers) == 0
    await snapshots.refresh()
    raw = np.array(rows, dtype=np.int64).tobytes()
    assert not any(raw in page for page in pages(node.files).values())


async def test_a_record_that_says_the_same_keeps_its_rows_and_one_that_is_sealed_does_not(node: Node) -> None:
    await usual(node)
    rows = set((await node.take()).evidence["row"].tolist())
    man = facts("m1", documents=(PAPERS[1],))
    node.world.feed.put(facts("m1", documents=(PAPERS[1],), version=f"{man.record}/versions/2"))
    assert set((await node.take()).evidence["row"].tolist()) == rows
    node.world.feed.put(replace(man, klass=replace(man.klass, clearance=3)))
    await node.filler.refresh()
    assert len(await node.snapshots().gone(rows, NOW)) >= 3


STEPS_OF = {
    "filling/folder.py": frozenset({"add", "keep", "sweep"}),
    "signing/keyfile.py": frozenset({"write_private"}),
}


def men(node: Node) -> None:
    """Three, one of whom is erased and one of whom shows another document."""
    node.world.feed.put(file_of(), *(facts(f"m{n}", documents=(paper,)) for n, paper in enumerate(PAPERS)))
    node.world.feed.put(facts("m0", status="EXPUNGED"), facts("m1", documents=(PAPERS[2],)))


def _killed(folder: Path, step: int) -> None:
    """Refreshes files that are there already, and ends at a step of writing."""
    node = Node(folder)
    men(node)
    killing = Killing(step, STEPS_OF)
    killing.armed = True
    threading.setprofile(killing)
    sys.setprofile(killing)
    asyncio.run(node.filler.refresh())
    sys.setprofile(None)


@pytest.mark.parametrize("step", range(1, 31, 4))
async def test_whoever_is_killed_in_a_refresh_leaves_what_was_or_what_is(node: Node, step: int) -> None:
    await usual(node)
    await node.filler.refresh()
    await node.feed(pay("C", "A"), reference="W/2")
    process = multiprocessing.get_context("fork").Process(target=_killed, args=(node.folder, step))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    held = Folder(node.files, KEY).held()
    named = {name for names in held.groups.values() for name in names}
    assert named <= pages(node.files).keys()
    node.world.feed.held.clear()
    node.world.feed.number = 0
    men(node)
    await node.filler.refresh()
    again = node.folder / "again"
    await node.filler_in(again).refresh()
    assert pages(node.files) == pages(again)


async def test_a_reader_waits_for_a_writer_and_the_other_way_round(node: Node) -> None:
    await usual(node)
    await node.filler.refresh()
    snapshots = node.snapshots()
    async with node.filler.folder.alone():
        asked = asyncio.ensure_future(snapshots.take(OF_CASE, NOW))
        erased = asyncio.ensure_future(node.filler.forget([f"agencies/{POLICE}/records/none"]))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not asked.done()
        assert not erased.done()
    assert len((await asked).snapshot.transfers) == 1
    assert await erased == 1
