"""`rabta net`: how people, accounts, phones, documents, journeys and cases hang together.

Nodes are typed as :mod:`services.cli.node_names` says.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rabta.linkage.v1 import question_pb2 as pb

from services.cli import net_show as show
from services.cli.examples import KEPT, ONE, OTHER, example
from services.cli.net_common import Common, number, with_common
from services.cli.net_players import key_players as show_players
from services.cli.net_trace import trace as show_trace
from services.cli.node_names import HOW, node, nodes

app = typer.Typer(help=f"Questions to the link graph.\n\nIds are {HOW}.", no_args_is_help=True)
Nodes = Annotated[
    list[str],
    typer.Argument(
        metavar="NODE...", help="KIND:ID; CNIC:- asks for the number. A document or phone means who bears it."
    ),
]
Node = Annotated[str, typer.Argument(metavar="NODE", help="KIND:ID; CNIC:- asks for the number.")]
Gap = Annotated[float, typer.Option("--max-gap-hours", help="Longest time between two steps; 0 is open.")]
Length = Annotated[int, typer.Option("--max-length", help="Longest, in edges; 0 is the default.")]
HOUR_MS = 3_600_000


@app.command("expand", epilog=example(f"rabta net expand {KEPT} CNIC:- < cnic"))
@with_common
def expand(starts: Nodes, common: Common) -> None:
    """What is next to nodes: counts by kind first, then the most significant."""
    request = pb.ExpandRequest(frame=common.frame(), start=nodes(starts))
    show.expand(common.ask(request, pb.ExpandResponse), common)


@app.command("paths", epilog=example(f"rabta net paths {KEPT} CNIC:- {OTHER} --picture paths.svg < cnic"))
@with_common
def paths(
    start: Node,
    end: Node,
    common: Common,
    number_: Annotated[int, typer.Option("--paths", help="Alternatives, 1 to 10; 0 is 3.")] = 0,
    max_length: Length = 0,
    avoid: Annotated[list[str] | None, typer.Option("--avoid", help="Not through this node; may be repeated.")] = None,
) -> None:
    """How two nodes are connected; a hidden stretch names the desk to ask."""
    request = pb.ShortestPathsRequest(
        frame=common.frame(),
        start=node(start),
        end=node(end),
        paths=number_,
        max_length=max_length,
        avoid=nodes(avoid or ()),
    )
    found = common.ask(request, pb.ShortestPathsResponse)
    show.paths("Paths", found.paths, found, common)


@app.command(
    "trace",
    epilog=example(
        f"rabta net trace {KEPT} ACCOUNT:- --second-basis AMLA --from 2026-01-01 --direction forward < iban"
    ),
)
@with_common
def trace(
    account: Node,
    common: Common,
    direction: Annotated[str, typer.Option("--direction", help="forward or backward.")] = "forward",
    max_length: Length = 0,
    least_bp: Annotated[int, typer.Option("--least-bp", help="Least share of the transfer before, basis points.")] = 0,
    most_bp: Annotated[int, typer.Option("--most-bp", help="Most share of the transfer before.")] = 0,
    max_gap_hours: Gap = 0.0,
    min_amount: Annotated[
        float,
        typer.Option("--min-amount", help="Least amount of a transfer, in a currency of two decimals; 0 is open."),
    ] = 0.0,
) -> None:
    """Where the money of an account went, or came from, each transfer later than the one before."""
    request = pb.TraceMoneyRequest(
        frame=common.frame(),
        account=node(account),
        direction=number(pb.TraceDirection, "TRACE_DIRECTION", direction),
        max_length=max_length,
        least_bp=least_bp,
        most_bp=most_bp,
        max_gap_ms=int(max_gap_hours * HOUR_MS),
        least_minor=round(min_amount * 100),
    )
    show_trace(common.ask(request, pb.TraceMoneyResponse), common)


@app.command(
    "contacts",
    epilog=example(f"rabta net contacts {KEPT} PHONE:- --second-basis PECA_WARRANT --max-gap-hours 24 < phone"),
)
@with_common
def contacts(phone: Node, common: Common, max_length: Length = 0, max_gap_hours: Gap = 0.0) -> None:
    """Whom a phone reached through others, each call later than the one before."""
    request = pb.ContactChainRequest(
        frame=common.frame(), phone=node(phone), max_length=max_length, max_gap_ms=int(max_gap_hours * HOUR_MS)
    )
    found = common.ask(request, pb.ContactChainResponse)
    show.paths("Chains", found.chains, found, common)


@app.command("cotravel", epilog=example(f"rabta net cotravel {KEPT} {ONE} --least 2"))
@with_common
def cotravel(
    subject: Node,
    common: Common,
    least: Annotated[int, typer.Option("--least", help="Least journeys together, 1 to 20; 0 is 1.")] = 0,
) -> None:
    """Who travelled with a person."""
    request = pb.CoTravelRequest(frame=common.frame(), subject=node(subject), least=least)
    found = common.ask(request, pb.CoTravelResponse)
    show.groups(
        "Companions", ("person", "journeys"), [(c.subject, c.journeys) for c in found.companions], found, common
    )


@app.command("common", epilog=example(f"rabta net common {KEPT} {ONE} {OTHER}"))
@with_common
def common_neighbours(of: Nodes, common: Common) -> None:
    """What several nodes share."""
    request = pb.CommonNeighboursRequest(frame=common.frame(), of=nodes(of))
    found = common.ask(request, pb.CommonNeighboursResponse)
    show.groups("Shared", ("node", "by"), [(each.node, each.of) for each in found.common], found, common)


@app.command("keyplayers", epilog=example(f"rabta net keyplayers {KEPT} {ONE} --size 3 --radius 2"))
@with_common
def keyplayers(
    around: Nodes,
    common: Common,
    radius: Annotated[
        int, typer.Option("--radius", help="How far from the nodes to look, in edges, 1 to 3; 0 is 2.")
    ] = 0,
    number_: Annotated[int, typer.Option("--size", help="How many, 1 to 10; 0 is 3.")] = 0,
) -> None:
    """Whose removal breaks a network most, beside sets drawn at random."""
    request = pb.KeyPlayersRequest(frame=common.frame(), around=nodes(around), radius=radius, number=number_)
    show_players(common.ask(request, pb.KeyPlayersResponse), common)


@app.command("why", epilog=example(f"rabta net why {KEPT} {ONE} {OTHER}"))
@with_common
def why(start: Node, end: Node, common: Common) -> None:
    """Every evidence row between two nodes, oldest first."""
    request = pb.WhyLinkedRequest(frame=common.frame(), start=node(start), end=node(end))
    show.rows(common.ask(request, pb.WhyLinkedResponse), common)


@app.command("events", epilog=example(f"rabta net events {KEPT} {ONE} --from 2026-01-01"))
@with_common
def events(of: Nodes, common: Common) -> None:
    """What happened to a set of nodes, oldest first."""
    request = pb.TimelineRequest(frame=common.frame(), of=nodes(of))
    show.rows(common.ask(request, pb.TimelineResponse), common)
