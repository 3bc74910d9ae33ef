"""Properties try few examples where faults are judged, whatever they were told, and find what fails at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.mutants.examples import FEW, Few
from tests.mutants.reach import OFTEN, Reach

TESTS = """
from pathlib import Path

from hypothesis import given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

TRIED = Path(__file__).with_name("tried")

def tried(what):
    with TRIED.open("a") as file:
        file.write(what)

@settings(max_examples=300, deadline=None)
@given(st.integers())
def test_many(number): tried("m")

@settings(max_examples=3)
@given(st.integers())
def test_fewer(number): tried("f")

class TestMethod:
    @settings(max_examples=300, deadline=None)
    @given(st.integers())
    def test_method(self, number): tried("t")

class Machine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        tried("s")

    @rule()
    def step(self): pass

TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=300, deadline=None)

@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_fails(number):
    tried("x")
    assert number == 0
"""


def run(folder: Path, *plugins: object) -> str:
    """Run the tests above. What they tried, a letter an example."""
    path = folder / "test_of_examples.py"
    path.write_text(TESTS)
    words = ["-q", "-p", "no:cacheprovider", "--import-mode=importlib", f"--rootdir={folder}", "-c", "/dev/null"]
    try:
        pytest.main([*words, "--hypothesis-seed=0", str(path)], plugins=list(plugins))
    finally:
        sys.modules.pop("test_of_examples", None)
    return (folder / "tried").read_text()


def test_properties_methods_and_machines_try_few(tmp_path: Path) -> None:
    tried = run(tmp_path, Few())
    assert {letter: tried.count(letter) for letter in "mtf"} == {"m": FEW, "t": FEW, "f": 3}
    assert 0 < tried.count("s") <= FEW + 1


def test_what_fails_is_not_made_smaller(tmp_path: Path) -> None:
    """The example that fails is tried once more to tell it, and no other."""
    assert run(tmp_path, Few()).count("x") <= 4


ROOM = """
def often(number):
    if number > 1000:
        return 1
    return 0
"""


@pytest.mark.parametrize(("calls", "seen"), [(OFTEN, True), (OFTEN + 1, False)])
def test_of_a_function_that_is_called_often_the_first_calls_are_noted(calls: int, seen: bool) -> None:
    """In each test anew; a line that only a later call reaches is not."""
    room: dict[str, object] = {}
    exec(compile(ROOM, "/room.py", "exec"), room)
    often = room["often"]

    class Item:
        nodeid = "the test"

    reach = Reach({"/room.py"})
    for _ in range(2):
        part = reach.pytest_runtest_protocol(Item())  # type: ignore[arg-type]  # its name is all that is looked at
        next(part)
        for number in range(1, calls + 1):
            often(2000 if number == calls else 0)  # type: ignore[operator]  # a function of the text above
        part.close()
    assert ("/room.py", 5) in reach.reached
    assert (("/room.py", 4) in reach.reached) is seen
