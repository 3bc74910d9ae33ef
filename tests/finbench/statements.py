"""The product's statements and the benchmark's, for an engine that runs both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.derived import of_edge, of_node
from graph.engine import GraphEngine
from graph.model import NODE_KINDS
from graph.statements import Statement, parse, statements
from tests.finbench.kinds import EDGES, LOAN

FOLDER = Path(__file__).with_name("cypher")
ONE_LOAN = "CREATE CONSTRAINT unique_loan IF NOT EXISTS FOR (n:Loan) REQUIRE n.id IS UNIQUE"


@cache
def known() -> Mapping[str, Statement]:
    return {**statements(), **{one.name: one for one in own()}}


def own() -> Iterator[Statement]:
    labels = {kind.name: kind.label for kind in (*NODE_KINDS.values(), LOAN)}
    for path in sorted(FOLDER.iterdir()):
        yield from parse(path.stem, path.read_text("utf-8"))
    for made in of_node(LOAN.name, LOAN.label):
        yield Statement(*made)
    for kind in EDGES:
        for made in of_edge(kind.name, labels[kind.source], labels[kind.target]):
            yield Statement(*made)
    yield Statement("constraint.LOAN", "one Loan for an id", (), (), "one constraint", ONE_LOAN)
    clear = statements()["clear.SUBJECT"]
    yield replace(clear, name="clear.LOAN", text=clear.text.replace(NODE_KINDS["SUBJECT"].label, LOAN.label))


async def without_loans(graph: GraphEngine) -> None:
    """Ready for loans, and holding none: the product's own clearing knows nothing of them."""
    await graph.run("constraint.LOAN")
    while (await graph.run("clear.LOAN"))[0][0]:
        pass
