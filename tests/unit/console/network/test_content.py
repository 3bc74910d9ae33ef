"""Several answers are one chart: everything once, paths with the right stubs, and every cut said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.console.network.content import Content, merged, paths_of
from services.values.network import (
    Answer,
    ContactChainResponse,
    ExpandResponse,
    Node,
    NodeKey,
    Path,
    ShortestPathsResponse,
    Stub,
    TraceMoneyResponse,
)  # fmt: skip
from tests.unit.console.network.sample import ACCUSED, ANSWERS, AROUND, EXPAND, MONEY, PATHS, PEOPLE, STUB

BOTH = (ANSWERS[EXPAND], ANSWERS[PATHS])


def test_everything_is_there_once() -> None:
    found = merged([*BOTH, *BOTH]).answer
    assert len({node.key for node in found.nodes}) == len(found.nodes) == 12
    assert len(found.edges) == len(AROUND.edges) + len(MONEY.edges)
    assert found.stubs == (STUB,)
    assert set(AROUND.cuts) <= set(found.cuts)
    assert merged([]) == Content()


@given(st.permutations(BOTH))
def test_the_order_of_questions_changes_nothing_but_the_cuts(order: list[ExpandResponse]) -> None:
    assert merged(order).answer.nodes == merged(BOTH).answer.nodes
    assert merged(order).answer.edges == merged(BOTH).answer.edges


def test_a_hub_stays_one_and_the_larger_degree_stands() -> None:
    hub = Node(key=ACCUSED, label="A", degree=900, neighbours=600, hub=True)
    found = merged(
        [
            ExpandResponse(answer=Answer((hub,))),
            ExpandResponse(answer=Answer((replace(hub, label="B", degree=2, hub=False),))),
        ]
    )
    assert found.answer.nodes == (Node(key=ACCUSED, label="B", degree=900, neighbours=600, hub=True),)
    later = merged([ExpandResponse(answer=Answer((PEOPLE[0],))), ExpandResponse(answer=Answer((hub,)))])
    assert later.answer.nodes == (hub,)


def test_stubs_of_paths_count_in_the_whole() -> None:
    other = Stub(before=NodeKey("PHONE", "1"), hidden=1)
    first = ShortestPathsResponse((Path((ACCUSED,), (), (0,)),), Answer(stubs=(other,)))
    found = merged([first, ShortestPathsResponse((Path((ACCUSED,), ("e",), (1, 0, 7)),), Answer(stubs=(other, STUB)))])
    assert found.answer.stubs == (other, STUB)
    assert [path.stubs for path in found.paths] == [(0,), (1, 0)]


def test_paths_trails_and_chains_are_paths() -> None:
    path = Path((ACCUSED,), ("e",))
    assert paths_of(TraceMoneyResponse(trails=(path,))) == paths_of(ContactChainResponse(chains=(path,))) == (path,)
    assert paths_of(ExpandResponse()) == ()
    assert merged([TraceMoneyResponse(trails=(path,)), ContactChainResponse(chains=(path,))]).paths == (path,)
