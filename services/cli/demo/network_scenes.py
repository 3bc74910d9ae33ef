"""The scenes of the link graph: data under warrants, money through time, a path through what may not be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rabta.linkage.v1 import feed_pb2, question_pb2
from rabta.linkage.v1.graph_pb2 import Edge, EdgeKind, NodeKind

from services.cli import graph, net_show, show
from services.cli.ask import ask, run
from services.cli.demo.scenes import SceneFailed, must
from services.cli.feed import read_authority
from services.cli.feed_send import Sending, send
from services.cli.net_common import Common
from services.cli.node_names import node
from services.cli.table import console, line, table
from services.client.contribution import upkeep
from services.client.errors import Refusal
from services.demo.told import Told
from services.draw.network.figures import amount, moment
from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused
from services.vocabulary.access import LegalBasis, Purpose

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

DAY_MS = 86_400_000
SOURCES = 4
"""The number itself, and a person each of a record, a bank's file and an operator's."""


def play(stage: Stage) -> None:
    """Every scene of the network, in order."""
    told = stage.demo.story["network"]
    _orders(stage, told)
    _feeds(stage, told)
    _expand(stage, told)
    _trace(stage, told)
    _alike(stage, told)
    _contacts(stage, told)
    _journeys(stage, told)
    _path(stage, told)
    _hidden(stage, told)
    _checked(stage)


def _orders(stage: Stage, told: Told) -> None:
    stage.title("warrants and orders are made known before any data of theirs")
    for entry in told["authorities"]:
        profile = stage.recorder(entry["agency"])
        request = feed_pb2.RegisterAuthorityRequest(
            authority=read_authority(stage.demo.folder / "exports" / entry["path"])
        )
        answer = run(ask(profile, upkeep(profile), request, feed_pb2.RegisterAuthorityResponse)).message
        must(answer.added, "a new order is added")
        console().print(f"{entry['agency']:12} {entry['reference']:12} for {', '.join(request.authority.scope)}")


def _feeds(stage: Stage, told: Told) -> None:
    stage.title("what banks, operators, posts and carriers handed over, each file under its order")
    for entry in told["feeds"]:
        name = Path(entry["path"]).name
        try:
            summary = _sent(stage, entry)
        except FileRefused as refused:
            must(entry["contradicts"], f"{name} is read, got {refused}")
            console().print(f"{name:28} refused whole: {refused}")
            continue
        except Refusal as refusal:
            must(not entry["authority"], f"{name} is imported, got {refusal.reason}")
            console().print(f"{name:28} refused, no order named: {refusal.reason}")
            continue
        must(entry["authority"], "a file without an order is refused")
        must(not entry["contradicts"], "a file that contradicts itself is refused")
        must(not summary["rejected"] and not summary["refused"], f"{name} goes in whole")
        console().print(
            f"{name:28} {entry['kind']:16} {entry['authority']:12} nodes {summary['nodes']:4}"
            f"  edges {summary['edges']:4}  added {summary['added']:4}"
        )


def _sent(stage: Stage, entry: Told) -> dict[str, int]:
    stated = entry["options"]
    mapping = Path(stated["mapping"]) if "mapping" in stated else None
    options = Options(provider=stated.get("provider", ""), mapping=mapping)
    file = stage.demo.folder / "exports" / entry["path"]
    rejects = file.with_name(f"{file.name}.rejects.csv")
    sending = Sending(entry["kind"], options, file, entry["authority"], False, rejects, False, lambda _: None)
    return run(send(stage.recorder(entry["agency"]), sending))


def _common(stage: Stage, told: Told, *pictures: Path, language: str = "", limit: int = 0) -> Common:
    """The analyst, on the operation, under the court's order."""
    profile = stage.demo.local.profile(told["agency"], told["analyst"])
    return Common(
        profile,
        Purpose.ANALYSE_NETWORK,
        LegalBasis.TIP_SOM,
        told["case"],
        LegalBasis.COURT_ORDER,
        pictures=list(pictures),
        language=language,
        limit=limit,
    )


def _expand(stage: Stage, told: Told) -> None:
    stage.title("the analyst expands the recruiter's CNIC: a record, a bank's data and an operator's meet")
    common = _common(stage, told, limit=20)
    start = node(f"CNIC:{told['people']['recruiter']['cnic']}")
    request = question_pb2.ExpandRequest(frame=common.frame(), start=[start])
    found = common.ask(request, question_pb2.ExpandResponse)
    counts = [(show.word(EdgeKind, c.kind), str(c.edges), str(c.nodes)) for c in found.counts]
    table("Next to it", ("kind", "edges", "nodes"), counts)
    table("Nodes", net_show.NODES, net_show.node_rows(found.answer, urdu=False))
    sources = {each.key.id.split("/")[0] for each in found.answer.nodes}
    drawn = [stage.picture(f"expand.{ending}") for ending in ("svg", "png")]
    common = _common(stage, told, *drawn, language="ur", limit=20)
    common.ask(question_pb2.ExpandRequest(frame=common.frame(), start=[start]), question_pb2.ExpandResponse)
    _are_drawn(*drawn)
    must(len(found.answer.nodes) >= SOURCES, "three sources at one number")
    must(sources >= {"agencies", "feeds"}, "records and feeds at one number")


def _trace(stage: Stage, told: Told) -> None:
    stage.title("money through time: from the buyer abroad to the cash at the end, drawn with Urdu labels")
    drawn = [stage.picture(f"trace.{ending}") for ending in ("svg", "png", "pdf", "anx")]
    bundle = stage.demo.folder / "trace.evidence"
    common = replace(_common(stage, told, *drawn, language="ur", limit=60), evidence=bundle)
    request = question_pb2.TraceMoneyRequest(
        frame=common.frame(),
        account=node(f"IBAN:{told['accounts']['buyer']}"),
        direction="TRACE_DIRECTION_FORWARD",
        max_length=6,
        least_bp=3_000,
        most_bp=10_500,
        max_gap_ms=5 * DAY_MS,
    )
    found = common.ask(request, question_pb2.TraceMoneyResponse)
    _payments(found.answer.edges)
    console().print(
        f"trails: {len(found.trails)}, under {', '.join(sorted({e.authority for e in found.answer.edges}))}"
    )
    through = {key.id for trail in found.trails for key in trail.nodes}
    must({f"IBAN:{number}" for number in told["accounts"]["hawala"]} <= through, "both ways through the hawala")
    must(f"IBAN:{told['accounts']['recruiter']}" in through, "the money reaches the recruiter")
    held = {e.start.id for e in found.answer.edges if e.kind == EdgeKind.EDGE_KIND_ACCOUNT_HELD_BY}
    must(f"IBAN:{told['accounts']['recruiter']}" in held, "the recruiter's account names its holder")
    again = stage.picture("trace-en.svg")
    graph.draw(bundle, again, "en")
    _are_drawn(*drawn, again)


def _payments(edges: Iterable[Edge]) -> None:
    for edge in sorted((each for each in edges if each.amount_minor), key=lambda edge: edge.at_ms):
        paid = amount(edge.amount_minor, edge.currency)
        console().print(f"{moment(edge.at_ms)}  {paid:>18}  {_tail(edge.start.id)} -> {_tail(edge.end.id)}")


def _alike(stage: Stage, told: Told) -> None:
    """From abroad as the buyer's money, and split as the front's: but nothing goes on, and nothing meets again."""
    stage.title("what only looks alike: a son's money to a mother stays there, a payroll parts and never meets")
    for who, ways in (("migrant", 1), ("employer", 15)):
        common = _common(stage, told, limit=200)
        request = question_pb2.TraceMoneyRequest(
            frame=common.frame(),
            account=node(f"IBAN:{told['accounts'][who]}"),
            direction="TRACE_DIRECTION_FORWARD",
            max_length=4,
        )
        found = common.ask(request, question_pb2.TraceMoneyResponse)
        _payments(found.answer.edges[:2])
        ends = {trail.nodes[-1].id for trail in found.trails}
        longest = max(len(trail.edges) for trail in found.trails)
        console().print(f"trails: {len(found.trails)} to {len(ends)} accounts, the longest of {longest} transfer")
        must((len(ends), longest) == (ways, 1), f"the {who}'s money goes no further")
        network = {f"IBAN:{told['accounts'][name]}" for name in ("exploiter", "front", "recruiter", "transporter")}
        must(network.isdisjoint({one.key.id for one in found.answer.nodes}), f"the {who} pays nobody of the network")


def _contacts(stage: Stage, told: Told) -> None:
    stage.title("calls through time over the burner phones, and the handset that gives a burner away")
    common, (burner, second, third) = _common(stage, told, limit=100), told["burners"]
    request = question_pb2.ContactChainRequest(
        frame=common.frame(), phone=node(f"PHONE:{burner}"), max_length=2, max_gap_ms=2 * DAY_MS
    )
    found = common.ask(request, question_pb2.ContactChainResponse)
    walks = [chain for chain in found.chains if [key.id for key in chain.nodes] == [burner, second, third]]
    must(walks, "a chain from the recruiter's burner over the transporter's to the exploiter's")
    times = {edge.id: moment(edge.at_ms) for edge in found.answer.edges}
    console().print(" -> ".join(key.id for key in walks[0].nodes))
    console().print(f"at {', then at '.join(times[edge] for edge in walks[0].edges)}")
    shared = question_pb2.CommonNeighboursRequest(
        frame=common.frame(), of=[node(f"PHONE:{burner}"), node(f"PHONE:{told['people']['recruiter']['phone']}")]
    )
    both = common.ask(shared, question_pb2.CommonNeighboursResponse)
    handsets = [each.node.id for each in both.common if each.node.kind == NodeKind.NODE_KIND_DEVICE]
    must(len(handsets) == 1, "burner and own number in one handset")
    console().print(f"burner and own number were in one handset: {handsets[0]}")


def _journeys(stage: Stage, told: Told) -> None:
    """Whom no order names has no name, children as well; what records say of them stays withheld."""
    stage.title("who crossed the border with the transporter: one other each time, of a child no name and no age")
    common = replace(_common(stage, told), edges=["identified-by"])
    start = node(f"CNIC:{told['people']['transporter']['cnic']}")
    request = question_pb2.ExpandRequest(frame=common.frame(), start=[start])
    found = common.ask(request, question_pb2.ExpandResponse)
    crossed = [each.key for each in found.answer.nodes if "/border-crossings/" in each.key.id]
    must(len(crossed) == 1, "the post's view of the transporter")
    common = _common(stage, told)
    travel = question_pb2.CoTravelRequest(frame=common.frame(), subject=crossed[0])
    answer = common.ask(travel, question_pb2.CoTravelResponse)
    rows = [(net_show.name(c.subject), ", ".join(net_show.name(one) for one in c.journeys)) for c in answer.companions]
    table("Companions", ("person", "journeys"), rows)
    must(len(rows) == len(told["children"]), "two companions, one on each journey")
    must(not any(each.label for each in answer.answer.nodes if each.key.id != crossed[0].id), "none has a name")
    raw = answer.SerializeToString().decode("utf-8", "replace")
    must(not any(word in raw for word in (*told["children"], *told["names_of_children"])), "no child is named")


def _tail(account: str) -> str:
    """An account shortened for a line."""
    kind = {"CASH": "cash at ", "UNSTATED": "not stated by "}.get(account.partition(":")[0], "")
    number = account.rpartition(":")[2]
    return f"{kind}{number[:8]}..{number[-4:]}"


def _are_drawn(*pictures: Path) -> None:
    for path in pictures:
        must(path.stat().st_size > 1_000, f"{path.name} is drawn")


def _path(stage: Stage, told: Told) -> None:
    stage.title("how are recruiter and exploiter connected?")
    drawn = [stage.picture(f"path.{ending}") for ending in ("svg", "png")]
    common = _common(stage, told, *drawn, language="ur")
    people = told["people"]
    found = _paths(common, f"CNIC:{people['recruiter']['cnic']}", f"CNIC:{people['exploiter']['cnic']}")
    must(found.paths, "a path from recruiter to exploiter")
    _are_drawn(*drawn)


def _hidden(stage: Stage, told: Told) -> None:
    stage.title("the man of the hawala and the financier: a path through records that the analyst may not see")
    drawn = [stage.picture(f"hidden.{ending}") for ending in ("svg", "png")]
    common = _common(stage, told, *drawn, language="ur")
    people = told["people"]
    found = _paths(common, f"CNIC:{people['hawaladar']['cnic']}", f"CNIC:{people['financier']['cnic']}")
    hidden = [stub for stub in found.answer.stubs if stub.owner == told["hidden_owner"]]
    must(hidden, "a hidden stretch, with the owner's desk")
    must(hidden[0].desk.phone, "the desk's number")
    case = told["hidden_case"].partition(":")[2].encode()
    must(case not in found.SerializeToString(), "the hidden enquiry's number stays hidden")
    _are_drawn(*drawn)


def _checked(stage: Stage) -> None:
    stage.title("the graph is a projection: compared with records, feeds and decisions")
    try:
        graph.check(stage.demo.local.files.hub.folder)
    except typer.Exit:
        raise SceneFailed("the graph holds what its sources hold") from None


def _paths(common: Common, start: str, end: str) -> question_pb2.ShortestPathsResponse:
    request = question_pb2.ShortestPathsRequest(
        frame=common.frame(), start=node(start), end=node(end), paths=2, max_length=8
    )
    found: question_pb2.ShortestPathsResponse = common.ask(request, question_pb2.ShortestPathsResponse)
    for place, path in enumerate(found.paths, 1):
        line(f"{place}  {net_show.walked(path, found.answer)}")
    table("Hidden records: ask their desk", net_show.STUBS, net_show.stub_rows(found.answer))
    return found
