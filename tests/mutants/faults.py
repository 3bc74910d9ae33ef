"""Put one fault at a time into loaded modules and run the tests that reach it, each in a process of its own.

What is loaded and collected once is shared by fork, so that a fault costs what its tests cost. A fault outside of a
function's body shows only when its module is loaded with it: :func:`load_with`.
"""

from __future__ import annotations

import gc
import mmap
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutants.changes import Mutant
from tests.mutants.children import apart
from tests.mutants.reach import Places, caches

FOUND, SURVIVED = True, False
MIN_SECONDS = 10


class Priority:
    """In which order tests are run: first those that found most, then the quickest. ``seconds``: of each, by node id."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self.seconds = seconds
        self._finders: Counter[str] = Counter()

    def of(self, names: Iterable[str]) -> list[str]:
        """These tests as they are run for the next fault."""
        return sorted(names, key=lambda name: (-self._finders[name], self.seconds[name], name))

    def found(self, name: str) -> None:
        """This test has found a fault."""
        self._finders[name] += 1


class Faults:
    """A pytest plugin that runs no session of its own but one for each fault.

    ``found``: by (path, name); ``left`` is told of each that no test finds, once that is known. ``without``: modules that
    tests reach and of which no function is there to take a fault, so that nothing of theirs is judged.
    """

    def __init__(
        self,
        faults: Sequence[tuple[str, Mutant]],
        reached: Places,
        priority: Priority,
        left: Callable[[str, Mutant], None],
    ) -> None:
        self.faults = faults
        self.reached = reached
        self.priority = priority
        self.left = left
        self.found: dict[tuple[str, str], bool] = {}
        self.without: set[str] = set()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each fault's tests and note whether one found it."""
        gc.unfreeze()  # tests/conftest.py has frozen what was collected, and gc.get_objects leaves out what is frozen
        items = {item.nodeid: item for item in session.items}
        remembered = caches({path for path, _ in self.faults})
        functions = functions_of({path for path, _ in self.faults})
        gc.freeze()
        for path, mutant in self.faults:
            names = set().union(*(self.reached.get((path, line), set()) for line in mutant.lines)) & items.keys()
            chosen = [items[name] for name in self.priority.of(names)]
            last = mmap.mmap(-1, 8)
            limit = MIN_SECONDS + 5 * sum(self.priority.seconds[name] for name in names)

            def work(
                path: str = path, mutant: Mutant = mutant, chosen: list[pytest.Item] = chosen, last: mmap.mmap = last
            ) -> int:
                for each in remembered:
                    each.cache_clear()
                put(functions[path], mutant.code)
                return run(session, chosen, last)

            if chosen and not functions[path]:
                self.without.add(path)
                continue
            self.found[path, mutant.name] = apart(work, limit) if chosen else SURVIVED
            if self.found[path, mutant.name] == SURVIVED:
                self.left(path, mutant)
            else:
                self.priority.found(chosen[int.from_bytes(last[:], "big")].nodeid)
        gc.unfreeze()
        return True


class Loaded:
    """A pytest plugin that runs the tests of a session in this order, and what else there is after them, until one fails."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = order
        self._last = mmap.mmap(-1, 8)

    def last(self) -> str | None:
        """Which of ``order`` ran last, in whatever process; None for another."""
        place = int.from_bytes(self._last[:], "big")
        return self._order[place] if place < len(self._order) else None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run them."""
        items = {item.nodeid: item for item in session.items}
        known = [items.pop(name) for name in self._order if name in items]
        run(session, [*known, *items.values()], self._last)
        return True


def run(session: pytest.Session, items: Sequence[pytest.Item], last: mmap.mmap) -> int:
    """Run tests one after another until one fails. 1 where one did. ``last``: eight bytes, the place of what runs."""
    for place, (item, following) in enumerate(zip(items, [*items[1:], None], strict=True)):
        last[:] = place.to_bytes(8, "big")
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


class Patience:
    """A pytest plugin that ends the process with the first test that takes far longer than it took with no fault."""

    def __init__(self, seconds: Mapping[str, float], least: int = MIN_SECONDS) -> None:
        self._seconds, self._least = seconds, least

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Begin its time anew."""
        signal.alarm(int(self._least + 5 * self._seconds.get(item.nodeid, 0.0)) + 1)


Functions = dict[tuple[str, int], list[FunctionType]]
"""Of one module, by name and first line: a function that is made often is there often."""


def functions_of(paths: set[str]) -> dict[str, Functions]:
    """All functions of these loaded modules."""
    found: dict[str, Functions] = {path: {} for path in paths}
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename in paths:
            found[each.__code__.co_filename].setdefault(_place(each.__code__), []).append(each)
    return found


def put(functions: Functions, changed: CodeType) -> None:
    """Give a loaded module's functions the code that they have in ``changed``."""
    for code in _codes(changed):
        for function in functions.get(_place(code), ()):
            if function.__code__.co_freevars == code.co_freevars:
                function.__code__ = code


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterable[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


class _Changed(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class _Finder(MetaPathFinder):
    def __init__(self, name: str, code: CodeType) -> None:
        self._name = name
        self._code = code

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path) if fullname == self._name else None
        if spec is not None and spec.origin is not None:
            spec.loader = _Changed(fullname, spec.origin, self._code)
        return spec


def load_with(root: Path, path: str, code: CodeType) -> None:
    """Have a module loaded with a fault. It must not have been loaded before."""
    name = ".".join(Path(path).relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    if name in sys.modules:
        raise RuntimeError(f"{name} is loaded already")
    sys.meta_path.insert(0, _Finder(name, code))
