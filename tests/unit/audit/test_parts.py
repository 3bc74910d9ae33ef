"""Older leaves in parts: the same leaves, whatever lies where, whenever the writer ends, and nothing that was changed."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from audit.files import FileModeError
from audit.leaves import Row, read_hashes, read_rows
from audit.nodes import Nodes
from audit.part_moving import PAUSE_STEPS, STEP
from audit.parts import COUNT, LEAVES
from audit.parts import WIDTH as USUAL
from audit.sqlite_store import SqliteStore
from audit.store import StoreError, StoreUnavailable
from audit.sweep import Sweep, damage_known
from audit.tree import recompute
from tests.unit.audit.writers import grow

WIDTH = 2 * STEP
SIZE = 4 * WIDTH + 300
"""Three parts may go: as many leaves as a part has stay."""
MANY = 60
COMMITS = (700, 1, 333, 256)
"""Leaves of one commit after the other; some reach over an end of a part, of a step and of a tile."""


class DyingBeforeItSays(SqliteStore):
    """Ends without warning once a part has its name, before the database knows of it."""

    def set_state(self, name: str, value: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "log.db"
    with closing(SqliteStore(path)) as store:
        store.set_state(LEAVES, WIDTH)
    with closing(SqliteStore(path)) as store:
        grow(store, SIZE, COMMITS)
    return path


@pytest.fixture(scope="module")
def rows(whole: Path) -> list[Row]:
    with closing(SqliteStore(whole, read_only=True)) as store:
        return list(read_rows(store, 0, SIZE))


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "log.db"))


@contextmanager
def opened(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path)) as store:
        yield store


def move(store: SqliteStore) -> None:
    """More steps than the parts need."""
    for _ in range(MANY):
        assert store.move_older(SIZE) == ""


def oldest(store: SqliteStore) -> int:
    return int((store.row("select_oldest") or (0,))[0])


class TestMoving:
    def test_the_log_is_the_same_before_and_after_each_step(self, path: Path, rows: list[Row]) -> None:
        with opened(path) as store:
            root, tree = Nodes(store).root(SIZE), recompute(store)
            for _ in range(MANY):
                assert store.move_older(SIZE) == ""
                assert list(read_rows(store, WIDTH - 5, WIDTH + 5)) == rows[WIDTH - 5 : WIDTH + 5]
            assert store.state(COUNT, 0) == 3
            assert sorted(each.name for each in store.parts.folder.iterdir()) == ["000000.db", "000001.db", "000002.db"]
            assert list(read_rows(store, 0, SIZE)) == rows
            assert recompute(store) == tree
            assert (Nodes(store).root(SIZE), store.size()) == (root, SIZE)

    def test_what_is_moved_is_no_longer_in_the_database(self, path: Path, rows: list[Row]) -> None:
        with opened(path) as store:
            pages = "PRAGMA freelist_count"
            before = store.db.execute(pages).fetchone()[0]
            move(store)
            assert 3 * WIDTH - max(COMMITS) < oldest(store) <= 3 * WIDTH
            assert store.db.execute(pages).fetchone()[0] > before, "pages for what comes"

    @pytest.mark.parametrize(("proven", "parts"), [(2 * WIDTH - 1, 0), (2 * WIDTH, 1), (3 * WIDTH - 1, 1), (SIZE, 3)])
    def test_as_many_leaves_as_a_part_has_stay_and_all_that_no_head_proves(
        self, path: Path, proven: int, parts: int
    ) -> None:
        with opened(path) as store:
            for _ in range(MANY):
                store.move_older(proven)
            assert store.state(COUNT, 0) == parts

    @pytest.mark.parametrize(
        ("first", "end"),
        [(0, 1), (WIDTH - 1, WIDTH), (WIDTH, WIDTH + 1), (WIDTH - 300, WIDTH + 300), (10, 2 * WIDTH + 10), (5, 5)],
    )
    def test_any_stretch_is_read_over_any_end(self, path: Path, rows: list[Row], first: int, end: int) -> None:
        with opened(path) as store:
            wanted = read_hashes(store, first, end)
            move(store)
            assert list(read_rows(store, first, end)) == rows[first:end]
            assert read_hashes(store, first, end) == wanted
            assert len(wanted) == end - first

    def test_a_reader_of_before_sees_the_log_of_before(self, path: Path, rows: list[Row]) -> None:
        with closing(SqliteStore(path, read_only=True)) as reader, opened(path) as store:
            reader.snapshot()
            assert reader.size() == SIZE
            move(store)
            assert list(read_rows(reader, 0, SIZE)) == rows
        with closing(SqliteStore(path, read_only=True)) as reader:
            assert list(read_rows(reader, 0, SIZE)) == rows

    def test_nothing_moves_before_all_was_read(self, path: Path) -> None:
        with opened(path) as store:
            sweep = Sweep(store, already_read=False)
            assert sweep.move_older(SIZE) == ""
            while not sweep.go_on():
                pass
            assert store.state(COUNT, 0) == 0
            for _ in range(MANY):
                assert sweep.move_older(SIZE) == ""
            assert store.state(COUNT, 0) == 3


STEPS = range(1, 32)
"""From none of the steps of three parts to all of them."""


def killed(path: Path, kind: type[SqliteStore], steps: int) -> bool:
    """A process of its own takes some steps and is killed; whether it was."""
    child = os.fork()
    if not child:
        store = kind(path)
        for _ in range(steps):
            store.move_older(SIZE)
        os.kill(os.getpid(), signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


class TestKilled:
    @pytest.mark.parametrize("steps", STEPS)
    def test_after_any_step_nothing_is_lost_and_the_next_goes_on(self, path: Path, rows: list[Row], steps: int) -> None:
        assert killed(path, SqliteStore, steps)
        with opened(path) as store:
            assert list(read_rows(store, 0, SIZE)) == rows
            move(store)
            assert store.state(COUNT, 0) == 3
            assert {each.suffix for each in store.parts.folder.iterdir()} == {".db"}
            assert list(read_rows(store, 0, SIZE)) == rows

    def test_between_its_name_and_the_word_of_the_database(self, path: Path, rows: list[Row]) -> None:
        assert killed(path, DyingBeforeItSays, MANY)
        assert (path.parent / "log.parts" / "000000.db").exists()
        with opened(path) as store:
            assert store.state(COUNT, 0) == 0
            move(store)
            assert list(read_rows(store, 0, SIZE)) == rows


def test_a_new_log_takes_the_usual_width_and_says_so_with_its_first_part(tmp_path: Path) -> None:
    with opened(tmp_path / "log.db") as store:
        assert (store.parts.width, store.state(LEAVES, 0)) == (USUAL, 0)
        store.parts.width = WIDTH
        grow(store, 2 * WIDTH, COMMITS)
        for _ in range(MANY):
            store.move_older(2 * WIDTH)
        assert (store.state(COUNT, 0), store.state(LEAVES, 0)) == (1, WIDTH)
    with opened(tmp_path / "log.db") as store:
        assert store.parts.width == WIDTH
        assert len(read_hashes(store, 0, 2 * WIDTH)) == 2 * WIDTH


@pytest.fixture
def moved(path: Path) -> Path:
    with opened(path) as store:
        move(store)
    return path


def test_a_part_that_is_missing_stops_the_start_and_is_named(moved: Path) -> None:
    (moved.parent / "log.parts" / "000001.db").rename(moved.parent / "away.db")
    with pytest.raises(StoreError, match=r"part 1 of the log \(log\.parts/000001\.db\) is missing: put it back"):
        SqliteStore(moved)
    (moved.parent / "away.db").rename(moved.parent / "log.parts" / "000001.db")
    with opened(moved) as store:
        assert len(read_hashes(store, 0, SIZE)) == SIZE


def test_a_part_that_others_may_read_stops_the_start(moved: Path) -> None:
    (moved.parent / "log.parts" / "000000.db").chmod(0o640)
    with pytest.raises(FileModeError, match=r"000000\.db"):
        SqliteStore(moved)


@pytest.mark.parametrize("place", [0, 5000, -1])
def test_a_byte_that_was_changed_is_found_when_it_is_opened_and_by_the_sweep(moved: Path, place: int) -> None:
    part = moved.parent / "log.parts" / "000000.db"
    raw = bytearray(part.read_bytes())
    raw[place] ^= 1
    part.write_bytes(raw)
    with opened(moved) as store:
        assert len(read_hashes(store, WIDTH, SIZE)) == SIZE - WIDTH, "all else is served"
        with pytest.raises(StoreUnavailable, match=r"part 0 of the log \(log\.parts/000000\.db\) is damaged"):
            read_hashes(store, 0, 1)
        said = Sweep(store, already_read=False).go_on()
        assert said.startswith("alarm: the log is damaged, and refuses: part 0 of the log")
        assert damage_known(store)


def test_one_that_is_changed_after_it_was_read_is_found_when_it_is_opened_again(moved: Path) -> None:
    part = moved.parent / "log.parts" / "000000.db"
    with opened(moved) as store:
        read_hashes(store, 0, 1)
        store.parts.close()
        part.write_bytes(part.read_bytes() + b"x")
        with pytest.raises(StoreUnavailable, match="is damaged"):
            read_hashes(store, 0, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE segment SET bodies = zeroblob(length(bodies)) WHERE first_idx = 701",
        "UPDATE tile SET root = zeroblob(32) WHERE level = 0 AND idx = 3",
        "DELETE FROM segment WHERE first_idx = 701",
    ],
)
def test_leaves_that_the_tree_is_not_of_are_never_moved(path: Path, change: str) -> None:
    with opened(path) as store:
        assert store.db.execute(change).rowcount == 1
        with pytest.raises(StoreError, match=r"stored (tiles|leaves) are not"):
            move(store)
        assert store.state(COUNT, 0) == 0
        assert not list(store.parts.folder.glob("*.db"))


def test_what_the_tree_is_not_of_stops_the_log(path: Path) -> None:
    with opened(path) as store:
        sweep = Sweep(store, already_read=True)
        store.db.execute("UPDATE tile SET root = zeroblob(32) WHERE level = 0 AND idx = 3")
        said = [line for _ in range(MANY) if (line := sweep.move_older(SIZE))]
        assert said == ["alarm: the log is damaged, and refuses: stored tiles are not of the stored leaves"]
        assert sweep.damage


def test_a_disk_that_refuses_is_told_once_and_asked_again_later(path: Path, rows: list[Row]) -> None:
    (path.parent / "log.parts").write_text("in the way")
    with opened(path) as store:
        said = [line for _ in range(3 * PAUSE_STEPS) if (line := store.move_older(SIZE))]
        assert len(said) == 1
        assert said[0].startswith("older leaves could not be moved: ")
        assert list(read_rows(store, 0, SIZE)) == rows
        (path.parent / "log.parts").unlink()
        for _ in range(2 * PAUSE_STEPS):
            store.move_older(SIZE)
        assert store.state(COUNT, 0) == 3
        assert list(read_rows(store, 0, SIZE)) == rows
