"""What tests reach is traced once, and again for those that changed alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutants import recorded as module
from tests.mutants.reach import Reach
from tests.mutants.recorded import by_file, recorded, union

ROOM = "/services/room.py"


class Traces:
    """Tells that each file has one test, which reaches the line of the file's length; ``asked``: of which files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.asked: list[list[str]] = []
        self.failing: set[str] = set()

    def __call__(self, tests: Sequence[str]) -> Reach:
        reach = Reach({ROOM})
        self.asked.append([Path(test).name for test in tests])
        for test in tests:
            name = f"{Path(test).relative_to(self._root)}::test"
            reach.reached[ROOM, len(Path(test).read_text())].add(name)
            reach.reached[ROOM, 1].add(name)
            reach.seconds[name] = 0.5
            reach.failed |= {name} & self.failing
        return reach


@pytest.fixture
def traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Traces:
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return Traces(tmp_path)


def known(tmp_path: Path, trace: Traces, tests: str = "test_*.py") -> Reach:
    paths = sorted(str(path) for path in tmp_path.glob("room*.py"))
    return recorded(tmp_path / "kept" / "reach", sorted(str(path) for path in tmp_path.glob(tests)), paths, trace)


def test_only_a_file_that_changed_is_traced_again(tmp_path: Path, traces: Traces) -> None:
    for name, text in (("test_a.py", "a" * 10), ("test_b.py", "b" * 20)):
        (tmp_path / name).write_text(text)
    first = known(tmp_path, traces)
    assert known(tmp_path, traces).reached == first.reached
    (tmp_path / "test_b.py").write_text("b" * 30)
    second = known(tmp_path, traces)
    assert traces.asked == [["test_a.py", "test_b.py"], ["test_b.py"]]
    both = {"test_a.py::test", "test_b.py::test"}
    assert second.reached == {(ROOM, 1): both, (ROOM, 10): {"test_a.py::test"}, (ROOM, 30): {"test_b.py::test"}}
    assert second.seconds == dict.fromkeys(both, 0.5)


def test_all_are_traced_again_where_a_room_changed_or_came(tmp_path: Path, traces: Traces) -> None:
    (tmp_path / "test_a.py").write_text("a")
    for text in ("one", "two", "two"):
        (tmp_path / "room.py").write_text(text)
        known(tmp_path, traces)
    assert len(traces.asked) == 2
    (tmp_path / "room_of_more.py").write_text("more")
    known(tmp_path, traces)
    assert len(traces.asked) == 3


def test_what_another_part_traced_is_kept(tmp_path: Path, traces: Traces) -> None:
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(name)
    known(tmp_path, traces, "test_a.py")
    assert known(tmp_path, traces, "test_b.py").seconds.keys() == {"test_b.py::test"}
    assert known(tmp_path, traces).seconds.keys() == {"test_a.py::test", "test_b.py::test"}
    assert traces.asked == [["test_a.py"], ["test_b.py"]]


def test_a_file_that_is_gone_or_has_a_test_that_failed_is_not_kept(tmp_path: Path, traces: Traces) -> None:
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(name)
    traces.failing = {"test_a.py::test"}
    assert known(tmp_path, traces).failed == {"test_a.py::test"}
    traces.failing = set()
    assert known(tmp_path, traces).failed == set()
    assert traces.asked == [["test_a.py", "test_b.py"], ["test_a.py"]]
    (tmp_path / "test_b.py").unlink()
    assert known(tmp_path, traces).seconds.keys() == {"test_a.py::test"}


def test_the_parts_are_the_whole(tmp_path: Path, traces: Traces) -> None:
    """A file whose name begins as another's does is no part of it."""
    paths = [tmp_path / name for name in ("test_a.py", "test_a.pyx")]
    for path in paths:
        path.write_text(path.name)
    whole = traces([str(path) for path in paths])
    whole.failed.add("test_a.py::test")
    parts = by_file(whole)
    assert {path: (*part.seconds,) for path, part in parts.items()} == {
        str(path): (f"{path.name}::test",) for path in paths
    }
    assert [part.failed for part in parts.values()] == [{"test_a.py::test"}, set()]
    together = union(parts.values())
    assert (together.reached, together.seconds, together.failed) == (whole.reached, whole.seconds, whole.failed)
