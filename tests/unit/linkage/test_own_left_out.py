"""Row 2 of what is shown: of the officer's own and their kin's nothing is, and oversight alone is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.model import EdgeRow, NodeRow
from services.access.decision import RecordClass
from services.access.errors import NotFound, OwnOrKin
from services.access.trail import Inquiry
from services.linkage.apart import Search, do
from services.linkage.app import insider
from services.linkage.app.context import Found, Searching
from services.linkage.app.insider import own_of
from services.linkage.app.questions import ask
from services.linkage.app.seeing import seeing
from services.linkage.rights import Ask, Seen
from services.linkage.wire import encode
from services.membership.registry import Registry
from services.signing.sealing import Sealer
from services.values.network import (
    CommonNeighboursRequest,
    ExpandRequest,
    ExplainLinkRequest,
    Frame,
    KeyPlayersRequest,
    ListLinkCandidatesRequest,
    ListLinkCandidatesResponse,
    NodeKey,
    ShortestPathsRequest,
)
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.link_room import ASSIGNED, World, analyst, held, open_room
from tests.fakes.record_changes import facts
from tests.fakes.records_node import federation
from tests.unit.linkage.test_insider import OWN, declaring
from tests.unit.linkage.test_insider import edge as row
from tests.unit.linkage.test_insider import subject as person
from tests.unit.linkage.world import World as Node
from tests.unit.linkage.world import investigator

ME, ALIAS, FRIEND, UNTESTED, SEALED = (
    f"agencies/pk.fia/records/{name}" for name in ("me", "alias", "friend", "untested", "sealed")
)
PLAIN, WEAK, HIDDEN = 1, 2, 3
CLASSES = (
    RecordClass("pk.x", "PARTY", "ACCUSED"),
    RecordClass("pk.y", "PARTY", "ACCUSED", weak_grade=True),
    RecordClass("pk.z", "PARTY", "ACCUSED", sealed=True),
)
CASE = NodeKey("CASE", "FIR:1")
OWN_PHONE = NodeKey("PHONE", "+923009000001")
FRIENDS_PHONE = NodeKey("PHONE", "+923008000001")
CALLED_PHONE = NodeKey("PHONE", "+923007000001")
EDGES = (
    row("IDENTIFIED_BY", FRIEND, "CNIC:3520299999991"),
    row("PHONE_USED_BY", FRIENDS_PHONE.id, FRIEND),
    row("PARTY_TO", FRIEND, CASE.id),
    row("PARTY_TO", "agencies/pk.fia/records/third", CASE.id),
    row("CALLED", FRIENDS_PHONE.id, CALLED_PHONE.id, at_ms=5),
)
OWN_EDGES = (
    row("IDENTIFIED_BY", ME, OWN),
    row("SAME_PERSON", ME, ALIAS, note="SAME"),
    row("PARTY_TO", ME, CASE.id),
    row("PARTY_TO", ALIAS, CASE.id),
    row("CO_ARRESTED", ALIAS, FRIEND),
)
WEAK_EDGES = (row("IDENTIFIED_BY", UNTESTED, OWN, WEAK), row("PARTY_TO", UNTESTED, CASE.id, WEAK))


def nodes_of(edges: Sequence[EdgeRow]) -> tuple[NodeRow, ...]:
    """A Subject of the class of its edges; every other node open."""
    found: dict[tuple[str, str], NodeRow] = {}
    classes = {UNTESTED: WEAK, SEALED: HIDDEN}
    for each in edges:
        for one in (each.start, each.end):
            kind = next(
                (
                    kind
                    for begin, kind in (("agencies/", "SUBJECT"), ("+", "PHONE"), ("FIR", "CASE"))
                    if one.startswith(begin)
                ),
                "DOCUMENT",
            )
            node = person(one, classes.get(one, PLAIN)) if kind == "SUBJECT" else NodeRow(kind, one)
            found[kind, one] = node
    return tuple(found.values())


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("federation")).registry


async def answered(folder: Path, registry: Registry, edges: Sequence[EdgeRow], request: Any, inquiry: Inquiry) -> Any:
    """What leaves, by the real search over these edges."""
    folder.mkdir(exist_ok=True)
    graph = AskedGraph(nodes_of(edges), edges)

    async def search(searching: Searching) -> Found:
        found: Found = await do(graph, Search(searching.rights, searching.request))
        return found

    context = replace(open_room(folder, World()), graph=graph, search=search)
    assert await held(context, *CLASSES) == [PLAIN, WEAK, HIDDEN]
    return await ask(context, inquiry, request, registry, 2**62)


ASKED = (
    ExpandRequest(start=(CASE,)),
    ExpandRequest(Frame(pictures=("SVG", "GRAPHML")), (CASE, FRIENDS_PHONE)),
    KeyPlayersRequest(around=(CASE,), radius=3, number=1),
    CommonNeighboursRequest(of=(CASE, FRIENDS_PHONE)),
    ShortestPathsRequest(start=CASE, end=CALLED_PHONE, max_length=4),
)


@pytest.mark.parametrize("request_", ASKED, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("planted", [OWN_EDGES, WEAK_EDGES, OWN_EDGES + WEAK_EDGES], ids=["shown", "hit", "both"])
async def test_what_leaves_is_as_if_they_were_not(
    tmp_path: Path, registry: Registry, planted: Sequence[EdgeRow], request_: Any
) -> None:
    """Others, who plant records of the officer, move nothing of what that officer is shown."""
    before, after = declaring(), declaring()
    empty = await answered(tmp_path / "a", registry, EDGES, request_, before)
    whole = await answered(tmp_path / "b", registry, (*EDGES, *planted), request_, after)
    assert encode(whole) == encode(empty)
    assert (before.trail.alarms, after.trail.records) == ([], before.trail.records)
    if planted != WEAK_EDGES or not isinstance(request_, KeyPlayersRequest | CommonNeighboursRequest):
        assert after.trail.alarms == ["own-or-kin"]
    seen = await answered(tmp_path / "c", registry, (*EDGES, *planted), request_, analyst())
    assert encode(seen) != encode(empty) or planted == WEAK_EDGES, "a colleague sees them"


async def test_a_hidden_record_of_theirs_changes_nothing_and_alarms_nobody(tmp_path: Path, registry: Registry) -> None:
    """The alarm would say that there is one."""
    hidden = (row("IDENTIFIED_BY", SEALED, OWN, HIDDEN), row("PARTY_TO", SEALED, CASE.id, HIDDEN))
    request, inquiry = ExpandRequest(start=(CASE,)), declaring()
    whole = await answered(tmp_path / "a", registry, (*EDGES, *hidden), request, inquiry)
    assert encode(whole) == encode(await answered(tmp_path / "b", registry, EDGES, request, declaring()))
    assert inquiry.trail.alarms == []


async def test_a_declared_phone_is_left_out_of_calls(tmp_path: Path, registry: Registry) -> None:
    declared = declaring(f"PHONE:{OWN_PHONE.id}")
    calls = (*EDGES, row("CALLED", FRIENDS_PHONE.id, OWN_PHONE.id, at_ms=7))
    found = await answered(tmp_path / "a", registry, calls, ExpandRequest(start=(FRIENDS_PHONE,)), declared)
    assert NodeKey("PHONE", OWN_PHONE.id) not in [node.key for node in found.answer.nodes]
    assert declared.trail.alarms == ["own-or-kin"]


async def test_who_are_absent(tmp_path: Path) -> None:
    """Declared numbers, whom they name, and whoever is one person with them, as far as this caller is told."""
    context = open_room(tmp_path, World())
    await held(context, *CLASSES)
    edges = (*EDGES, *OWN_EDGES, *WEAK_EDGES, row("IDENTIFIED_BY", SEALED, OWN, HIDDEN))
    context = replace(context, graph=AskedGraph(nodes_of(edges), edges))
    seen: Seen = await seeing(context, Ask(declaring(), ASSIGNED), (), 2**62)
    assert seen.rights.absent == {("DOCUMENT", OWN), *(("SUBJECT", one) for one in (ME, ALIAS, UNTESTED))}
    plain = await seeing(context, Ask(analyst(), ASSIGNED), (), 2**62)
    assert plain.rights.absent == frozenset()
    assert plain.rights == replace(seen.rights, absent=frozenset())


async def test_more_records_than_can_be_read_hide_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever planted them so that one of the officer's own falls out of the reading has that officer refused."""
    monkeypatch.setattr(insider, "ROWS", 2)
    context = open_room(tmp_path, World())
    await held(context, *CLASSES)
    edges = tuple(row("IDENTIFIED_BY", f"agencies/pk.fia/records/planted{number}", OWN) for number in range(3))
    inquiry = declaring()
    seen = await seeing(context, Ask(analyst(), ASSIGNED), (), 2**62)
    with pytest.raises(OwnOrKin):
        await own_of(AskedGraph(nodes_of(edges), edges), seen.rights, inquiry)
    assert inquiry.trail.alarms == ["own-or-kin"]


async def test_candidates_of_another_do_not_name_them(tmp_path: Path) -> None:
    """A record that shares a number with the officer's own: the officer's is neither proposed nor explained."""
    from services.linkage.build import Around, build_room

    node = Node(tmp_path / "node")
    other = facts("other", label="Man mine", documents=("CNIC:3520299999991",))
    node.feed.put(facts("mine", label="Man mine"), other)
    await node.projector.catch_up()
    sealer, forget = Sealer(bytes(32)), node.links.reviews.forget
    of_others = (node.graph, node.feed, World(), None, lambda: node.now, bytes, sealer, str, None)
    context = build_room(node.links, Around(*of_others, node.score, node.weigh, forget))  # type: ignore[arg-type]  # World stands for the cited cases; no glass is broken, nothing drawn
    subject = NodeKey("SUBJECT", other.record)
    for absent, names in (
        (frozenset(), [NodeKey("SUBJECT", facts("mine").record)]),
        (frozenset({("SUBJECT", facts("mine").record)}), []),
    ):
        asked, seen = await node.ask(investigator())
        sight = replace(seen, rights=replace(seen.rights, absent=absent))
        found = await context.link(asked, sight, ListLinkCandidatesRequest(subject))
        assert isinstance(found, ListLinkCandidatesResponse)
        assert [each.subject and each.subject.key for each in found.candidates] == names
        assert asked.inquiry.trail.alarms == (["own-or-kin"] if absent else [])
        assert not absent or not [each for each in asked.inquiry.trail.records if "mine" in each]
    explain = ExplainLinkRequest(subject, NodeKey("SUBJECT", facts("mine").record))
    with pytest.raises(NotFound):
        await context.link(asked, sight, explain)
