"""How many examples a property tries, and with which seeds, is decided in tests/budget.py; who follows it is marked.

`pytest -m "hypothesis or budgeted"` selects each test of which the full budget tries more. Hypothesis marks properties and
state machines that are tests themselves; a test with a property within it, or with rounds of its own, is marked here.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping

import pytest

from tests.arch.tree import Source, sources

FREE = ("tests/budget.py", "tests/unit/budget/", "tests/mutants/")
"""The rule itself, its tests, and what lowers the numbers of tests that are loaded."""
DECIDED = frozenset({"max_examples", "derandomize", "deadline", "print_blob", "database"})
"""Settings that the budget decides."""
Following = Mapping[str, frozenset[str]]
"""Names that follow the budget, by their module."""
ROOTS: Following = {
    "tests.budget": frozenset({"budget", "share"}),
    "hypothesis": frozenset({"given"}),
    "hypothesis.stateful": frozenset({"run_state_machine_as_test"}),
}


def modules() -> list[Source]:
    return [source for source in sources() if source.path.startswith(("tests/", "examples/"))]


def of_hypothesis(tree: ast.Module) -> dict[str, str]:
    """Names in the module of what it imports from Hypothesis, with the names that they have there."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hypothesis")
        for alias in node.names
    }


def own_settings(source: Source) -> Iterator[str]:
    """Each place where a module decides for itself what the budget decides."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hypothesis"):
            yield from (f"line {node.lineno}: {each.name}" for each in node.names if each.name == "settings")
        elif isinstance(node, ast.Attribute) and node.attr == "settings" and ast.unparse(node.value) == "hypothesis":
            yield f"line {node.lineno}: hypothesis.settings"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("budget", "settings"):
            decided = sorted(DECIDED & {each.arg for each in node.keywords if each.arg})
            yield from (f"line {node.lineno}: {each}" for each in decided)


def test_no_module_of_tests_decides_its_own_examples() -> None:
    texts = [each for each in modules() if "hypothesis" in each.text or "budget(" in each.text]
    found = {source.path: list(own_settings(source)) for source in texts if not source.path.startswith(FREE)}
    assert {path: places for path, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from hypothesis import given, settings",
        "from hypothesis import settings as other",
        "from hypothesis._settings import settings",
        "import hypothesis\n@hypothesis.settings(deadline=None)\ndef test_one(): pass",
        "from tests.budget import budget\nONE = budget(60, derandomize=False)",
    ],
)
def test_a_module_that_decides_its_own_is_found(text: str) -> None:
    assert list(own_settings(Source("tests/unit/x/test_x.py", text)))


# -- who is marked


def defined(tree: ast.Module) -> dict[str, list[ast.stmt]]:
    """What stands at the top of a module, by each name that it gives."""
    found: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for each in ast.walk(node):
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                    found.setdefault(each.id, []).append(node)
    return found


def mentioned(node: ast.AST) -> set[str]:
    """Names that code reads from its module: no parameter of its own, and nothing that it assigns."""
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    own = {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    own |= {each.id for each in names if isinstance(each.ctx, ast.Store)}
    return {each.id for each in names} - own


def imported(tree: ast.Module, given: Following) -> set[str]:
    """Names of a module that follow the budget where they come from."""
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in given.get(node.module or "", ())
    }


def following(tree: ast.Module, given: Following) -> set[str]:
    """Every name at the top of a module by which its tests come to follow the budget."""
    tops = {name: set().union(*map(mentioned, nodes)) for name, nodes in defined(tree).items()}
    found = imported(tree, given)
    while more := {name for name, names in tops.items() if name not in found and names & found}:
        found |= more
    return found


def importers(given: Following) -> list[Source]:
    """Modules that import from one of these."""
    return [source for source in modules() if any(f"from {name} import" in source.text for name in given)]


@functools.cache
def given_by_modules() -> Following:
    """All names that a module of tests can import, and then follows the budget."""
    given, new = dict(ROOTS), dict(ROOTS)
    while new:
        found = {".".join(each.parts): given_by(each.tree, given) for each in importers(new)}
        new = {module: names for module, names in found.items() if names - given.get(module, frozenset())}
        given |= new
    return given


def given_by(tree: ast.Module, given: Following) -> frozenset[str]:
    """What a module defines that follows the budget, tests apart."""
    names = following(tree, given) - imported(tree, given)
    return frozenset(name for name in names if not name.startswith(("test_", "Test")))


def followers(tree: ast.Module, given: Following) -> set[str]:
    """Tests that follow the budget and are no properties themselves."""
    names = following(tree, given)
    return {
        node.name
        for node in each_test(tree)
        if mentioned(node) & names
        if not any(ast.unparse(each).startswith("given(") for each in node.decorator_list)
    }


def marked(tree: ast.Module) -> set[str]:
    """Tests with the mark."""
    return {
        node.name
        for node in each_test(tree)
        if any(ast.unparse(each) == "pytest.mark.budgeted" for each in node.decorator_list)
    }


def each_test(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def test_who_follows_the_budget_is_marked_and_nobody_else() -> None:
    """A marked test that makes the same rounds under both budgets would run twice for nothing."""
    given = given_by_modules()
    found = {source.path: followers(source.tree, given) for source in importers(given)}
    wanted = {path: names for path, names in found.items() if names and not path.startswith(FREE)}
    texts = [source for source in modules() if "pytest.mark.budgeted" in source.text]
    assert {source.path: names for source in texts if (names := marked(source.tree))} == wanted


WITHIN = """
from hypothesis import given
from tests.budget import budget, share

NUMBER, OTHER = share(60), 7

def rounds():
    return range(NUMBER)

def test_rounds():
    list(rounds())

def test_other():
    print(OTHER)

def test_property():
    @budget(5)
    @given()
    def check(): pass
    check()

@given()
def test_of_hypothesis(): pass

@pytest.mark.budgeted
def test_marked():
    share(5)

def test_of_another_given(given):
    given()
"""


def test_a_test_that_follows_the_budget_is_found_however_it_comes_to_it() -> None:
    tree = ast.parse(WITHIN)
    assert followers(tree, ROOTS) == {"test_rounds", "test_other", "test_property", "test_marked"}
    assert marked(tree) == {"test_marked"}
    assert given_by(tree, ROOTS) == {"NUMBER", "OTHER", "rounds"}
    assert "RUNS" in given_by_modules()["tests.conformance.runs"]
