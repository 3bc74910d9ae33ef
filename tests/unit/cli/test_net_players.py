"""`rabta net`: key players by name, and ties with how many rows they stand for."""

from __future__ import annotations

import csv
import io
import json
import re

from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import question_pb2 as pb

from services.cli import net_show as show
from services.cli.net_players import player_name
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, WHY, answers, rabta
from tests.unit.cli.test_net import MAN, PHONE, answer


def players(hub_desk: HubThread, found: pb.KeyPlayersResponse, *more: str) -> str:
    hub_desk.hub.bodies[f"{LINKAGE}/KeyPlayers"] = answers(found)
    printed = rabta("net", "keyplayers", MAN.id, "--profile", hub_desk.profile(), *WHY, *more).stdout
    return " ".join(re.sub("[│┃\u2066\u2069]", " ", printed).split())


def test_key_players_are_named_and_their_figures_are_words(hub_desk: HubThread) -> None:
    """By the label of any Subject of the person; a phone by its number and to whom it is registered."""
    made, other = answer(), gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id="agencies/pk.fia/records/r2")
    made.nodes.add(key=other, label="Rahim Dad", label_ur="رحیم داد", person=2)
    unnamed = gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id="agencies/pk.fia/records/r3")
    made.nodes.add(key=unnamed, person=2)
    phone = gp.NodeKey(kind=gp.NODE_KIND_PHONE, id="+923009876543")
    made.nodes.add(key=phone)
    made.edges.add(id="e2", kind=gp.EDGE_KIND_PHONE_REGISTERED_TO, start=phone, end=other)
    told = [pb.KeyPlayer(node=unnamed, parted=3, pairs=10, own=[PHONE]), pb.KeyPlayer(node=phone, parted=1, pairs=10)]
    found = pb.KeyPlayersResponse(players=[unnamed, phone], told=told, answer=made)
    rows = [player_name(one.node, made, urdu) for urdu in (False, True) for one in told]
    assert [each.replace("\u2066", "").replace("\u2069", "") for each in rows] == [
        "Rahim Dad", "PHONE:+923009876543 (phone registered to Rahim Dad)",
        "رحیم داد", "PHONE:+923009876543 (رجسٹرڈ بنام رحیم داد)",
    ]  # fmt: skip
    printed = players(hub_desk, found)
    assert "Rahim Dad" in printed
    assert "no longer linked" in printed
    assert json.loads(rabta(
        "net", "keyplayers", MAN.id, "--profile", hub_desk.profile(), *WHY, "--output", "json"
    ).stdout)["told"][0]["parted"] in (3, "3")  # fmt: skip


def test_a_tie_says_how_many_rows_it_stands_for_and_how_to_see_each(hub_desk: HubThread) -> None:
    made = answer()
    made.edges[0].rows, made.edges[0].first_ms, made.edges[0].sum_minor = 3_546, 1_600_000_000_000, 98_700
    made.edges[0].note = ""
    made.nodes[0].neighbours = 2
    hub_desk.hub.bodies[f"{LINKAGE}/Expand"] = answers(pb.ExpandResponse(answer=made))
    words = ("net", "expand", MAN.id, "--profile", hub_desk.profile(), *WHY)
    (row,) = show.edge_rows(made)
    assert (
        row[9].replace("\u2066", "").replace("\u2069", "")
        == "3,546 rows since 2020-09-13T17:26:40+05:00, in all PKR 987.00"
    )
    assert show.degree(made.nodes[0], False) == "3 (2) hub"
    assert "rabta net why A B" in " ".join(rabta(*words).stdout.split())
    assert "rabta net why A B" in " ".join(rabta(*words, "--language", "ur").stdout.split())
    rows = list(csv.reader(io.StringIO(rabta(*words, "--output", "csv").stdout.removeprefix("\ufeff"))))
    at = rows.index(["Evidence"])
    assert rows[at + 1][-3:] == ["rows", "first", "sum"]
    assert rows[at + 2][-3] == "3546"
