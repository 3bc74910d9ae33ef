"""Over which connection a call goes: never one of a busy process while another has less to do."""

from __future__ import annotations

from collections import Counter, deque
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.client.connection_pool import PROCESS_KEY, Connection, ConnectionPool


def pool_of(*processes: str) -> ConnectionPool:
    """Connections of which each has heard from its process."""
    connections = ConnectionPool(processes)
    with ExitStack() as stack:
        for _ in processes:
            connection = stack.enter_context(connections.take())
            connection.answered([("rabta-hdr-bin", b""), (PROCESS_KEY, connection.channel)])
    return connections


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8), st.integers(1, 24))
def test_processes_share_what_is_under_way(processes: list[str], calls: int) -> None:
    connections = pool_of(*processes)
    with ExitStack() as stack:
        taken = Counter(stack.enter_context(connections.take()).channel for _ in range(calls))
    shares = [taken[process] for process in set(processes)]
    assert max(shares) - min(shares) <= 1


def test_within_a_process_connections_take_turns() -> None:
    connections = pool_of("a", "a", "a")
    used: list[int] = []
    for _ in range(6):
        with connections.take() as connection:
            used.append(id(connection))
    assert sorted(Counter(used).values()) == [2, 2, 2]


def test_before_anybody_answered_every_connection_is_used_once() -> None:
    connections = ConnectionPool(range(8))
    with ExitStack() as stack:
        assert {stack.enter_context(connections.take()).channel for _ in range(8)} == set(range(8))


def test_connections_not_heard_of_count_as_one_process() -> None:
    """So that half of what is under way does not go to eight unknown connections that are one process."""
    connections = ConnectionPool(["a", "b", "?", "?", "?"])
    for _ in range(2):
        with connections.take() as connection:
            connection.answered([(PROCESS_KEY, connection.channel)])
    with ExitStack() as stack:
        assert Counter(stack.enter_context(connections.take()).channel for _ in range(6)) == {"a": 2, "b": 2, "?": 2}


def test_of_two_processes_that_have_two_calls_each_in_pairs_the_next_calls_take_turns() -> None:
    """Answers come in the order of the calls, and each frees the process that it came from: pairs would stay pairs."""
    connections = pool_of("a", "b", "a", "b")
    under_way = deque[tuple[str, ExitStack]]()

    def call() -> None:
        stack = ExitStack()
        under_way.append((stack.enter_context(connections.take()).channel, stack))

    for _ in range(8):
        call()
    pairs = {"a": [one for one in under_way if one[0] == "a"], "b": [one for one in under_way if one[0] == "b"]}
    for _, stack in (*pairs["a"][2:], *pairs["b"][2:]):
        stack.close()
    under_way = deque([pairs["b"][0], pairs["a"][0], pairs["a"][1], pairs["b"][1]])
    order = []
    for _ in range(8):
        under_way.popleft()[1].close()
        call()
        order.append(under_way[-1][0])
    assert "".join(order[2:]) in ("ababab", "bababa")


def test_a_call_that_fails_gives_its_lane_back() -> None:
    connections = pool_of("a", "b")
    for _ in range(3):
        with pytest.raises(ValueError, match="lost"), connections.take():
            raise ValueError("lost")
    with connections.take() as one, connections.take() as other:
        assert {one.channel, other.channel} == {"a", "b"}


def test_an_answer_that_names_nobody_changes_nothing() -> None:
    connection = Connection("channel")
    connection.answered([(PROCESS_KEY, "a")])
    connection.answered([("rabta-sig-bin", b"x")])
    assert connection.process == "a"
