"""Batches for property tests: few ids, so that they meet, drop, repeat and miss each other."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.batch import Batch
from graph.model import EDGE_KINDS, EdgeRow, NodeRow

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ["", "محمد علی", 'O\'Brien \\ "x"', "a\u200eb", "$x {id: 1}", "😀"]
)
NUMBER = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 3)
IDS = [f"id {n} '\"\\ ا" for n in range(4)]
KINDS = ("SUBJECT", "ACCOUNT", "CASE", "PHONE", "DEVICE", "VEHICLE")
EDGES = [kind.name for kind in EDGE_KINDS.values() if kind.source in KINDS and kind.target in KINDS]
ID = st.sampled_from(IDS)


def node(kind: str) -> st.SearchStrategy[NodeRow]:
    """Any node of a kind."""
    said = dict.fromkeys(("label", "label_ur", "owner", "source", "role", "grade", "handling", "note"), TEXT)
    return st.builds(NodeRow, kind=st.just(kind), id=ID, klass=NUMBER, target=st.booleans(), **said)


def edge(kind: str) -> st.SearchStrategy[EdgeRow]:
    """Any edge of a kind."""
    numbers = dict.fromkeys(("klass", "at_ms", "until_ms", "known_ms", "amount_minor", "duration_s"), NUMBER)
    said = dict.fromkeys(("currency", "owner", "source", "grade", "handling", "authority", "note"), TEXT)
    return st.builds(EdgeRow, kind=st.just(kind), id=st.sampled_from(["e1", "e2"]), start=ID, end=ID, **numbers, **said)


NODE = st.sampled_from(KINDS).flatmap(node)
EDGE = st.sampled_from(EDGES).flatmap(edge)
SOME_IDS = st.dictionaries(st.sampled_from(KINDS), st.lists(ID, max_size=3), max_size=2)


@st.composite
def batches(draw: st.DrawFn, source: str, position: int) -> Batch:
    """Half of them bring every end that their edges need."""
    edges = draw(st.lists(EDGE, max_size=6))
    nodes = draw(st.lists(NODE, max_size=6))
    if draw(st.booleans()):
        for one in edges:
            kind = EDGE_KINDS[one.kind]
            nodes += [NodeRow(kind.source, one.start), NodeRow(kind.target, one.end)]
    gone = draw(st.lists(EDGE, max_size=4))
    return Batch(
        source,
        position,
        drop_nodes=draw(SOME_IDS),
        drop_edges={kind: [one for one in gone if one.kind == kind] for kind in {one.kind for one in gone}},
        nodes=nodes,
        edges=edges,
        sweep=draw(SOME_IDS),
    )
