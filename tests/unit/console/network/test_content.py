"""Several answers are one chart: everything once, paths with the right stubs, and every cut said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.console.network.content import Content, merged, paths_of, reaching
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
from tests.unit.console.network.sample import (
    ACCOUNT,
    ACCUSED,
    ANSWERS,
    AROUND,
    EXPAND,
    MONEY,
    OTHER_ACCOUNT,
    PATHS,
    PEOPLE,
    PHONE,
    STUB,
    row,
)

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


THIRD, ASIDE = NodeKey("ACCOUNT", "IBAN:3"), NodeKey("ACCOUNT", "IBAN:4")
HOPS = (
    row("m1", "TRANSFERRED", ACCOUNT, OTHER_ACCOUNT),
    row("m2", "TRANSFERRED", OTHER_ACCOUNT, THIRD),
    row("m3", "TRANSFERRED", ACCOUNT, ASIDE),
    row("h3", "ACCOUNT_HELD_BY", THIRD, ACCUSED),
    row("h4", "ACCOUNT_HELD_BY", ASIDE, PEOPLE[1].key or ASIDE),
)
TRACED = TraceMoneyResponse(
    (
        Path((ACCOUNT, OTHER_ACCOUNT, THIRD), ("m1", "m2"), (), (0, 1), (1,)),
        Path((ACCOUNT, OTHER_ACCOUNT), ("m1",)),
        Path((ACCOUNT, ASIDE), ("m3",), (1,)),
    ),
    answer=Answer(tuple(Node(key=key) for key in (ACCOUNT, OTHER_ACCOUNT, THIRD, ASIDE)), HOPS, (STUB, STUB)),
)


def test_of_trails_those_are_left_that_come_to_a_node_and_each_ends_there() -> None:
    found = reaching(TRACED, OTHER_ACCOUNT)
    assert paths_of(found) == (
        Path((ACCOUNT, OTHER_ACCOUNT), ("m1",), (), (0,)),
        Path((ACCOUNT, OTHER_ACCOUNT), ("m1",)),
    )
    assert found.answer
    assert {edge.id for edge in found.answer.edges} == {"m1"}
    assert {node.key for node in found.answer.nodes} == {ACCOUNT, OTHER_ACCOUNT}
    assert found.answer.stubs == ()


def test_a_person_is_come_to_by_their_account() -> None:
    found = reaching(TRACED, ACCUSED)
    assert [path.edges for path in paths_of(found)] == [("m1", "m2")]
    assert found.answer
    assert {edge.id for edge in found.answer.edges} == {"m1", "m2", "h3"}


def test_a_trail_with_a_hidden_stretch_keeps_it_and_all_of_itself() -> None:
    found = reaching(TRACED, ASIDE)
    assert paths_of(found) == (Path((ACCOUNT, ASIDE), ("m3",), (0,)),)
    assert found.answer
    assert found.answer.stubs == (STUB,)


def test_where_no_trail_comes_nothing_is_left() -> None:
    found = reaching(ContactChainResponse((Path((PHONE, *(PHONE,)), ("c",)),), MONEY), NodeKey("PHONE", "+92"))
    assert paths_of(found) == ()
    assert found.answer
    assert found.answer.nodes == ()


def test_where_trails_start_is_no_end_and_other_answers_stay_whole() -> None:
    assert paths_of(reaching(TRACED, ACCOUNT)) == ()
    assert reaching(TRACED, None) is TRACED
    assert reaching(ANSWERS[PATHS], ACCUSED) is ANSWERS[PATHS]
