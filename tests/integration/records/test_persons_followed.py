"""The index of persons follows the records: what comes is found, what goes is gone at once, in memory and on disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.matching.default_model import default_model
from services.matching.person import Described
from services.names.likeness import likeness
from services.names.parse import parsed
from services.node import persons as persons_module
from services.node.person_file import Kept, read, write
from services.node.persons import LOOK_S, Persons, WentBack
from services.records.app.changes import Changed, Follow
from services.records.wire import decode_version
from services.signing.sealing import Sealer
from services.values.records import Identifier, Name, RecordVersion, Subject
from tests.fakes.record_maker import case_file, expunged, following, party, withdrawn
from tests.fakes.records_node import Node

SEALER = Sealer(bytes(range(32)))
NUMBER, OTHER = "3520200000017", "4230100123459"
WHO = Described(name=parsed("Zulfiqar Sajjad"))


def subject(name: str = "Zulfiqar Sajjad", number: str = NUMBER) -> Subject:
    return Subject(names=(Name("OWN", name, "Latn"),), identifiers=(Identifier("CNIC", number),), gender="M")


def follow_of(node: Node) -> Follow:
    return Follow(node.context.store, node.context.keys.bodies, decode_version)


def persons_of(node: Node, folder: Path) -> Persons:
    return Persons(follow_of(node), (likeness(), default_model()), folder / "match" / "index", SEALER)


async def opened(node: Node, folder: Path) -> Persons:
    persons = persons_of(node, folder)
    await persons.open()
    await persons.catch_up()
    return persons


def found(persons: Persons, who: Described = WHO, groups: frozenset[int] | None = None) -> list[int]:
    """Numbers of the records that are near, of all groups unless told."""
    columns = persons.index.image().columns
    every = frozenset(columns.group.tolist()) if groups is None else groups
    return sorted(near.record for near in persons.index.nearest(who, every, frozenset(), 50).near)


async def test_a_record_is_found_by_what_its_newest_version_says(node: Node, tmp_path: Path) -> None:
    persons = await opened(node, tmp_path)
    assert persons.level
    first = party("one", subject=subject())
    await node.put(first, party("two", subject=subject("Akram Javed", OTHER)))
    await persons.catch_up()
    (one,) = found(persons)
    assert found(persons, Described(cnic=OTHER)) != [one]
    await node.put(following(first, subject=subject("Imran Qadir")))
    await persons.catch_up()
    assert found(persons) == []
    assert found(persons, Described(name=parsed("عمران قادر"))) == [one]
    assert len(persons.index) == 2


async def test_a_record_about_nobody_is_no_entry(node: Node, tmp_path: Path) -> None:
    await node.put(party("one", subject=subject()), case_file("two"))
    persons = await opened(node, tmp_path)
    async with node.context.store.snapshot() as view:
        changed = await follow_of(node).changes(0, 100)
        assert await view.change_head() == len(changed) >= 2
    about = [each for each in changed if each.version.subject is not None]
    assert len(persons.index) == len(about) < len(changed)


@pytest.mark.parametrize("taken_back", [withdrawn, expunged])
async def test_what_is_taken_back_is_gone_with_its_change(
    taken_back: Callable[[RecordVersion], RecordVersion], node: Node, tmp_path: Path
) -> None:
    first = party("one", subject=subject())
    await node.put(first, party("two", subject=subject("Akram Javed", OTHER)))
    persons = await opened(node, tmp_path)
    await persons.close()
    kept = read(tmp_path / "match" / "index", SEALER)
    assert kept is not None
    assert len(kept.image.rows) == 2
    await node.put(taken_back(first))
    await persons.catch_up()
    assert found(persons) == found(persons, Described(cnic=NUMBER)) == []
    assert not (tmp_path / "match" / "index").exists()
    await persons.close()
    assert len((await opened(node, tmp_path)).index) == 1


async def test_its_group_is_the_class_in_force(node: Node, tmp_path: Path) -> None:
    await node.put(party("one", subject=subject()))
    persons = await opened(node, tmp_path)
    (changed,) = await follow_of(node).changes(0, 10)
    assert found(persons, groups=frozenset({changed.class_id})) == [changed.record]
    assert found(persons, groups=frozenset({changed.class_id + 1})) == []


class Told:
    """Changes as they are told, and how many were asked for."""

    def __init__(self, *changes: Changed) -> None:
        self.told = list(changes)
        self.asked: list[int] = []
        self.at: int | None = None

    async def head(self) -> int:
        return self.at if self.at is not None else max((each.number for each in self.told), default=0)

    async def changes(self, after: int, limit: int) -> list[Changed]:
        self.asked.append(after)
        return [each for each in self.told if each.number > after][:limit]


async def told(node: Node, *names: str) -> Told:
    await node.put(*(party(f"p{at}", subject=subject(name)) for at, name in enumerate(names)))
    return Told(*await follow_of(node).changes(0, 100))


def over(changes: Told, folder: Path) -> Persons:
    return Persons(changes, (likeness(), default_model()), folder / "match" / "index", SEALER)


async def test_another_class_alone_moves_the_entry(node: Node, tmp_path: Path) -> None:
    changes = await told(node, "Zulfiqar Sajjad")
    persons = over(changes, tmp_path)
    await persons.catch_up()
    (first,) = changes.told
    changes.told = [first._replace(number=9, class_id=77)]
    await persons.catch_up()
    assert found(persons, groups=frozenset({first.class_id})) == []
    assert found(persons, groups=frozenset({77})) == [first.record]
    assert persons.index.wasted == 0


class TestTheFile:
    async def test_the_next_start_reads_what_came_since_alone(self, node: Node, tmp_path: Path) -> None:
        changes = await told(node, "Zulfiqar Sajjad", "Akram Javed")
        before = over(changes, tmp_path)
        await before.open()
        await before.catch_up()
        await before.close()
        changes.asked.clear()
        after = over(changes, tmp_path)
        await after.open()
        assert len(after.index) == 2
        await after.catch_up()
        assert changes.asked == [2]
        assert found(after) == found(before)

    @pytest.mark.parametrize("raw", [b"", b"rabta persons 1\n", b"x" * 5000])
    async def test_a_damaged_one_is_made_anew(self, raw: bytes, node: Node, tmp_path: Path) -> None:
        changes = await told(node, "Zulfiqar Sajjad")
        before = over(changes, tmp_path)
        await before.catch_up()
        await before.close()
        (tmp_path / "match" / "index").write_bytes(raw)
        after = over(changes, tmp_path)
        await after.open()
        assert len(after.index) == 0
        await after.catch_up()
        assert len(found(after)) == 1
        await after.close()
        assert read(tmp_path / "match" / "index", SEALER) is not None

    async def test_one_that_is_newer_than_the_records_is_not_used(self, node: Node, tmp_path: Path) -> None:
        """As after a backup was put back: what it says beyond that was never recorded."""
        changes = await told(node, "Zulfiqar Sajjad", "Akram Javed")
        before = over(changes, tmp_path)
        await before.catch_up()
        await before.close()
        changes.told.pop()
        after = over(changes, tmp_path)
        await after.open()
        assert len(after.index) == 0
        assert not (tmp_path / "match" / "index").exists()

    async def test_a_store_that_goes_back_under_it_ends_it(self, node: Node, tmp_path: Path) -> None:
        changes = await told(node, "Zulfiqar Sajjad", "Akram Javed")
        persons = over(changes, tmp_path)
        await persons.catch_up()
        await persons.close()
        changes.at = 1
        with pytest.raises(WentBack):
            await persons.catch_up()
        assert not (tmp_path / "match" / "index").exists()

    async def test_one_of_which_most_is_gone_is_made_anew(self, node: Node, tmp_path: Path) -> None:
        changes = await told(node, "Zulfiqar Sajjad", "Akram Javed")
        persons = over(changes, tmp_path)
        await persons.catch_up()
        changed = changes.told[0]
        for number in range(3, 8):
            other = replace(changed.version, subject=subject(f"Imran Qadir {'Ali ' * number}"))
            changes.told.append(changed._replace(number=number, version=other))
        await persons.catch_up()
        assert persons.index.wasted == 5
        await persons.close()
        after = over(changes, tmp_path)
        await after.open()
        assert len(after.index) == 0

    async def test_what_goes_while_it_is_written_is_not_left_on_disk(
        self, node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        changes = await told(node, "Zulfiqar Sajjad", "Akram Javed")
        persons = over(changes, tmp_path)
        await persons.catch_up()
        gone = changes.told[0]._replace(number=9, version=replace(changes.told[0].version, status="EXPUNGED"))
        loop = asyncio.get_running_loop()

        def meanwhile(path: Path, sealer: Sealer, kept: Kept) -> None:
            changes.told = [changes.told[1], gone]
            asyncio.run_coroutine_threadsafe(persons.catch_up(), loop).result()
            write(path, sealer, kept)

        monkeypatch.setattr("services.node.persons.write", meanwhile)
        await persons.close()
        assert not (tmp_path / "match" / "index").exists()
        assert found(persons) == []

    async def test_a_full_disk_leaves_none_and_the_index_goes_on(
        self, node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_path: Path, _sealer: Sealer, _kept: Kept) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("services.node.persons.write", full)
        persons = over(await told(node, "Zulfiqar Sajjad"), tmp_path)
        await persons.catch_up()
        await persons.close()
        assert len(found(persons)) == 1
        assert not (tmp_path / "match" / "index").exists()


async def test_while_it_keeps_a_commit_is_seen_within_a_second(node: Node, tmp_path: Path) -> None:
    persons = await opened(node, tmp_path)
    keeping = asyncio.ensure_future(persons.keep())
    await node.put(party("one", subject=subject()))
    async with asyncio.timeout(1.0 + 9.0):
        while not found(persons):
            await asyncio.sleep(0.01)
    assert LOOK_S <= 0.5
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await persons.close()


async def test_it_says_up_to_which_change_nothing_is_left_of_what_is_gone(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is being written may hold what was taken back since: until it is done, it counts as of its begin."""
    first = party("one", subject=subject())
    await node.put(first)
    persons = await opened(node, tmp_path)
    before = persons.let_go
    assert before == await follow_of(node).head()
    begun, go_on = threading.Event(), threading.Event()

    def slowly(path: Path, sealer: Sealer, kept: Kept) -> None:
        begun.set()
        go_on.wait()
        write(path, sealer, kept)

    monkeypatch.setattr(persons_module, "write", slowly)
    keeping = asyncio.ensure_future(persons.keep())
    await asyncio.to_thread(begun.wait)
    await node.put(expunged(first))
    while len(persons.index):
        await asyncio.sleep(LOOK_S / 10)
    assert persons.let_go == before < await follow_of(node).head()
    go_on.set()
    while persons.let_go == before:
        await asyncio.sleep(LOOK_S / 10)
    assert persons.let_go == await follow_of(node).head()
    assert not (tmp_path / "match" / "index").exists()
    keeping.cancel()


async def test_what_a_process_that_was_killed_has_half_written_is_gone_with_the_next(
    node: Node, tmp_path: Path
) -> None:
    half = tmp_path / "match" / "index~"
    half.parent.mkdir()
    half.write_bytes(b"half")
    await opened(node, tmp_path)
    assert not half.exists()
