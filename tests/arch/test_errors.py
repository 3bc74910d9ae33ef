"""Every exception of the services has one base, so that a caller can catch what Rabta says in one clause."""

from __future__ import annotations

import ast
import builtins
import importlib

import pytest

from services.errors import RabtaError
from tests.arch.tree import Source, shipped

BUILT_IN = {
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
}


def own() -> list[Source]:
    return [source for source in shipped() if source.path.startswith("services/")]


def baseless(tree: ast.Module) -> list[str]:
    """Classes that derive from a built-in exception and not from the one base too."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and (bases := {base.id for base in node.bases if isinstance(base, ast.Name)}) & BUILT_IN
        and "RabtaError" not in bases
        and node.name != "RabtaError"
    ]


def test_no_exception_has_a_base_of_its_own() -> None:
    assert {source.path: found for source in own() if (found := baseless(source.tree))} == {}


def test_the_rule_finds_what_breaks_it() -> None:
    assert baseless(ast.parse("class Lost(Exception): ...\nclass Bad(ValueError): ...")) == ["Lost", "Bad"]
    assert baseless(ast.parse("class Bad(RabtaError, ValueError): ...\nclass Fine(Bad): ...")) == []


def refusals(tree: ast.Module, known: set[str]) -> list[str]:
    """Classes that derive from one of ``known``."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and {base.id for base in node.bases if isinstance(base, ast.Name)} & known
    ]


def test_the_refusals_of_a_room_stand_in_its_errors() -> None:
    kinds = [
        kind for source in own() if source.path.endswith("/errors.py") for kind in refusals(source.tree, {"Refused"})
    ]
    assert len(kinds) > 30
    elsewhere = {
        source.path: found
        for source in own()
        if not source.path.endswith("/errors.py") and (found := refusals(source.tree, {"Refused", *kinds}))
    }
    assert elsewhere == {}


def test_a_refusal_elsewhere_is_found() -> None:
    assert refusals(ast.parse("class Late(Refused): ...\nclass Fine(Later): ..."), {"Refused"}) == ["Late"]


@pytest.mark.parametrize(
    ("module", "name", "also"),
    [
        ("services.client.errors", "Unproven", Exception),
        ("services.client.errors", "Refusal", Exception),
        ("services.client.profile", "ProfileError", ValueError),
        ("services.membership.errors", "RegistryError", Exception),
        ("services.access.errors", "Refused", Exception),
        ("services.node.ports", "PortTaken", OSError),
        ("services.tables.errors", "UnreadableFile", Exception),
    ],
)
def test_it_stays_what_it_was(module: str, name: str, also: type[Exception]) -> None:
    found = getattr(importlib.import_module(module), name)
    assert issubclass(found, RabtaError)
    assert issubclass(found, also)


def test_an_error_of_the_system_keeps_its_number() -> None:
    from services.admin.place import Unbound

    assert Unbound(98, "in use").errno == 98
