"""Rows to properties and back, and the steps of a batch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph import batch as parts
from graph.batch import Batch, edge_properties, edge_row, node_properties, node_row
from graph.derived import ROWS
from graph.model import EdgeRow, NodeRow
from tests.engines.batches import EDGE, NODE, batches


@given(NODE)
def test_a_node_is_read_back(row: NodeRow) -> None:
    assert node_row(row.kind, node_properties(row)) == row


@given(EDGE)
def test_an_edge_is_read_back(row: EdgeRow) -> None:
    assert edge_row(row.kind, row.start, row.end, edge_properties(row)) == row


def test_a_shared_number_stores_its_id_and_class_alone() -> None:
    assert node_properties(NodeRow("PHONE", "+923000000001")) == {"id": "+923000000001", "klass": 0}


def test_what_statements_compare_is_always_stored() -> None:
    edge = edge_properties(EdgeRow("CALLED", "c", "a", "b", 0))
    assert edge == {"id": "c", "klass": 0, "at_ms": 0, "until_ms": 0, "known_ms": 0, "amount_minor": 0}
    assert node_properties(NodeRow("SUBJECT", "s"))["target"] is True


@given(batches("records", 1))
def test_steps_hold_every_row_once_and_never_more_than_a_statement_takes(batch: Batch) -> None:
    steps = [*parts.drops(batch), *parts.edges(batch), *parts.sweeps(batch)]
    assert all(0 < len(step.rows) <= ROWS for step in steps)
    linked = [row for step in steps for row in step.rows if step.statement.startswith("link.")]
    assert len(linked) == len(batch.edges)


def test_drops_come_with_edges_first() -> None:
    edge = EdgeRow("CALLED", "c", "a", "b", 0)
    steps = parts.drops(Batch("s", 1, drop_nodes={"PHONE": ["a", "a"]}, drop_edges={"CALLED": [edge]}))
    assert [(step.statement, step.rows) for step in steps] == [
        ("unlink.CALLED", [["a", "b", "c"]]),
        ("drop.PHONE", ["a"]),
    ]


@given(st.integers(0, 3 * ROWS))
def test_pieces_are_the_whole(count: int) -> None:
    found = list(parts.pieces(range(count)))
    assert [one for some in found for one in some] == list(range(count))
    assert all(len(some) <= ROWS for some in found)


def test_the_first_row_of_an_id_counts_and_only_the_absent_are_made() -> None:
    rows = [NodeRow("CASE", "a", 1), NodeRow("CASE", "a", 2), NodeRow("CASE", "b", 3)]
    ((ask, create),) = parts.nodes(Batch("s", 1, nodes=rows))
    assert (ask.statement, ask.rows) == ("absent.CASE", ["a", "b"])
    assert list(create(["a"]).rows) == [{"id": "a", "klass": 1}]
    assert create([]).rows == []
