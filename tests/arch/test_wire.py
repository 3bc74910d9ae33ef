"""A service's ``wire.py`` stands between bytes and values, one way to name and one way to type what it exports."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from typing import Any

import pytest

from tests.arch.tree import shipped

NAME = re.compile(r"(de|en)code(_[a-z]+)*|encoded_size")
WIRES = {source.path: source.tree for source in shipped() if source.path.endswith("/wire.py")}


def bound(tree: ast.Module) -> set[str]:
    """Public names that a file binds itself: functions, classes and what it assigns."""
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return {name for name in found if not name.startswith("_")}


def misnamed(names: set[str]) -> set[str]:
    return {name for name in names if not NAME.fullmatch(name)}


def mistyped(name: str, said: dict[str, object]) -> bool:
    """Whether a function so named takes or gives something else; ``said``: annotation as text by parameter, in order."""
    *takes, gives = (str(one) for one in said.values())
    if name == "encoded_size":
        return gives != "int"
    if name.startswith("decode"):
        return takes[-1] != "bytes" or gives in ("bytes", "None") or gives.startswith("pb.")
    return gives != "bytes" or any(one.startswith("pb.") for one in takes)


def annotated(function: Callable[..., Any]) -> dict[str, object]:
    said = signature(function)
    return {each.name: each.annotation for each in said.parameters.values()} | {"return": said.return_annotation}


@pytest.mark.parametrize("path", WIRES)
def test_what_is_exported_decodes_or_encodes(path: str) -> None:
    module = import_module(path.removesuffix(".py").replace("/", "."))
    made = {name: getattr(module, name) for name in bound(WIRES[path])}
    functions = {name: each for name, each in made.items() if callable(each) and not isinstance(each, type)}
    assert functions
    assert misnamed(set(functions)) == set()
    assert {name for name, each in functions.items() if mistyped(name, annotated(each))} == set()


def test_services_that_answer_have_one() -> None:
    rooms = {path.split("/")[1] for path in WIRES}
    assert rooms == {source.parts[1] for source in shipped() if source.path.endswith("/rpc.py")}


def test_a_handler_of_the_edge_sees_no_message() -> None:
    """The admin port is not behind the edge: gRPC's own health and reflection answer there with messages of theirs."""
    handlers = [source for source in shipped() if source.path.endswith("/rpc.py") and source.parts[1] != "admin"]
    assert [one.path for one in handlers if {"google", "rabta"} & one.packages()] == []


def test_the_rule_finds_what_breaks_it() -> None:
    assert misnamed({"decode", "encode_kept", "encoded_size", "read_kept", "write_kept", "to_message"}) == {
        "read_kept",
        "write_kept",
        "to_message",
    }
    assert not mistyped("decode_kept", {"raw": "bytes", "return": "Kept"})
    assert mistyped("decode_kept", {"request": "pb.Kept", "return": "Kept"})
    assert mistyped("decode_kept", {"raw": "bytes", "return": "pb.Kept"})
    assert not mistyped("encode_kept", {"kept": "Kept", "return": "bytes"})
    assert mistyped("encode_kept", {"kept": "Kept", "return": "pb.Kept"})
    assert mistyped("encoded_size", {"kept": "Kept", "return": "bytes"})


def test_what_is_exported_is_what_a_file_binds_itself() -> None:
    tree = ast.parse("import a\nT: int = 1\nd, e = a.d, a.e\ndef f(): ...\ndef _g(): ...\nclass H: ...")
    assert bound(tree) == {"T", "d", "e", "f", "H"}
