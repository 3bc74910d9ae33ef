"""The loader of statements: complete headers, one statement each, one for each kind of node where it says so."""

from __future__ import annotations

import pytest

from graph.errors import BadStatement
from graph.model import NODE_KINDS
from graph.statements import parse, statements

HEADER = "// purpose: to see\n// parameters: ids of nodes; most rows\n// columns: id, kind\n// bound: most rows\n"
BODY = "MATCH (n:NODE_LABEL) RETURN n.id AS id"


def test_a_file_is_one_statement() -> None:
    (one,) = parse("seen", HEADER + "MATCH (n)\n// why\nRETURN n.id AS id\n")
    assert (one.name, one.purpose, one.parameters) == ("seen", "to see", ("ids", "most"))
    assert (one.columns, one.bound) == (("id", "kind"), "most rows")
    assert one.text == "MATCH (n)\nRETURN n.id AS id"


def test_for_node_makes_one_for_each_kind() -> None:
    found = {one.name: one.text for one in parse("seen", HEADER + "// for: node\n" + BODY)}
    assert found == {f"seen.{kind.name}": f"MATCH (n:{kind.label}) RETURN n.id AS id" for kind in NODE_KINDS.values()}


def test_a_part_may_go_on() -> None:
    (one,) = parse("seen", HEADER.replace("; most", ";\n//    most") + BODY)
    assert one.parameters == ("ids", "most")


def test_none_means_none() -> None:
    (one,) = parse("seen", HEADER.replace("ids of nodes; most rows", "none").replace("id, kind", "none") + BODY)
    assert (one.parameters, one.columns) == ((), ())


@pytest.mark.parametrize("part", ["purpose", "parameters", "columns", "bound"])
def test_every_part_is_needed(part: str) -> None:
    lines = [line for line in HEADER.splitlines() if f"// {part}:" not in line]
    with pytest.raises(BadStatement, match=part):
        list(parse("seen", "\n".join([*lines, BODY])))


@pytest.mark.parametrize(
    "text",
    [
        HEADER,
        HEADER + "   ",
        HEADER + BODY + "; " + BODY,
        HEADER + "// for: edge\n" + BODY,
        HEADER + "// purpose: twice\n" + BODY,
        HEADER + "// speed: fast\n" + BODY,
        HEADER + "// a line that is no part\n" + BODY,
        HEADER.replace("ids of", "Ids of") + BODY,
        HEADER.replace("id, kind", "n.id") + BODY,
        BODY,
        "",
    ],
)
def test_what_breaks_a_rule_is_told(text: str) -> None:
    with pytest.raises(BadStatement):
        list(parse("seen", text))


def test_all_are_loaded_once() -> None:
    assert statements() is statements()
    assert all(name == one.name for name, one in statements().items())
    assert {"ping", "progress", "hold", "advance"} <= set(statements())
