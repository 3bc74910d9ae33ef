"""Who is one person: decisions in their order, kept apart by those that say so."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from graph.model import EdgeRow
from services.linkage.questions.expand import expand
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.persons import MAX_SUBJECTS, persons, walk
from services.values.network import ExpandRequest
from tests.fakes.asked_graph import row
from tests.unit.linkage.questions.small import ALL, graph, link, shown, subject

NAMES = "abcdef"
Said = tuple[str, str, str]


def decided(said: list[Said]) -> list[Link]:
    return [
        link_of(row(EdgeRow("SAME_PERSON", f"d{order}", one, other, 1, known_ms=order, note=sign)))
        for order, (one, other, sign) in enumerate(said)
    ]


def groups(said: list[Said]) -> set[str]:
    found = persons([("SUBJECT", name) for name in NAMES], decided(said))
    return {"".join(key[1] for key in members) for members in found.values()}


def test_decisions_chain() -> None:
    assert groups([("a", "b", "SAME"), ("c", "b", "SAME")]) == {"abc", "d", "e", "f"}


def test_a_difference_undoes_its_own_pair_whenever_it_was_said() -> None:
    assert groups([("a", "b", "SAME"), ("b", "a", "DIFFERENT")]) == set(NAMES)
    assert groups([("a", "b", "DIFFERENT"), ("a", "b", "SAME")]) == set(NAMES)


def test_the_later_link_of_a_chain_gives_way() -> None:
    assert groups([("a", "b", "SAME"), ("b", "c", "SAME"), ("a", "c", "DIFFERENT")]) == {"ab", "c", "d", "e", "f"}


def test_unsure_joins_nobody() -> None:
    assert groups([("a", "b", "UNSURE")]) == set(NAMES)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(("SAME", "DIFFERENT")))))
def test_no_person_holds_two_who_differ(said: list[Said]) -> None:
    said = [one for one in said if one[0] != one[1]]
    for members in groups(said):
        assert not any({one, other} <= set(members) for one, other, sign in said if sign == "DIFFERENT")


def test_the_way_between_two_names_is_the_shortest() -> None:
    links = decided(
        [("a", "b", "SAME"), ("b", "c", "SAME"), ("c", "d", "SAME"), ("a", "d", "SAME"), ("a", "c", "UNSURE")]
    )
    members = [("SUBJECT", name) for name in "abcd"]
    assert [one.edge.id for one in walk(members[0], members[3], members, links)] == ["d3"]
    assert [one.edge.id for one in walk(members[3], members[1], members, links)] == ["d3", "d0"]
    assert walk(members[0], members[0], members, links) == []


async def test_a_chain_past_the_bound_joins_nobody() -> None:
    names = [f"s{number:03}" for number in range(MAX_SUBJECTS + 1)]
    rows = [link("SAME_PERSON", one, other, note="SAME") for one, other in itertools.pairwise(names)]
    calls = [link("CO_ARRESTED", names[0], "x"), link("CO_ARRESTED", names[-1], "y")]
    for start, met in ((names[0], "x"), (names[-1], "y")):
        response = await expand(graph([*rows, *calls]), ALL, ExpandRequest(None, (subject(start),)))
        assert [node.key.id for node in shown(response).nodes if node.key] == [start, met]
    shorter = await expand(graph([*rows[:-1], *calls]), ALL, ExpandRequest(None, (subject(names[-2]),)))
    assert [node.key.id for node in shown(shorter).nodes if node.key] == [names[-2], "x", names[0]]
