"""`rabta link`: whether two Subjects are one person: proposed, decided, undone, explained. Never a merge."""

from __future__ import annotations

from typing import Annotated

import typer
from google.protobuf.message import Message
from rabta.linkage.v1 import link_pb2 as pb

from services.cli import completion_words as words
from services.cli import link_run
from services.cli.net_common import Common, number, with_common
from services.cli.net_show import name
from services.cli.node_names import HOW, node
from services.cli.options import Output, PageOption, pasted
from services.cli.pager import paged
from services.cli.reads import more
from services.cli.show import Part, as_csv, as_heading, as_json, tabled
from services.draw.table_words import text
from services.listing import links as listing

app = typer.Typer(help=f"Decisions on whether two Subjects are one person.\n\nIds are {HOW}.", no_args_is_help=True)
app.command("run")(link_run.run)
app.command("export-splink")(link_run.export_splink)
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="agencies/AGENCY/records/ID, or a feed's.")]
Why = Annotated[str, typer.Option("--why", help="Reason, kept with the decision.")]


@app.command("candidates")
@with_common
def candidates(subject: Subject, common: Common) -> None:
    """Subjects that share an identifier with one and agree in name."""
    request = pb.ListLinkCandidatesRequest(subject=node(subject), limit=common.limit)
    found = common.ask(request, pb.ListLinkCandidatesResponse)
    with paged():
        _show(found, listing.candidates(found.candidates, name, urdu=common.urdu), common)


@app.command("review")
@with_common
def review(
    common: Common,
    page_token: PageOption = "",
) -> None:
    """Pairs that wait for a decision of the caller's agency; oversight is shown those that an owner is to state."""
    request = pb.ListLinkReviewsRequest(page_size=common.limit, page_token=page_token)
    found = common.ask(request, pb.ListLinkReviewsResponse)
    with paged():
        _show(found, listing.reviews(found.reviews, name, urdu=common.urdu), common)
        decided = [decision for each in found.reviews for decision in each.decisions]
        if decided and common.output is Output.TABLE:
            tabled(*listing.decisions(decided, name, urdu=common.urdu), common.urdu)
    more(found.next_page_token)


@app.command("decide")
@with_common
def decide(
    one: Subject,
    other: Subject,
    sign: Annotated[str, typer.Argument(metavar="SIGN", help="same, different or unsure.", autocompletion=words.signs)],
    common: Common,
    why: Why = "",
    rule: Annotated[str, typer.Option("--rule", help="Rule that proposed it, as candidates say.")] = "",
) -> None:
    """Record what a reviewer found. A number that agrees decides nothing by itself."""
    request = pb.DecideLinkRequest(
        one=node(one), other=node(other), sign=number(pb.LinkSign, "LINK_SIGN", sign), why=why, rule=rule
    )
    found = common.ask(request, pb.DecideLinkResponse)
    _show(found, listing.decisions([found.decision], name, urdu=common.urdu), common)


@app.command("undo")
@with_common
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id.")], common: Common, why: Why = ""
) -> None:
    """Withdraw a decision: the Subjects are as they were before it."""
    found = common.ask(pb.UndoLinkRequest(id=pasted(decision), why=why), pb.UndoLinkResponse)
    _show(found, listing.decisions([found.decision], name, urdu=common.urdu), common)


@app.command("explain")
@with_common
def explain(one: Subject, other: Subject, common: Common) -> None:
    """Everything decided about two Subjects, and what they share and where they differ."""
    request = pb.ExplainLinkRequest(one=node(one), other=node(other))
    found = common.ask(request, pb.ExplainLinkResponse)
    with paged():
        _show(found, listing.decisions(found.decisions, name, urdu=common.urdu), common)
        if common.output is Output.TABLE:
            tabled(*listing.grounds(found.grounds, urdu=common.urdu), common.urdu)


def _show(found: Message, part: Part, common: Common) -> None:
    if common.output is Output.JSON:
        as_json(found, common.head)
    elif common.output is Output.CSV:
        as_csv(common.head, part)
    else:
        if common.head:
            as_heading(common.head, common.urdu)
        tabled(*part, common.urdu)
        if not part.rows:
            typer.echo(text("nothing", common.urdu))
