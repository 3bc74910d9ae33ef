"""A federation is founded in one room of the tests: who needs one takes it from there, and changes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.arch.tree import sources

HOME = "tests/fakes/world/"
FOUNDING = frozenset({"init_federation", "build_federation", "first_draft"})
"""What begins a federation's folder, or its first version."""
PAYLOADS = frozenset({"governance", "witness_policy"})
"""Fields that a payload of a registry has alone: whoever gives both writes a version by hand."""
ROWS = frozenset({"AgencyRow"})
"""A member as a registry has it once it is read."""
ELSEWHERE = {
    "tests/unit/audit/exports.py": "audit and its tests share no code with services: a second hand writes the format",
    "tests/unit/cli/test_federation.py": "a draft of version 1 that a command is to sign",
    "tests/unit/membership/test_hosts.py": "what founding itself does with names of hosts",
    "tests/unit/membership/test_provision.py": "what founding itself does and refuses",
    "tests/unit/membership/test_servable.py": "a draft of version 1 that no hub can serve",
}
"""Path -> why it founds one by itself."""


def founded(tree: ast.AST) -> Iterator[str]:
    """What of a federation is made by hand in ``tree``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in FOUNDING | ROWS:
            yield name
        elif {given.arg for given in node.keywords} >= PAYLOADS:
            yield f"{name}(governance=...)"


def test_nobody_founds_a_federation_beside_the_one_builder() -> None:
    found = {
        source.path: sorted(set(founded(source.tree)))
        for source in sources()
        if source.path.startswith("tests/") and not source.path.startswith(HOME)
    }
    assert {path for path, made in found.items() if made} == ELSEWHERE.keys()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("provision.init_federation(folder, name, now)", "init_federation"),
        ("build_federation(folder, name, members, now)", "build_federation"),
        ("governance.first_draft(name, hub, keys, now)", "first_draft"),
        ("AgencyRow(name, name)", "AgencyRow"),
        ("pb.Registry(governance=of, agencies=rows, witness_policy=rule)", "Registry(governance=...)"),
    ],
)
def test_what_is_made_by_hand_is_found(text: str, made: str) -> None:
    assert list(founded(ast.parse(text))) == [made]


@pytest.mark.parametrize(
    "text", ["small_federation(folder, now)", "Registry(agencies=rows)", "Profile(governance=path)"]
)
def test_what_is_given_or_read_is_left_alone(text: str) -> None:
    assert list(founded(ast.parse(text))) == []
