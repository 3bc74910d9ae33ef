"""A fault in a loaded module is in force for the tests that reach it, in their process alone."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.mutants.changes import Mutant, mutants
from tests.mutants.children import apart
from tests.mutants.faults import Faults, Loaded, Patience, Priority, functions_of, load_with, put
from tests.mutants.reach import caches

SOURCE = """
from functools import lru_cache
LIMIT = 3

def low(n):
    return n < LIMIT

@lru_cache
def kept(n):
    return n < 5

def made(n):
    return lambda m: n < m
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ModuleType]:
    path = tmp_path / "room_of_faults.py"
    path.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("room_of_faults", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    for name in (spec.name, f"test_{spec.name}"):
        sys.modules.pop(name, None)


def fault(path: str, name: str) -> Mutant:
    return next(mutant for mutant in mutants(SOURCE, path) if mutant.name == name)


def test_a_function_takes_its_fault_also_where_it_is_remembered(room: ModuleType) -> None:
    path = str(room.__file__)
    assert (room.low(3), room.kept(5)) == (False, False)
    found, remembered = functions_of({path})[path], caches({path})
    put(found, fault(path, "low: return n < LIMIT => return n <= LIMIT").code)
    assert room.low(3)
    put(found, fault(path, "kept: return n < 5 => return n <= 5").code)
    assert not room.kept(5), "as it was remembered"
    for each in remembered:
        each.cache_clear()
    assert room.kept(5)
    assert not room.low(3), "one fault at a time"


def test_what_a_function_makes_has_the_fault(room: ModuleType) -> None:
    path = str(room.__file__)
    put(functions_of({path})[path], fault(path, "made: return lambda m: n < m => return lambda m: n <= m").code)
    assert room.made(1)(1)


def test_a_constant_is_changed_where_its_module_is_loaded(room: ModuleType) -> None:
    path = Path(str(room.__file__))
    changed = fault(str(path), "module: LIMIT = 3 => LIMIT = 4")
    with pytest.raises(RuntimeError):
        load_with(path.parent, str(path), changed.code)

    def work() -> int:
        sys.path.insert(0, str(path.parent))
        del sys.modules["room_of_faults"]
        load_with(path.parent, str(path), changed.code)
        return int(importlib.import_module("room_of_faults").LIMIT != 4)

    assert not apart(work, 10)
    assert room.LIMIT == 3


def hang() -> int:
    time.sleep(60)
    return 0


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (lambda: 0, False),
        (lambda: 1, True),
        (lambda: 1 // 0, True),
        (lambda: os._exit(0), False),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), True),
        (hang, True),
    ],
    ids=["passes", "fails", "raises", "ends", "dies", "hangs"],
)
def test_a_fault_is_found_where_tests_fail_die_or_hang(work: Any, found: bool) -> None:
    assert apart(work, 0) is found


TESTS = """
import time
import room_of_faults

def test_a(): pass
def test_b(): assert not room_of_faults.low(3)
def test_c(): time.sleep(60)
"""


def words(tmp_path: Path) -> list[str]:
    """The tests above, told to pytest."""
    tests = tmp_path / "test_room_of_faults.py"
    tests.write_text(TESTS)
    quiet = ["-q", "-p", "no:cacheprovider", "--import-mode=importlib"]
    return [*quiet, f"--rootdir={tmp_path}", "-c", "/dev/null", str(tests)]


class Frozen:
    """A pytest plugin that freezes again what judging thaws: at its end pytest looks for garbage, five times, among all
    that is not, and that is every test of a whole run.
    """

    def pytest_sessionfinish(self) -> None:
        """Before that."""
        gc.freeze()


def judged(room: ModuleType, tmp_path: Path, seconds: dict[str, float], names: list[str]) -> Faults:
    """Each fault of ``names`` judged by the tests above that ``seconds`` tells of."""
    path = str(room.__file__)
    faults = [(path, fault(path, name)) for name in names]
    items = {f"test_room_of_faults.py::{name}": each for name, each in seconds.items()}
    reached = {(path, line): set(items) for _, mutant in faults for line in mutant.lines}
    plugin = Faults(faults, reached, Priority(items), lambda _path, _mutant: None)
    pytest.main(words(tmp_path), plugins=[plugin, Patience(items, 0), Frozen()])
    return plugin


LOW = "low: return n < LIMIT => return n <= LIMIT"
KEPT = "kept: return n < 5 => return n <= 5"


def test_the_test_that_found_a_fault_goes_first_for_the_next(room: ModuleType, tmp_path: Path) -> None:
    plugin = judged(room, tmp_path, {"test_a": 0.1, "test_b": 0.2}, [LOW, KEPT])
    assert [plugin.found[str(room.__file__), name] for name in (LOW, KEPT)] == [True, False]
    names = [f"test_room_of_faults.py::{name}" for name in ("test_a", "test_b")]
    assert plugin.priority.of(names) == names[::-1]


def test_what_was_frozen_with_the_tests_takes_its_fault_too(room: ModuleType, tmp_path: Path) -> None:
    gc.freeze()
    plugin = judged(room, tmp_path, {"test_b": 0.1}, [LOW])
    assert plugin.found == {(str(room.__file__), LOW): True}


def test_a_module_that_takes_no_fault_is_not_judged(room: ModuleType, tmp_path: Path) -> None:
    """Its faults would all be left, whatever its tests find."""
    for name in ("low", "kept", "made"):
        delattr(room, name)
    plugin = judged(room, tmp_path, {"test_a": 0.1}, [LOW])
    assert (plugin.found, plugin.without) == ({}, {str(room.__file__)})


def test_a_test_that_hangs_has_found_a_fault_after_its_own_time(room: ModuleType, tmp_path: Path) -> None:
    """All together have more than an hour: but for its own time the test would pass after a minute."""
    plugin = judged(room, tmp_path, {"test_a": 1000.0, "test_c": 0.0}, [KEPT])
    assert plugin.found[str(room.__file__), KEPT]


@pytest.mark.parametrize(("first", "last"), [("test_b", "test_b"), ("test_a", None)])
def test_where_a_module_is_loaded_anew_tests_run_in_their_order_and_then_the_others(
    room: ModuleType, tmp_path: Path, first: str, last: str | None
) -> None:
    """Which of the order found it is known here, though it ran elsewhere; a test that it does not name is none."""
    path = str(room.__file__)
    put(functions_of({path})[path], fault(path, LOW).code)
    plugin = Loaded([f"test_room_of_faults.py::{first}"])
    assert apart(lambda: int(pytest.main(words(tmp_path), plugins=[plugin, Patience({}, 0)])), 30)
    assert plugin.last() == (last and f"test_room_of_faults.py::{last}")
