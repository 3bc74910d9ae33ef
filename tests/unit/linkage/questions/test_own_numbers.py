"""Key players are people: their own papers and phones are they, numbers of many bearers join nobody, places nothing."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import EdgeRow, NodeRow
from services.linkage.questions.key_players import key_players
from services.values.network import Frame, KeyPlayersRequest, KeyPlayersResponse
from tests.unit.linkage.questions.small import ALL, graph, link, phone, shown, subject


def crowd(middle: str = "m", hands: int = 5) -> list[EdgeRow]:
    """Somebody's phone that others, whose phones are known to be theirs, call."""
    calls = [link("CALLED", f"p{one}", middle, at_ms=one + 1) for one in range(hands)]
    return calls + [link("PHONE_USED_BY", f"p{one}", f"s{one}") for one in range(hands)]


async def ask(
    rows: list[EdgeRow], *nodes: NodeRow, number: int = 1, around: str = "m", **frame: Any
) -> KeyPlayersResponse:
    return await key_players(graph(rows, *nodes), ALL, KeyPlayersRequest(Frame(**frame), (phone(around),), 3, number))


@pytest.mark.parametrize("kind", ["PHONE_USED_BY", "PHONE_FOUND_WITH"])
async def test_a_phone_that_is_one_persons_is_that_person(kind: str) -> None:
    papers = [link("IDENTIFIED_BY", "boss", "CNIC:1"), link(kind, "second", "boss")]
    found = await ask([*crowd(), link(kind, "m", "boss"), *papers])
    (player,) = found.told
    assert player.node == subject("boss")
    assert [key.id for key in player.own] == ["CNIC:1", "m", "second"]
    assert (player.parted, player.pairs) == (10, 10), "five callers who know one another through the boss alone"
    assert {key.id for key in player.own} <= {node.key.id for node in shown(found).nodes if node.key}, (
        "and why is shown"
    )


async def test_a_subscriber_is_not_a_user() -> None:
    found = await ask([*crowd(), link("PHONE_REGISTERED_TO", "m", "uncle")])
    assert found.players == (phone("m"),), "whoever uses it is not known"
    assert "uncle" in {node.key.id for node in shown(found).nodes if node.key}, "but to whom it is registered is shown"
    both = await ask([*crowd(), link("PHONE_REGISTERED_TO", "m", "uncle"), link("PHONE_USED_BY", "m", "uncle")])
    assert both.players == (subject("uncle"),)
    apart = await ask([*crowd(), link("PHONE_REGISTERED_TO", "m", "uncle"), link("PHONE_USED_BY", "m", "boss")])
    assert apart.players == (phone("m"),)


async def test_a_number_of_many_bearers_joins_nobody() -> None:
    rows = [*crowd(), link("PHONE_USED_BY", "m", "boss"), link("PHONE_USED_BY", "m", "other")]
    found = await ask(rows)
    assert found.players == (phone("m"),)
    assert found.told[0].own == ()
    rows += [link("SAME_PERSON", "boss", "other", note="SAME")]
    assert (await ask(rows)).players == (subject("boss"),), "a decision makes them one"
    rows[-1] = link("SAME_PERSON", "boss", "other", note="UNSURE")
    assert (await ask(rows)).players == (phone("m"),)


async def test_a_bearer_outside_the_frame_keeps_a_number_from_joining() -> None:
    rows = [*crowd(), link("PHONE_USED_BY", "m", "boss"), link("PHONE_USED_BY", "m", "before", at_ms=1, until_ms=1)]
    assert (await ask(rows, from_ms=2)).players == (phone("m"),)
    calls = await ask([*crowd(), link("PHONE_USED_BY", "m", "boss")], edge_kinds=("CALLED",))
    assert calls.players == (phone("m"),), "a frame without the kind does not follow it"


async def test_a_companys_account_is_not_its_signatorys_own() -> None:
    rows = [link("TRANSFERRED", f"a{one}", "m", at_ms=1) for one in range(5)]
    rows += [link("CALLED", "m", "x"), link("ACCOUNT_USED_BY", "m", "clerk"), link("ACCOUNT_OF", "m", "company")]
    request = KeyPlayersRequest(None, (subject("clerk"),), 3, 1)
    found = await key_players(graph(rows), ALL, request)
    assert found.players[0].kind == "ACCOUNT"
    alone = [row for row in rows if row.kind != "ACCOUNT_OF"]
    assert (await key_players(graph(alone), ALL, request)).players == (subject("clerk"),)


async def test_papers_cases_and_places_are_no_players_and_districts_join_nobody() -> None:
    """A case of five and a district of five: the case leads from one to another, the district does not."""
    rows = [link("PARTY_TO", f"s{one}", "case") for one in range(5)]
    rows += [link("LIVES_AT", f"s{one}", "DISTRICT:PB/LAHORE") for one in range(5)]
    rows += [link("LIVES_AT", f"t{one}", "DISTRICT:PB/LAHORE") for one in range(5)]
    found = await key_players(graph(rows), ALL, KeyPlayersRequest(None, (subject("s0"),), 3, 1))
    assert {key.kind for key in found.players} == {"SUBJECT"}
    assert {node.key.kind for node in shown(found).nodes if node.key} == {"SUBJECT", "CASE"}
    assert (found.told[0].parted, found.told[0].pairs) == (0, 6), "the four others, who have the case in common"


async def test_organisations_and_vehicles_stay() -> None:
    rows = [link("OFFICER_OF", f"s{one}", "firm") for one in range(4)]
    rows += [link("VEHICLE_USED_BY", "LEA1234", f"s{one}") for one in range(2)]
    found = await key_players(graph(rows), ALL, KeyPlayersRequest(None, (subject("s0"),), 3, 1))
    assert [key.kind for key in found.players] == ["ORGANISATION"]
    assert "VEHICLE" in {node.key.kind for node in shown(found).nodes if node.key}


async def test_who_is_joined_beyond_the_radius_is_named_where_the_number_stands() -> None:
    rows = [link("CALLED", "m", "far"), link("CALLED", "m", "near"), link("PHONE_USED_BY", "far", "friend")]
    request = KeyPlayersRequest(None, (phone("m"),), 1, 1)
    found = await key_players(graph(rows), ALL, request)
    assert "friend" in {node.key.id for node in shown(found).nodes if node.key}


async def test_the_named_person_keeps_to_what_the_caller_may_see() -> None:
    """A person whom no authority names stands without a name; one that is withheld is not there, nor their number."""
    hidden = NodeRow("SUBJECT", "boss", 2, label="secret name")
    used = link("PHONE_USED_BY", "m", "boss", klass=2)
    found = await ask([*crowd(), used], hidden)
    assert found.players == (phone("m"),)
    assert "boss" not in str(found)
    assert "secret" not in str(found)
    unnamed = NodeRow("SUBJECT", "boss", 1, label="a number", target=False)
    told = await ask([*crowd(), link("PHONE_USED_BY", "m", "boss")], unnamed)
    assert [node.label for node in shown(told).nodes if node.key == told.players[0]] == [""]
