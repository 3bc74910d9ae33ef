"""Every statement keeps to what runs the same on both engines (section 8 of the design), and its header tells the truth."""

from __future__ import annotations

import re

import pytest

from graph.derived import derived
from graph.model import EDGE_KINDS, NAMING, NODE_KINDS
from graph.statements import Statement, statements
from tests.rows import of_rows

FILES = sorted(set(statements()) - {one[0] for one in derived()})
ALL = sorted(statements())
WRITES = re.compile(r"\b(CREATE|MERGE|DELETE|SET|REMOVE)\b")
NOT_PORTABLE = {
    "an engine's own ids": r"\belementId\s*\(|(?<![\w.])id\s*\(",
    "libraries": r"\b(apoc|gds|algo)\.",
    "shortest-path prefixes": r"\bSHORTEST\b|\b(all)?shortestPaths?\s*\(",
    "lengths without an end": r"\[[^\]]*\*\s*(\d+\s*\.\.\s*)?[\]:{|]|\{\s*\d+\s*,\s*\}|\)\s*[+*]\s*[(-]",
    "time types": r"\b(datetime|localdatetime|date|time|localtime|duration)\s*[({.]",
    "labels taken away": r"\bREMOVE\s+\w+:",
    "transactions inside": r"\bIN\s+TRANSACTIONS\b",
    "a database of its own choice": r"(^|\n)\s*USE\s",
    "data from elsewhere": r"\bLOAD\s+CSV\b",
    "procedures": r"\bCALL\s+[a-z]\w*(\.\w+)+\s*\(",
}


def text_of(name: str) -> str:
    return statements()[name].text


@of_rows("name", ALL)
def test_it_keeps_to_the_portable_part(name: str) -> None:
    assert {what for what, pattern in NOT_PORTABLE.items() if re.search(pattern, text_of(name), re.IGNORECASE)} == set()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("MATCH (n) RETURN elementId(n)", "an engine's own ids"),
        ("MATCH (n) WHERE id(n) = 3 RETURN n", "an engine's own ids"),
        ("MATCH (a)-[*]->(b) RETURN b", "lengths without an end"),
        ("MATCH (a)-[e:X*2..]->(b) RETURN b", "lengths without an end"),
        ("MATCH (a)((x)-[:X]->(y))+(b) RETURN b", "lengths without an end"),
        ("MATCH (a)((x)-[:X]->(y)){1,}(b) RETURN b", "lengths without an end"),
        ("RETURN datetime()", "time types"),
        ("MATCH p = shortestPath((a)-[*..3]-(b)) RETURN p", "shortest-path prefixes"),
        ("CALL db.labels() YIELD label RETURN label", "procedures"),
        ("RETURN apoc.text.clean('x')", "libraries"),
    ],
)
def test_what_is_not_portable_would_be_seen(text: str, what: str) -> None:
    assert re.search(NOT_PORTABLE[what], text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["MATCH (a)-[e:X*1..3]->(b) RETURN b", "RETURN count(*) AS c", "MATCH (n {id: $id}) RETURN n"]
)
def test_what_is_bounded_passes(text: str) -> None:
    assert not any(re.search(pattern, text, re.IGNORECASE) for pattern in NOT_PORTABLE.values())


@of_rows("name", ALL)
def test_parameters_are_those_of_the_header(name: str) -> None:
    assert set(re.findall(r"\$(\w+)", text_of(name))) == set(statements()[name].parameters)


@of_rows("name", ALL)
def test_columns_are_those_of_the_header(name: str) -> None:
    returned = text_of(name).rpartition("RETURN ")[2]
    assert aliases(returned) == statements()[name].columns


def aliases(returned: str) -> tuple[str, ...]:
    """What each column of a RETURN is called."""
    until = re.split(r"\b(?:ORDER BY|LIMIT|SKIP)\b", returned)[0].removeprefix("DISTINCT ")
    if "CONSTRAINT" in until or "INDEX" in until or re.search(r"\bDELETE\b", until):
        return ()
    parts, depth = [""], 0
    for letter in until:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return tuple(part.split()[-1] for part in parts if part.strip())


@of_rows("name", FILES)
def test_one_match_for_each_hop(name: str) -> None:
    for pattern in re.split(r"\bMATCH\b", text_of(name))[1:]:
        hops = re.findall(r"\)\s*<?-\[?", re.split(r"\b(?:WHERE|RETURN|WITH|UNWIND)\b", pattern)[0])
        assert len(hops) <= 1, pattern


@of_rows("name", FILES)
def test_values_come_as_parameters(name: str) -> None:
    assert set(re.findall(r"'[^']*'|\"[^\"]*\"", text_of(name))) <= {"''"}


@of_rows("name", FILES)
def test_files_read_save_those_of_a_rebuild(name: str) -> None:
    assert not WRITES.search(text_of(name)) or name.partition(".")[0] in {"clear", "clear_progress"}


def test_labels_and_types_are_those_of_the_model() -> None:
    labels = {kind.label for kind in NODE_KINDS.values()} | {"Progress"}
    for name, one in statements().items():
        brackets = re.findall(r"\[\w*:([A-Z_|]+)", one.text)
        assert {kind for found in brackets for kind in found.split("|")} <= set(EDGE_KINDS), name
        assert set(re.findall(r"\(\w*:(\w+)", one.text)) <= labels, name


@pytest.mark.parametrize(("name", "hops"), [("candidates", 2), ("subject", 1)])
def test_a_person_is_known_by_every_edge_that_names_them(name: str, hops: int) -> None:
    found = re.findall(r"\[\w*:([A-Z_|]+)\]", text_of(name))
    assert [each.split("|") for each in found] == [list(NAMING)] * hops


def test_every_label_has_a_unique_id() -> None:
    for kind in NODE_KINDS.values():
        assert f"(n:{kind.label}) REQUIRE n.id IS UNIQUE" in text_of(f"constraint.{kind.name}")


@pytest.mark.parametrize("verb", ["absent", "create", "drop", "sweep", "clear", "nodes", "out_edges"])
def test_every_kind_of_node_has_its_statements(verb: str) -> None:
    assert all(isinstance(statements()[f"{verb}.{kind}"], Statement) for kind in NODE_KINDS)


@pytest.mark.parametrize("verb", ["link", "unlink"])
def test_every_kind_of_edge_has_its_statements(verb: str) -> None:
    assert all(isinstance(statements()[f"{verb}.{kind}"], Statement) for kind in EDGE_KINDS)


def test_edges_are_never_merged() -> None:
    for name, one in statements().items():
        assert not re.search(r"MERGE\s*\([^)]*\)\s*<?-", one.text), name
