"""Trails of money: as tables, step by step, with what was not followed."""

from __future__ import annotations

from rabta.linkage.v1 import graph_pb2 as pb
from rabta.linkage.v1 import question_pb2 as pq

from services.cli.net_common import Common
from services.cli.net_show import amount, name, printed, rest, walked
from services.cli.options import say
from services.cli.pager import paged
from services.cli.show import Part, tabled
from services.draw.table_words import text
from services.tables.times import when

STEPS = ("step", "after step", "hop", "when", "from", "to", "amount", "at most", "order", "id")
UNFOLLOWED_WHY = tuple(number for number in pq.UnfollowedWhy.values() if number)
UNFOLLOWED = ("account", "hop", "transfers", "since")


def marks(path: pq.Path, urdu: bool) -> str:
    """What is not known of a trail's order and gaps, by the steps that it is said of."""
    said = [
        text("marked", urdu, steps=", ".join(str(place + 1) for place in places), what=text(word_, urdu))
        for word_, places in (("unordered", path.unordered), ("loose", path.loose))
        if places
    ]
    return f" ({'; '.join(said)})" if said else ""


def step_rows(found: pq.TraceMoneyResponse, urdu: bool = False) -> list[tuple[str, ...]]:
    """One row a transfer as it was reached, and what is not known of its place after the one before."""
    edges = {edge.id: edge for edge in found.answer.edges}
    rows: list[tuple[str, ...]] = []
    for number, step in enumerate(found.steps, 1):
        edge = edges.get(step.edge) or pb.Edge(id=step.edge)
        said = [text(word_, urdu) for word_ in ("unordered", "loose") if getattr(step, word_)]
        rows.append((
            str(number), str(step.from_step or ""), str(step.hop), when(edge.at_ms, edge.until_ms), name(edge.start),
            name(edge.end), amount(edge.currency, edge.amount_minor), amount(edge.currency, step.carried_minor),
            "; ".join(said), edge.id,
        ))  # fmt: skip
    return rows


def unfollowed_rows(found: pq.TraceMoneyResponse, urdu: bool = False) -> list[tuple[str, ...]]:
    """Accounts at which the search stopped, and why."""
    return [
        (
            name(one.account), str(one.hop), str(one.transfers or ""),
            text(pq.UnfollowedWhy.Name(one.why).removeprefix("UNFOLLOWED_WHY_"), urdu),
        )
        for one in found.unfollowed
        if one.why in UNFOLLOWED_WHY
    ]  # fmt: skip


@paged()
def trace(found: pq.TraceMoneyResponse, common: Common) -> None:
    """Trails, transfers as they were reached, where money parted and met, and what was not followed."""
    more = (
        Part("Transfers as they were reached", STEPS, step_rows(found)),
        Part("Not followed", UNFOLLOWED, unfollowed_rows(found)),
    )
    cut = bool(found.unfollowed) or any(each.what in ("paths", "edges", "time") for each in found.answer.cuts)
    if cut:
        say(text("narrow", common.urdu))
    if printed(found, common, *more):
        return
    urdu = common.urdu
    lines = [
        (str(i), str(len(path.edges)), walked(path, found.answer, urdu) + marks(path, urdu))
        for i, path in enumerate(found.trails, 1)
    ]
    tabled("Trails", ("", "length", "trail"), lines, urdu)
    tabled("Transfers as they were reached", STEPS, step_rows(found, urdu), urdu)
    tabled("Not followed", UNFOLLOWED, unfollowed_rows(found, urdu), urdu)
    junctions = [
        (
            name(j.account), str(j.incoming), str(j.outgoing), amount(j.currency, j.in_minor),
            amount(j.currency, j.out_minor),
        )
        for j in found.junctions
    ]  # fmt: skip
    tabled("Splits and merges", ("account", "in", "out", "sum in", "sum out"), junctions, urdu)
    rest(found.answer, common)
