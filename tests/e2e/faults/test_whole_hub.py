"""Files of a hub damaged, lost or put back old under a node that starts as a whole, as its operator starts it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from services.values.records import RecordVersion
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_log import backup, cosigned, honest, restore
from tests.e2e.bodies import GET_REGISTRY, HISTORY, SUBMIT, history_of, submission
from tests.e2e.caller import Question
from tests.e2e.faults.status import status_of
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, RECORDERS
from tests.e2e.planted import KNOWN, LATER
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.shared import PATIENCE_S
from tests.unit.edge.answers import info_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("whole"), processes=1, witnesses=2) as up:
        up.plant(planted.open_records())
        yield up


def says(world: World, text: bytes) -> bool:
    """Whether an honest call is refused now, and the refusal names this."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    line = world.fresh_line(INVESTIGATOR.agency)
    try:
        return text in line.send(question, timeout=5).everything()
    finally:
        line.close()


def test_the_log_was_put_back_from_a_copy(world: World, tmp_path: Path) -> None:
    """The hub was stopped, an old copy lies there, the whole hub starts: the cause is its own, and it stays closed."""
    backup(world, tmp_path / "old.db")
    for _ in range(3):
        honest(world)
    cosigned(world)
    world.run.stop("hub")
    backup(world, tmp_path / "newer.db")
    restore(world, tmp_path / "old.db")
    world.start_node()
    until(lambda: says(world, b"LOG_ROLLED_BACK"), "the cause is told")
    for question in (world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.ask(GET_REGISTRY)):
        refused(world, put(world, question), "AUDIT_UNAVAILABLE", leaves=0, cause="LOG_ROLLED_BACK")
    assert "log refusing" in status_of(world.files.hub.folder)
    world.run.stop("hub")
    restore(world, tmp_path / "newer.db")
    world.start_node()
    world.ready()
    honest(world)


def put_back(held: Path, path: Path) -> None:
    """A database of one file, without the journal of the one before."""
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copy(held, path)
    path.chmod(0o600)


@contextmanager
def damaged(world: World, path: Path) -> Iterator[None]:
    """Pages of a database overwritten while the hub is stopped; the hub runs inside, and is sound and up at the end."""
    world.run.stop("hub")
    held = path.with_name(f"{path.name}.sound")
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(held)) as copy:
        db.backup(copy)
    put_back(held, path)
    with path.open("r+b") as file:
        for at in range(8192, path.stat().st_size, 8192):
            file.seek(at)
            file.write(os.urandom(256))
    world.start_node()
    try:
        yield
    finally:
        world.run.stop("hub")
        put_back(held, path)
        held.unlink()
        world.forget_log()
        world.start_node()
        world.ready()


@pytest.mark.parametrize("name", ["records.db", "oversight.db"])
def test_a_damaged_store(world: World, name: str) -> None:
    """The port is open, the registry is given, everything else is refused, signed and logged, and nothing loops."""
    mark = len(world.run.said("hub"))
    with damaged(world, world.files.hub.folder / name):
        world.ready()
        seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
        refused(world, seen, "STORAGE_UNAVAILABLE")
        answered(world, put(world, world.ask(GET_REGISTRY)))
        assert "records down" in status_of(world.files.hub.folder)
        said = world.run.said("hub")[mark:]
        assert f"{name} is damaged" in said
        assert "rabta restore" in said
        assert "Traceback" not in said
        assert "edge-0 ended with code" not in said
    honest(world)


def test_a_damaged_log(world: World) -> None:
    """The port is open all the same: no entry, no answer, and the cause; the writer says what it found, in a line."""
    mark = len(world.run.said("hub"))
    with damaged(world, world.files.hub.folder / "audit" / "log.db"):
        until(lambda: says(world, b"AUDIT_UNAVAILABLE"), "callers are told")
        for question in (world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.ask(GET_REGISTRY)):
            answer = world.proven(question, world.line().send(question, timeout=PATIENCE_S))
            assert (info_of(answer.details).reason, info_of(answer.details).metadata["cause"]) == (
                "AUDIT_UNAVAILABLE", "UNAVAILABLE",
            )  # fmt: skip
            assert (answer.header.no_leaf, answer.body) == (True, b"")
        assert "log down" in status_of(world.files.hub.folder)
        said = world.run.said("hub")[mark:]
        assert "audit: the log's database" in said
        assert "Traceback" not in said
    honest(world)


def copied(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as db, closing(sqlite3.connect(target)) as copy:
        db.backup(copy)


def sending(world: World, agency: str, record: RecordVersion) -> Question:
    """The next page of an agency, with one version."""
    page = world.page(agency, [record])
    return world.asking(RECORDERS[agency], SUBMIT, submission(page, f"request-{os.urandom(8).hex()}"))


def older_records(world: World) -> bytes:
    """A page comes in, and the hub runs over a copy of its records from before: the page's body."""
    path = world.files.hub.folder / "records.db"
    before = world.files.folder / "before.db"
    copied(path, before)
    page = sending(world, FIA, make.party("fia-later", agency=FIA, subject=planted.who(LATER)))
    answered(world, put(world, page), leaves=2)
    cosigned(world)
    world.run.stop("hub")
    put_back(before, path)
    world.forget_log()
    world.start_node()
    world.ready()
    return page.body


def test_older_records_are_refused_until_what_is_missing_came_again(world: World) -> None:
    """All are refused, signed and logged; who sent what is missing sends it again, and then all is served."""
    mark = len(world.run.said("hub"))
    body = older_records(world)
    refused(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))), "RECORDS_BEHIND")
    answered(world, put(world, world.ask(GET_REGISTRY)))
    assert "records down" in status_of(world.files.hub.folder)
    said = world.run.said("hub")[mark:]
    assert "alarm: the records are behind the log: pk.fia/records stands at page" in said
    assert "rabta records resend" in said
    stranger = sending(world, PUNJAB, make.party("pb-new", agency=PUNJAB, subject=planted.who(LATER)))
    refused(world, put(world, stranger), "RECORDS_BEHIND", leaves=2)
    answered(world, put(world, world.asking(RECORDERS[FIA], SUBMIT, body)), leaves=2)
    until(lambda: not says(world, b"RECORDS_BEHIND"), "level again")
    honest(world)
