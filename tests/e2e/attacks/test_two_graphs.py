"""Two hubs of one federation that differ only in forbidden records, a victim's file and referral: they answer alike.

As :mod:`tests.e2e.attacks.test_two_hubs` does for records: one after the other, with the same keys and the same
feeds; ids, order, counts, stubs, cuts and entries are compared, and lengths. Then people see it: pages of the console,
pictures, files, what commands print; of these what is new with each call is set aside (``alike.py``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1.check_service_pb2 import CheckTravellerResponse
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1 import link_pb2
from rabta.linkage.v1 import question_pb2 as pb
from rabta.records.v1.history_pb2 import Banner
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetPersonResponse,
    SearchResponse,
    SubmitPageResponse,
)
from rabta.referral.v1.referral_pb2 import ReferredCase

from audit.entry import OpenEntry
from services.records.app.referring import BANNER
from tests.e2e import network as net
from tests.e2e import planted
from tests.e2e.attacks import two_commands, two_consoles, two_laws
from tests.e2e.attacks.alike import Shown, bare
from tests.e2e.attacks.test_two_hubs import Walk, ask, kept
from tests.e2e.bodies import SUBMIT, submission
from tests.e2e.desks import desks
from tests.e2e.network import ANALYST, CARD, CASE, MAN, TWIN, WARRANTED, account, phone
from tests.e2e.people import (
    AUDITOR,
    CHIEF,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_CASE,
    RECORDERS,
    SINDH,
    SINDH_CASE,
    YOUNG_CASE,
)
from tests.e2e.processes import LONG_S, Processes
from tests.e2e.referrals import BODIES, list_bearers, referred
from tests.e2e.world import NETWORK, World, made
from tests.e2e.world_clock import WorldClock

MANY = 100_000
KIND = gp.NodeKind
CASES = [gp.NodeKey(kind=CASE.kind, id=f"FIR:{case}") for case in (PUNJAB_CASE, SINDH_CASE, YOUNG_CASE)]
CARDS = [gp.NodeKey(kind=CARD.kind, id=f"CNIC:{number}") for number in (*planted.FORBIDDEN, planted.NOBODY)]
SUBJECTS = [
    gp.NodeKey(kind=MAN.kind, id=f"agencies/{agency}/records/{record}")
    for agency, record in ((PUNJAB, "pb-victim"), (PUNJAB, "pb-young"), (SINDH, "sd-sealed"), (PUNJAB, "never-was"))
]


BANNERS_OF: dict[str, Callable[[bytes], Iterable[Banner]]] = {
    "GetHistory": lambda raw: GetHistoryResponse.FromString(raw).history.banners,
    "Search": lambda raw: SearchResponse.FromString(raw).banners,
    "GetPerson": lambda raw: GetPersonResponse.FromString(raw).banners,
    "CheckTraveller": lambda raw: CheckTravellerResponse.FromString(raw).banners,
}


def questions() -> list[tuple[str, Message, type[Message]]]:
    """Everything that an officer can try around what is hidden."""
    found: list[tuple[str, Message, type[Message]]] = []
    for key in (CASE, CARD, MAN, TWIN, *CASES, *CARDS, *SUBJECTS):
        found += [
            ("Expand", pb.ExpandRequest(start=[key]), pb.ExpandResponse),
            ("ShortestPaths", pb.ShortestPathsRequest(start=CASE, end=key), pb.ShortestPathsResponse),
            ("WhyLinked", pb.WhyLinkedRequest(start=MAN, end=key), pb.WhyLinkedResponse),
            ("Timeline", pb.TimelineRequest(of=[key]), pb.TimelineResponse),
            ("KeyPlayers", pb.KeyPlayersRequest(around=[key]), pb.KeyPlayersResponse),
            ("CommonNeighbours", pb.CommonNeighboursRequest(of=[MAN, key]), pb.CommonNeighboursResponse),
        ]
        if key.kind == MAN.kind:
            link = link_pb2.ListLinkCandidatesRequest(subject=key)
            found.append(("ListLinkCandidates", link, link_pb2.ListLinkCandidatesResponse))
            found.append(("CoTravel", pb.CoTravelRequest(subject=key), pb.CoTravelResponse))
    return [each for each in found if not _of_itself(each[1])]


def _of_itself(request: Any) -> bool:
    ends = [request.start, request.end] if hasattr(request, "end") else list(getattr(request, "of", ()))
    return len(ends) == 2 and ends[0] == ends[1]


class Seen(NamedTuple):
    """``walk``: what the hub answered; ``shown``: what people saw of it; ``further``: when there was more to be seen."""

    walk: Walk
    shown: list[Shown]
    further: list[Shown]


def walk_through(world: World) -> Walk:
    walk: Walk = []
    for officer in (ANALYST, WARRANTED):
        for method, request, kind in questions():
            ask(world, walk, officer, net.LINKAGE + method, request.SerializeToString(deterministic=True), kind)
    trace = pb.TraceMoneyRequest(account=account(1), direction=pb.TRACE_DIRECTION_FORWARD)
    ask(world, walk, WARRANTED, f"{net.LINKAGE}TraceMoney", trace.SerializeToString(), pb.TraceMoneyResponse)
    chain = pb.ContactChainRequest(phone=phone(1))
    ask(world, walk, WARRANTED, f"{net.LINKAGE}ContactChain", chain.SerializeToString(), pb.ContactChainResponse)
    return walk


@pytest.fixture(scope="module")
def both(seen: list[Seen]) -> list[Walk]:
    """What the hub that holds them answered, and the one that does not."""
    return [each.walk for each in seen]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[Seen]:
    """The same walk through the hub that holds them, then through the one that does not."""
    folder = tmp_path_factory.mktemp("two-graphs")
    first = made(folder, processes=1, also=BODIES, officer_per_hour=MANY, officer_per_day=MANY, agency_per_hour=MANY)
    list_bearers(first)
    shutil.copytree(first.files.folder, folder / "before")
    first.reload()
    people = two_laws.PEOPLE
    shown = [*kept(), *two_laws.accused(*people)]
    pages = {agency: first.page(agency, run) for agency, run in planted.owner_runs(shown).items()}
    found = []
    for hides in (True, False):
        shutil.rmtree(first.files.folder)
        shutil.copytree(folder / "before", first.files.folder)
        world = World(first.local, Processes(folder), WorldClock(first.files.folder / "clock"), targets=NETWORK)
        found.append(_walked(world, pages, people, folder, hides=hides))
    return found


def shown(world: World, number: str, folder: Path, *, more: bool) -> tuple[list[Shown], list[Shown]]:
    """Pages, pictures and files that people see; where ``more``, those of one officer again after more has come."""
    with desks(world, (*two_consoles.ASKING, CHIEF, AUDITOR)) as held:
        found = [*two_consoles.walk(held, number), *two_commands.walk(held, number, folder)]
        if not more:
            return found, []
        world.plant(two_laws.further(number))
        net.graph_ready(world)
        again = two_consoles.shown_again(held, number)
        return found, [*again, *two_commands.shown_again(held, number, folder)]


def _walked(world: World, pages: dict[str, Any], people: tuple[str, str], folder: Path, *, hides: bool) -> Seen:
    try:
        world.start()
        for agency, page in pages.items():
            question = world.asking(RECORDERS[agency], SUBMIT, submission(page, f"open-{agency}"))
            back = world.line(agency).send(question, timeout=LONG_S)
            answer = SubmitPageResponse.FromString(world.proven(question, back).body)
            world.feeds[agency] = (answer.page_number, answer.chain_sha256)
        if hides:
            world.plant([each for each in planted.forbidden_records() if each.agency != FIA])
            world.plant(two_laws.hidden(*people))
            referred(world, subject="p-17", cases=[ReferredCase(type="FIR", key=two_laws.VICTIM_CASE)])
        net.plant_feeds(world)
        net.graph_ready(world)
        walk = walk_through(world)
        two_laws.walk(world, *people, walk)
        return Seen(walk, *shown(world, people[0], folder, more=not hides))
    finally:
        world.close()


def test_answers_alike(both: list[Walk]) -> None:
    """Bodies, errors, sizes, headers."""
    hiding, plain_hub = both
    assert len(hiding) == len(plain_hub) > 150
    different = [
        (one.entry.method, one.entry.officer, one.text, two.text, one.length, two.length)
        for one, two in zip(hiding, plain_hub, strict=True)
        if one._replace(entry=OpenEntry()) != two._replace(entry=OpenEntry())
    ]
    assert different == []


def test_entries_alike(both: list[Walk]) -> None:
    """The open part, which the caller may read, tells no more than the answer did."""
    hiding, plain_hub = both
    assert [one.entry for one in hiding] == [two.entry for two in plain_hub]


def test_the_walk_meets_what_is_shown(both: list[Walk]) -> None:
    hiding, _ = both
    assert max(one.length for one in hiding) > 1000
    assert {"", "NOT_FOUND", "PURPOSE_UNFIT"} <= {one.text for one in hiding}


@pytest.fixture(scope="module")
def people(seen: list[Seen]) -> list[list[Shown]]:
    """What people saw of each hub, bare."""
    return [[bare(one) for one in each.shown] for each in seen]


def test_people_see_the_same(people: list[list[Shown]]) -> None:
    """Every page of the console, every file of a chart, what commands print and draw, a court's papers."""
    hiding, plain_hub = people
    assert len(hiding) == len(plain_hub) > 300
    different = [one.what for one, two in zip(hiding, plain_hub, strict=True) if one != two]
    assert different == []


def test_what_may_be_seen_makes_a_difference(seen: list[Seen], people: list[list[Shown]]) -> None:
    """What is set aside hides nothing: after an arrest and one more accused all that shows them is another."""
    before = {each.what: each for each in people[1]}
    after = [each for each in map(bare, seen[1].further) if each.what in before]
    alike = [each.what for each in after if each == before[each.what] and not _shows_none(each.what)]
    assert len(after) > 20
    assert alike == []


def _shows_none(what: str) -> bool:
    """Steps that only lead to what is shown, what is asked of the other case, and of before the arrest."""
    return any(word in what for word in ("POST /network/add", two_laws.VICTIM_CASE, "as_of"))


def test_people_are_shown_something(people: list[list[Shown]]) -> None:
    """No walk past closed doors, or of wrong words: the accused stands on pages, in files, tables and drawings."""
    assert not [each.what for each in people[0] if each.status in (1, 2, 500, 502, 503)]
    unfit = [each.what for each in people[0] if each.status == 400 and INVESTIGATOR.id in each.what]
    assert [what for what in unfit if "POST /desk/claims" not in what] == [], "but the form that is oversight's alone"
    named = [each.what for each in people[0] if b"Parvez Charged" in each.body]
    for word in ("GET /person", "/network/export/svg/names", "/network/export/csv/names", "output json", "pdf"):
        assert [each for each in named if word in each], word


def test_pages_were_seen_in_urdu(people: list[list[Shown]]) -> None:
    """As many as ask in English, in the other language, and with the accused on them."""
    shown = [each for each in people[0] if each.what.endswith(two_consoles.URDU)]
    assert len(shown) > 40
    whole = [each for each in shown if each.status == 200 and b"<html" in each.body]
    assert len(whole) > 30
    assert [each.what for each in whole if b'<html lang="ur" dir="rtl">' not in each.body] == []
    assert [each for each in whole if b"Parvez Charged" in each.body]


def test_every_method_is_walked_or_left_out_with_its_reason() -> None:
    assert two_laws.left_out(planted.NOBODY) == []


def test_the_walk_meets_the_banner_of_whom_a_case_accuses(both: list[Walk]) -> None:
    """The hub that knows them as a victim says the same banners, with the same references, as the one that does not."""
    hiding, plain_hub = (
        {
            method: [
                banner.text
                for one in walk
                if one.entry.method.endswith(f"/{method}") and not one.code
                for banner in banners(one.body)
                if banner.code == BANNER
            ]
            for method, banners in BANNERS_OF.items()
        }
        for walk in both
    )
    assert all(hiding.values()), hiding
    assert hiding == plain_hub
