"""Files beside the records that were lost, put back old or damaged under a hub that starts as a whole."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rabta.exchange.v1 import watch_service_pb2 as watching
from rabta.records.v1.records_service_pb2 import GetRecordRequest
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from rabta.statistics.v1.statistics_service_pb2 import CountReleaseRequest, CountReleaseResponse

from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_provisional import counting
from tests.e2e.attacks.test_provisional import planned as of_children
from tests.e2e.attacks.test_statistics import NAME, STATISTICIAN, planning
from tests.e2e.attacks.test_statistics import send as of_figures
from tests.e2e.attacks.test_watches import send as watch
from tests.e2e.bodies import HISTORY, RECORDS, history_of
from tests.e2e.exchange import GIVING, agree, agreement, everything
from tests.e2e.hits import ASKER, BARE, OWNER, decided, new_id, requested
from tests.e2e.identity import join_registry, registry_beside
from tests.e2e.people import CUSTOMS, FIA, INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, made, started

GET_RECORD = f"{RECORDS}GetRecord"
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    up = made(tmp_path_factory.mktemp("put-back"), targets=GIVING, processes=1)
    join_registry(up.files)
    agree(up.files, agreement(FIA))
    with started(up):
        up.plant(planted.all_records())
        yield up


def copied(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as db, closing(sqlite3.connect(target)) as copy:
        db.backup(copy)


def lacked(said: str, name: str) -> int:
    """Acts that a file lacked, by the alarms about it: the log's last entries have one of their own, as their head comes."""
    return sum(map(int, re.findall(rf"alarm: {name} was lost or is an older one: it lacked (\d+) acts", said)))


def started_over(world: World, name: str, copy: Path | None, acts: int = 0) -> None:
    """The hub is stopped, a file is lost, an older one takes its place where there is one; then the start tells of all acts.

    The log's last entries come under a head with a quorum within seconds of it.
    """
    mark = begun_again(world, world.files.hub.folder / name, copy)
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))
    until(lambda: lacked(world.run.said("hub")[mark:], name) >= acts, f"{acts} acts of {name}")


def begun_again(world: World, path: Path, copy: Path | None) -> int:
    """Where in what the node said the start begins."""
    world.run.stop("hub")
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    if copy:
        shutil.copy(copy, path)
        path.chmod(0o600)
    mark = len(world.run.said("hub"))
    world.start_node()
    world.ready()
    return mark


def released(world: World) -> bool:
    seen = put(world, world.asking(ASKER, GET_RECORD, GetRecordRequest(name=BARE).SerializeToString()))
    return not seen.back.text


def test_an_older_desk_brings_no_release_back(world: World, tmp_path: Path) -> None:
    asked = requested(world, ASKER)
    decided(world, OWNER, asked.id, DAY_MS)
    assert released(world)
    copied(world.files.hub.folder / "desk.db", tmp_path / "desk.db")
    decided(world, OWNER, asked.id)
    assert not released(world)
    started_over(world, "desk.db", tmp_path / "desk.db", 1)
    assert not released(world)


def test_older_watches_bring_no_watch_back(world: World, tmp_path: Path) -> None:
    number = Identifier(type=IDENTIFIER_TYPE_CNIC, value=KNOWN)
    asked = watching.WatchRequest(request_id=new_id(), identifier=number, expires_ms=world.clock.now() + DAY_MS)
    made = watching.WatchResponse.FromString(answered(world, watch(world, ASKER, asked), leaves=2)).watch
    copied(world.files.hub.folder / "watches.db", tmp_path / "watches.db")
    answered(world, watch(world, ASKER, watching.UnwatchRequest(id=made.id)), leaves=2)
    started_over(world, "watches.db", tmp_path / "watches.db", 1)
    held = watching.ListWatchesResponse.FromString(
        answered(world, watch(world, ASKER, watching.ListWatchesRequest()))
    ).watches
    assert made.id not in [each.id for each in held]


def test_after_the_ledger_is_lost_it_is_known_who_has_copies(world: World) -> None:
    pages = everything(world)
    given = {item.copy.version.version for page in pages for item in page.items if item.HasField("copy")}
    assert given
    started_over(world, "exchange.db", None, 1)

    def known() -> int:
        with closing(sqlite3.connect(world.files.hub.folder / "exchange.db")) as db:
            ((copies,),) = db.execute("select count(*) from sent where receiver = ? and ended = 0", [CUSTOMS])
        return int(copies)

    until(lambda: known() >= len(given), "all copies known")
    assert known() == len(given)


def releases(path: Path) -> int:
    """How many are planned in a file; here each was counted too."""
    with closing(sqlite3.connect(path)) as db:
        ((number,),) = db.execute("SELECT count(*) FROM release")
    return int(number)


@pytest.mark.parametrize("lost", [False, True], ids=["older", "lost"])
def test_what_was_planned_and_counted_is_neither_planned_over_nor_counted_anew(
    world: World, tmp_path: Path, lost: bool
) -> None:
    """Two releases of one period differ by one person's row."""
    folder, year = world.files.hub.folder, 2022 + lost
    name, first, until_ = f"{year}-A", f"{year}-01-01", f"{year + 1}-01-01"
    officer = STATISTICIAN.asking(case_key=name)
    copied(folder / "statistics.db", tmp_path / "unplanned")
    answered(world, of_figures(world, planning(name, first, until_), officer), leaves=2)
    count = CountReleaseRequest(plan=name)
    given = CountReleaseResponse.FromString(answered(world, of_figures(world, count, officer), leaves=2)).release
    copied(folder / "statistics.db", tmp_path / "counted")
    acts = 2 * (releases(tmp_path / "counted") - (0 if lost else releases(tmp_path / "unplanned")))
    started_over(world, "statistics.db", None if lost else tmp_path / "unplanned", acts)
    half = planning(f"{year}-B", f"{year}-07-01", until_)
    seen = of_figures(world, half, STATISTICIAN.asking(case_key=f"{year}-B"))
    refused(world, seen, "INVALID_ARGUMENT", rule="plan", leaves=2)
    refused(world, of_figures(world, count, officer), "INVALID_ARGUMENT", rule="counted-before", leaves=2)
    started_over(world, "statistics.db", tmp_path / "counted")
    again = CountReleaseResponse.FromString(answered(world, of_figures(world, count, officer), leaves=2)).release
    assert again == given


def test_a_registrys_own_node_counts_no_children_anew(world: World, tmp_path: Path) -> None:
    with registry_beside(world, tmp_path / "registry") as registry:
        path, older = registry.answering.folder / "statistics.db", tmp_path / "older"
        answered(registry, counting(registry, STATISTICIAN, of_children()), leaves=2)
        copied(path, older)
        count = CountReleaseRequest(plan=NAME)
        answered(registry, counting(registry, STATISTICIAN, count), leaves=2)
        mark = begun_again(registry, path, older)
        until(lambda: lacked(registry.run.said("hub")[mark:], "statistics.db") == 1, "a count that it lacked")
        refused(registry, counting(registry, STATISTICIAN, count), "INVALID_ARGUMENT", rule="counted-before", leaves=2)


@pytest.mark.parametrize("name", ["desk.db", "watches.db", "exchange.db", "statistics.db"])
def test_a_damaged_file_is_refused_by_its_name(world: World, name: str, tmp_path: Path) -> None:
    path, sound = world.files.hub.folder / name, tmp_path / name
    world.run.stop("hub")
    copied(path, sound)
    raw = bytearray(sound.read_bytes())
    raw[4096:8192] = bytes(byte ^ 0xFF for byte in raw[4096:8192])
    (tmp_path / "flipped").write_bytes(raw)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copy(tmp_path / "flipped", path)
    path.chmod(0o600)
    mark = len(world.run.said("hub"))
    world.start_node()
    world.ready()
    refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))), "STORAGE_UNAVAILABLE")
    said = world.run.said("hub")[mark:]
    assert f"{name} is damaged" in said
    assert "rabta restore" in said
    started_over(world, name, sound)
