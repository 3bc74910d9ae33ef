"""What is told of a node and of who is one person: a name only where an authority names them."""

from __future__ import annotations

import pytest

from graph.model import NodeRow
from services.linkage.questions.expand import expand
from services.values.network import ExpandRequest, Node
from tests.unit.linkage.questions.small import ALL, graph, link, phone, shown, subject


async def told(node: NodeRow) -> Node:
    """As an answer shows the node, beside another one."""
    rows = {"SUBJECT": [link("PHONE_USED_BY", "q", node.id, at_ms=1)], "PHONE": [link("CALLED", node.id, "q", at_ms=1)]}
    start = {"SUBJECT": subject, "PHONE": phone}[node.kind](node.id)
    answer = shown(await expand(graph(rows[node.kind], node), ALL, ExpandRequest(None, (start,))))
    (found,) = (each for each in answer.nodes if each.key == start)
    return found


@pytest.mark.parametrize(
    ("kind", "target", "named"),
    [
        ("SUBJECT", True, True),
        ("SUBJECT", False, False),
        ("PHONE", True, True),
        ("PHONE", False, False),
    ],
)
async def test_whom_no_authority_names_shows_no_name(kind: str, target: bool, named: bool) -> None:
    """Of a party that is no target the number alone is shown."""
    found = await told(NodeRow(kind, "n", klass=1, label="Amjad", label_ur="امجد", target=target))
    assert (found.label, found.label_ur) == (("Amjad", "امجد") if named else ("", ""))


@pytest.mark.parametrize(("note", "shows"), [("SAME", True), ("DIFFERENT", False)])
async def test_the_decision_that_two_are_one_person_is_part_of_the_answer(note: str, shows: bool) -> None:
    rows = [
        link("SAME_PERSON", "s1", "s2", note=note, at_ms=1),
        link("PHONE_USED_BY", "p", "s1", at_ms=1),
        link("PHONE_USED_BY", "q", "s2", at_ms=1),
    ]
    answer = shown(await expand(graph(rows), ALL, ExpandRequest(None, (subject("s1"), subject("s2")))))
    assert ("SAME_PERSON" in {edge.kind for edge in answer.edges}) is shows
    persons = {node.person for node in answer.nodes if node.key and node.key.kind == "SUBJECT"}
    assert len(persons) == (1 if shows else 2)
