"""The link graph attacked: wrong reasons, warrants that are not there, what is hidden, a graph that is late."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import feed_pb2, link_pb2
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import question_pb2 as pb

from services.node.workers import WAITING
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.caller import Question
from tests.e2e.logs import Entry
from tests.e2e.network import ANALYST, CARD, CASE, KIND, MAN, PUNJAB_ANALYST, SINDH_ANALYST, WARRANTED, account
from tests.e2e.people import FIA, FIA_CASE, INVESTIGATOR, PUNJAB, PUNJAB_CASE, RECORDERS, SINDH, Officer, kin
from tests.e2e.processes import children, until
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.field_paths import leads
from tests.proc import state

TRACE = pb.TraceMoneyRequest(account=account(1), direction=pb.TRACE_DIRECTION_FORWARD).SerializeToString()
DECIDE = link_pb2.DecideLinkRequest(
    one=MAN, other=net.TWIN, sign=link_pb2.LINK_SIGN_SAME, why="seen together, and the same face"
).SerializeToString()

MANY = 12
"""Questions at once: more than one that is at work and those that wait."""


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


def ask(world: World, officer: Officer, method: str, body: bytes, **claims: Any) -> Seen:
    token = world.token(officer, **claims)
    return put(world, world.ask(net.LINKAGE + method, body, token, agency=officer.agency))


@pytest.mark.parametrize(
    ("officer", "method", "body"),
    [
        (ANALYST, "TraceMoney", TRACE),
        (INVESTIGATOR, "Expand", net.expand_of(CASE)),
        (WARRANTED.asking(second_basis=""), "TraceMoney", TRACE),
        (RECORDERS[FIA], "Expand", net.expand_of(CASE)),
    ],
)
def test_graph_class_unfit(world: World, officer: Officer, method: str, body: bytes) -> None:
    """Money under a class without warrant; a graph under another class; a class without its second basis."""
    refused(world, ask(world, officer, method, body), "PURPOSE_UNFIT")


@pytest.mark.parametrize("method", ["DecideLink", "UndoLink", "ListLinkReviews"])
def test_link_by_whoever_keeps_records(world: World, method: str) -> None:
    refused(world, ask(world, RECORDERS[FIA], method, DECIDE), "PURPOSE_UNFIT")


def test_link_decisions_without_end(world: World) -> None:
    """Who decides about one person after another reads as surely as who asks: counted before the decision is made."""
    officer = replace(ANALYST, id="fia-1077")
    for number in range(300):
        one, other = (gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id=f"pk.fia/{who}-{number}") for who in ("a", "b"))
        body = link_pb2.DecideLinkRequest(one=one, other=other, sign=link_pb2.LINK_SIGN_SAME, why="a guess")
        seen = ask(world, officer, "DecideLink", body.SerializeToString())
        if seen.entries[0].open.reason:
            break
        assert [entry.open.kind for entry in seen.entries] == ["INTENT", "OUTCOME"]
    assert refused(world, seen, "RATE_LIMITED").retry_after_s % 60 == 0
    undo = link_pb2.UndoLinkRequest(id="another", why="a guess").SerializeToString()
    refused(world, ask(world, officer, "UndoLink", undo), "RATE_LIMITED")


def test_graph_borrowed_case(world: World) -> None:
    borrowed = ANALYST.asking(case_key=PUNJAB_CASE)
    refused(world, ask(world, borrowed, "Expand", net.expand_of(CASE)), "CASE_NOT_YOURS")


def test_graph_own_number(world: World) -> None:
    """Under any card of its series, from any place of the question."""
    declared = [kin(f"NICOP:{planted.KNOWN}")]
    path = pb.ShortestPathsRequest(start=CASE, end=CARD).SerializeToString()
    for method, body in (("Expand", net.expand_of(CASE, CARD)), ("ShortestPaths", path)):
        refused(world, ask(world, ANALYST, method, body, own_and_kin=declared), "OWN_OR_KIN")


def test_graph_own_subject(world: World) -> None:
    """Named by no number: as start, as an end, or to decide about; the alarm is in the entry."""
    claims = {"own_and_kin": [kin(f"CNIC:{planted.KNOWN}")]}
    candidates = link_pb2.ListLinkCandidatesRequest(subject=MAN).SerializeToString()
    why = pb.WhyLinkedRequest(start=CASE, end=MAN).SerializeToString()
    for method, body in (
        ("Expand", net.expand_of(MAN)),
        ("WhyLinked", why),
        ("ListLinkCandidates", candidates),
        ("DecideLink", DECIDE),
    ):
        leaves = 2 if method == "DecideLink" else 1
        refused(world, ask(world, ANALYST, method, body, **claims), "OWN_OR_KIN", leaves=leaves)


def test_graph_own_left_out(world: World) -> None:
    """Asks about the case in which the officer's own number stands: the officer sees it without, a colleague with."""
    body = net.expand_of(CASE)
    declared = [kin(f"CNIC:{planted.KNOWN}")]
    theirs, colleagues = ask(world, ANALYST, "Expand", body, own_and_kin=declared), ask(world, ANALYST, "Expand", body)
    own, whole = (pb.ExpandResponse.FromString(answered(world, seen)) for seen in (theirs, colleagues))
    assert MAN.id in [node.key.id for node in whole.answer.nodes]
    assert MAN.id.encode() not in own.SerializeToString()
    degrees = [{node.key.id: node.degree for node in found.answer.nodes}[CASE.id] for found in (own, whole)]
    assert degrees[0] < degrees[1], "nor is it counted"
    assert [seen.entries[-1].sealed.alarms for seen in (theirs, colleagues)] == [("own-or-kin",), ()]


def test_feed_without_authority(world: World) -> None:
    body = net.page("W/NEVER", "MONEY", net.money())
    refused(world, ask(world, RECORDERS[FIA], "ImportFeedPage", body), "AUTHORITY_UNKNOWN", leaves=2)


def test_feed_under_anothers_authority(world: World) -> None:
    body = net.page(net.WARRANT, "MONEY", net.money())
    refused(world, ask(world, RECORDERS[PUNJAB], "ImportFeedPage", body), "AUTHORITY_UNKNOWN", leaves=2)


def test_authority_reworded(world: World) -> None:
    body = net.authority(net.WARRANT, PUNJAB_CASE)
    refused(world, ask(world, RECORDERS[FIA], "RegisterAuthority", body), "AUTHORITY_CONFLICT", leaves=2)


@pytest.mark.parametrize("court", ["Judicial Magistrate Lahore", "Sessions Court of the Moon", "PB-LHR-DSJ"])
def test_bank_data_by_a_court_that_may_not(world: World, court: str) -> None:
    """s. 94: what a bank keeps, under the order of a Sessions or High Court that the registry lists alone."""
    reference = f"CO/{os.urandom(4).hex()}"
    order = feed_pb2.RegisterAuthorityRequest.FromString(net.authority(reference, FIA_CASE))
    order.authority.kind, order.authority.court = feed_pb2.AUTHORITY_KIND_COURT_ORDER, court
    answered(world, ask(world, RECORDERS[FIA], "RegisterAuthority", order.SerializeToString()), leaves=2)
    apart = net.edge("TRANSFERRED", account(951), account(952), 9, amount_minor=1, currency="PKR")
    seen = ask(world, RECORDERS[FIA], "ImportFeedPage", net.page(reference, "MONEY", [apart]))
    if court == "PB-LHR-DSJ":
        assert feed_pb2.ImportFeedPageResponse.FromString(answered(world, seen, leaves=2)).added
    else:
        refused(world, seen, "INVALID_ARGUMENT", rule="court", leaves=2)


def test_feed_of_suspicion(world: World) -> None:
    body = net.page(net.WARRANT, "MONEY", net.money(), str_derived=True)
    refused(world, ask(world, RECORDERS[FIA], "ImportFeedPage", body), "STR_DERIVED", leaves=2)


@pytest.mark.parametrize(
    "text", ["PK37SCBL0000001123456702", "HBL:\x1b[2J7", "HBL:7\n", "HBL:\u202e7", "0001", "IBAN:PK36SCBL"]
)
def test_node_id_unfit(world: World, text: str) -> None:
    """What is no id is refused by its field, in a question and in a feed: nobody gets it back, and it is no node."""
    key = gp.NodeKey(kind=KIND.NODE_KIND_ACCOUNT, id=text)
    question = pb.TraceMoneyRequest(account=key, direction=pb.TRACE_DIRECTION_FORWARD).SerializeToString()
    refused(world, ask(world, WARRANTED, "TraceMoney", question), "INVALID_ARGUMENT")
    row = net.edge("TRANSFERRED", account(1), key, 77, amount_minor=1, currency="PKR")
    seen = ask(world, RECORDERS[FIA], "ImportFeedPage", net.page(net.WARRANT, "MONEY", [row]))
    told = feed_pb2.ImportFeedPageResponse.FromString(answered(world, seen, leaves=2))
    assert (told.added, told.unchanged) == (0, 0)
    assert {each.field.partition(".")[2] for each in told.refused} == {"key.id", "end.id"}
    assert {leads(feed_pb2.ImportFeedPageRequest.DESCRIPTOR, each.field) for each in told.refused} == {True}
    assert text not in str(told)


def test_node_id_written_otherwise(world: World) -> None:
    """A number has one node, however it is typed: the officer's own with dashes too, and money by a spaced account."""
    plain = answered(world, ask(world, WARRANTED, "TraceMoney", TRACE))
    spaced = gp.NodeKey(kind=KIND.NODE_KIND_ACCOUNT, id=" hbl : 00 01")
    body = pb.TraceMoneyRequest(account=spaced, direction=pb.TRACE_DIRECTION_FORWARD).SerializeToString()
    assert answered(world, ask(world, WARRANTED, "TraceMoney", body)) == plain
    claims = {"own_and_kin": [kin(f"CNIC:{planted.KNOWN}")]}
    known = planted.KNOWN
    dashed = gp.NodeKey(kind=CARD.kind, id=f"cnic: {known[:5]}-{known[5:12]}-{known[12:]}")
    refused(world, ask(world, ANALYST, "Expand", net.expand_of(dashed), **claims), "OWN_OR_KIN")


def test_feed_by_an_investigator(world: World) -> None:
    body = net.page(net.WARRANT, "MONEY", net.money())
    refused(world, ask(world, WARRANTED, "ImportFeedPage", body), "PURPOSE_UNFIT")


def test_money_outside_the_warrants_scope(world: World) -> None:
    """A case that the warrant does not serve: no transfer, no account, no amount."""
    outside = SINDH_ANALYST.asking(query_class="COMMS_MONEY", second_basis="PECA_WARRANT")
    seen = ask(world, outside, "TraceMoney", TRACE)
    found = pb.TraceMoneyResponse.FromString(answered(world, seen))
    assert not found.trails
    assert not found.answer.edges
    assert b"HBL:0002" not in seen.back.body


HIDDEN = ("pb-victim", "pb-young", "never-was")


def test_hidden_start(world: World) -> None:
    """A victim, a child and nobody are answered alike, whatever is asked."""
    bodies = []
    for record_id in HIDDEN:
        key = gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id=f"agencies/{PUNJAB}/records/{record_id}")
        requests = {
            "Expand": net.expand_of(key),
            "WhyLinked": pb.WhyLinkedRequest(start=key, end=CASE).SerializeToString(),
            "ShortestPaths": pb.ShortestPathsRequest(start=key, end=CASE).SerializeToString(),
            "KeyPlayers": pb.KeyPlayersRequest(around=[key]).SerializeToString(),
        }
        bodies.append([answered(world, ask(world, ANALYST, method, body)) for method, body in requests.items()])
        link = link_pb2.ListLinkCandidatesRequest(subject=key).SerializeToString()
        refused(world, ask(world, ANALYST, "ListLinkCandidates", link), "NOT_FOUND")
    assert bodies[0] == bodies[1] == bodies[2]


def test_hidden_number(world: World) -> None:
    """A number of class 0 that only hidden records carry is as one that nobody carries."""
    numbers = (planted.VICTIM, planted.JUVENILE, planted.NOBODY)
    keys = [gp.NodeKey(kind=CARD.kind, id=f"CNIC:{number}") for number in numbers]
    requests: list[tuple[str, Callable[[gp.NodeKey], Message]]] = [
        ("Expand", lambda key: pb.ExpandRequest(start=[key])),
        ("ShortestPaths", lambda key: pb.ShortestPathsRequest(start=key, end=CASE)),
        ("CoTravel", lambda key: pb.CoTravelRequest(subject=key)),
        ("CommonNeighbours", lambda key: pb.CommonNeighboursRequest(of=[key, CASE])),
        ("KeyPlayers", lambda key: pb.KeyPlayersRequest(around=[key])),
        ("WhyLinked", lambda key: pb.WhyLinkedRequest(start=key, end=CASE)),
        ("Timeline", lambda key: pb.TimelineRequest(of=[key])),
    ]
    for method, request in requests:
        bodies = [answered(world, ask(world, ANALYST, method, request(key).SerializeToString())) for key in keys]
        assert bodies[0] == bodies[1] == bodies[2], method


@contextmanager
def stopped_projector(world: World) -> Iterator[None]:
    (pid,) = children(world.run["hub"].pid, "--role projector")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_graph_behind_its_feeds(world: World) -> None:
    """Rows just imported are in the answer or it is refused; whoever may not know of them is answered meanwhile."""
    late = [net.edge("TRANSFERRED", account(5), account(77), 40, amount_minor=380, currency="PKR")]
    with stopped_projector(world):
        net.told(
            world,
            RECORDERS[FIA],
            "ImportFeedPage",
            net.page(net.WARRANT, "MONEY", late),
            feed_pb2.ImportFeedPageResponse,
        )
        refused(world, ask(world, WARRANTED, "TraceMoney", TRACE), "GRAPH_BEHIND")
        answered(world, ask(world, ANALYST, "Expand", net.expand_of(CASE)))
    assert b"HBL:0077" in answered(world, ask(world, WARRANTED, "TraceMoney", TRACE))


def test_graph_behind_its_records(world: World) -> None:
    """A man is sealed while the projection stands still: no answer until it has caught up, then without the man."""
    man = make.person(make.cnic(77), "1985-03-04", "Nadeem Late")
    card = gp.NodeKey(kind=CARD.kind, id=f"CNIC:{make.cnic(77)}")
    here = planted.ref("PB/LAHORE/ICHHRA/912/2024")
    world.plant([make.party("pb-late", agency=PUNJAB, subject=man, case_references=here)])
    assert b"Nadeem Late" in answered(world, ask(world, ANALYST, "Expand", net.expand_of(card)))
    with stopped_projector(world):
        world.plant([make.order("pb-late-order", "SEALED", agency=PUNJAB, subject=man, case_references=here)])
        refused(world, ask(world, ANALYST, "Expand", net.expand_of(card)), "GRAPH_BEHIND")
    found = pb.ExpandResponse.FromString(answered(world, ask(world, ANALYST, "Expand", net.expand_of(card))))
    assert not found.answer.nodes
    assert not found.counts


@pytest.mark.parametrize("born", ["1978-03-04", ""], ids=["adult", "age-never-recorded"])
def test_age_by_a_stranger(world: World, born: str) -> None:
    """Sindh says without a document that a man of FIA's was born in 2010: the graph answers about that man as before."""
    number, name = make.cnic(60_500 + len(born)), "Aged Node" if born else "Unaged Node"
    man = make.person(number, born, name)
    card = gp.NodeKey(kind=CARD.kind, id=f"CNIC:{number}")
    here = planted.ref(FIA_CASE)
    world.plant([make.party(f"fia-aged-{len(born)}", agency=FIA, subject=man, case_references=here)])
    before = answered(world, ask(world, PUNJAB_ANALYST, "Expand", net.expand_of(card, CASE)))
    assert (name.encode() in before) is bool(born)
    assert FIA.encode() in before
    child = make.person(number, "2010-01-01", name)
    for inside in (True, False):
        cases = here if inside else planted.ref("SD/KARACHI/NOWHERE/990/2024")
        told = make.party(f"sd-aged-{len(born)}-{inside:d}", agency=SINDH, subject=child, case_references=cases)
        world.plant([told])
    assert answered(world, ask(world, PUNJAB_ANALYST, "Expand", net.expand_of(card, CASE))) == before


def test_graph_behind_a_riot(world: World) -> None:
    """Punjab enters a FIR of 800 accused while the projection stands still: who asks about others is answered at once,
    who asks about one of them or their case waits, under whatever number; a seal that came meanwhile is never missed."""
    here = planted.ref("PB/LAHORE/ICHHRA/913/2024")
    who = [make.person(make.cnic(70_000 + each), "1985-03-04", f"Rioter {each}") for each in range(800)]
    cards = [gp.NodeKey(kind=CARD.kind, id=f"CNIC:{make.cnic(70_000 + each)}") for each in (0, 799)]
    case = gp.NodeKey(kind=CASE.kind, id="FIR:PB/LAHORE/ICHHRA/913/2024")
    them = [
        make.party(f"pb-riot-{each}", agency=PUNJAB, subject=one, case_references=here) for each, one in enumerate(who)
    ]
    before = answered(world, ask(world, ANALYST, "Expand", net.expand_of(CASE)))
    with stopped_projector(world):
        world.plant(them[:400])
        world.plant(them[400:])
        assert answered(world, ask(world, ANALYST, "Expand", net.expand_of(CASE))) == before
        for key in (*cards, case):
            refused(world, ask(world, ANALYST, "Expand", net.expand_of(key)), "GRAPH_BEHIND")
    last = net.expand_of(cards[-1])
    until(lambda: net.reason_of(world, ANALYST, "Expand", last) == "", "the last of them is in the graph")
    found = [answered(world, ask(world, ANALYST, "Expand", net.expand_of(card))) for card in cards]
    assert all(name in body for name, body in zip((b"Rioter 0", b"Rioter 799"), found, strict=True))


@pytest.fixture(scope="module")
def dense(network_world: World) -> World:
    """A network whose key players take seconds to find, beside everything else."""
    body = net.page(net.WARRANT, "CDR", net.web_of_calls(10_000, 200))
    net.told(network_world, RECORDERS[FIA], "ImportFeedPage", body, feed_pb2.ImportFeedPageResponse)
    return network_world


def key_players(world: World, seed: int) -> Question:
    """The dearest question there is."""
    around = [net.phone(10_000 + (seed + place) % 200) for place in range(0, 200, 10)]
    request = pb.KeyPlayersRequest(around=around, radius=3, number=10)
    return world.asking(WARRANTED, net.LINKAGE + "KeyPlayers", request.SerializeToString())


def test_dear_questions_at_once(dense: World) -> None:
    """One of them is at work, a few wait, the rest are told so; none is at work in the edge's own process."""
    line, (edge,) = dense.fresh_line(FIA), dense.edges()
    asking = [line.later(key_players(dense, seed), timeout=60) for seed in range(MANY)]
    until(lambda: at_work(edge), "a worker is at it")
    for _ in range(10):
        net.told(dense, net.PUNJAB_ANALYST, "Expand", net.expand_of(CARD), pb.ExpandResponse)
        assert len(at_work(edge)) <= 2, "the one, and whoever answers the other agency"
    backs = [each() for each in asking]
    found = [pb.KeyPlayersResponse.FromString(back.body) for back in backs if not back.code]
    assert {len(each.players) for each in found} == {10}
    assert sorted({back.text for back in backs}) == ["", "TOO_BUSY"]
    assert sum(back.text == "" for back in backs) == 1 + WAITING
    line.close()


def test_dear_question_given_up(dense: World) -> None:
    """Nobody waits for it: its worker is killed, leaves no zombie, and the agency's next question is answered."""
    line, (edge,) = dense.fresh_line(FIA), dense.edges()
    mark, questions = dense.log.size(), [key_players(dense, seed) for seed in range(MANY)]
    stub = line.channel.unary_unary(questions[0].method)
    calls = [stub.future(each.body, metadata=each.metadata(), timeout=60) for each in questions]
    until(lambda: sum(call.done() for call in calls) >= MANY - 1 - WAITING, "those that are too many are told so")
    until(lambda: at_work(edge), "a worker is at it")
    before = children(edge, "services.node.worker")
    for call in calls:
        call.cancel()
    until(lambda: not all(Path(f"/proc/{pid}").exists() for pid in before), "the worker is gone, and no zombie")
    until(lambda: not at_work(edge), "no other took its place")
    net.told(dense, WARRANTED, "Expand", net.expand_of(account(1)), pb.ExpandResponse)
    until(lambda: len(of_calls(dense, mark, questions)) > WAITING, "what was begun has its leaf")
    assert {entry.open.reason for entry in of_calls(dense, mark, questions)} == {"TOO_BUSY"}
    line.close()


def at_work(edge: int) -> list[int]:
    """Workers of an edge that run now."""
    return [pid for pid in children(edge, "services.node.worker") if state(pid) == "R"]


def of_calls(world: World, mark: int, questions: list[Question]) -> list[Entry]:
    digests = {question.digest for question in questions}
    return [entry for entry in world.log.since(mark) if entry.open.request_sha256 in digests]
