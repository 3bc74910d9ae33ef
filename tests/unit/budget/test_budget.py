"""A quarter of the examples, the same each time; or all of them, others each time, with those that fail in a database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.budget import EXAMPLES, MIN_EXAMPLES, USUAL, budget, is_full, share
from tests.shared import ROOT

PROPERTIES = """
from pathlib import Path

from hypothesis import given, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.budget import budget, load_profile

load_profile()
DRAWN = Path(__file__).with_name("drawn")

def drawn(what, number):
    with DRAWN.open("a") as file:
        print(what, number, file=file)

@budget(60)
@given(st.integers(0, 10**9))
def test_stated(number): drawn("stated", number)

@given(st.integers(0, 10**9))
def test_usual(number): drawn("usual", number)

class Machine(RuleBasedStateMachine):
    @rule(number=st.integers(0, 10**9))
    def step(self, number): drawn("machine", number)

TestMachine = Machine.TestCase
TestMachine.settings = budget(8, stateful_step_count=1)

class Usual(RuleBasedStateMachine):
    @rule(number=st.integers(0, 10**9))
    def step(self, number): pass

TestUsual = Usual.TestCase

def test_none(): pass
"""


def run(folder: Path, word: str | None, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the tests above in a process of its own, under a budget."""
    path = folder / "test_of_budgets.py"
    path.write_text(PROPERTIES)
    (folder / "drawn").unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "RABTA_BUDGET"}
    environment |= {"PYTHONPATH": str(ROOT)} | ({} if word is None else {"RABTA_BUDGET": word})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", "-c", os.devnull]
    return subprocess.run(
        [*command, *words, str(path)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def drawn(folder: Path, word: str | None) -> dict[str, list[int]]:
    """The numbers that each test drew, in their order."""
    assert run(folder, word).returncode == 0
    found: dict[str, list[int]] = {}
    for line in (folder / "drawn").read_text().splitlines():
        name, number = line.split()
        found.setdefault(name, []).append(int(number))
    return found


@pytest.mark.parametrize(
    ("number", "quarter"), [(400, 100), (60, 15), (30, 7), (20, 5), (19, 5), (5, 5), (4, 4), (1, 1), (0, 0)]
)
def test_a_quarter_is_never_below_five_nor_above_the_whole(number: int, quarter: int) -> None:
    assert share(number, full=False) == quarter <= number
    assert share(number, full=True) == number
    assert MIN_EXAMPLES == 5


def test_a_quarter_draws_by_fixed_seeds_and_keeps_nothing() -> None:
    found = budget(60, full=False, stateful_step_count=7, phases=(Phase.generate,))
    assert (found.max_examples, found.derandomize, found.database, found.deadline) == (15, True, None, None)
    assert (found.stateful_step_count, found.phases) == (7, (Phase.generate,))


def test_the_full_budget_draws_anew_and_keeps_what_fails() -> None:
    found = budget(60, full=True)
    assert (found.max_examples, found.derandomize, found.print_blob, found.deadline) == (60, False, True, None)
    assert isinstance(found.database, DirectoryBasedExampleDatabase)
    assert found.database == DirectoryBasedExampleDatabase(EXAMPLES)


@pytest.mark.parametrize("name", ["max_examples", "deadline", "derandomize", "database", "print_blob"])
def test_nobody_overrules_what_the_budget_decides(name: str) -> None:
    more: dict[str, Any] = {name: None}
    with pytest.raises(TypeError, match=name):
        budget(60, **more)


def test_two_words_are_budgets_and_any_other_is_refused() -> None:
    assert [is_full({}), is_full({"RABTA_BUDGET": "quarter"}), is_full({"RABTA_BUDGET": "full"})] == [
        False,
        False,
        True,
    ]
    for word in ("", "FULL", "half", "1"):
        with pytest.raises(ValueError, match="the budgets are full and quarter"):
            is_full({"RABTA_BUDGET": word})


def test_a_run_under_no_word_draws_a_quarter_and_the_same_again(tmp_path: Path) -> None:
    found = drawn(tmp_path, None)
    assert {name: len(numbers) for name, numbers in found.items()} == {"stated": 15, "usual": USUAL // 4, "machine": 5}
    assert drawn(tmp_path, "quarter") == found


def test_a_run_under_the_full_budget_draws_all_and_others_each_time(tmp_path: Path) -> None:
    found = drawn(tmp_path, "full")
    assert {name: len(numbers) for name, numbers in found.items()} == {"stated": 60, "usual": USUAL, "machine": 8}
    again = drawn(tmp_path, "full")
    assert all(again[name] != numbers for name, numbers in found.items())


def test_a_run_under_another_word_is_refused(tmp_path: Path) -> None:
    ended = run(tmp_path, "half")
    assert ended.returncode != 0
    assert "RABTA_BUDGET='half': the budgets are full and quarter" in ended.stdout + ended.stderr


def test_hypothesis_marks_its_properties_and_its_state_machines(tmp_path: Path) -> None:
    """By this mark `make full` selects them."""
    listed = run(tmp_path, None, "--collect-only", "-m", "hypothesis").stdout.split("\n\n")[0].splitlines()
    names = {line.partition("::")[2] for line in listed}
    assert names == {"test_stated", "test_usual", "TestMachine::runTest", "TestUsual::runTest"}
