"""Keys beside a hub's backups: one copy, which an erasure reaches, and with which a restored hub reads what it may."""

from __future__ import annotations

import asyncio
import logging
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from services.membership.layout import NodeFiles
from services.node.backup import BackupRefused, back_up
from services.node.restore import restore
from services.records.app.erasing import settle
from services.records.body_keys import FILE, BodyKeys
from services.records.key_tree import KeyGone, index_of
from services.values.records import RecordVersion
from tests.fakes.record_maker import POLICE, case_file, expunged, party
from tests.fakes.records_node import SECRET, Federation, FeedState, keeper, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import found_in, root_of, rows, way_down
from tests.unit.node.shelves import hub

RECORDS = ("records.db", "records.db-wal", "records.db-shm", "records.db.opening", "records.db.writing")


@pytest.fixture
def shelf() -> Iterator[Path]:
    """In a folder whose name is short enough for a socket in it."""
    with TemporaryDirectory(prefix="shelf-") as folder:
        (Path(folder) / "shelf").mkdir(mode=0o700)
        yield Path(folder) / "shelf"


@pytest.fixture
def node(shelf: Path, known: Federation) -> NodeFiles:
    """A hub's folder with a case file, and records of two men."""
    files = hub(shelf.parent)
    for each in RECORDS:
        (files.folder / each).unlink(missing_ok=True)
    files.secret_key.write_bytes(SECRET)
    put(files, known, case_file(), party(), party("other"))
    return files


def put(files: NodeFiles, known: Federation, *versions: RecordVersion) -> None:
    """Begin, take these, and end."""

    async def run() -> None:
        opened = open_node(files.folder, known)
        await settle(opened.context)
        async with opened.context.store.snapshot() as view:
            head = await view.feed_head(POLICE, "records")
        opened.feeds[POLICE] = FeedState(*head) if head else FeedState()
        opened.sent = opened.feeds[POLICE].number * 10
        await opened.put(*versions)
        await opened.context.store.close()

    asyncio.run(run())


def told(files: NodeFiles, known: Federation, record: RecordVersion) -> str:
    """What a hub that has begun says of a record to its owner."""

    async def run() -> str:
        opened = open_node(files.folder, known)
        await settle(opened.context)
        found = await opened.record(keeper(POLICE), name(record))
        await opened.context.store.close()
        return "expunged" if found.remains else "whole"

    return asyncio.run(run())


def copy_on(shelf: Path) -> BodyKeys:
    return BodyKeys(shelf / FILE, SECRET)


def test_one_copy_lies_beside_the_backups_and_none_in_them(node: NodeFiles, shelf: Path) -> None:
    for each in ("monday", "tuesday"):
        made = back_up(node.folder, shelf / each, keys=True)
        assert FILE not in made.files
    assert [path.relative_to(shelf).as_posix() for path in shelf.rglob(f"*{FILE}*")] == [FILE]
    assert stat.S_IMODE((shelf / FILE).stat().st_mode) == 0o600
    assert (shelf / FILE).read_bytes() == (node.folder / FILE).read_bytes()


def test_a_backup_of_before_opens_nothing_once_its_copy_was_replaced(
    node: NodeFiles, shelf: Path, known: Federation
) -> None:
    other = shelf.with_name("other")
    other.mkdir(mode=0o700)
    back_up(node.folder, shelf / "before", keys=False)
    back_up(node.folder, other / "before", keys=False)
    [(body, digest)] = rows(shelf / "before", "SELECT body, sha256 FROM log WHERE page = 1 AND leaf = 1")
    assert isinstance(body, bytes)
    assert isinstance(digest, bytes)
    assert copy_on(shelf).open(1, 1, body, digest), "what is looked for can be opened before"
    way = way_down(root_of(copy_on(shelf)), (1, 1))
    put(node, known, expunged(party()))
    for place in (shelf, other):
        with pytest.raises(KeyGone):
            copy_on(place).open(1, 1, body, digest)
        assert copy_on(place).held().tree.holds(index_of(1, 2))
    assert found_in(shelf.parent, way) == []


def test_a_backup_of_before_may_come_back_and_the_record_is_told_as_expunged(
    node: NodeFiles, shelf: Path, known: Federation
) -> None:
    back_up(node.folder, shelf / "before", keys=False)
    put(node, known, expunged(party()))
    restore(shelf / "before", node.folder, replace=True)
    assert rows(node.folder, "SELECT status FROM head WHERE record = 2") == [("ACTIVE",)]
    assert told(node, known, party()) == "expunged"
    assert told(node, known, party("other")) == "whole"


def test_after_the_loss_of_everything_the_copy_is_what_records_are_read_with(
    node: NodeFiles, shelf: Path, known: Federation
) -> None:
    back_up(node.folder, shelf / "before", keys=True)
    put(node, known, expunged(party()))
    shutil.rmtree(node.folder)
    restore(shelf / "before", node.folder, replace=False)
    assert told(node, known, party()) == "expunged"
    assert told(node, known, party("other")) == "whole"
    put(node, known, expunged(party("other")))
    assert not copy_on(shelf).held().tree.holds(index_of(1, 2)), "the copy stays one that an erasure reaches"


def test_without_keys_that_go_with_it_nothing_is_put_back(node: NodeFiles, shelf: Path, known: Federation) -> None:
    back_up(node.folder, shelf / "before", keys=True)
    (shelf / FILE).rename(shelf / "away")
    kept = (node.folder / FILE).read_bytes()
    (node.folder / FILE).unlink()
    for make in (lambda: None, lambda: BodyKeys(shelf / FILE, SECRET).make(), lambda: spoil(node.folder / FILE, kept)):
        make()
        with pytest.raises(BackupRefused, match=r"records\.keys is neither"):
            restore(shelf / "before", node.folder, replace=True)
    (shelf / "away").replace(shelf / FILE)
    restore(shelf / "before", node.folder, replace=True)
    assert told(node, known, party()) == "whole"


def spoil(path: Path, content: bytes) -> None:
    path.write_bytes(content[:-1])
    path.chmod(0o600)


def test_another_hubs_keys_are_not_overwritten(node: NodeFiles, shelf: Path) -> None:
    BodyKeys(shelf / FILE, bytes(32)).make()
    theirs = (shelf / FILE).read_bytes()
    with pytest.raises(BackupRefused, match="another hub's records"):
        back_up(node.folder, shelf / "mine", keys=False)
    assert (shelf / FILE).read_bytes() == theirs
    assert not (shelf / "mine").exists()


def test_a_copy_that_cannot_be_replaced_is_said_and_the_next_backup_does_it(
    node: NodeFiles, shelf: Path, known: Federation, caplog: pytest.LogCaptureFixture
) -> None:
    back_up(node.folder, shelf / "before", keys=False)
    kept = (shelf / FILE).read_bytes()
    (shelf / FILE).unlink()
    (shelf / FILE).mkdir()
    with caplog.at_level(logging.ERROR):
        put(node, known, expunged(party()))
    assert f"{shelf / FILE}: the copy of {FILE} is of before an erasure" in caplog.text
    (shelf / FILE).rmdir()
    (shelf / FILE).write_bytes(kept)
    (shelf / FILE).chmod(0o600)
    assert copy_on(shelf).held().tree.holds(index_of(1, 1))
    back_up(node.folder, shelf / "after", keys=False)
    assert not copy_on(shelf).held().tree.holds(index_of(1, 1))


def test_a_copy_that_was_taken_away_is_not_made_again(node: NodeFiles, shelf: Path, known: Federation) -> None:
    back_up(node.folder, shelf / "before", keys=False)
    (shelf / FILE).unlink()
    put(node, known, expunged(party()))
    assert not (shelf / FILE).exists()
