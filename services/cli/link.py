"""`rabta link`: whether two Subjects are one person: proposed, decided, undone, explained. Never a merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from google.protobuf.message import Message
from rabta.linkage.v1 import link_pb2 as pb
from rabta.linkage.v1.graph_pb2 import Node

from services.cli import completion_words as words
from services.cli import link_run
from services.cli.net_common import Common, number, with_common
from services.cli.net_show import name
from services.cli.node_names import HOW, node
from services.cli.options import Output, PageOption, pasted
from services.cli.pager import paged
from services.cli.reads import more
from services.cli.show import Part, as_csv, as_heading, as_json, called, tabled
from services.draw.table_words import cell, field, text
from services.tables.times import shown
from services.vocabulary.readings import SCORINGS, SIGNS

app = typer.Typer(help=f"Decisions on whether two Subjects are one person.\n\nIds are {HOW}.", no_args_is_help=True)
app.command("run")(link_run.run)
app.command("export-splink")(link_run.export_splink)
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="agencies/AGENCY/records/ID, or a feed's.")]
Why = Annotated[str, typer.Option("--why", help="Reason, kept with the decision.")]
DECISIONS = (
    "id", "sign", "one", "other", "decided by", "second", "when", "why", "rule", "bits", "model",
    "withdrawn", "by whom",
)  # fmt: skip
GROUNDS = ("field", "one", "other", "agrees")
REVIEWS = ("bits", "one", "name", "other", "name", "grounds", "model", "proposed")


@app.command("candidates")
@with_common
def candidates(subject: Subject, common: Common) -> None:
    """Subjects that share an identifier with one and agree in name."""
    request = pb.ListLinkCandidatesRequest(subject=node(subject), limit=common.limit)
    found = common.ask(request, pb.ListLinkCandidatesResponse)
    urdu = common.urdu
    rows = [
        (
            name(c.subject.key),
            _label(c.subject, urdu),
            c.subject.owner,
            c.rule,
            "; ".join(_said(g, urdu) for g in c.grounds),
        )
        for c in found.candidates
    ]
    with paged():
        _show(found, ("subject", "name", "owner", "rule", "grounds"), rows, common)


@app.command("review")
@with_common
def review(
    common: Common,
    page_token: PageOption = "",
) -> None:
    """Pairs that a model holds for one person, perhaps, and that nobody has decided; the likeliest first."""
    request = pb.ListLinkReviewsRequest(page_size=common.limit, page_token=page_token)
    found = common.ask(request, pb.ListLinkReviewsResponse)
    with paged():
        _show(found, REVIEWS, _reviews(found.reviews, common.urdu), common)
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
    _show(found, DECISIONS, _decisions([found.decision], common.urdu), common)


@app.command("undo")
@with_common
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id.")], common: Common, why: Why = ""
) -> None:
    """Withdraw a decision: the Subjects are as they were before it."""
    found = common.ask(pb.UndoLinkRequest(id=pasted(decision), why=why), pb.UndoLinkResponse)
    _show(found, DECISIONS, _decisions([found.decision], common.urdu), common)


@app.command("explain")
@with_common
def explain(one: Subject, other: Subject, common: Common) -> None:
    """Everything decided about two Subjects, and what they share and where they differ."""
    request = pb.ExplainLinkRequest(one=node(one), other=node(other))
    found = common.ask(request, pb.ExplainLinkResponse)
    with paged():
        _show(found, DECISIONS, _decisions(found.decisions, common.urdu), common)
        if common.output is Output.TABLE:
            grounds = [
                (field(g.field, common.urdu), g.one, g.other, text("yes" if g.agrees else "no", common.urdu))
                for g in found.grounds
            ]
            tabled("Grounds", GROUNDS, grounds, common.urdu)


def _decisions(found: Iterable[pb.LinkDecision], urdu: bool) -> list[tuple[str, ...]]:
    return [
        (
            d.id, called(SIGNS, pb.LinkSign, d.sign, urdu), name(d.one), name(d.other), d.by, d.second,
            shown(d.decided_ms), d.why, d.rule, *_scored(d, urdu), shown(d.withdrawn_ms), d.withdrawn_by,
        )
        for d in found
    ]  # fmt: skip


def _scored(decision: pb.LinkDecision, urdu: bool) -> tuple[str, str]:
    """Bits and model; that no model compared the two stands in the place of its name."""
    if decision.model:
        return f"{decision.bits:.1f}", decision.model
    return "", called(SCORINGS, pb.LinkScoring, decision.scoring, urdu)


def _reviews(found: Iterable[pb.LinkReview], urdu: bool) -> list[tuple[str, ...]]:
    return [
        (
            f"{r.bits:.1f}", name(r.one.key), _label(r.one, urdu), name(r.other.key), _label(r.other, urdu),
            "; ".join(f"{(urdu and g.text_ur) or g.text or g.field} ({g.bits:+.1f})" for g in r.grounds),
            r.model, shown(r.proposed_ms),
        )
        for r in found
    ]  # fmt: skip


def _said(ground: pb.LinkGround, urdu: bool) -> str:
    one, other = (cell(value, urdu) for value in (ground.one, ground.other))
    return f"{field(ground.field, urdu)}: {one} {'=' if ground.agrees else '/'} {other}"


def _label(subject: Node, urdu: bool) -> str:
    return str((urdu and subject.label_ur) or subject.label)


def _show(found: Message, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], common: Common) -> None:
    titles = {DECISIONS: "Decisions", REVIEWS: "Waiting for a decision"}
    part = Part(titles.get(header, "Candidates"), header, rows)
    if common.output is Output.JSON:
        as_json(found, common.head)
    elif common.output is Output.CSV:
        as_csv(common.head, part)
    else:
        if common.head:
            as_heading(common.head, common.urdu)
        tabled(*part, common.urdu)
        if not rows:
            typer.echo(text("nothing", common.urdu))
