"""The link graph over a real socket: every method, decided, signed and logged; and an engine that goes and comes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from typing import Any

import pytest
from rabta.linkage.v1 import feed_pb2, link_pb2
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import question_pb2 as pb
from typer.testing import CliRunner

from services.admin.asking import metrics
from services.cli.main import app
from services.matching.default_model import default_model
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.attacks.judging import put
from tests.e2e.network import ANALYST, CARD, CASE, MAN, TWIN, WARRANTED, account, phone, told
from tests.e2e.people import FIA_CASE, PUNJAB, PUNJAB_CASE, RECORDERS
from tests.e2e.planted import ref
from tests.e2e.processes import children, until
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.unit.draw.network.geometry import of_svg


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


def ids(keys: Iterable[gp.NodeKey]) -> list[str]:
    return [key.id for key in keys]


def test_expand_shows_whom_a_case_concerns(world: World) -> None:
    found = told(world, ANALYST, "Expand", net.expand_of(CASE), pb.ExpandResponse)
    assert {gp.EdgeKind.Name(count.kind) for count in found.counts} >= {"EDGE_KIND_PARTY_TO"}
    assert MAN in [node.key for node in found.answer.nodes]
    assert found.answer.position == 0
    sources = {edge.source for edge in found.answer.edges}
    assert f"agencies/{make.FIA}/records/fia-known/versions/1" in sources


def test_a_path_leads_from_a_case_to_another_through_one_man(world: World) -> None:
    request = pb.ShortestPathsRequest(start=CASE, end=gp.NodeKey(kind=CASE.kind, id=f"FIR:{PUNJAB_CASE}"))
    found = told(world, ANALYST, "ShortestPaths", request.SerializeToString(), pb.ShortestPathsResponse)
    assert found.paths
    assert CARD.id in ids(found.paths[0].nodes)


def test_money_is_traced_through_time(world: World) -> None:
    planted = pb.Frame(to_ms=net.START + 10 * net.DAY)
    request = pb.TraceMoneyRequest(frame=planted, account=account(1), direction=pb.TRACE_DIRECTION_FORWARD)
    found = told(world, WARRANTED, "TraceMoney", request.SerializeToString(), pb.TraceMoneyResponse)
    assert max(len(trail.edges) for trail in found.trails) == 3
    assert {(j.account.id, j.incoming, j.outgoing) for j in found.junctions} == {
        (account(2).id, 1, 2),
        (account(5).id, 2, 0),
    }
    back = pb.TraceMoneyRequest(account=account(5), direction=pb.TRACE_DIRECTION_BACKWARD)
    found = told(world, WARRANTED, "TraceMoney", back.SerializeToString(), pb.TraceMoneyResponse)
    assert account(1).id in {node.key.id for node in found.answer.nodes}


def test_contacts_and_the_rest_of_the_questions(world: World) -> None:
    request = pb.ContactChainRequest(phone=phone(1))
    found = told(world, WARRANTED, "ContactChain", request.SerializeToString(), pb.ContactChainResponse)
    assert phone(3).id in {key.id for chain in found.chains for key in chain.nodes}
    travel = pb.CoTravelRequest(subject=MAN)
    told(world, ANALYST, "CoTravel", travel.SerializeToString(), pb.CoTravelResponse)
    common = pb.CommonNeighboursRequest(of=[MAN, TWIN])
    found = told(world, ANALYST, "CommonNeighbours", common.SerializeToString(), pb.CommonNeighboursResponse)
    assert CARD.id in {each.node.id for each in found.common}
    players = pb.KeyPlayersRequest(around=[CASE])
    found = told(world, ANALYST, "KeyPlayers", players.SerializeToString(), pb.KeyPlayersResponse)
    assert 0 <= found.random_low <= found.random_high <= 1
    why = pb.WhyLinkedRequest(start=MAN, end=CARD)
    found = told(world, ANALYST, "WhyLinked", why.SerializeToString(), pb.WhyLinkedResponse)
    assert {gp.EdgeKind.Name(edge.kind) for edge in found.answer.edges} == {"EDGE_KIND_IDENTIFIED_BY"}
    events = pb.TimelineRequest(of=[MAN])
    assert told(world, ANALYST, "Timeline", events.SerializeToString(), pb.TimelineResponse).answer.edges


def test_a_card_as_start_means_whoever_bears_it_in_every_question(world: World) -> None:
    """By the real engine: a card that two records bear, decided by nobody, starts from both and says so."""
    asked: dict[str, tuple[Any, Any]] = {
        "Expand": (pb.ExpandRequest(start=[CARD]), pb.ExpandResponse),
        "ShortestPaths": (pb.ShortestPathsRequest(start=CARD, end=CASE, max_length=1), pb.ShortestPathsResponse),
        "CoTravel": (pb.CoTravelRequest(subject=CARD), pb.CoTravelResponse),
        "CommonNeighbours": (pb.CommonNeighboursRequest(of=[CARD, MAN]), pb.CommonNeighboursResponse),
        "KeyPlayers": (pb.KeyPlayersRequest(around=[CARD], radius=1), pb.KeyPlayersResponse),
        "WhyLinked": (pb.WhyLinkedRequest(start=CARD, end=CASE), pb.WhyLinkedResponse),
        "Timeline": (pb.TimelineRequest(of=[CARD]), pb.TimelineResponse),
    }
    for method, (request, kind) in asked.items():
        found = told(world, ANALYST, method, request.SerializeToString(), kind)
        (borne,) = found.answer.borne
        assert borne.number == CARD, method
        assert {MAN.id, TWIN.id} <= {one.id for one in borne.persons}, method
        assert method != "ShortestPaths" or found.paths
        assert method != "WhyLinked" or "EDGE_KIND_PARTY_TO" in {gp.EdgeKind.Name(e.kind) for e in found.answer.edges}
    for method, request, kind in (
        ("TraceMoney", pb.TraceMoneyRequest(account=CARD, direction=pb.TRACE_DIRECTION_FORWARD), pb.TraceMoneyResponse),
        ("ContactChain", pb.ContactChainRequest(phone=CARD), pb.ContactChainResponse),
    ):
        assert told(world, WARRANTED, method, request.SerializeToString(), kind).answer.borne, method
    case = pb.CoTravelRequest(subject=CASE).SerializeToString()
    assert net.reason_of(world, ANALYST, "CoTravel", case) == "INVALID_ARGUMENT"


def test_an_answer_is_drawn_with_who_asked_and_why(world: World) -> None:
    formats = [number for number in gp.PictureFormat.values() if number]
    found = told(world, ANALYST, "Expand", net.expand_of(CASE, pictures=formats, language="ur"), pb.ExpandResponse)
    drawn = {picture.format: picture.data for picture in found.answer.pictures}
    assert drawn.keys() == set(formats)
    assert drawn[gp.PICTURE_FORMAT_SVG].startswith((b"<?xml", b"<svg"))
    assert drawn[gp.PICTURE_FORMAT_PNG].startswith(b"\x89PNG")
    assert ANALYST.id.encode() in drawn[gp.PICTURE_FORMAT_GRAPHML]
    assert drawn[gp.PICTURE_FORMAT_PDF].startswith(b"%PDF-1.7")
    measured = of_svg(drawn[gp.PICTURE_FORMAT_SVG].decode())
    assert len(measured.boxes) == len(found.answer.nodes) + len(found.answer.stubs)
    assert measured.faults() == []


def test_its_entry_says_who_saw_which_versions(world: World) -> None:
    seen = put(world, world.asking(ANALYST, f"{net.LINKAGE}Expand", net.expand_of(CASE)))
    (entry,) = seen.entries
    assert (entry.open.kind, entry.open.officer, entry.open.query_class) == ("READ", ANALYST.id, "NETWORK")
    assert f"agencies/{make.FIA}/records/fia-known/versions/1" in entry.open.records
    assert len(entry.open.selectors) == 1


def test_one_person_is_decided_followed_and_undone(world: World) -> None:
    """FIA decides, then Punjab; each owns one of the records, and the graph follows what both agree on."""
    who = make.person(make.cnic(7301), name="Zarghun Mandokhail")
    ours = make.party("fia-agreed", agency=make.FIA, subject=who, case_references=ref(FIA_CASE))
    theirs = make.party("pb-agreed", agency=PUNJAB, subject=who, case_references=ref(PUNJAB_CASE))
    world.plant([ours, theirs])
    one, other = (gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id=each.record_name) for each in (ours, theirs))
    card = net.expand_of(gp.NodeKey(kind=gp.NODE_KIND_DOCUMENT, id=f"CNIC:{make.cnic(7301)}"))
    candidates = link_pb2.ListLinkCandidatesRequest(subject=one).SerializeToString()
    found = told(world, ANALYST, "ListLinkCandidates", candidates, link_pb2.ListLinkCandidatesResponse)
    assert other.id in {each.subject.key.id for each in found.candidates}
    decide = link_pb2.DecideLinkRequest(
        one=one, other=other, sign=link_pb2.LINK_SIGN_SAME, why="the same face on both cards"
    ).SerializeToString()
    with net.month_old(world, ours.record_name, theirs.record_name):
        decision = told(world, ANALYST, "DecideLink", decide, link_pb2.DecideLinkResponse).decision
        beside = told(world, net.PUNJAB_ANALYST, "DecideLink", decide, link_pb2.DecideLinkResponse).decision
    assert (decision.agreed, beside.agreed) == (False, True)
    assert (decision.scoring, decision.model) == (link_pb2.LINK_SCORING_SCORED, default_model().name)
    explain = link_pb2.ExplainLinkRequest(one=one, other=other).SerializeToString()
    told_ = told(world, ANALYST, "ExplainLink", explain, link_pb2.ExplainLinkResponse)
    assert {each.id: each.agreed for each in told_.decisions} == {decision.id: True, beside.id: True}
    persons = {n.key.id: n.person for n in told(world, ANALYST, "Expand", card, pb.ExpandResponse).answer.nodes}
    assert persons[one.id] == persons[other.id] != 0
    undo = link_pb2.UndoLinkRequest(id=decision.id, why="another face, as the second look showed").SerializeToString()
    assert told(world, ANALYST, "UndoLink", undo, link_pb2.UndoLinkResponse).decision.withdrawn_ms
    persons = {n.key.id: n.person for n in told(world, ANALYST, "Expand", card, pb.ExpandResponse).answer.nodes}
    assert persons[one.id] != persons[other.id] or not persons[one.id]
    undo = link_pb2.UndoLinkRequest(id=beside.id, why="another face, as the second look showed").SerializeToString()
    told(world, net.PUNJAB_ANALYST, "UndoLink", undo, link_pb2.UndoLinkResponse)


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    body = net.page(net.WARRANT, "MONEY", net.money())
    found = told(world, RECORDERS[make.FIA], "ImportFeedPage", body, feed_pb2.ImportFeedPageResponse)
    assert (found.added, len(found.refused)) == (0, 0)
    assert found.unchanged > 0
    register = net.authority(net.WARRANT, FIA_CASE)
    again = told(world, RECORDERS[make.FIA], "RegisterAuthority", register, feed_pb2.RegisterAuthorityResponse)
    assert not again.added


def test_the_graph_is_what_its_sources_say(world: World) -> None:
    """``rabta graph check`` beside the running node, once it is level."""
    told(world, ANALYST, "Expand", net.expand_of(CASE), pb.ExpandResponse)
    net.graph_level(world)
    assert CliRunner().invoke(app, ["graph", "check", str(world.files.hub.folder / "none")]).exit_code == 2


def test_an_engine_that_is_killed_comes_back(world: World) -> None:
    """Meanwhile every question has its signed refusal, nothing else fails, and the projector tells."""
    until(lambda: serves(world), "edge and projector serve")
    keeper = children(world.run["hub"].pid, "-m graph")[0]
    java = children(keeper, "ArcadeDBServer") or children(keeper, "java.args")
    reasons = []

    def back() -> bool:
        reasons.append(net.reason_of(world, ANALYST, "Expand", net.expand_of(CASE)))
        assert world.well()
        return not reasons[-1]

    os.kill(keeper, signal.SIGSTOP)
    try:
        for pid in java:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not serves(world), "the projector misses its engine")
        assert not back(), "while nobody starts it again"
    finally:
        os.kill(keeper, signal.SIGCONT)
    until(back, "the engine answers again")
    assert set(reasons) <= {"", "GRAPH_UNAVAILABLE", "GRAPH_BEHIND"}
    until(lambda: serves(world), "the projector has the engine again")


def serves(world: World) -> bool:
    """What `rabta status` says of the node as a whole; the projector has a line in it."""
    found = CliRunner().invoke(app, ["status", str(world.files.hub.folder)])
    assert "projector" in found.stdout
    assert "edge-0       serving" in found.stdout, "an edge serves without an engine"
    return found.exit_code == 0


def test_files_of_a_federation_with_a_graph_are_its_owners_alone(world: World) -> None:
    """Files 0600, folders 0700, whoever made them: the engine, its projector and the questions' workers too."""
    told(world, ANALYST, "Expand", net.expand_of(CASE), pb.ExpandResponse)
    folder = world.files.folder
    engine = list((world.files.hub.folder / "graph").rglob("*"))
    assert len(engine) > 10, "the engine's own files are among them"
    every = [path for path in folder.rglob("*") if not path.is_symlink()]
    assert [str(path.relative_to(folder)) for path in every if path.stat().st_mode & 0o077] == []


def test_nothing_of_a_person_lies_in_the_engines_files(world: World) -> None:
    """Neither name nor number, in UTF-8 or UTF-16, in pages or logs."""
    told(world, ANALYST, "Expand", net.expand_of(CASE), pb.ExpandResponse)
    words = [text for pair in planted.NAMES.items() for text in pair]
    found = [
        (path.name, word)
        for path in (world.files.hub.folder / "graph").rglob("*")
        if path.is_file()
        for word in words
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.encode(encoding) in path.read_bytes()
    ]
    assert found == []


def test_detectors_run_by_themselves_and_again_after_a_kill(world: World) -> None:
    """Over the scopes of the hub's own records and feeds, and the clock of guards; another process comes, and runs at
    once."""
    figures = ("rabta_detect_seconds ", "rabta_guards_looked_time_seconds ")

    def ran() -> bool:
        text = asyncio.run(metrics(world.files.hub.folder)).get("detector") or ""
        said = [line for line in text.splitlines() if line.startswith(figures) and float(line.split()[1]) > 0]
        return len(said) == len(figures)

    until(ran, "detectors have run")
    (first,) = children(world.run["hub"].pid, "--role detector")
    os.kill(first, signal.SIGKILL)
    until(
        lambda: children(world.run["hub"].pid, "--role detector") not in ([], [first]) and ran(), "another has run", 90
    )
